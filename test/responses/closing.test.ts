import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { dueWarning, isClosing } from '../../src/responses/closing/closing.rules.js';
import { warnUnsubmitted } from '../../src/responses/closing/warnUnsubmitted.js';
import { pageOf } from '../support/browse.js';
import { aSecasColleague } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import {
  aReadyDraft,
  browser,
  clock,
  colleague,
  db,
  drafter,
  organisation,
  portal,
  stranger,
  submitAt,
} from './submitting.js';

const at = (text: string) => Temporal.Instant.from(text);

test('the warning that is due: the last that came since one began, none twice, none after the deadline', () => {
  const closes = at('2017-02-08T17:00:00Z');
  const due = (now: string, started = '2017-01-20T09:00:00Z') =>
    dueWarning(closes, at(started), at(now))?.warning;
  assert.equal(due('2017-02-01T16:59:59.999Z'), undefined);
  assert.equal(due('2017-02-01T17:00:00Z'), '5 Working Days');
  assert.equal(due('2017-02-07T16:59:59.999Z'), '5 Working Days');
  assert.equal(due('2017-02-07T17:00:00Z'), '1 Working Day');
  assert.equal(due('2017-02-08T15:00:00Z'), '2 hours');
  assert.equal(due('2017-02-08T17:00:00Z'), undefined);
  assert.equal(due('2017-02-03T09:00:00Z', '2017-02-02T09:00:00Z'), undefined, 'begun after the first');
  assert.equal(due('2017-02-08T15:30:00Z', '2017-02-08T15:10:00Z'), undefined, 'begun in the last two hours');
  assert.deepEqual(
    [isClosing(closes, at('2017-02-01T16:59:59.999Z')), isClosing(closes, at('2017-02-01T17:00:00Z'))],
    [false, true],
  );
  assert.equal(isClosing(closes, closes), false);
});

const warnings = async (reference: string) =>
  (
    await db('outbox_mail').where({ kind: 'closing' }).whereLike('subject', `%${reference}%`).orderBy('id')
  ).map(({ to_address, subject }) => `${to_address}: ${subject}`);

test('those who hold a draft that is not submitted are warned, each once; who has submitted is not', async () => {
  const { draft, consultation } = await aReadyDraft();
  const submitted = await aReadyDraft();
  await submitAt(submitted.draft.id, '2017-01-25T10:00:00Z');
  await db('response')
    .where({ id: draft.id })
    .update({ started_at: at('2017-01-24T10:00:00Z') });
  const expected: string[] = [];
  for (const [now, warning] of [
    ['2017-02-01T17:00:00Z', '5 Working Days'],
    ['2017-02-07T17:00:00Z', '1 Working Day'],
    ['2017-02-08T15:00:00Z', '2 hours'],
  ] as const) {
    clock.set(now);
    await Promise.all([warnUnsubmitted(portal.deps), warnUnsubmitted(portal.deps)]);
    await warnUnsubmitted(portal.deps);
    for (const { email } of [colleague, drafter].toSorted((one, other) => (one.email < other.email ? -1 : 1)))
      expected.push(`${email}: Not submitted: ${consultation.reference} closes in ${warning}`);
    assert.deepEqual((await warnings(consultation.reference)).toSorted(), expected.toSorted());
  }
  assert.deepEqual(await warnings(submitted.consultation.reference), []);
});

test('a deadline that is moved is warned of anew; an extension of one’s own counts', async () => {
  const { draft, consultation } = await aReadyDraft();
  await db('response')
    .where({ id: draft.id })
    .update({ started_at: at('2017-01-24T10:00:00Z') });
  clock.set('2017-02-08T15:00:00Z');
  await warnUnsubmitted(portal.deps);
  await db('extension').insert({
    consultation_id: consultation.id,
    organisation_id: organisation.id,
    previous_closes_at: at('2017-02-08T17:00:00Z'),
    closes_at: at('2017-02-10T12:00:00Z'),
    reason: 'Their office was flooded.',
    made_at: clock.now(),
    made_by: (await aSecasColleague(db)).id,
  });
  const before = (await warnings(consultation.reference)).length;
  clock.set('2017-02-10T10:00:00Z');
  await warnUnsubmitted(portal.deps);
  assert.equal((await warnings(consultation.reference)).length, before + 2);
});

test('every page of a representative says so, from 5 Working Days before until the deadline, and no page of others', async () => {
  const { draft, consultation } = await aReadyDraft();
  const told = async (as = browser, url = paths.front()) =>
    [...pageOf(await as.get(url)).querySelectorAll('.portal-closing li')]
      .filter((line) => line.querySelector('a')?.getAttribute('href') === paths.response({ id: draft.id }))
      .map((line) => line.textContent);
  await db('response').where({ consultation_id: consultation.id }).whereNot({ id: draft.id }).delete();
  await db('response')
    .whereNot({ id: draft.id })
    .update({ submitted_version: db.ref('version') as never });
  clock.set('2017-02-01T16:59:59Z');
  assert.deepEqual(await told(), []);
  clock.set('2017-02-08T15:00:00Z');
  const says = [
    `Not submitted: ${consultation.reference} closes at 5pm on Wednesday 8 February 2017 (GMT) · 2 hours left`,
  ];
  for (const url of [paths.front(), paths.responses(), paths.response({ id: draft.id }), paths.signOut()])
    assert.deepEqual(await told(browser, url), says, url);
  for (const other of [stranger, await aSecasColleague(db)])
    assert.deepEqual(await told(await signInAs(portal, other)), []);
  await submitAt(draft.id, '2017-02-08T16:00:00Z');
  assert.deepEqual(await told(), [], 'submitted');
  await db('response').where({ id: draft.id }).update({ version: 7 });
  clock.set('2017-02-08T16:00:10Z'); // whom it concerns is asked every ten seconds
  assert.match((await told())[0]!, /^Changed, and not submitted again/);
  clock.set('2017-02-08T17:00:00Z');
  assert.deepEqual(await told(), []);
});
