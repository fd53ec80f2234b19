import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeConsultation } from '../../../src/consultations/closeConsultation.js';
import { paths } from '../../../src/paths.js';
import { textOf, type Browser, type Fields } from '../../support/browse.js';
import { anOrganisation, aPerson, aRepresentative } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import {
  aPublishedConsultation,
  clock,
  db,
  desk,
  mailsAbout,
  moveDeadline,
  organisation,
  portal,
  representative,
  rowOf,
  visitor,
  when,
} from '../atTheDesk.js';

const neighbour = await anOrganisation(db, 'Southmoor Energy');
const both = await aPerson(
  db,
  { role: 'representative', organisation },
  { role: 'representative', organisation: neighbour },
);
const own = await signInAs(portal, representative);
const other = await signInAs(portal, await aRepresentative(db, neighbour));
const ofBoth = await signInAs(portal, both);

const REASON = 'Their office was flooded.';
const extend = (reference: string, fields: Fields) => moveDeadline(reference, { reason: REASON, ...fields });
const forNorthmoor = (reference: string, day: string, time?: string) =>
  extend(reference, { whom: 'one', organisation: organisation.id, ...when('closes', day, '2', time) });
const read = async (browser: Browser, url: string) => textOf(await browser.get(url));
const page = (reference: string) => paths.consultation({ reference });

test('one organisation is given longer: its representatives see it and are told, and nobody else', async () => {
  const reference = await aPublishedConsultation();
  assert.equal((await forNorthmoor(reference, '10', '12 noon')).status, 303);

  const seen = await read(own, page(reference));
  assert.match(seen, /Closes 12 noon on Friday 10 February 2017 \(GMT\)/);
  assert.match(
    seen,
    /Northmoor Energy Group has been given until 12 noon on Friday 10 February 2017 \(GMT\)\./,
  );
  assert.match(seen, /For everybody else it is 5pm on Wednesday 8 February 2017 \(GMT\)\./);
  assert.ok(seen.includes(REASON));
  const start = await read(own, paths.consultationResponse({ reference }));
  assert.match(start, /Closes 12 noon on Friday 10 February 2017 \(GMT\)/);

  for (const browser of [other, visitor]) {
    const text = await read(browser, page(reference));
    assert.match(text, /Closes 5pm on Wednesday 8 February 2017 \(GMT\)/);
    assert.doesNotMatch(text, /10 February|Northmoor|flooded/);
  }
  assert.match(
    await read(other, paths.consultationResponse({ reference })),
    /Closes 5pm on Wednesday 8 February/,
  );
  assert.match(
    await read(desk, paths.deskConsultation({ reference })),
    /Deadline extended for Northmoor Energy Group alone, to 12 noon on Friday 10 February 2017 \(GMT\)/,
  );

  const mails = await mailsAbout(reference, 'deadline-extended-for-one');
  assert.deepEqual(mails.map((mail) => mail.to_address).sort(), [representative.email, both.email].sort());
  const body = mails[0]!.body.replaceAll(/\s+/g, ' ');
  assert.match(
    body,
    /Northmoor Energy Group may respond until 12 noon on Friday 10 February 2017 \(GMT\)\. This/,
  );
  assert.equal((await mailsAbout(reference, 'deadline-moved')).length, 0);
  assert.equal(String((await rowOf(reference)).closes_at), '2017-02-08T17:00:00Z');
});

test('who acts for two organisations sees the one for all first, and the other beside it', async () => {
  const reference = await aPublishedConsultation();
  await forNorthmoor(reference, '10');
  const before = await read(ofBoth, page(reference));
  assert.match(
    before,
    /Closes 5pm on Wednesday 8 February .* Northmoor Energy Group has been given until 5pm on Fri/,
  );
  clock.set('2017-02-08T17:00:00Z');
  const after = await read(ofBoth, page(reference));
  assert.match(
    after,
    /Closes 5pm on Friday 10 February .* For everybody else it is 5pm on Wednesday 8 February/,
  );
});

test('its longer time ends at its own instant; the others’ has ended before', async () => {
  const reference = await aPublishedConsultation();
  await forNorthmoor(reference, '10');
  const offers = async (browser: Browser) =>
    /Start your response|Send a late response/.exec(await read(browser, page(reference)))?.[0];
  clock.set('2017-02-08T17:00:00Z');
  assert.deepEqual([await offers(own), await offers(other)], ['Start your response', 'Send a late response']);
  clock.set('2017-02-10T16:59:59.999Z');
  assert.equal(await offers(own), 'Start your response');
  clock.set('2017-02-10T17:00:00Z');
  assert.equal(await offers(own), 'Send a late response');
});

test('the desk waits for it: nothing is closed before the last organisation’s time', async () => {
  const reference = await aPublishedConsultation();
  await forNorthmoor(reference, '10');
  clock.set('2017-02-08T17:00:20Z');
  const { id, title } = await rowOf(reference);
  assert.equal(await closeConsultation(portal.deps, id, clock.now()), false);
  assert.match(await read(desk, paths.desk()), new RegExp(`${title}.*Wait.*still open for one organisation`));
});

test('a later decision takes the place of an earlier one, but never ends before the one for all', async () => {
  const reference = await aPublishedConsultation();
  await forNorthmoor(reference, '17');
  clock.set('2017-01-16T11:00:00Z');
  await forNorthmoor(reference, '10');
  assert.match(await read(own, page(reference)), /Closes 5pm on Friday 10 February/);
  await extend(reference, when('closes', '14', '2'));
  const seen = await read(own, page(reference));
  assert.match(seen, /Closes 5pm on Tuesday 14 February/);
  assert.doesNotMatch(seen, /has been given until/);
});
