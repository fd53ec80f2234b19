import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { makeReports } from '../../../src/reports/editions/makeReports.js';
import { ENDINGS } from '../../../src/reports/formats/formats.js';
import { download } from '../../reports/reading.js';
import { db, forAll, lift, member, portal, reference, takeBack } from './consenting.js';

test('taken back, what had told it is read by nobody any more, before anything else is done', async () => {
  await lift('openly', 'answer:other');
  assert.match(await forAll(), /SECRET-ANSWER/);
  const edition = (await db('report_edition')
    .where({ version: 'all' })
    .orderBy([{ column: 'minor', order: 'desc' }])
    .first('major', 'minor'))!;
  await takeBack('openly', 'answer:other');
  const urls = [
    paths.panelConsultation({ reference }),
    paths.pack({ reference }),
    ...ENDINGS.map((ending) => paths.reportFile({ reference, ending })),
  ];
  for (const url of urls.flatMap((one) => [one, `${one}?edition=${edition.major}.${edition.minor}`])) {
    const { status, bytes } = await download(member, url);
    assert.equal(status, 404, url);
    assert.ok(!bytes.includes('SECRET-ANSWER'), url);
  }
  // The next is made at once, and does not wait until things have settled.
  await makeReports(portal.deps);
  const { status, bytes } = await download(member, paths.panelConsultation({ reference }));
  assert.equal(status, 200);
  assert.ok(!bytes.includes('SECRET-ANSWER'));
  assert.match(bytes.toString(), /Not to be had any more: a consent was taken back/);
});
