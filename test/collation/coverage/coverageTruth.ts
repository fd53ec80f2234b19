import assert from 'node:assert/strict';
import type { Coverage } from '../../../src/collation/coverage/coverage.rules.js';
import { db } from '../desk.js';

/** The rule once more, in words and without the portal's SQL: whole tables, Party by Party. */
export async function statesOf(
  consultationId: string,
): Promise<Map<string, { category: string; state: Coverage }>> {
  const [
    eligible,
    submissions,
    named,
    withdrawn,
    decided,
    declined,
    responses,
    drafted,
    discards,
    represented,
  ] = await Promise.all([
    db('eligible_party').where({ consultation_id: consultationId }),
    db('submission').where({ consultation_id: consultationId }),
    db('submission_party'),
    db('withdrawal').pluck<string[]>('submission_id'),
    db('late_decision').where({ admitted: true }).pluck<string[]>('submission_id'),
    db('decline_note').where({ consultation_id: consultationId }).pluck<string[]>('party_id'),
    db('response').where({ consultation_id: consultationId }),
    db('draft_party'),
    db('discard').whereNull('brought_back_at').pluck<string[]>('response_id'),
    db('representation').where({ consultation_id: consultationId }),
  ]);
  const counts = submissions.filter(
    ({ id, standing }) => !withdrawn.includes(id) && (standing === 'in time' || decided.includes(id)),
  );
  const open = responses.filter(
    ({ id, version, submitted_version }) => !discards.includes(id) && version !== submitted_version,
  );
  const stateOf = (partyId: string): Coverage => {
    const live = represented.find(({ party_id }) => party_id === partyId);
    const speaks = counts.find(({ id }) => id === live?.submission_id);
    assert.equal(live !== undefined, speaks !== undefined, 'what speaks for a Party counts');
    if (speaks) {
      assert.ok(named.some((one) => one.submission_id === speaks.id && one.party_id === partyId));
      return speaks.kind === 'nil' ? 'nil return' : 'responded';
    }
    if (declined.includes(partyId)) return 'declined';
    const isMeant = open.some(({ id }) =>
      drafted.some((one) => one.response_id === id && one.party_id === partyId),
    );
    return isMeant ? 'draft' : 'silent';
  };
  return new Map(eligible.map(({ party_id: id, category }) => [id, { category, state: stateOf(id) }]));
}
