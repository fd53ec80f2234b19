import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { asArrival } from '../../src/clock.js';
import { AppError } from '../../src/errors.js';
import { findViewer } from '../../src/people/viewer.store.js';
import { carryOutWhatIsDue } from '../../src/responses/closing/carryOut.js';
import { leaveInstruction, takeBack } from '../../src/responses/closing/leaveInstruction.js';
import { bringBackDraft, discardDraft } from '../../src/responses/discarding/discardDraft.js';
import { changeRespondents, markOfRespondents } from '../../src/responses/drafting/changeWhole.js';
import { getDraftFor } from '../../src/responses/drafting/drafts.store.js';
import { saveDraft } from '../../src/responses/drafting/saveDraft.js';
import { submitNoComment } from '../../src/responses/noComment.js';
import { getSubmitFacts } from '../../src/responses/submit.store.js';
import { submitResponse } from '../../src/responses/submitResponse.js';
import { withdrawSubmission } from '../../src/responses/withdrawing/withdrawSubmission.js';
import { aConsultation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { randomFrom, type Random } from '../support/random.js';
import { clock, colleague, db, organisation, portal } from './submitting.js';

const SEQUENCES = 12;
const ROUNDS = 14;

const people = [colleague, await aRepresentative(db, organisation), await aRepresentative(db, organisation)];
const viewers = await Promise.all(
  people.map(async ({ id }) => (await findViewer(db, id, new Date().toISOString()))!),
);

/** Two responses of three people for three Parties, and what they may do to them. */
async function aWorld(random: Random) {
  clock.set('2017-02-08T16:00:00Z');
  const parties = await Promise.all([1, 2, 3].map(() => aParty(db, { organisation })));
  const consultation = await aConsultation(db);
  const drafts = await Promise.all(
    [parties.slice(0, 2), parties.slice(1)].map((own) =>
      aDraftResponse(db, { consultation, organisation, by: colleague, parties: own }),
    ),
  );
  const acknowledged: string[] = [];
  const day = '2017-02-08';
  const takeOverOf = (facts: { taken: { reference: string }[] }) =>
    random.is() ? facts.taken.map(({ reference }) => reference) : [];

  const acts = {
    async save() {
      const viewer = random.of(viewers);
      const draft = await getDraftFor(db, viewer, random.of(drafts).id);
      const text = `text ${randomUUID()}`;
      const row = await db('draft_answer').where({ response_id: draft.id, question_key: 'view' }).first();
      const version = (row?.version ?? 0) - (random.below(4) === 0 ? 1 : 0); // now and then of an older page
      const answer = {
        key: 'view',
        value: { choice: 'Approve', rationale: text },
        confidential: false,
        reason: '',
      };
      const saved = await saveDraft(
        db,
        draft,
        viewer.person!,
        [{ ...answer, version: Math.max(version, 0) }],
        clock.now(),
      );
      if (saved.conflicts.length === 0) acknowledged.push(text);
    },
    async choose() {
      const viewer = random.of(viewers);
      const draft = await getDraftFor(db, viewer, random.of(drafts).id);
      const chosen = parties.filter(() => random.is()).map(({ id }) => id);
      const now = await db('draft_party').where({ response_id: draft.id }).pluck<string[]>('party_id');
      const seen = markOfRespondents({ partyIds: now, forOrganisation: draft.forOrganisation });
      await changeRespondents(
        db,
        draft,
        { partyIds: chosen, forOrganisation: random.is() },
        seen,
        clock.now(),
      );
    },
    async submit() {
      const responseId = random.of(drafts).id;
      const facts = await getSubmitFacts(db, responseId, day);
      const check = {
        responseId,
        version: facts.version,
        key: randomUUID(),
        issue: 1,
        takeOver: takeOverOf(facts),
      };
      await submitResponse(portal.deps, random.of(viewers), check, asArrival(clock.now()));
    },
    async sayNothing() {
      const nil = {
        consultationId: consultation.id,
        organisationId: organisation.id,
        partyIds: parties.filter(() => random.is()).map(({ id }) => id),
        forOrganisation: random.is(),
        key: randomUUID(),
        takeOver: await db('submission')
          .where({ consultation_id: consultation.id })
          .pluck<string[]>('reference'),
      };
      await submitNoComment(portal.deps, random.of(viewers), nil, asArrival(clock.now()));
    },
    async withdraw() {
      const made = await db('submission').where({ consultation_id: consultation.id });
      if (made.length === 0) return;
      const { reference, response_id: responseId } = random.of(made);
      await withdrawSubmission(
        portal.deps,
        random.of(viewers),
        { responseId, reference, reason: '' },
        clock.now(),
      );
    },
    async discard() {
      const { id: responseId } = random.of(drafts);
      const { version } = await getDraftFor(db, viewers[0]!, responseId);
      const shown = { version, instruction: '' };
      await discardDraft(portal.deps, random.of(viewers), responseId, shown, clock.now());
    },
    async bringBack() {
      await bringBackDraft(portal.deps, random.of(viewers), random.of(drafts).id, clock.now());
    },
    async leave() {
      const { id } = random.of(drafts);
      const takeOver = takeOverOf(await getSubmitFacts(db, id, day));
      await leaveInstruction(portal.deps, random.of(viewers), id, takeOver, clock.now());
    },
    async takeBack() {
      await takeBack(portal.deps, random.of(viewers), random.of(drafts).id, clock.now());
    },
  };
  return { acts: Object.values(acts), consultation, parties, acknowledged };
}

test('whatever several people do at once: no text that was acknowledged is lost, and each Party is in one live response', async () => {
  let carriedOut = 0;
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const random = randomFrom(seed);
    const { acts, consultation, acknowledged } = await aWorld(random);
    for (let round = 0; round < ROUNDS; round++) {
      clock.set(clock.now().add({ seconds: 1 }));
      const together = [random.of(acts), acts[0]!, random.of(acts)].slice(0, 1 + random.below(3));
      const done = await Promise.allSettled(together.map((act) => act()));
      for (const one of done) {
        // What is refused is refused in words; nothing else goes wrong.
        if (one.status === 'rejected' && !(one.reason instanceof AppError && one.reason.status < 500))
          throw one.reason;
      }
      await invariants(consultation.id, `seed ${seed}, round ${round}`);
    }
    carriedOut += await closes(consultation.id, `seed ${seed}, at the closing`);
    const { rows } = await db.raw<{ rows: { text: string }[] }>(
      `select a.value ->> 'rationale' as text from draft_answer a join response r on r.id = a.response_id
       where r.consultation_id = :id
       union all
       select a.value ->> 'rationale' from earlier_answer a join response r on r.id = a.response_id
       where r.consultation_id = :id`,
      { id: consultation.id },
    );
    const found = new Set(rows.map(({ text }) => text));
    for (const text of acknowledged) assert.ok(found.has(text), `seed ${seed}: ${text} is lost`);
    assert.ok(acknowledged.length > 0, 'something was saved');
  }
  assert.ok(carriedOut > 0, 'something was submitted by instruction');
});

/** Two workers carry out what was left to be done: each instruction that stands, once. @returns how many submitted */
async function closes(consultationId: string, when: string): Promise<number> {
  clock.set('2017-02-08T17:00:16Z');
  const responses = await db('response').where({ consultation_id: consultationId }).pluck<string[]>('id');
  const left = db('closing_instruction').whereIn('response_id', responses).whereNull('taken_back_at');
  const standing = await left.clone().pluck<string[]>('id');
  await Promise.all([carryOutWhatIsDue(portal.deps), carryOutWhatIsDue(portal.deps)]);
  assert.deepEqual(await left.clone().whereNull('done_at'), [], when);
  const byInstruction = await db('submission')
    .whereIn('submit_key', db('closing_instruction').select('id').whereIn('response_id', responses))
    .pluck<string[]>('submit_key');
  for (const key of byInstruction) assert.ok(standing.includes(key), `${when}: one that was taken back`);
  await invariants(consultationId, when);
  return byInstruction.length;
}

/** What speaks for a Party counts, names it, and is not withdrawn; nothing else does. */
async function invariants(consultationId: string, when: string): Promise<void> {
  const { rows } = await db.raw<{ rows: { wrong: string }[] }>(
    `select 'withdrawn, or late, or does not name it: ' || s.reference as wrong
     from representation n join submission s on s.id = n.submission_id
     where n.consultation_id = :consultationId
       and (s.standing <> 'in time' or exists (select from withdrawal w where w.submission_id = s.id)
         or not exists (select from submission_party p where p.submission_id = s.id and p.party_id = n.party_id))
     union all
     select 'two versions of one response speak at once: ' || response_id::text from (
       select s.response_id, s.id from representation n join submission s on s.id = n.submission_id
       where n.consultation_id = :consultationId
       union
       select s.response_id, s.id from organisation_representation n join submission s on s.id = n.submission_id
       where n.consultation_id = :consultationId) live group by response_id having count(*) > 1
     union all
     select 'discarded, and submitted all the same: ' || s.reference
     from discard d join submission s on s.response_id = d.response_id
     where s.consultation_id = :consultationId and d.brought_back_at is null
     union all
     select 'was in time, names a Party, and nothing speaks for it though nothing was withdrawn since: ' || s.reference
     from submission s join submission_party p on p.submission_id = s.id
     where s.consultation_id = :consultationId and s.standing = 'in time'
       and not exists (select from submission o where o.consultation_id = s.consultation_id
         and (o.recorded_at, o.number) > (s.recorded_at, s.number))
       and not exists (select from withdrawal w join submission o on o.id = w.submission_id
         where o.consultation_id = s.consultation_id)
       and not exists (select from representation n where n.party_id = p.party_id
         and n.consultation_id = s.consultation_id)`,
    { consultationId },
  );
  assert.deepEqual(rows, [], when);
}
