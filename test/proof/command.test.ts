import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { decideLate } from '../../src/collation/late/decideLate.js';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { paths } from '../../src/paths.js';
import { keysFile, newReceiptKey, readReceiptKeys } from '../../src/proof/receiptKeys.js';
import { rootsFile } from '../../src/proof/root.js';
import { listRoots } from '../../src/proof/tree.store.js';
import {
  aReadyDraft,
  browser,
  colleague,
  db,
  organisation,
  portal,
  submissionsOf,
  submitAt,
} from '../responses/submitting.js';
import { aParty, aSecasColleague } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';

const folder = await mkdtemp(path.join(tmpdir(), 'portal-proof-'));
after(() => rm(folder, { recursive: true, force: true }));

/** `portal verify …` as a company runs it: in a process that knows no database, with files that it has. */
async function verify(...given: string[]) {
  const cli = path.join(import.meta.dirname, '../../src/cli.js');
  return new Promise<{ code: number; said: string }>((resolve) => {
    execFile(
      process.execPath,
      [cli, 'verify', ...given],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'], DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' },
      },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    );
  });
}

const keep = (name: string, text: string) => writeFile(path.join(folder, name), text);
const receiptOf = async (draftId: string, number: number): Promise<string> => {
  const { reference } = (await submissionsOf(draftId))[number - 1]!;
  return (await browser.get(paths.receiptFile({ id: draftId, reference }))).text;
};

/** Submitted twice, closed, and one more that was late and is admitted: a root for each of the two events. */
before(async () => {
  const { draft, consultation } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:30:00Z');
  await keep('open.json', await receiptOf(draft.id, 1));
  await submitAt(draft.id, '2017-02-08T16:40:00Z');
  await closeConsultation(portal.deps, consultation.id, Temporal.Instant.from('2017-02-08T17:00:20Z'));
  await keep('replaced.json', await receiptOf(draft.id, 1));
  await keep('counts.json', await receiptOf(draft.id, 2));
  const party = await aParty(db, { organisation });
  const late = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  await submitAt(late.id, '2017-02-08T17:04:00Z');
  await keep('held.json', await receiptOf(late.id, 1));
  const [held] = await submissionsOf(late.id);
  const decision = { admitted: true, reason: 'Flooded.', takeOver: [] };
  await decideLate(
    portal.deps,
    await aSecasColleague(db),
    { ...decision, consultationId: consultation.id, submissionId: held!.id },
    Temporal.Instant.from('2017-02-10T09:00:00Z'),
  );
  await keep('admitted.json', await receiptOf(late.id, 1));
  await keep('counts-later.json', await receiptOf(draft.id, 2));
  const roots = rootsFile(await listRoots(db, { 'c.id': consultation.id }));
  await keep('roots.json', roots);
  await keep('keys.json', keysFile(portal.deps.config.receiptKeys.all));

  const other = await aReadyDraft();
  await submitAt(other.draft.id, '2017-02-08T16:30:00Z');
  await closeConsultation(portal.deps, other.consultation.id, Temporal.Instant.from('2017-02-08T17:00:20Z'));
  await keep('elsewhere.json', await receiptOf(other.draft.id, 1));
});

const PROVED = ['--keys', 'keys.json', '--roots', 'roots.json'];

for (const [file, said] of [
  ['counts.json', /^Genuine: .*\nSHA-256 .*\nIt is in what the Panel reads, under root 1,/],
  ['counts-later.json', /It is in what the Panel reads, under root 2,/],
  ['admitted.json', /\(late\)[^]*It is in what the Panel reads, under root 2,/],
  ['replaced.json', /It had been replaced or withdrawn when the consultation closed\. Root 1,/],
] as const) {
  test(`with the roots of the pack, ${file} is genuine`, async () => {
    const { code, said: found } = await verify('receipt', file, ...PROVED);
    assert.match(found, said);
    assert.equal(code, 0);
  });
}

test('a receipt of before the closure is genuine, and shows no more', async () => {
  for (const file of ['open.json', 'held.json']) {
    const alone = await verify('receipt', file, '--keys', 'keys.json');
    assert.match(alone.said, /^Genuine: [^]*It does not say whether it is in what the Panel reads\.\n$/);
    assert.equal(alone.code, 0);
    const proved = await verify('receipt', file, ...PROVED);
    assert.deepEqual(proved, {
      code: 1,
      said: `${file} is genuine, but does not lead to a root of roots.json.\n`,
    });
  }
});

test('the roots of a pack hold one another', async () => {
  const { code, said } = await verify('roots', 'roots.json', '--keys', 'keys.json');
  assert.match(said, /^Root 2 of .* over 3 submissions is signed, and holds what those before held\.\n$/);
  assert.equal(code, 0);
});

test('what is forged ends with 1 and says what is not right', async () => {
  const receipt = await readFile(path.join(folder, 'counts-later.json'), 'utf8');
  const roots = await readFile(path.join(folder, 'roots.json'), 'utf8');
  const { root, path: way } = (
    JSON.parse(receipt) as { inclusion: { root: { root: string }; path: [string, string] } }
  ).inclusion;
  const swapped = receipt.replace(way[0], 'x').replace(way[1], way[0]).replace('"x"', JSON.stringify(way[1]));
  for (const [forged, why] of [
    [receipt.replace('"in time"', '"late"'), /not as the portal signed it/],
    [receipt.replace('"index": 1', '"index": 2'), /does not lead to the root/],
    [receipt.replace(way[0], root.root), /does not lead to the root/],
    [receipt.replace(/\[\n +"[0-9a-f]+",/, '['), /does not lead to the root/],
    [swapped, /does not lead to the root/],
    [receipt.replaceAll(root.root, way[0]), /Panel reads is not signed/],
    [receipt.replace('"record": ', '"record":'), /not a receipt file/],
    ['', /not a receipt file/],
  ] as const) {
    assert.notEqual(forged, receipt);
    await keep('forged.json', forged);
    const { code, said } = await verify('receipt', 'forged.json', ...PROVED);
    assert.match(said, why);
    assert.equal(code, 1);
  }
  await keep('forged.json', roots.replaceAll(root.root, way[0]));
  assert.match((await verify('roots', 'forged.json', '--keys', 'keys.json')).said, /Root 2 is not signed/);
  assert.match(
    (await verify('receipt', 'counts.json', '--keys', 'keys.json', '--roots', 'forged.json')).said,
    /^forged\.json: Root 2 is not signed/,
  );
  assert.match((await verify('receipt', 'elsewhere.json', ...PROVED)).said, /does not lead to a root/);
});

test('other keys than those it was signed with, and files that are none, are refused in words', async () => {
  await keep('others.json', keysFile(readReceiptKeys(newReceiptKey('2017-01-01').current, '').all));
  for (const [given, why] of [
    [['receipt', 'counts.json', '--keys', 'others.json'], /not made with one of the keys/],
    [['receipt', 'counts.json', '--keys', 'roots.json'], /^roots\.json is no file of keys\.\n$/],
    [['receipt', 'counts.json', '--roots', 'keys.json'], /^keys\.json: This is no file of roots\.\n$/],
    [['receipt', 'nothing.json'], /no such file/],
    [['receipt'], /^Say which file: portal verify receipt FILE\n$/],
  ] as const) {
    const { code, said } = await verify(...given);
    assert.match(said, why);
    assert.equal(code, 1);
  }
});
