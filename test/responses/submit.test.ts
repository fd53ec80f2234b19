import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { submitResponse } from '../../src/responses/submitResponse.js';
import { findViewer } from '../../src/people/viewer.store.js';
import {
  aBrowser,
  follow,
  pageOf,
  send,
  submitForm,
  textOf,
  type Browser,
  type Fields,
} from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal({ now: '2017-02-08T16:00:00Z' });
const { db, clock } = portal;
const organisation = await anOrganisation(db, 'Northmoor Energy Group');
const colleague = await aRepresentative(db, organisation);
const drafter = await aRepresentative(db, organisation, false);
const stranger = await aRepresentative(db, await anOrganisation(db));
const browser = await signInAs(portal, colleague);

/** A draft in a consultation of its own, ready to be submitted. */
async function aReadyDraft(options: { closesAt?: string } = {}) {
  clock.set('2017-02-08T16:00:00Z');
  const party = await aParty(db, { organisation });
  const consultation = await aConsultation(db, options);
  const draft = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  return { party, consultation, draft };
}

/** What the check page's form holds, to be sent as it is. */
async function checkedForm(id: string, as: Browser = browser): Promise<Fields> {
  const page = pageOf(await as.get(paths.check({ id })));
  return Object.fromEntries(
    [...page.querySelectorAll('main form[method="post"] input[type="hidden"]')].map((input) => [
      input.getAttribute('name') ?? '',
      input.getAttribute('value') ?? '',
    ]),
  );
}

const submitAt = async (id: string, at: string, fields?: Fields) => {
  const form = fields ?? (await checkedForm(id));
  clock.set(at);
  return send(browser, paths.submit({ id }), form);
};

const submissionsOf = (responseId: string) =>
  db('submission').where({ response_id: responseId }).orderBy('number');

test('a submit is frozen, acknowledged with a receipt, and told by mail', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  const reply = await submitForm(browser, paths.check({ id: draft.id }));
  assert.equal(reply.status, 303);

  const receipt = await follow(browser, reply);
  const text = textOf(receipt);
  const [submission] = await submissionsOf(draft.id);
  assert.match(
    submission!.reference,
    /^[34679ACDEFGHJKMNPQRTWXY]{3}-[34679ACDEFGHJKMNPQRTWXY]{4}-[34679ACDEFGHJKMNPQRTWXY]{3}$/,
  );
  assert.ok(text.includes(submission!.reference));
  assert.ok(text.includes('16:00:00.000 on Wednesday 8 February 2017 (GMT)'));
  assert.ok(text.includes(submission!.digest));
  assert.ok(text.includes('It is a good idea.'));

  assert.equal(createHash('sha256').update(submission!.record).digest('hex'), submission!.digest);
  const record = JSON.parse(submission!.record) as {
    submitter: string;
    answers: { ask: string }[];
    nonce: string;
  };
  assert.equal(record.submitter, colleague.id, 'a person stands in the record by a random id');
  assert.ok(!submission!.record.includes(colleague.name));
  assert.equal(record.answers[0]!.ask, 'Should it be approved?');
  assert.equal(record.nonce.length, 64);

  const live = await db('representation')
    .where({ consultation_id: consultation.id, party_id: party.id })
    .first();
  assert.equal(live!.submission_id, submission!.id);
  const mail = await db('outbox_mail')
    .where({ to_address: colleague.email, kind: 'receipt' })
    .orderBy('written_at', 'desc')
    .first();
  assert.ok(mail!.body.includes(submission!.reference) && mail!.body.includes(submission!.digest));
  const audit = await db('audit_entry').where({ subject_id: submission!.id }).first();
  assert.equal(audit!.action, 'response.submitted');
});

test('the deadline to the millisecond', async (t) => {
  const cases = [
    { name: '16:59:59.999 counts', at: '2017-02-08T16:59:59.999Z', standing: 'in time' },
    { name: '17:00:00.000 is late', at: '2017-02-08T17:00:00.000Z', standing: 'late' },
    { name: '17:00:00.001 is late', at: '2017-02-08T17:00:00.001Z', standing: 'late' },
    { name: 'a microsecond before counts', at: '2017-02-08T16:59:59.999999Z', standing: 'in time' },
  ];
  for (const { name, at, standing } of cases) {
    await t.test(name, async () => {
      const { draft, consultation } = await aReadyDraft();
      assert.equal((await submitAt(draft.id, at)).status, 303);
      const [submission] = await submissionsOf(draft.id);
      assert.equal(submission!.standing, standing);
      const live = await db('representation').where({ consultation_id: consultation.id });
      assert.equal(live.length, standing === 'in time' ? 1 : 0);
    });
  }
});

test('a late submit is kept and held, and the page says what happens now', async () => {
  const { draft } = await aReadyDraft();
  const receipt = await follow(browser, await submitAt(draft.id, '2017-02-08T17:00:00Z'));
  const text = textOf(receipt);
  assert.match(text, /arrived late and is held/);
  assert.match(text, /closed at 5pm on Wednesday 8 February 2017 \(GMT\)/);
  assert.match(text, /arrived at 17:00:00\.000 on Wednesday 8 February 2017 \(GMT\)/);
  assert.match(text, /SECAS will admit or refuse it/);
  assert.match(text, /SECAS Helpdesk/);
});

test('the same key gives the first receipt: a second click, a retry after a lost reply, a retry after the deadline', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const [first, second] = await Promise.all([
    send(browser, paths.submit({ id: draft.id }), form),
    send(browser, paths.submit({ id: draft.id }), form),
  ]);
  const third = await submitAt(draft.id, '2017-02-08T17:10:00Z', form);
  assert.deepEqual([first!.status, second!.status, third.status], [303, 303, 303]);
  assert.equal(new Set([first, second, third].map((reply) => reply!.headers['location'])).size, 1);
  assert.equal((await submissionsOf(draft.id)).length, 1);
});

test('submitting again before the deadline: the newer one counts, both stay', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  const first = await submitAt(draft.id, '2017-02-08T16:10:00Z');
  await db('draft_answer')
    .where({ response_id: draft.id })
    .update({ value: JSON.stringify({ choice: 'Reject', rationale: 'We thought again.' }) });
  await db('response').where({ id: draft.id }).increment('version', 1);
  await submitAt(draft.id, '2017-02-08T16:20:00Z');
  const [one, two] = await submissionsOf(draft.id);
  const live = await db('representation')
    .where({ consultation_id: consultation.id, party_id: party.id })
    .first();
  assert.equal(live!.submission_id, two!.id);
  const earlier = textOf(await follow(browser, first));
  assert.ok(earlier.includes('It is a good idea.') && earlier.includes(two!.reference));
  const history = textOf(await browser.get(paths.history({ id: draft.id })));
  assert.ok(history.includes(one!.reference) && history.includes(two!.reference));
});

test('a draft that changed since it was checked is shown again, not submitted', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  await db('response').where({ id: draft.id }).increment('version', 1);
  const reply = await send(browser, paths.submit({ id: draft.id }), form);
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), /has changed since this page was shown/);
  assert.equal((await submissionsOf(draft.id)).length, 0);
});

test('what is missing comes back as a list of links, and nothing is submitted', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  await db('draft_answer').where({ response_id: draft.id }).del();
  const reply = await send(browser, paths.submit({ id: draft.id }), form);
  assert.equal(reply.status, 422);
  const link = pageOf(reply).querySelector('.govuk-error-summary a');
  assert.match(link?.getAttribute('href') ?? '', /\/sections\/your-view#view/);
  assert.equal((await submissionsOf(draft.id)).length, 0);
});

test('taking a Party over from another live response needs a confirmation', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:10:00Z');
  const other = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  const form = await checkedForm(other.id);
  const refused = await submitAt(other.id, '2017-02-08T16:20:00Z', form);
  assert.equal(refused.status, 409);
  assert.equal((await submissionsOf(other.id)).length, 0);
  const taken = await submitAt(other.id, '2017-02-08T16:21:00Z', { ...form, takeOver: 'yes' });
  assert.equal(taken.status, 303);
  const [submission] = await submissionsOf(other.id);
  const live = await db('representation').where({ consultation_id: consultation.id, party_id: party.id });
  assert.deepEqual(
    live.map((row) => row.submission_id),
    [submission!.id],
  );
});

test('who may not submit: a drafter, another company, a stranger, a forged form', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const asDrafter = await signInAs(portal, drafter);
  const drafterPage = await asDrafter.get(paths.check({ id: draft.id }));
  assert.match(textOf(drafterPage), new RegExp(`Ask .*${colleague.name}`));
  const csrf = pageOf(drafterPage).querySelector('input[name="_csrf"]')?.getAttribute('value') ?? '';
  assert.equal((await send(asDrafter, paths.submit({ id: draft.id }), { ...form, _csrf: csrf })).status, 403);

  const asStranger = await signInAs(portal, stranger);
  assert.equal((await asStranger.get(paths.check({ id: draft.id }))).status, 404);
  const own =
    pageOf(await asStranger.get(paths.front()))
      .querySelector('input[name="_csrf"]')
      ?.getAttribute('value') ?? '';
  assert.equal((await send(asStranger, paths.submit({ id: draft.id }), { ...form, _csrf: own })).status, 404);

  assert.equal(
    (await send(aBrowser(portal), paths.submit({ id: draft.id }), form)).status,
    403,
    'no session',
  );
  assert.equal(
    (await send(browser, paths.submit({ id: draft.id }), { ...form, _csrf: 'forged' })).status,
    403,
  );
  assert.equal((await send(browser, paths.submit({ id: draft.id }), { ...form, extra: 'x' })).status, 400);
  assert.equal((await submissionsOf(draft.id)).length, 0);
});

test('a submission cannot be changed or deleted, not even in SQL', async () => {
  const { draft } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:10:00Z');
  for (const sql of [
    `update submission set standing = 'late'`,
    'delete from submission_answer',
    `update submission_party set name = 'x'`,
    'truncate submission cascade',
  ]) {
    await assert.rejects(db.raw(sql), /frozen/, sql);
  }
});

test('a submit that waits for a lock past the deadline still counts from its arrival', async () => {
  const { draft, consultation } = await aReadyDraft();
  const viewer = await findViewer(db, colleague.id, new Date().toISOString());
  const arrived = clock.now();
  const blocker = await db.transaction();
  await blocker('consultation').where({ id: consultation.id }).forUpdate();
  const check = { responseId: draft.id, version: 1, key: randomUUID(), takeOver: false };
  const submitting = submitResponse(portal.deps, viewer, check, arrived);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await blocker.commit();
  await submitting;
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'in time');
});

test('a deadline shortened by another transaction in the middle is the one that holds', async () => {
  const { draft, consultation } = await aReadyDraft({ closesAt: '2017-02-08T18:00:00Z' });
  const viewer = await findViewer(db, colleague.id, new Date().toISOString());
  clock.set('2017-02-08T17:30:00Z');
  const other = await db.transaction();
  await other('consultation').where({ id: consultation.id }).forUpdate();
  const check = { responseId: draft.id, version: 1, key: randomUUID(), takeOver: false };
  const submitting = submitResponse(portal.deps, viewer, check, clock.now());
  await new Promise((resolve) => setTimeout(resolve, 300));
  await other.raw(`update consultation set closes_at = '2017-02-08T17:00:00Z' where id = ?`, [
    consultation.id,
  ]);
  await other.commit();
  await submitting;
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'late');
  assert.equal(submission!.deadline.toString(), '2017-02-08T17:00:00Z');
});

test('one that arrived in time but meets the closure is held with both instants', async () => {
  const { draft, consultation } = await aReadyDraft();
  await db.raw(
    `insert into closure (consultation_id, last_closes_at, closed_at) values (?, '2017-02-08T17:00:00Z', '2017-02-08T17:00:20Z')`,
    [consultation.id],
  );
  const viewer = await findViewer(db, colleague.id, new Date().toISOString());
  clock.set('2017-02-08T16:59:59Z');
  await submitResponse(
    portal.deps,
    viewer,
    { responseId: draft.id, version: 1, key: randomUUID(), takeOver: false },
    clock.now(),
  );
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'after closure');
  assert.equal((await db('representation').where({ consultation_id: consultation.id })).length, 0);
});

test('a submit under way for more than 15 s is not acknowledged, and can be sent again', async () => {
  const { draft } = await aReadyDraft();
  const viewer = await findViewer(db, colleague.id, new Date().toISOString());
  const arrived = clock.now();
  clock.set('2017-02-08T16:00:15.001Z');
  const check = { responseId: draft.id, version: 1, key: randomUUID(), takeOver: false };
  await assert.rejects(submitResponse(portal.deps, viewer, check, arrived), /cannot be stored twice/);
  assert.equal((await submissionsOf(draft.id)).length, 0);
  await submitResponse(portal.deps, viewer, check, clock.now());
  assert.equal((await submissionsOf(draft.id)).length, 1);
});

test('an extension for one organisation holds for it alone', async () => {
  const { draft, consultation } = await aReadyDraft();
  await db('extension').insert({
    consultation_id: consultation.id,
    organisation_id: organisation.id,
    previous_closes_at: clock.now(),
    closes_at: clock.now().add({ hours: 25 }),
    reason: 'Their office was flooded.',
    made_at: clock.now(),
    made_by: colleague.id,
  });
  assert.equal((await submitAt(draft.id, '2017-02-09T16:59:59.999Z')).status, 303);
  assert.equal((await submissionsOf(draft.id))[0]!.standing, 'in time');
});
