import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addAttachments } from '../../src/attachments/addAttachments.js';
import { createScanner, scanWaitingFiles } from '../../src/attachments/scan.js';
import { recordScan } from '../../src/attachments/scan.store.js';
import type { ScanResult } from '../../src/deps.js';
import { paths } from '../../src/paths.js';
import { findViewer } from '../../src/people/viewer.store.js';
import { getDraftFor } from '../../src/responses/drafting/drafts.store.js';
import { aPdf, startUploading, until } from './uploading.js';

/** A scanner that does what the test says now; how often it was asked. */
let answer: () => Promise<ScanResult> = async () => ({ verdict: 'clean' });
let asked = 0;
const scanner = {
  enabled: true,
  scan: async (bytes: AsyncIterable<Buffer>) => {
    asked += 1;
    for await (const piece of bytes) void piece;
    return answer();
  },
};
const away = async (): Promise<ScanResult> => {
  throw new Error('the scanner is away');
};
const { db, deps, clock, colleague, aDraft, browser, upload, filesOf } = await startUploading({ scanner });

const scanOf = async (draft: { id: string }) => (await filesOf(draft.id))[0]?.scan;

test('without CLAMD_URL there is no scanner, and files need no scan', async () => {
  assert.equal(createScanner({}).enabled, false);
  assert.equal(createScanner({ clamdUrl: 'tcp://127.0.0.1:3310' }).enabled, true);
  deps.scanner = createScanner({});
  const draft = await aDraft();
  await upload(draft.url, aPdf());
  deps.scanner = scanner;
  assert.equal(await scanOf(draft), 'not needed');
  await scanWaitingFiles(deps);
  assert.equal(await scanOf(draft), 'not needed', 'and are left alone when one is set up later');
});

test(
  'a scanner that takes long holds up its sender for ten seconds at most; its verdict counts all the same',
  { timeout: 60_000 },
  async () => {
    let decide: (result: ScanResult) => void = () => undefined;
    answer = () => new Promise((resolve) => (decide = resolve));
    const draft = await aDraft();
    const begun = performance.now();
    asked = 0;
    const sending = upload(draft.url, aPdf('slow.pdf'));
    await until(async () => asked === 1);
    assert.equal((await db('file').where({ name: 'slow.pdf', scan: 'waiting' })).length, 1);
    await scanWaitingFiles(deps);
    assert.equal(asked, 1, 'what an upload waits for is not scanned a second time by the sweep');

    assert.equal((await sending).status, 303);
    assert.ok(performance.now() - begun < 14_000);
    assert.equal(await scanOf(draft), 'waiting');
    decide({ verdict: 'infected', name: 'Late.Virus' });
    await until(async () => (await filesOf(draft.id)).length === 0);
    const mail = await db('outbox_mail').where({ kind: 'virus-found' }).first();
    assert.match(mail!.body, /Late\.Virus/);
  },
);

test('the job tries a file that failed again after those never tried, and gives up when the scanner is away', async () => {
  answer = away;
  const drafts = await Promise.all(Array.from({ length: 5 }, () => aDraft()));
  for (const [n, draft] of drafts.entries()) {
    clock.set(`2017-01-30T10:0${n}:00Z`); // their order is that of their completion
    await upload(draft.url, aPdf(`${n}.pdf`));
  }
  asked = 0;
  await assert.rejects(scanWaitingFiles(deps), /the scanner is away/);
  assert.equal(asked, 3, 'three failures in a row');

  let failures = 1;
  answer = async () => {
    failures -= 1;
    return failures >= 0 ? away() : { verdict: 'clean' };
  };
  asked = 0;
  await assert.rejects(
    scanWaitingFiles(deps),
    /the scanner is away/,
    'one odd file, so that the job is tried again',
  );
  assert.equal(asked, 5, 'does not keep the others waiting');
  const waiting = await db('file').where({ scan: 'waiting' });
  assert.deepEqual(
    waiting.map(({ name }) => name),
    ['3.pdf'],
  );
  await scanWaitingFiles(deps);
  assert.equal((await db('file').where({ scan: 'waiting' })).length, 0);
});

test('the job and the sweep at once scan a file once, and its first verdict holds', async () => {
  answer = away;
  const draft = await aDraft();
  await upload(draft.url, aPdf('twice.pdf'));
  const decided: ((result: ScanResult) => void)[] = [];
  answer = () => new Promise((resolve) => decided.push(resolve));
  asked = 0;
  const both = [scanWaitingFiles(deps), scanWaitingFiles(deps)];
  await until(async () => decided.length === 1);
  decided[0]!({ verdict: 'clean' });
  await Promise.all(both);
  assert.equal(asked, 1);

  const [file] = await filesOf(draft.id);
  await recordScan(db, file!.fileId, { verdict: 'infected', name: 'Late' }, clock.now());
  assert.equal(await scanOf(draft), 'clean');
  assert.equal((await browser.get(paths.attachment({ id: draft.id, attachment: file!.id }))).status, 200);
});

test('a file in which a virus was found between its upload and its linking is not linked, nor kept', async () => {
  answer = async () => ({ verdict: 'clean' });
  const [draft, other] = [await aDraft(), await aDraft()];
  await upload(other.url, aPdf('between.pdf'));
  const { id, ...file } = (await db('file').where({ name: 'between.pdf' }).first())!;
  await db('draft_attachment').where({ file_id: id }).delete();
  await db('file').where({ id }).update({ scan: 'infected', scan_detail: 'Test' });
  const viewer = (await findViewer(db, colleague.id, new Date().toISOString()))!;
  const loaded = await getDraftFor(db, viewer, draft.id);
  const question = loaded.questions.find(({ key }) => key === 'files')!;
  const stored = {
    id,
    name: file.name,
    mediaType: file.media_type,
    bytes: file.bytes!,
    sha256: file.sha256!,
  };
  await assert.rejects(
    addAttachments(deps, viewer.person!, loaded, question, [stored]),
    /A virus was found in one of the files/,
  );
  assert.equal((await filesOf(draft.id)).length, 0);
  assert.equal((await db('file').where({ id })).length, 0);
});
