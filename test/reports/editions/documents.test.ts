import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Readable } from 'node:stream';
import { storeMade } from '../../../src/attachments/storeFile.js';
import { addDocument, replaceDocument } from '../../../src/consultations/documents/documents.js';
import { paths } from '../../../src/paths.js';
import { freezeReport } from '../../../src/reports/editions/freezeReport.js';
import { freezeDueReports } from '../../../src/reports/editions/makeReports.js';
import { textOf } from '../../support/browse.js';
import { freezeNow, makeNow } from '../../support/reports.js';
import { aReport } from '../aReport.js';
import { download, readCsv, sha256, unzip } from '../reading.js';

/** A closed consultation whose report has not been frozen yet, and its documents, which SECAS adds and replaces. */
async function aConsultationWithDocuments() {
  const report = await aReport({ closed: false });
  const { portal, db, consultation, trusted } = report;
  const { deps, clock } = portal;
  const { id, reference } = consultation;
  const sam = (await db('role_grant').where({ role: 'secas' }).first())!.person_id;
  const stored = async (name: string, text: string) =>
    (await storeMade(deps, name, 'text/plain', Readable.from([Buffer.from(text)]))).id;
  const later = (minutes: number) => clock.set(clock.now().add({ minutes }));
  const add = async (title: string, name: string, text: string) =>
    addDocument(db, sam, id, { title, fileId: await stored(name, text) }, clock.now());
  async function replace(documentId: string, name: string, text: string) {
    later(1);
    const replacement = { documentId, fileId: await stored(name, text), note: 'A figure was wrong.' };
    return replaceDocument(deps, sam, id, replacement, clock.now());
  }
  const closed_at = clock.now();
  const last_closes_at = closed_at.subtract({ minutes: 1 });
  await db('closure').insert({ consultation_id: id, last_closes_at, closed_at });

  /** The documents in a pack, and what its list of contents says of each. */
  async function documentsIn(edition: string) {
    const query = `?edition=${edition}`;
    const files = await unzip((await download(trusted, paths.pack({ reference }) + query)).bytes);
    const listed = readCsv(files['manifest.csv']!).filter((row) => row['File']!.startsWith('documents/'));
    return Object.fromEntries(
      listed.map((row) => {
        const bytes = files[row['File']!];
        if (bytes) assert.equal(row['SHA-256'], sha256(bytes));
        return [row['File'], bytes?.toString() ?? row['Note']];
      }),
    );
  }
  const page = paths.panelConsultation({ reference });
  return { ...report, reference, add, replace, later, documentsIn, page };
}

test('the documents of the consultation stand in its pack, and the report says which they are', async () => {
  const { portal, db, reference, trusted, add, replace, documentsIn, page } =
    await aConsultationWithDocuments();
  const wrong = await add('The draft budget', 'budget.txt', 'a wrong figure');
  await replace(wrong, 'budget.txt', 'the budget');
  await add('The legal text', 'Annex: A?.txt', 'clauses');
  await add('The other legal text', 'Annex: A?.txt', 'other clauses');
  const infected = await add('The minutes', 'minutes.txt', 'bytes with a virus');
  const { file_id } = (await db('document').where({ id: infected }).first())!;
  await db('file').where({ id: file_id }).update({ scan: 'infected' });
  await freezeNow(portal.deps, reference);
  assert.deepEqual(await documentsIn('1.0'), {
    'documents/budget.txt': 'the budget',
    'documents/Annex_ A_.txt': 'clauses',
    'documents/Annex_ A_ (2).txt': 'other clauses',
    'documents/minutes.txt': 'left out: a virus was found in it',
  });
  const json = await download(trusted, paths.reportFile({ reference, ending: 'json' }));
  const told = JSON.parse(json.bytes.toString()) as { consultation: { documents: string[] } };
  assert.deepEqual(told.consultation.documents, [
    'The draft budget',
    'The legal text',
    'The other legal text',
    'The minutes',
  ]);
  assert.match(
    textOf(await trusted.get(page)),
    /Documents The draft budget\s*The legal text\s*The other legal text\s*The minutes/,
  );
});

test('one that is replaced after the report was frozen makes another version, which says so', async () => {
  const { portal, db, reference, trusted, add, replace, later, documentsIn, page } =
    await aConsultationWithDocuments();
  const { deps } = portal;
  const budget = await add('The draft budget', 'budget.txt', 'a wrong figure');
  await freezeNow(deps, reference);
  await replace(budget, 'budget, corrected.txt', 'the budget');
  later(6);
  await freezeDueReports(deps);
  await makeNow(deps);
  assert.deepEqual(await documentsIn('1.0'), { 'documents/budget.txt': 'a wrong figure' });
  assert.deepEqual(await documentsIn('1.1'), { 'documents/budget, corrected.txt': 'the budget' });
  const { changes } = (await db('report_edition').where({ version: 'all', minor: 1 }).first())!;
  assert.deepEqual(changes, [{ what: 'The documents of the consultation', names: [], more: 0 }]);
  assert.match(textOf(await trusted.get(page)), /What changed.*The documents of the consultation/);
});

test('one that is replaced while the files are being made is in the pack as it was when the report was frozen', async () => {
  const { portal, db, reference, add, replace, documentsIn } = await aConsultationWithDocuments();
  const budget = await add('The draft budget', 'budget.txt', 'as it was');
  await freezeReport(db, reference, portal.clock.now());
  await replace(budget, 'budget.txt', 'as it is');
  await add('The minutes', 'minutes.txt', 'written since');
  await makeNow(portal.deps);
  assert.deepEqual(await documentsIn('1.0'), { 'documents/budget.txt': 'as it was' });
});

test('what was frozen before documents were kept with it has them in its pack as they are', async () => {
  const { portal, db, reference, add, documentsIn } = await aConsultationWithDocuments();
  await add('The draft budget', 'budget.txt', 'the budget');
  await freezeReport(db, reference, portal.clock.now());
  await db.raw('alter table report_edition disable trigger user');
  await db.raw("update report_edition set frame = (frame::jsonb - 'documents')::json");
  await makeNow(portal.deps);
  assert.deepEqual(await documentsIn('1.0'), { 'documents/budget.txt': 'the budget' });
});
