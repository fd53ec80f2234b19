import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import yazl from 'yazl';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { newReceiptKey, readReceiptKeys } from '../../src/proof/receiptKeys.js';
import { verifyPack } from '../../src/proof/verifyPack.js';
import { writeLatestPack } from '../../src/reports/pack/writeLatestPack.js';
import { aCompany, aConsultationOf, portal, submissionOf } from '../collation/desk.js';
import { unzip } from '../reports/reading.js';

const { receiptKeys: keys } = portal.deps.config;
const folder = await mkdtemp(path.join(tmpdir(), 'portal-pack-'));
after(() => rm(folder, { recursive: true, force: true }));
const genuine = path.join(folder, 'genuine.zip');

const company = await aCompany();
const consultation = await aConsultationOf(company);
await submissionOf(company, consultation);
await closeConsultation(portal.deps, consultation.id, Temporal.Instant.from('2017-02-08T17:00:20Z'));
await writeLatestPack(portal.deps, consultation.reference, 'all', createWriteStream(genuine));
const files = await unzip(await readFile(genuine));

/** What is found of a pack with these files in it; undefined leaves one out. */
async function found(changed: Record<string, Buffer | undefined>): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [name, bytes] of Object.entries({ ...files, ...changed })) {
    if (bytes) zip.addBuffer(bytes, name);
  }
  zip.end();
  const file = path.join(folder, 'changed.zip');
  await writeFile(file, await buffer(zip.outputStream));
  return verifyPack(file, keys.all).catch((error: Error) => error.message);
}

test('a pack is as the portal made it', async () => {
  assert.deepEqual(Object.keys(files).slice(-2), ['manifest.csv', 'signature.json']);
  const said = await verifyPack(genuine, keys.all);
  assert.equal(
    said,
    `Genuine: the pack of ${consultation.reference} (all), with ${Object.keys(files).length - 2} files, is as the portal made it.`,
  );
  assert.match(await found({}), /^Genuine/);
});

for (const name of ['report.csv', 'report.xlsx', 'proof.json', 'manifest.csv']) {
  test(`with one bit of ${name} changed it is not`, async () => {
    const changed = Buffer.from(files[name]!);
    changed[changed.length - 1]! ^= 1;
    assert.match(await found({ [name]: changed }), new RegExp(`${name} was changed`));
  });
}

test('nothing is left out, put in or put in the place of another unseen', async () => {
  assert.match(await found({ 'report.csv': undefined }), /report\.csv was changed/);
  assert.match(await found({ 'more.csv': Buffer.from('x') }), /more\.csv was added/);
  assert.match(await found({ 'signature.json': undefined }), /not signed/);
  assert.match(await found({ 'manifest.csv': undefined }), /not signed/);
  const confidential = files['signature.json']!.toString().replace('"all"', '"confidential"');
  assert.match(await found({ 'signature.json': Buffer.from(confidential) }), /not signed/);
});

test('another’s key signs no pack of this portal', async () => {
  const other = readReceiptKeys(newReceiptKey('2017-01-01').current, '');
  await assert.rejects(verifyPack(genuine, other.all), /not signed with one of the keys/);
});
