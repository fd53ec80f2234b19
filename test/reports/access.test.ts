import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { freezeNow } from '../support/reports.js';
import { aBrowser, textOf } from '../support/browse.js';
import { aPerson } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { aReport, SECRETS } from './aReport.js';

const report = await aReport({ closed: false });
const { portal, db, consultation, organisations, files } = report;
const { reference, id } = consultation;
const urls = [
  paths.panelConsultation({ reference }),
  paths.reportFile({ reference, ending: 'csv' }),
  paths.reportFile({ reference, ending: 'xlsx' }),
  paths.pack({ reference }),
  paths.panelAttachment({ reference, attachment: files.open.id }),
];
const at = (text: string) => Temporal.Instant.from(text);

test('before the closure nobody gets a report, although the deadline has passed', async () => {
  for (const url of urls) {
    for (const reader of [report.member, report.trusted, report.secas]) {
      const reply = await reader.get(url);
      assert.equal(reply.status, 404, url);
      for (const told of ['Open Energy', ...SECRETS]) assert.ok(!reply.text.includes(told));
    }
  }
  assert.match(
    textOf(await report.member.get(urls[0]!)),
    /ready about half a minute after the last deadline/,
  );
  const list = textOf(await report.member.get(paths.panel()));
  assert.match(list, /No reports yet.*Not closed yet/);
  assert.ok(!list.includes('Responses'), 'not even counts');
});

test('released before the closure: not to a member whose organisation may still answer', async () => {
  const [secas] = await db('person');
  await db('release').insert({
    consultation_id: id,
    reason: 'The Panel meets tomorrow.',
    released_at: portal.clock.now(),
    released_by: secas!.id,
  });
  await db('extension').insert({
    consultation_id: id,
    organisation_id: organisations.open.id,
    previous_closes_at: at('2017-02-08T17:00:00Z'),
    closes_at: at('2017-02-28T17:00:00Z'),
    reason: 'Flooded.',
    made_at: at('2017-02-07T17:00:00Z'),
    made_by: secas!.id,
  });
  await freezeNow(portal.deps, reference);
  const actsForIt = await signInAs(
    portal,
    await aPerson(db, { role: 'panel' }, { role: 'representative', organisation: organisations.open }),
  );
  for (const url of urls) {
    assert.equal((await report.member.get(url)).status, 404, `employed by it: ${url}`);
    assert.equal((await actsForIt.get(url)).status, 404, `acts for it: ${url}`);
    assert.equal((await report.trusted.get(url)).status, 200, url);
  }
  portal.clock.set('2017-02-28T17:00:00Z');
  for (const url of urls) assert.equal((await report.member.get(url)).status, 200, 'its deadline has passed');
});

test('who is no Panel member is sent to sign in, or refused', async () => {
  for (const url of [paths.panel(), ...urls]) {
    const stranger = await aBrowser(portal).get(url).redirects(0);
    assert.equal(stranger.status, 303, url);
    assert.match(stranger.headers['location'] ?? '', /^\/sign-in\?next=/);
    assert.equal((await report.representative.get(url)).status, 403, url);
  }
});

test('nonsense in the address is a page that does not exist, or the version for all', async () => {
  for (const url of [
    paths.panelConsultation({ reference: 'NO-SUCH-1' }),
    paths.reportFile({ reference: "'; drop table", ending: 'csv' }),
    paths.panelAttachment({ reference, attachment: 'not-an-id' }),
  ])
    assert.equal((await report.trusted.get(url)).status, 404, url);
  const reply = await report.trusted.get(`${urls[0]}?version=a&version=b&page[]=x`);
  assert.equal(reply.status, 200);
  for (const secret of SECRETS) assert.ok(!reply.text.includes(secret));
});
