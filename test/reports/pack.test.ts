import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { Temporal } from 'temporal-polyfill';
import yauzl from 'yauzl';
import { fileNameIn, folderOf, uniqueNames } from '../../src/reports/pack/paths.rules.js';
import { zipOf } from '../../src/reports/pack/zip.js';
import { startPortal } from '../support/portal.js';
import { storeMade } from '../../src/attachments/storeFile.js';

const at = Temporal.Instant.from('2017-02-08T17:00:01Z');
const { db, deps } = await startPortal();

async function aFile(path: string, text: string) {
  const bytes = Buffer.from(text);
  const { id } = await storeMade(deps, path, 'text/plain', Readable.from([bytes]));
  return { path, fileId: id, bytes: bytes.length, crc32: crc32(bytes) };
}

/** Reads a ZIP of which only the end is there; what stands before it is zeros, and should not matter. */
const readerOfEnd = (tail: Buffer, start: number) =>
  new (class extends yauzl.RandomAccessReader {
    override _readStreamForRange(from: number, to: number): Readable {
      const zeros = Buffer.alloc(Math.max(Math.min(to, start) - from, 0));
      return Readable.from([
        Buffer.concat([zeros, tail.subarray(Math.max(from - start, 0), Math.max(to - start, 0))]),
      ]);
    }
  })();

test('more files than a ZIP of old can count, and one without a byte', async () => {
  const [one, none] = [await aFile('x', 'the same in all'), await aFile('none.txt', '')];
  const files = Array.from({ length: 66_000 }, (_, index) => ({ ...one, path: `folder/${index} é.txt` }));
  const zip = zipOf([...files, none], at);
  // The list and its end alone: reading each of 66,000 files would take a minute.
  const listed = [...files, none].reduce((sum, { path }) => sum + 46 + Buffer.byteLength(path), 0);
  const start = zip.bytes - listed - 98;
  const tail = await buffer(Readable.from(zip.read(db, start, zip.bytes)));
  const reader = readerOfEnd(tail, start);
  const opened = await yauzl.fromRandomAccessReaderPromise(reader, zip.bytes);
  assert.equal(opened.entryCount, 66_001);
  let count = 0;
  for await (const entry of opened.eachEntry()) {
    if (count === 65_999) assert.equal(entry.fileName, 'folder/65999 é.txt');
    count += 1;
  }
  assert.equal(count, 66_001);
});

test('over 4 GB each file is found where it stands', async () => {
  const last = await aFile('last.txt', 'found');
  const large = { path: 'large.bin', fileId: last.fileId, bytes: 0xffff_fff0, crc32: 0 };
  const zip = zipOf([large, { ...large, path: 'more.bin' }, last], at);
  // The last file, the list and its end: all that stands behind the two large ones.
  const start = zip.bytes - 328;
  const tail = await buffer(Readable.from(zip.read(db, start, zip.bytes)));
  const reader = readerOfEnd(tail, start);
  const opened = await yauzl.fromRandomAccessReaderPromise(reader, zip.bytes);
  for await (const entry of opened.eachEntry()) {
    if (entry.fileName !== 'last.txt') continue;
    assert.equal((await buffer(await opened.openReadStreamPromise(entry))).toString(), 'found');
    return;
  }
  assert.fail('it is not listed');
});

test('names are kept as given, as far as every system takes them', () => {
  const table = [
    ['Costs 2017.xlsx', 'Costs 2017.xlsx'],
    ['Überprüfung — “endgültig”.pdf', 'Überprüfung — “endgültig”.pdf'],
    ['a:b*c?"<>|.txt', 'a_b_c_____.txt'],
    ['..\\..\\etc/passwd', '.._.._etc_passwd'],
    ['CON.txt', '_CON.txt'],
    ['console.txt', 'console.txt'],
    ['lpt1', '_lpt1'],
    ['ends with a dot.', 'ends with a dot_'],
  ];
  for (const [given, kept] of table) assert.equal(fileNameIn(given!), kept);
  assert.equal(folderOf('Smith / Jones: “Energy”', 'TEST-0001'), 'Smith _ Jones_ _Energy_ TEST-0001');
  const unique = uniqueNames();
  assert.deepEqual(
    ['costs.pdf', 'Costs.pdf', 'costs (2).pdf', 'none'].map((name) => unique(name)),
    ['costs.pdf', 'Costs (2).pdf', 'costs (2) (2).pdf', 'none'],
  );
});
