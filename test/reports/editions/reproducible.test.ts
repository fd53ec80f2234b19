import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { MAKES_PDF } from '../../../src/pdf/compiler.js';
import { paths } from '../../../src/paths.js';
import { getEdition } from '../../../src/reports/editions/editions.store.js';
import { ENDINGS, FORMATS } from '../../../src/reports/formats/formats.js';
import { verifyPack } from '../../../src/proof/verifyPack.js';
import { aReport } from '../aReport.js';
import { download, readCsv, sha256, unzip } from '../reading.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { portal, db, consultation, secas } = await aReport({ pdf: true });
const { reference } = consultation;
const packUrl = paths.pack({ reference });
const pack = (await download(secas, packUrl)).bytes;

/** What is done while the process believes to be in New Zealand. */
async function inNewZealand<Result>(work: () => Promise<Result>): Promise<Result> {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Pacific/Auckland';
  try {
    return await work();
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
}

for (const ending of ENDINGS.filter((one) => one !== 'pdf' || MAKES_PDF)) {
  test(`made again from the same edition, in another time zone, it has the same bytes: ${ending}`, async () => {
    const { bytes } = await download(secas, paths.reportFile({ reference, ending }));
    const { edition, frame } = await getEdition(db, consultation.id, 'all');
    const out = new PassThrough();
    const [again] = await inNewZealand(() =>
      Promise.all([buffer(out), FORMATS[ending].write(portal.deps.bulk, { ...frame, edition }, out)]),
    );
    assert.ok(again.length > 0 && again.equals(bytes));
  });
}

test('the pack is a ZIP whose list has every file in it, with its hash, and it is genuine', async (t) => {
  const files = await unzip(pack);
  const rows = readCsv(files['manifest.csv']!);
  for (const row of rows) {
    const bytes = files[row['File']!];
    if (row['Note']) assert.equal(bytes, undefined);
    else
      assert.deepEqual([row['SHA-256'], row['Bytes']], [sha256(bytes!), String(bytes!.length)], row['File']);
  }
  const listed = rows.filter((row) => !row['Note']).map((row) => row['File']);
  assert.deepEqual(Object.keys(files), [...listed, 'manifest.csv', 'signature.json']);
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-pack-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'pack.zip');
  await writeFile(file, pack);
  assert.match(
    await verifyPack(file, portal.deps.config.receiptKeys.all),
    /^Genuine: the pack of .* \(all\)/,
  );
});

test('a download that broke off is resumed, of the pack too', async () => {
  const csv = paths.reportFile({ reference, ending: 'csv' });
  for (const url of [packUrl, csv]) {
    const whole = await download(secas, url);
    const { etag, 'content-length': length, 'accept-ranges': ranges } = whole.headers;
    assert.deepEqual([ranges, Number(length)], ['bytes', whole.bytes.length]);
    for (const start of [1, 30, Math.floor(whole.bytes.length / 2), whole.bytes.length - 1]) {
      const rest = await secas
        .get(url)
        .set({ range: `bytes=${start}-`, 'if-range': etag! })
        .buffer(true)
        .parse((res, done) => void buffer(res as never).then((bytes) => done(null, bytes)));
      assert.equal(rest.status, 206);
      assert.ok((rest.body as Buffer).equals(whole.bytes.subarray(start)), `${url} from ${start}`);
    }
  }
});
