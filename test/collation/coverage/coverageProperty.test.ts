import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { asArrival } from '../../../src/clock.js';
import { planReminders } from '../../../src/collation/chasing/remindByHand.js';
import {
  coverageOf,
  countCoverage,
  COVERAGE,
  type Coverage,
} from '../../../src/collation/coverage/coverage.rules.js';
import { getCounts } from '../../../src/collation/coverage/counts.store.js';
import { listCoverage } from '../../../src/collation/coverage/coverage.store.js';
import { noteDecline, removeDecline } from '../../../src/collation/coverage/noteDecline.js';
import { decideLate } from '../../../src/collation/late/decideLate.js';
import { CATEGORIES } from '../../../src/consultations/consultations.rules.js';
import { addParty } from '../../../src/consultations/accession/addParty.js';
import { AppError } from '../../../src/errors.js';
import { londonDate } from '../../../src/londonTime.js';
import { findViewer } from '../../../src/people/viewer.store.js';
import { bringBackDraft, discardDraft } from '../../../src/responses/discarding/discardDraft.js';
import { changeRespondents, markOfRespondents } from '../../../src/responses/drafting/changeWhole.js';
import { getDraftFor } from '../../../src/responses/drafting/drafts.store.js';
import { submitNoComment } from '../../../src/responses/noComment.js';
import { getSubmitFacts } from '../../../src/responses/submit.store.js';
import { submitResponse } from '../../../src/responses/submitResponse.js';
import { withdrawSubmission } from '../../../src/responses/withdrawing/withdrawSubmission.js';
import { aParty, type BuiltParty } from '../../support/build.js';
import { aDraftResponse } from '../../support/draft.js';
import { randomFrom, type Random } from '../../support/random.js';
import { statesOf } from './coverageTruth.js';
import { aCompany, aConsultationOf, clock, db, portal, sam } from '../desk.js';

const SEQUENCES = 8;
const ROUNDS = 30;
/** From this round on it is past the deadline: what is submitted is late. */
const LATE_FROM = 18;

/** Two organisations with Parties in several categories, a draft each, and all that can happen to where they stand. */
async function aWorld(random: Random) {
  clock.set('2017-02-08T16:00:00Z');
  const companies = [await aCompany(0), await aCompany(0)];
  for (const { organisation, parties } of companies) {
    for (let count = 0; count < 4; count++)
      parties.push(await aParty(db, { organisation, category: random.of([...CATEGORIES]) }));
  }
  const consultation = await aConsultationOf(...companies);
  const all = companies.flatMap(({ parties }) => parties);
  const drafts = await Promise.all(
    companies.map(({ organisation, by, parties }) =>
      aDraftResponse(db, { consultation, organisation, by, parties: parties.slice(0, 2) }),
    ),
  );
  const viewers = await Promise.all(
    companies.map(async ({ by }) => (await findViewer(db, by.id, new Date().toISOString()))!),
  );
  const side = () => random.below(2);
  /** Some of the Parties that the register has with a company, or now and then of any. */
  const some = async (at: number) => {
    const { organisation } = companies[at]!;
    const owned = await Promise.all(all.map(async (party) => (await ownerOf(party)).organisation_id));
    const any = random.below(6) === 0;
    return all
      .filter((_, index) => random.is() && (any || owned[index] === organisation.id))
      .map(({ id }) => id);
  };
  const referencesOf = () =>
    db('submission').where({ consultation_id: consultation.id }).pluck<string[]>('reference');
  const takeOver = async () => (random.is() ? await referencesOf() : []);
  const today = () => londonDate(clock.now());
  const decline = () => ({ consultationId: consultation.id, partyId: random.of(all).id });

  const changeRegister = (party: BuiltParty, more: { category: string; organisation_id: string }) =>
    db('party_particulars')
      .insert({ party_id: party.id, from_on: today(), name: party.name, recorded_at: clock.now(), ...more })
      .onConflict(['party_id', 'from_on'])
      .merge();
  const ownerOf = async (party: BuiltParty) =>
    (await db('party_particulars').where({ party_id: party.id }).orderBy('from_on', 'desc').first())!;

  const acts = {
    async choose() {
      const at = side();
      const draft = await getDraftFor(db, viewers[at]!, drafts[at]!.id);
      const partyIds = await db('draft_party').where({ response_id: draft.id }).pluck<string[]>('party_id');
      const seen = markOfRespondents({ partyIds, forOrganisation: draft.forOrganisation });
      const chosen = { partyIds: await some(at), forOrganisation: random.is() };
      await changeRespondents(db, draft, chosen, seen, clock.now());
    },
    async submit() {
      const at = side();
      const responseId = drafts[at]!.id;
      const { version } = await getSubmitFacts(db, responseId, today());
      const check = { responseId, version, key: randomUUID(), issue: 1, takeOver: await takeOver() };
      await submitResponse(portal.deps, viewers[at]!, check, asArrival(clock.now()));
    },
    async sayNothing() {
      const at = side();
      const nil = {
        consultationId: consultation.id,
        organisationId: companies[at]!.organisation.id,
        partyIds: await some(at),
        forOrganisation: random.is(),
        key: randomUUID(),
        takeOver: await takeOver(),
      };
      await submitNoComment(portal.deps, viewers[at]!, nil, asArrival(clock.now()));
    },
    async withdraw() {
      const made = await db('submission').where({ consultation_id: consultation.id });
      if (made.length === 0) return;
      const { reference, response_id: responseId, organisation_id: whose } = random.of(made);
      const viewer = viewers[companies.findIndex(({ organisation }) => organisation.id === whose)]!;
      await withdrawSubmission(portal.deps, viewer, { responseId, reference, reason: '' }, clock.now());
    },
    async discard() {
      const at = side();
      const { version } = await getDraftFor(db, viewers[at]!, drafts[at]!.id);
      await discardDraft(
        portal.deps,
        viewers[at]!,
        drafts[at]!.id,
        { version, instruction: '' },
        clock.now(),
      );
    },
    async bringBack() {
      const at = side();
      await bringBackDraft(portal.deps, viewers[at]!, drafts[at]!.id, clock.now());
    },
    decline: () => noteDecline(db, sam, { ...decline(), note: 'By telephone' }, clock.now()),
    takeDeclineBack: () => removeDecline(db, sam, decline(), clock.now()),
    async decideLate() {
      const held = await db('submission')
        .where({ consultation_id: consultation.id })
        .whereNot({ standing: 'in time' })
        .pluck<string[]>('id');
      if (held.length === 0) return;
      const decision = { admitted: random.is(), reason: 'Because', takeOver: await takeOver() };
      await decideLate(
        portal.deps,
        sam,
        { ...decision, consultationId: consultation.id, submissionId: random.of(held) },
        clock.now(),
      );
    },
    /** A company accedes and SECAS decides that it is asked too. */
    async accede() {
      const { organisation } = random.of(companies);
      const party = await aParty(db, { organisation, category: random.of([...CATEGORIES]) });
      all.push(party);
      const added = { id: consultation.id, partyId: party.id, reason: 'Acceded' };
      await addParty(portal.deps, sam.id, added, clock.now());
    },
    async changeCategory() {
      const party = random.of(all);
      const { organisation_id } = await ownerOf(party);
      await changeRegister(party, { category: random.of([...CATEGORIES, 'DCC']), organisation_id });
    },
    async move() {
      const party = random.of(all);
      const { category } = await ownerOf(party);
      await changeRegister(party, { category, organisation_id: random.of(companies).organisation.id });
    },
    async leave() {
      await db('party')
        .where({ id: random.of(all).id })
        .update({ left_on: today() });
    },
  };
  return { acts, consultation };
}

test('eligible = responded + nil return + declined + draft + silent, at every moment and in every category', async () => {
  const seen = new Set<Coverage>();
  const done = new Map<string, number>();
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const random = randomFrom(seed);
    const { acts, consultation } = await aWorld(random);
    const names = Object.keys(acts) as (keyof typeof acts)[];
    for (let round = 0; round < ROUNDS; round++) {
      if (round === LATE_FROM) clock.set('2017-02-08T17:00:00Z');
      clock.set(clock.now().add({ seconds: 1 }));
      const together = [random.of(names), random.of(names)].slice(0, 1 + random.below(2));
      const outcomes = await Promise.allSettled(together.map((name) => acts[name]()));
      for (const [index, one] of outcomes.entries()) {
        const refused = one.status === 'rejected';
        if (refused && !(one.reason instanceof AppError && one.reason.status < 500)) throw one.reason;
        if (!refused) done.set(together[index]!, (done.get(together[index]!) ?? 0) + 1);
      }
      await holds(consultation.id, `seed ${seed}, round ${round}: ${together.join(' and ')}`, seen);
    }
  }
  assert.deepEqual([...seen].toSorted(), [...COVERAGE].toSorted(), 'every state was met');
  for (const name of ['submit', 'sayNothing', 'withdraw', 'decideLate', 'accede', 'move', 'decline', 'leave'])
    assert.ok((done.get(name) ?? 0) > 3, `${name} happened ${done.get(name) ?? 0} times`);
});

async function holds(consultationId: string, when: string, seen: Set<Coverage>): Promise<void> {
  const [{ groups }, listed, truth, plan] = await Promise.all([
    getCounts(db, consultationId),
    listCoverage(db, consultationId),
    statesOf(consultationId),
    planReminders(db, consultationId, clock.now()),
  ]);
  for (const category of ['all', ...CATEGORIES]) {
    const counts = countCoverage(groups.filter((group) => category === 'all' || group.category === category));
    const expected = [...truth.values()].filter((one) => category === 'all' || one.category === category);
    const sum = COVERAGE.reduce((total, state) => total + counts[state], 0);
    assert.equal(sum, counts.eligible, `${when}: the five of ${category}`);
    assert.equal(counts.eligible, expected.length, `${when}: the eligible of ${category}`);
    for (const state of COVERAGE)
      assert.equal(
        counts[state],
        expected.filter((one) => one.state === state).length,
        `${when}: ${state} of ${category}`,
      );
    const notResponded = counts.declined + counts.draft + counts.silent;
    assert.ok(
      counts.late <= notResponded,
      `${when}: late and not admitted are apart, among those not responded`,
    );
  }
  assert.equal(listed.length, truth.size, `${when}: each once in the list`);
  for (const party of listed) {
    assert.equal(coverageOf(party), truth.get(party.id)!.state, `${when}: ${party.name}`);
    seen.add(coverageOf(party));
  }
  for (const { parties } of plan.letters) {
    for (const { id, name } of parties)
      assert.ok(
        ['draft', 'silent'].includes(truth.get(id)!.state),
        `${when}: ${name} has responded and is reminded`,
      );
  }
}
