import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tellOpened, tellWhatHasOpened } from '../../../src/consultations/publishing/tellOpened.js';
import { paths } from '../../../src/paths.js';
import { textOf } from '../../support/browse.js';
import {
  aPublishedConsultation,
  auditOf,
  clock,
  desk,
  mailsAbout,
  portal,
  representative,
  rowOf,
  when,
} from '../atTheDesk.js';

const sweep = async (at: string) => {
  clock.set(at);
  await tellWhatHasOpened(portal.deps);
};
const told = async (reference: string) =>
  (await mailsAbout(reference, 'consultation-opened')).map((mail) => mail.to_address);

describe('one that opens later than it is published', () => {
  test('is told of when it opens, to those who are asked, once', async () => {
    const reference = await aPublishedConsultation(when('opens', '18', '1'));
    const [published] = await mailsAbout(reference, 'consultation-published');
    assert.match(published!.body, /It opens at 9am on Wednesday 18 January 2017 \(GMT\)/);
    await sweep('2017-01-18T08:59:59.999Z');
    assert.deepEqual(await told(reference), []);
    await sweep('2017-01-18T09:00:00Z');
    assert.deepEqual(await told(reference), [representative.email]);
    const [mail] = await mailsAbout(reference, 'consultation-opened');
    const body = mail!.body.replaceAll(/\s+/g, ' ');
    assert.match(body, /It takes responses now, until 5pm on Wednesday 8 February 2017 \(GMT\)\./);
    assert.ok(body.includes(paths.consultation({ reference })));
    await sweep('2017-01-18T09:00:02Z');
    assert.equal((await told(reference)).length, 1);
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual([last.action, last.person_id, last.detail], ['consultation.opened', null, { told: 1 }]);
  });

  test('once, however many workers there are', async () => {
    const reference = await aPublishedConsultation(when('opens', '18', '1'));
    const { id } = await rowOf(reference);
    clock.set('2017-01-18T09:00:00Z');
    const workers = Array.from({ length: 6 }, () => tellOpened(portal.deps, id));
    assert.deepEqual((await Promise.all(workers)).filter(Boolean), [true]);
    assert.equal((await told(reference)).length, 1);
  });

  test('a worker that comes after the deadline tells nobody that it is open', async () => {
    const reference = await aPublishedConsultation(when('opens', '18', '1'));
    await sweep('2017-02-08T17:00:00Z');
    assert.deepEqual(await told(reference), []);
  });

  test('Parties with nobody to tell are listed at the desk', async () => {
    const reference = await aPublishedConsultation(when('opens', '18', '1'));
    const page = textOf(await desk.get(paths.deskConsultation({ reference })));
    assert.match(page, /1 Party with nobody to tell.*Silent Gas \(Gas Network\), of Silent Networks/);
  });
});

test('one that opens when it is published needs no second mail', async () => {
  const reference = await aPublishedConsultation();
  await sweep('2017-01-16T10:00:02Z');
  assert.deepEqual(await told(reference), []);
});
