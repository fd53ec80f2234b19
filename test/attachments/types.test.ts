import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { errorFor } from '../support/browse.js';
import { testSample } from '../support/database.js';
import { contentTypes, MAIN, oneOfEach, zipOf } from './sampleFiles.js';
import { download, startUploading } from './uploading.js';

const { aDraft, browser, upload, held, filesOf } = await startUploading();
const samples = await oneOfEach();
const sample = (name: string) => samples.find((one) => one.name === name)!.bytes;

/** Sends one file and tells why it was refused; nothing may be left of it. */
async function refusalOf(name: string, bytes: Buffer): Promise<string> {
  const draft = await aDraft();
  const before = await held();
  const reply = await upload(draft.url, { name, bytes });
  assert.equal(reply.status, 422, `${name} was answered ${reply.status}`);
  assert.deepEqual(await held(), before);
  return errorFor(reply, 'files')!;
}

test('every type that is taken is known by its content, and comes back byte for byte', async () => {
  const draft = await aDraft();
  assert.equal((await upload(draft.url, ...samples)).status, 303);
  const stored = await filesOf(draft.id);
  assert.deepEqual(
    stored.map(({ name, media_type: mediaType }) => [name, mediaType]),
    samples.map(({ name, mediaType }) => [name, mediaType]),
  );
  for (const [index, { name, bytes, mediaType }] of samples.entries()) {
    const url = paths.attachment({ id: draft.id, attachment: stored[index]!.id });
    const reply = await download(browser, url);
    assert.ok((reply.body as Buffer).equals(bytes), name);
    assert.equal(reply.headers['content-type'], mediaType);
  }
});

test('a wrong extension changes nothing but the name it is saved under: the content decides', async () => {
  const draft = await aDraft();
  const wrong: [string, Buffer, string, string][] = [
    ['photo.png', sample('letter.pdf'), 'application/pdf', 'photo.png.pdf'],
    ['virus.exe', sample('timeline.png'), 'image/png', 'virus.exe.png'],
    ['page.html', Buffer.from('nothing but words'), 'text/plain', 'page.html.txt'],
    ['scan', sample('chart.jpg'), 'image/jpeg', 'scan.jpg'],
    ['COSTS.CSV', Buffer.from('a,b\n1,2\n'), 'text/csv', 'COSTS.CSV'],
    ['costs.tsv', Buffer.from('a\tb\n1\t2\n'), 'text/plain', 'costs.tsv.txt'],
  ];
  const reply = await upload(draft.url, ...wrong.map(([name, bytes]) => ({ name, bytes })));
  assert.equal(reply.status, 303, errorFor(reply, 'files'));
  const stored = await filesOf(draft.id);
  for (const [index, [name, , mediaType, savedAs]] of wrong.entries()) {
    const { id, name: kept, media_type: found } = stored[index]!;
    assert.deepEqual([kept, found], [name, mediaType]);
    const saved = await download(browser, paths.attachment({ id: draft.id, attachment: id }));
    assert.match(saved.headers['content-disposition'] as string, new RegExp(`filename="${savedAs}"`));
  }
});

test('what is not taken is refused by its content, whatever it is called', async () => {
  const exe = Buffer.concat([
    Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'),
    randomBytes(500),
  ]);
  const refused: [string, Buffer, RegExp][] = [
    ['setup.exe', exe, /“setup\.exe” is not a file that the portal takes \(it looks like application/],
    ['setup.pdf', exe, /“setup\.pdf” is not a file/],
    ['drawing.svg', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), /xml/],
    ['feed.txt', Buffer.from('<?xml version="1.0"?><a/>'), /xml/],
    ['letter.rtf', Buffer.from('{\\rtf1\\ansi Costs}'), /rtf/],
    [
      'noise.txt',
      Buffer.concat([Buffer.from('text'), Buffer.from([0, 1, 2])]),
      /is not a file that the portal takes/,
    ],
    ['archive.zip', await zipOf({ 'a.txt': 'a' }), /\(it is a ZIP file\)/],
    ['archive.docx', await zipOf({ 'word/document.xml': '<a/>' }), /\(it is a ZIP file\)/],
    ['program.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]), /gzip/],
    ['picture.gif', Buffer.from('GIF89a\x01\0\x01\0\0\0\0', 'latin1'), /image\/gif/],
  ];
  for (const [name, bytes, why] of refused) assert.match(await refusalOf(name, bytes), why, name);
});

test('a web page is text to the portal: it is stored, and saved, as text and never as a page', async () => {
  const draft = await aDraft();
  const bytes = Buffer.from('<!DOCTYPE html><script>alert(1)</script>');
  await upload(draft.url, { name: 'page.html', bytes });
  const [file] = await filesOf(draft.id);
  const reply = await browser.get(paths.attachment({ id: draft.id, attachment: file!.id }));
  assert.equal(reply.headers['content-type'], 'text/plain');
  assert.equal(reply.headers['x-content-type-options'], 'nosniff');
  assert.match(reply.headers['content-disposition'] as string, /^attachment; filename="page\.html\.txt"/);
});

test('macros are refused where the list of contents, or an entry, tells of them', async () => {
  const macros: [string, Buffer][] = [
    ['a.docm', await zipOf({ '[Content_Types].xml': contentTypes(MAIN.docm), 'main.xml': '<p/>' })],
    [
      'renamed.docx',
      await zipOf({
        '[Content_Types].xml': contentTypes(MAIN.docx),
        'word/vbaProject.bin': 'x',
        'main.xml': '<p/>',
      }),
    ],
    [
      'basic.odt',
      await zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'Basic/Standard/a.xml': '<a/>' }),
    ],
  ];
  for (const [name, bytes] of macros) {
    assert.match(
      await refusalOf(name, bytes),
      /contains macros, which the portal does not take\. Save it without/,
    );
  }
});

test('a document that is damaged, cut short or protected by a password is refused with what to do', async () => {
  const docx = sample('legal-text.docx');
  const doc = await testSample('attachments/comments.doc');
  const cut = /is damaged or was cut short: it cannot be opened\. Save it again, then add it/;
  assert.match(await refusalOf('cut.docx', docx.subarray(0, docx.length - 100)), cut);
  assert.match(await refusalOf('cut.doc', doc.subarray(0, 300)), cut);

  const encrypted = Buffer.from(docx);
  for (let at = encrypted.indexOf('PK\x01\x02'); at >= 0; at = encrypted.indexOf('PK\x01\x02', at + 1)) {
    encrypted[at + 8]! |= 1; // the flag of an encrypted entry, in the central directory
  }
  assert.match(await refusalOf('secret.docx', encrypted), /is protected by a password/);
});

test('a list of contents that unpacks to gigabytes is not unpacked', async () => {
  const bomb = await zipOf({ '[Content_Types].xml': Buffer.alloc(30 * 1024 * 1024, ' ') });
  assert.ok(bomb.length < 100_000);
  assert.match(await refusalOf('bomb.docx', bomb), /is damaged/);
});
