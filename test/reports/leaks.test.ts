import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { ENDINGS, type Ending } from '../../src/reports/formats/formats.js';
import { aReport, SECRETS } from './aReport.js';
import { everythingIn, READS_PDF } from '../pdf/readingPdf.js';
import { download, readCsv, readWorkbook, sha256, unzip } from './reading.js';

const { portal, db, consultation, submissions, files, member, trusted } = await aReport({ pdf: true });
const { reference } = consultation;
/** Where nothing reads a PDF, it is left out. */
const READABLE = ENDINGS.filter((ending) => ending !== 'pdf' || READS_PDF);
const FORMS = {
  page: paths.panelConsultation({ reference }),
  ...(Object.fromEntries(
    READABLE.map((ending) => [ending, paths.reportFile({ reference, ending })]),
  ) as Record<Ending, string>),
  pack: paths.pack({ reference }),
};

/** Everything that can be read in a download, whatever it is wrapped in. */
async function textIn(bytes: Buffer, form: string): Promise<string> {
  if (form === 'pdf') return everythingIn(bytes);
  if (form === 'xlsx') return JSON.stringify(await readWorkbook(bytes));
  if (form !== 'pack' && form !== 'docx') return bytes.toString('utf8');
  const inside = await unzip(bytes);
  const texts = await Promise.all(
    Object.entries(inside).map(
      async ([path, content]) =>
        `${path}\n${await textIn(content, /\.(xlsx|docx|pdf)$/.exec(path)?.[1] ?? 'file')}`,
    ),
  );
  return texts.join('\n');
}

for (const [form, url] of Object.entries(FORMS)) {
  test(`the version for all gives nothing confidential away: ${form}`, async () => {
    for (const reader of [member, trusted]) {
      const { status, bytes } = await download(reader, url);
      assert.equal(status, 200);
      const text = await textIn(bytes, form);
      for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} in ${form}`);
      assert.match(text, /Confidential: in the version for readers of confidential material/);
      assert.match(text, /Name withheld \(TEST-/);
      assert.match(text, /Said without a name\./, 'what is not confidential is told');
    }
  });

  test(`the confidential version has it all, for those with the grant: ${form}`, async () => {
    const { status, bytes } = await download(trusted, `${url}?version=confidential`);
    assert.equal(status, 200);
    const text = await textIn(bytes, form);
    for (const secret of [
      'SECRET-ANSWER',
      'SECRET-WHOLE',
      'SECRET-ROW',
      'SECRET-FILE',
      'Shy Energy',
      'SECRET-REASON',
    ])
      if (!form.endsWith('csv') || secret !== 'SECRET-REASON')
        assert.ok(text.includes(secret), `${secret} in ${form}`);
    assert.ok(!text.includes('SECRET-NOTE'), 'what colleagues say to one another is nobody else’s');
  });

  test(`without the grant there is no confidential version: ${form}`, async () => {
    const reply = await download(member, `${url}?version=confidential`);
    assert.equal(reply.status, 404);
    for (const secret of SECRETS) assert.ok(!reply.bytes.toString('utf8').includes(secret));
  });
}

test('no hash of what the reader may not see: submissions and files', async () => {
  const digests = Object.fromEntries(
    (await db('submission')).map((row): [string, string] => [row.id, row.digest]),
  );
  const hidden = [
    digests[submissions.openly.id]!,
    digests[submissions.whole.id]!,
    digests[submissions.nameless.id]!,
    digests[submissions.late.id]!,
    files.secret.sha256,
    files.whole.sha256,
    files.shy.sha256,
  ];
  for (const [form, url] of Object.entries(FORMS)) {
    const text = await textIn((await download(member, url)).bytes, form);
    for (const hash of hidden) assert.ok(!text.includes(hash), `${hash} in ${form}`);
  }
});

test('the name cannot be worked out from what is counted', async () => {
  const rows = readCsv((await download(member, FORMS.csv)).bytes);
  const nameless = rows.find((row) => row['Respondent']!.startsWith('Name withheld'))!;
  const columns = ['Counted as', 'Parties represented', 'Parties', 'Received (London)', 'On time'];
  for (const column of [...columns, 'Entered by SECAS']) assert.equal(nameless[column], 'Withheld', column);
  const { Summary: summary } = await readWorkbook((await download(member, FORMS.xlsx)).bytes);
  const gas = summary!.find(([first]) => first === 'Gas Network')!;
  assert.deepEqual(gas.slice(1, 7), [0, 0, 0, 0, 1, 1], 'its Party counts with the silent ones');
  const { 'Did not respond': silent } = await readWorkbook(
    (await download(trusted, `${FORMS.xlsx}?version=confidential`)).bytes,
  );
  assert.ok(!silent!.flat().includes('Shy Party'), 'the confidential version counts it as responded');
});

test('attachments: only those that the version holds, only to its readers', async () => {
  const url = (attachment: string, version = '') =>
    paths.panelAttachment({ reference, attachment }) + (version && `?version=${version}`);
  assert.equal((await download(member, url(files.open.id))).bytes.toString(), 'For everybody.');
  for (const file of [files.secret, files.whole, files.shy]) {
    assert.equal((await download(member, url(file.id))).status, 404);
    assert.equal((await download(trusted, url(file.id))).status, 404, 'not by accident either');
    assert.equal((await download(member, url(file.id, 'confidential'))).status, 404);
    assert.equal((await download(trusted, url(file.id, 'confidential'))).status, 200);
  }
  assert.equal((await download(trusted, url(files.waiting.id))).status, 409, 'not scanned yet');
  const other = await db('submission_attachment').first();
  const elsewhere = paths.panelAttachment({ reference: 'SECMP9999', attachment: other!.id });
  assert.equal((await download(trusted, elsewhere)).status, 404);
});

test('the pack holds the files that the reader may have, each with its hash', async () => {
  const inside = await unzip((await download(member, FORMS.pack)).bytes);
  const names = Object.keys(inside);
  assert.deepEqual(names, [
    'README.txt',
    ...ENDINGS.map((ending) => `report.${ending}`),
    `attachments/Open Energy ${submissions.openly.reference}/open.txt`,
    'manifest.csv',
    'signature.json',
  ]);
  const manifest = readCsv(inside['manifest.csv']!);
  for (const name of names.slice(0, -2)) {
    const line = manifest.find((row) => row['File'] === name)!;
    assert.equal(line['SHA-256'], sha256(inside[name]!), name);
    assert.equal(Number(line['Bytes']), inside[name]!.length);
  }
  const waiting = manifest.find((row) => row['File']!.endsWith('waiting.txt'))!;
  assert.equal(waiting['Note'], 'left out: not scanned for viruses yet');
  assert.equal(waiting['SHA-256'], '');
});

test('who read what is confidential, and who took a report away, is in the audit', async () => {
  await db.raw('alter table audit_entry disable trigger audit_entry_is_frozen');
  await db('audit_entry').delete();
  await trusted.get(`${FORMS.page}?version=confidential`);
  await download(member, FORMS.csv);
  const entries = await db('audit_entry').orderBy('id').select('action', 'detail');
  assert.deepEqual(entries, [
    { action: 'report.read', detail: { version: 'confidential', edition: '1.0' } },
    { action: 'report.downloaded', detail: { version: 'all', what: 'csv', edition: '1.0' } },
  ]);
  assert.equal(portal.sent.length, 0);
});

test('a pack in which a virus was found is not handed out, and nobody has taken it away', async () => {
  const { file_id } = (await db('submission_attachment').where({ id: files.open.id }).first())!;
  await db('file').where({ id: file_id }).update({ scan: 'infected' });
  await db('audit_entry').delete();
  assert.equal((await download(member, FORMS.pack)).status, 403);
  assert.deepEqual(await db('audit_entry').select('action'), []);
  await db('file').where({ id: file_id }).update({ scan: 'clean' });
  assert.equal((await download(member, FORMS.pack)).status, 200);
});
