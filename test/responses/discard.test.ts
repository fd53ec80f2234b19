import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { getCounts } from '../../src/collation/coverage/counts.store.js';
import { paths } from '../../src/paths.js';
import { warnUnsubmitted } from '../../src/responses/closing/warnUnsubmitted.js';
import { csrfFrom, follow, openForm, pageOf, send, submitForm, textOf } from '../support/browse.js';
import { aRepresentative } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { due, instructed, instructionOf } from './instructing.js';
import {
  aReadyDraft,
  browser,
  checkedForm,
  clock,
  colleague,
  db,
  drafter,
  organisation,
  portal,
  stranger,
  submissionsOf,
  submitAt,
} from './submitting.js';

const asDrafter = await signInAs(portal, drafter);
const discards = (id: string, as = browser) => submitForm(as, paths.discard({ id }));
const bringsBack = (id: string, as = browser) =>
  submitForm(as, paths.response({ id }), {}, { form: 'form[action$="/bring-back"]' });
const startPage = (reference: string) => browser.get(paths.consultationResponse({ reference }));
const audited = (id: string) =>
  db('audit_entry').where({ subject_id: id }).orderBy('id').select('action', 'person_id', 'detail');

test('the confirmation says what it holds, what becomes of it and who is told', async () => {
  const { draft, party } = await instructed();
  const { id } = draft;
  await submitForm(asDrafter, paths.section({ id, section: 'anything-else' }), {
    other: 'More.',
    'other-note': 'For you.',
  });
  const said = textOf(await browser.get(paths.discard({ id })));
  assert.match(said, /It holds 2 answers, 0 files and 1 note for colleagues, last saved at/);
  assert.match(said, /Nothing is deleted\. You or a colleague can bring it back/);
  assert.ok(said.includes(`It is not counted as a draft for ${party.name} any more.`), said);
  assert.ok(said.includes(`when it closes, which ${colleague.name} left, is taken back`), said);
  assert.ok(said.includes(`${drafter.name} worked on it too, and is told by mail`), said);
});

test('a discarded draft is in no list, of no Party, warned of and submitted by nobody; who worked on it is told', async () => {
  const { draft, consultation, party } = await instructed();
  const { id } = draft;
  const submitForm1 = await checkedForm(id);
  await submitForm(asDrafter, paths.section({ id, section: 'anything-else' }), { other: 'More.' });
  const eligible = { consultation_id: consultation.id, party_id: party.id, organisation_id: organisation.id };
  await db('eligible_party').insert({
    ...eligible,
    name: party.name,
    category: party.category,
    added_at: clock.now(),
  });
  const drafts = async () =>
    (await getCounts(db, consultation.id)).groups.filter(({ drafted }) => drafted).length;
  assert.equal(await drafts(), 1);
  assert.match((await browser.get(paths.responses())).text, new RegExp(`/responses/${id}"`));
  clock.set('2017-02-08T16:20:00Z');
  const reply = await discards(id);
  assert.equal(reply.status, 303);

  assert.equal(await drafts(), 0);
  const lists = await browser.get(paths.responses());
  assert.doesNotMatch(lists.text, new RegExp(`/responses/${id}"`), 'neither in the list nor in the banner');
  const start = await startPage(consultation.reference);
  const box = pageOf(start).querySelector(`input[name="parties"][value="${party.id}"]`);
  assert.ok(box?.hasAttribute('checked'), 'its Party is likely to be meant again');
  assert.match(
    textOf(start),
    new RegExp(`Discarded drafts \\(1\\).*discarded by ${colleague.name} at 4:20pm`),
  );

  await warnUnsubmitted(portal.deps);
  const warned = await db('outbox_mail').where({ kind: 'closing' }).whereLike('body', `%${id}%`);
  assert.equal(warned.length, 0);
  const told = await db('outbox_mail').where({ kind: 'discarded' }).whereLike('body', `%${id}%`);
  assert.deepEqual(
    told.map(({ to_address }) => to_address),
    [drafter.email],
  );
  assert.match(told[0]!.body, new RegExp(`^[^]*${colleague.name} discarded[^]*bring it back`));
  const [, left, gone] = await audited(id).then((all) => [undefined, ...all.slice(-2)]);
  assert.deepEqual(
    [left!.action, gone!.action, gone!.person_id, gone!.detail],
    ['response.instruction-left', 'response.discarded', colleague.id, { instruction: true }],
  );

  const refused = await send(browser, paths.submit({ id }), submitForm1);
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), new RegExp(`${colleague.name} has discarded this draft since`));
  assert.ok((await instructionOf(id)).taken_back_at);
  const leave = await send(browser, paths.atClosing({ id }), { _csrf: submitForm1['_csrf'] ?? '' });
  assert.equal(leave.status, 409);
  await due();
  assert.deepEqual(await submissionsOf(id), []);
});

test('it is brought back with everything in it, by a colleague too, and then submitted', async () => {
  const { draft, consultation } = await aReadyDraft();
  const { id } = draft;
  await discards(id);
  const page = await asDrafter.get(paths.response({ id }));
  assert.match(textOf(page), new RegExp(`${colleague.name} discarded this draft at`));
  const back = await follow(asDrafter, await bringsBack(id, asDrafter));
  assert.match(textOf(back), /The draft is back, as it was\. No instruction stands/);
  assert.doesNotMatch(textOf(await startPage(consultation.reference)), /Discarded drafts/);
  const receipt = await follow(browser, await submitAt(id, '2017-02-08T16:30:00Z'));
  assert.match(textOf(receipt), /It is a good idea\./);
  assert.deepEqual(
    (await audited(id)).map(({ action, person_id }) => [action, person_id]),
    [
      ['response.discarded', colleague.id],
      ['response.brought-back', drafter.id],
    ],
  );
});

test('what a colleague still saves in a discarded draft is kept, and the page says that it is discarded', async () => {
  const { draft } = await aReadyDraft();
  const { id } = draft;
  const section = paths.section({ id, section: 'anything-else' });
  await discards(id);
  assert.equal((await submitForm(asDrafter, section, { other: 'Written meanwhile.' })).status, 303);
  const page = textOf(await asDrafter.get(section));
  assert.match(page, /discarded this draft.*Written meanwhile\./);
});

test('what changed since the confirmation was shown is shown first', async () => {
  const { draft } = await aReadyDraft();
  const { id } = draft;
  const page = pageOf(await browser.get(paths.discard({ id })));
  const held = Object.fromEntries(
    [...page.querySelectorAll('main form input')].map((field) => [
      field.getAttribute('name')!,
      field.getAttribute('value')!,
    ]),
  );
  await submitForm(asDrafter, paths.section({ id, section: 'anything-else' }), { other: 'New.' });
  const reply = await send(browser, paths.discard({ id }), held);
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), /It has been changed since this page was shown.*It holds 2 answers/);
  assert.equal((await db('discard').where({ response_id: id })).length, 0);
  assert.equal((await discards(id)).status, 303);
  assert.equal((await send(browser, paths.discard({ id }), held)).status, 303, 'twice is once');
  assert.equal((await db('discard').where({ response_id: id })).length, 1);
});

test('never where something was submitted, withdrawn too; nor once it is decided, nor while it is being submitted', async () => {
  const { draft } = await aReadyDraft();
  const { id } = draft;
  const stale = { version: '1', instruction: '', _csrf: (await checkedForm(id))['_csrf'] ?? '' };
  await submitAt(id, '2017-02-08T16:10:00Z');
  assert.doesNotMatch(textOf(await browser.get(paths.response({ id }))), /Discard this draft/);
  const refused = await browser.get(paths.discard({ id }));
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /Something of this response has been submitted/);
  assert.equal((await send(browser, paths.discard({ id }), stale)).status, 409);
  const [{ reference } = { reference: '' }] = await submissionsOf(id);
  await submitForm(browser, paths.withdraw({ id, reference }));
  assert.equal((await send(browser, paths.discard({ id }), stale)).status, 409);
  assert.equal((await db('discard').where({ response_id: id })).length, 0);

  const left = await instructed();
  const confirmed = { version: '1', instruction: (await instructionOf(left.id)).id, _csrf: stale._csrf };
  clock.set('2017-02-08T17:00:05Z');
  const busy = await send(browser, paths.discard({ id: left.id }), confirmed);
  assert.match(textOf(busy), /what was saved then is being submitted/);
  await due();
  assert.equal((await submissionsOf(left.id)).length, 1);

  const decided = await aReadyDraft();
  await discards(decided.draft.id);
  await db('closure').insert({
    consultation_id: decided.consultation.id,
    last_closes_at: Temporal.Instant.from('2017-02-08T17:00:00Z'),
    closed_at: Temporal.Instant.from('2017-02-08T17:00:20Z'),
  });
  await db('outcome').insert({
    consultation_id: decided.consultation.id,
    decision: 'Approved',
    decided_by: 'SEC Panel',
    decided_on: '2017-02-20',
    recorded_at: clock.now(),
    recorded_by: colleague.id,
  } as never);
  const { id: gone } = decided.draft;
  const late = await send(browser, paths.bringBack({ id: gone }), { _csrf: stale._csrf, confirmed: 'yes' });
  assert.equal(late.status, 409);
  assert.match(textOf(await browser.get(paths.section({ id: gone, section: 'your-view' }))), /a good idea/);
});

test('an instruction to submit it is taken back by nobody who may not submit, nor unseen; who left it is told', async () => {
  const { draft } = await instructed();
  const { id } = draft;
  const refused = await asDrafter.get(paths.discard({ id }));
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), new RegExp(`${colleague.name} left the instruction.*has to take that back`));
  const sent = await send(asDrafter, paths.discard({ id }), {
    version: '1',
    instruction: (await instructionOf(id)).id,
    _csrf: await csrfFrom(asDrafter, paths.responses()),
  });
  assert.equal(sent.status, 409);
  await due();
  assert.equal((await submissionsOf(id)).length, 1);

  const other = await aReadyDraft({ by: drafter });
  const asOther = await signInAs(portal, await aRepresentative(db, organisation));
  const open = await openForm(asOther, paths.discard({ id: other.draft.id }));
  await submitForm(browser, paths.check(other.draft), {}, { form: 'form[action$="/at-closing"]' });
  const unseen = await send(asOther, open.action, open.held);
  assert.equal(unseen.status, 409);
  assert.match(
    textOf(unseen),
    new RegExp(`It has been changed.*which ${colleague.name} left, is taken back`),
  );
  assert.equal((await discards(other.draft.id, asOther)).status, 303);
  const told = await db('outbox_mail').where({ kind: 'discarded' }).whereLike('body', `%${other.draft.id}%`);
  assert.deepEqual(
    told.map(({ to_address }) => to_address).toSorted(),
    [colleague.email, drafter.email].toSorted(),
  );
});

test('nobody else discards it, nor learns that it is there', async () => {
  const { draft } = await aReadyDraft();
  const asStranger = await signInAs(portal, stranger);
  assert.equal((await asStranger.get(paths.discard({ id: draft.id }))).status, 404);
  const former = await aRepresentative(db, organisation);
  await submitForm(
    await signInAs(portal, former),
    paths.section({ id: draft.id, section: 'anything-else' }),
    {
      other: 'By somebody who leaves.',
    },
  );
  await db('role_grant').where({ person_id: former.id }).update({ ended_at: clock.now() });
  assert.doesNotMatch(textOf(await browser.get(paths.discard({ id: draft.id }))), new RegExp(former.name));
});
