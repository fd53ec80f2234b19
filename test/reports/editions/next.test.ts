import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { makeReports } from '../../../src/reports/editions/makeReports.js';
import { follow, openForm, send, textOf, type Reply } from '../../support/browse.js';
import { aChangingReport } from '../changing.js';

const { portal, db, consultation, member, secas, page, comment, editionsOf, later } = await aChangingReport();
const { deps } = portal;
const action = paths.nextEdition({ reference: consultation.reference });

/** What the trail tells of those that were asked for. */
const entries = async () =>
  (await db('audit_entry').where({ action: 'report.next-asked' })).map(({ detail }) => detail);

/** The button on the page as it stands, to be pressed then or later. @returns presses it */
async function theButton(): Promise<() => Promise<Reply>> {
  const { held } = await openForm(secas, page, `form[action="${action}"]`);
  return () => send(secas, action, held);
}

test('SECAS sees that changes wait, and until when; the Panel does not', async () => {
  assert.doesNotMatch(textOf(await secas.get(page)), /since version/);
  await comment('A second thought.');
  assert.match(
    textOf(await secas.get(page)),
    /1 change since version 1\.0 is not in the report yet\. If nothing more changes, version 1\.1 is made at 9:05am\. Make version 1\.1 now/,
  );
  assert.doesNotMatch(textOf(await member.get(page)), /not told|Make version/);
});

test('asked for twice at once, it is made once, and without waiting', async () => {
  const press = await theButton();
  const replies = await Promise.all([press(), press()]);
  for (const reply of replies) assert.equal(reply.headers['location'], page);
  assert.match(
    textOf(await secas.get(page)),
    /Version 1\.1 is being made, unless it would say the same as version 1\.0/,
  );
  assert.doesNotMatch(textOf(await member.get(page)), /is being made/);
  assert.deepEqual(await entries(), [{ since: '1.0' }]);
  await Promise.all([makeReports(deps), makeReports(deps)]);
  await makeReports(deps);
  assert.deepEqual(await editionsOf(), ['1.0', '1.1']);
  assert.match(textOf(await member.get(page)), /A second thought\./);
  assert.match(
    textOf(await follow(secas, await press())),
    /It has been made already: this is the newest version\./,
  );
  assert.equal((await entries()).length, 1);
});

test('what would be told no differently makes none, and SECAS is told so', async () => {
  await comment('A third thought.');
  await comment('A second thought.');
  later(1);
  assert.match(textOf(await secas.get(page)), /2 changes since version 1\.1 are not in the report yet/);
  const press = await theButton();
  await press();
  await makeReports(deps);
  assert.deepEqual(await editionsOf(), ['1.0', '1.1']);
  assert.match(
    textOf(await secas.get(page)),
    /Version 1\.2 was asked for at 9:01am on 20 February 2017: it would say the same as version 1\.1, so it was not made\. What refers to confidential material stands only in the version with it\./,
  );
  assert.match(textOf(await follow(secas, await press())), /Nothing has changed since version 1\.1\./);
  assert.equal((await entries()).length, 2);
});

test('a file that has been scanned since waits as well', async () => {
  await db('file').where({ scan: 'waiting' }).update({ scan: 'clean' });
  assert.match(
    textOf(await secas.get(page)),
    /1 change since version 1\.1 is not in the report yet\. Version 1\.2 is made in a few seconds\./,
  );
});

test('an earlier version offers nothing to be made', async () => {
  assert.doesNotMatch(textOf(await secas.get(`${page}?edition=1.0`)), /not in the report yet|Make version/);
});
