import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { asArrival } from '../../src/clock.js';
import { instantFromLondon } from '../../src/londonTime.js';
import { paths } from '../../src/paths.js';
import { submitResponse } from '../../src/responses/submitResponse.js';
import { follow, pageOf, textOf } from '../support/browse.js';
import {
  aCheck,
  aReadyDraft,
  browser,
  checkedForm,
  clock,
  colleague,
  db,
  organisation,
  portal,
  submissionsOf,
  submitAt,
  theColleague,
} from './submitting.js';

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

test('5pm in London, in winter, in summer and on the days when the clocks change', async (t) => {
  const cases = [
    { day: '2017-02-14', closesAt: '2017-02-14T17:00:00Z' },
    { day: '2017-07-04', closesAt: '2017-07-04T16:00:00Z' },
    { day: '2017-03-26', closesAt: '2017-03-26T16:00:00Z' },
    { day: '2017-10-29', closesAt: '2017-10-29T17:00:00Z' },
  ];
  for (const { day, closesAt } of cases) {
    await t.test(day, async () => {
      const entered = instantFromLondon(day, '17:00');
      assert.ok('instant' in entered);
      assert.equal(entered.instant.toString(), closesAt);
      const inTime = await aReadyDraft({ closesAt });
      await submitAt(inTime.draft.id, entered.instant.subtract({ milliseconds: 1 }).toString());
      assert.equal((await submissionsOf(inTime.draft.id))[0]!.standing, 'in time');
      const late = await aReadyDraft({ closesAt });
      await submitAt(late.draft.id, closesAt);
      assert.equal((await submissionsOf(late.draft.id))[0]!.standing, 'late');
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

test('a submit that waits for a lock past the deadline still counts from its arrival', async () => {
  const { draft, consultation } = await aReadyDraft();
  const viewer = await theColleague();
  const arrived = clock.now();
  const blocker = await db.transaction();
  await blocker('consultation').where({ id: consultation.id }).forUpdate();
  const check = aCheck(draft.id);
  const submitting = submitResponse(portal.deps, viewer, check, asArrival(arrived));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await blocker.commit();
  await submitting;
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'in time');
});

test('a deadline shortened by another transaction in the middle is the one that holds', async () => {
  const { draft, consultation } = await aReadyDraft({ closesAt: '2017-02-08T18:00:00Z' });
  const viewer = await theColleague();
  clock.set('2017-02-08T17:30:00Z');
  const other = await db.transaction();
  await other('consultation').where({ id: consultation.id }).forUpdate();
  const check = aCheck(draft.id);
  const submitting = submitResponse(portal.deps, viewer, check, asArrival(clock.now()));
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
  const viewer = await theColleague();
  clock.set('2017-02-08T16:59:59Z');
  await submitResponse(portal.deps, viewer, aCheck(draft.id), asArrival(clock.now()));
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'after closure');
  const { reference } = submission!;
  const page = textOf(await browser.get(paths.submission({ id: draft.id, reference })));
  assert.match(page, /Your response arrived in time, and is held.*In time, SECAS to decide/);
  assert.doesNotMatch(page, /arrived late|Late, held/, 'the receipt is evidence');
  const [mail] = await db('outbox_mail').whereLike('subject', `%${reference}`);
  assert.match(mail!.subject, /^Received in time, held: /);
  assert.equal((await db('representation').where({ consultation_id: consultation.id })).length, 0);
});

test('a submit under way for more than 15 s is not acknowledged, and can be sent again', async () => {
  const { draft } = await aReadyDraft();
  const viewer = await theColleague();
  const arrived = clock.now();
  clock.set('2017-02-08T16:00:15.001Z');
  const check = aCheck(draft.id);
  await assert.rejects(
    submitResponse(portal.deps, viewer, check, asArrival(arrived)),
    /could not confirm this submission/,
  );
  assert.equal((await submissionsOf(draft.id)).length, 0);
  await submitResponse(portal.deps, viewer, check, asArrival(clock.now()));
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

test('once the outcome is recorded a late one is refused, and its page says so; one that was in time is held', async () => {
  const { draft, consultation } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const viewer = await theColleague();
  await db('outcome').insert({
    consultation_id: consultation.id,
    decision: 'Approved',
    decided_by: 'The SEC Panel',
    decided_on: '2017-02-09',
    recorded_at: clock.now(),
  });
  const refused = await submitAt(draft.id, '2017-02-10T09:00:00Z', form);
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /has been decided, so nothing can be submitted to it any more/);
  assert.equal(pageOf(refused).querySelector('main form'), null);
  assert.deepEqual(await submissionsOf(draft.id), []);

  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: Temporal.Instant.from('2017-02-08T17:00:00Z'),
    closed_at: Temporal.Instant.from('2017-02-08T17:00:20Z'),
  });
  const inTime = { at: clock.now(), first: Temporal.Instant.from('2017-02-08T16:59:59Z') };
  await submitResponse(portal.deps, viewer, aCheck(draft.id), inTime);
  assert.equal((await submissionsOf(draft.id))[0]!.standing, 'after closure');
});
