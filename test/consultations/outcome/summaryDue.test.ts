import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { anOrganisation, aRepresentative } from '../../support/build.js';
import { send, submitForm, openForm, textOf } from '../../support/browse.js';
import {} from '../../support/submission.js';
import { signInAs } from '../../support/signIn.js';
import {
  aClosedConsultation,
  aPublishedConsultation,
  clock,
  close,
  db,
  desk,
  moveDeadline,
  organisation,
  portal,
  rowOf,
  when,
} from '../atTheDesk.js';
import { publish, read, TEXTS, toDo, write } from './writing.js';

describe('what a summary waits for, and what it ends', () => {
  test('for the closure', async () => {
    const reference = await aPublishedConsultation();
    clock.set('2017-02-08T17:00:10Z');
    assert.match(textOf(await desk.get(paths.deskSummary({ reference }))), /Not yet/);
    const { held } = await openForm(desk, paths.deskNewConsultation());
    const fields = { ...TEXTS, version: '0', step: 'save', _csrf: held['_csrf']! };
    const refused = await send(desk, paths.deskSummary({ reference }), fields);
    assert.equal(refused.status, 409);
    assert.equal((await desk.get(paths.deskSummaryPreview({ reference }))).status, 404);
    assert.deepEqual(await db('summary_draft').where({ consultation_id: (await rowOf(reference)).id }), []);
  });

  test('it decides nothing: late responses are taken until an outcome is recorded', async () => {
    const reference = await aClosedConsultation({ responds: true });
    await write(reference);
    await publish(reference);
    const other = await anOrganisation(db);
    const late = await signInAs(portal, await aRepresentative(db, other));
    assert.match(textOf(await late.get(paths.consultation({ reference }))), /Send a late response/);
    await submitForm(desk, paths.deskOutcome({ reference }), {
      decision: 'Approved',
      decidedBy: 'The Panel',
      'decidedOn-day': '9',
      'decidedOn-month': '2',
      'decidedOn-year': '2017',
    });
    assert.doesNotMatch(textOf(await late.get(paths.consultation({ reference }))), /Send a late response/);
    assert.match(await toDo(reference), /Nothing: its outcome is recorded/);
  });

  test('its day is told to everybody and at the desk until it is published', async () => {
    const reference = await aPublishedConsultation();
    assert.doesNotMatch(await read(reference), /summary by/);
    await moveDeadline(reference, { whom: 'all', reason: 'Longer.', ...when('closes', '10', '2') });
    await moveDeadline(reference, {
      whom: 'one',
      organisation: organisation.id,
      reason: 'Flooded.',
      ...when('closes', '20', '2'),
    });
    clock.set('2017-02-20T17:00:20Z');
    await close(reference);
    // From the last closing for all: not one organisation's own.
    assert.match(await read(reference), /We will publish a summary by Friday 5 May 2017\./);
    assert.match(await toDo(reference), /Summary due Friday 5 May 2017/);
    assert.doesNotMatch(textOf(await desk.get(paths.desk())), /Summaries to publish[^]*Friday 5 May/);
    clock.set('2017-04-21T09:00:00Z');
    assert.match(
      textOf(await desk.get(paths.desk())),
      /Summaries to publish[^]*Friday 5 May 2017, in 14 days/,
    );
    clock.set('2017-05-08T09:00:00Z');
    assert.match(
      textOf(await desk.get(paths.desk())),
      /Summary overdue by 3 days: it was due Friday 5 May 2017/,
    );
    assert.match(await read(reference), /A summary was due by 5 May 2017\. It has not been published yet\./);
    await write(reference);
    await publish(reference);
    assert.doesNotMatch(await read(reference), /summary was due/);
    assert.doesNotMatch(await toDo(reference), /overdue/);
  });

  test('none is due of what was withdrawn', async () => {
    const reference = await aPublishedConsultation();
    await submitForm(desk, paths.deskWithdraw({ reference }), { reason: 'Not needed.' });
    clock.set('2017-06-01T09:00:00Z');
    assert.doesNotMatch(await read(reference), /summary/i);
    assert.doesNotMatch(await toDo(reference), /Summary/);
    assert.match(
      textOf(await desk.get(paths.deskSummary({ reference }))),
      /It was withdrawn, so it has no outcome/,
    );
  });
});
