import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { listDueReports } from '../../../src/reports/editions/due.store.js';
import { claimMaking } from '../../../src/reports/editions/making.store.js';
import { freezeReport } from '../../../src/reports/editions/freezeReport.js';
import { makeReports } from '../../../src/reports/editions/makeReports.js';
import { ENDINGS } from '../../../src/reports/formats/formats.js';
import { textOf } from '../../support/browse.js';
import { makeForIssuer } from '../../support/reports.js';
import { download } from '../../reports/reading.js';
import { browsers, db, forAll, lift, member, people, portal, reference, takeBack } from './consenting.js';

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

test('files of it that are being made then are made by nobody any more', async () => {
  await lift('openly', 'answer:other');
  await freezeReport(db, reference, portal.clock.now());
  await takeBack('openly', 'answer:other');
  const waiting = await db('report_making as m')
    .join('report_edition as e', 'e.id', 'm.edition_id')
    .where({ 'e.version': 'all' })
    .whereNull('m.completed_at')
    .pluck('e.id');
  assert.equal(waiting.length, 1);
  for (let making = await claimMaking(db); making; making = await claimMaking(db))
    assert.notEqual(making.editionId, waiting[0]);
  await db('report_making').whereNull('completed_at').update({ claimed_until: null });
  await makeReports(portal.deps);
});

test('so is what was made for the issuer; lifted again, it can be made again with the same words', async () => {
  await db('consultation').where({ reference }).update({ kind: 'external' });
  const make = () => makeForIssuer(portal.deps, reference, people.secas);
  const urls = [
    paths.panelConsultation({ reference }),
    paths.pack({ reference }),
    ...ENDINGS.filter((ending) => ending !== 'pdf').map((ending) => paths.reportFile({ reference, ending })),
  ].flatMap((url) => [`${url}?version=issuer`, `${url}?version=issuer&edition=1.0`]);
  const statuses = async () =>
    new Set(await Promise.all(urls.map(async (url) => (await download(browsers.secas, url)).status)));
  await lift('openly', 'answer:other');
  await make();
  assert.deepEqual(await statuses(), new Set([200]));
  await takeBack('openly', 'answer:other');
  assert.deepEqual(await statuses(), new Set([404]));
  const desk = textOf(await browsers.secas.get(paths.deskIssuersPack({ reference })));
  assert.match(desk, /Version 1\.0 cannot be had any more.*A consent was taken back since/);
  // Nobody makes another but SECAS: the worker does not look for it again and again.
  await makeReports(portal.deps);
  assert.deepEqual(await listDueReports(db, portal.clock.now().subtract({ minutes: 5 })), []);
  await lift('openly', 'answer:other');
  await make();
  const again = await download(browsers.secas, `${paths.pack({ reference })}?version=issuer&edition=1.1`);
  assert.equal(again.status, 200);
  const versions = textOf(await browsers.secas.get(paths.deskIssuersPack({ reference })));
  assert.match(versions, /What changed 1\.1 [^.]*Nothing: the version before could not be had any more 1\.0/);
  assert.equal(versions.split('The first version').length, 2, 'there is one');
});

test('a version that is not recalled leads to none that is', async () => {
  const page = `${paths.panelConsultation({ reference })}?version=issuer`;
  const make = () => makeForIssuer(portal.deps, reference, people.secas);
  await takeBack('openly', 'answer:other');
  await make();
  await lift('openly', 'answer:other');
  await make();
  assert.match(textOf(await browsers.secas.get(`${page}&edition=1.2`)), /There is a newer version, 1\.3/);
  await takeBack('openly', 'answer:other');
  const read = await browsers.secas.get(`${page}&edition=1.2`);
  assert.equal(read.status, 200);
  assert.doesNotMatch(textOf(read), /There is a newer version/);
});
