import assert from 'node:assert/strict';
import { test } from 'node:test';
import { performance } from 'node:perf_hooks';
import yazl from 'yazl';
import { buffer } from 'node:stream/consumers';
import { paths } from '../../../src/paths.js';
import { csrfFrom, errorFor, textOf, type Reply } from '../../support/browse.js';
import { anOrganisation, aRepresentative } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { EVERY_QUESTION } from '../../support/form.js';
import {
  aDraft,
  answersOf,
  blankForm,
  both,
  bringIn,
  db,
  edit,
  editText,
  fill,
  isobels,
  organisation,
  paragraph,
  portal,
  proposedOn,
  wordForm,
} from './answering.js';

const draft = await aDraft({ other: { value: { text: 'Old' } } });
const { id } = draft;
const form = await wordForm(id);

async function refused(bytes: Buffer, name = 'Our answers.docx'): Promise<string> {
  const reply = await bringIn(id, bytes, { name });
  assert.equal(reply.status, 422);
  assert.deepEqual((await answersOf(id))['other']?.value, { text: 'Old' });
  return errorFor(reply, 'file') ?? '';
}

async function aZip(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

test('what is not Word is named as such', async () => {
  assert.match(await refused(Buffer.from('plain text')), /“Our answers\.docx” is not a Word document/);
  assert.match(await refused(await aZip({ 'a.txt': 'a' })), /is not a Word document/);
  assert.match(await refused(Buffer.alloc(0)), /Choose the Word form/);
  const odt = await aZip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' });
  assert.match(
    await refused(odt, 'Our answers.odt'),
    /“Our answers\.odt” is not a Word document.*saved as \.docx/,
  );
});

test('a protected file, and one in the old format, say how to save them', async () => {
  assert.match(
    await refused(anOleFile('EncryptedPackage')),
    /is protected by a password.*take the password off/,
  );
  assert.match(
    await refused(anOleFile('WordDocument')),
    /is in the old Word format.*save it as a Word document/,
  );
});

test('damaged files: cut short, with a broken part, without a text, with macros', async () => {
  assert.match(await refused(form.subarray(0, form.length / 2)), /is damaged or was cut short/);
  assert.match(
    await refused(await editText(form, (xml) => xml.slice(0, 3_000))),
    /is damaged|not a response form|lost its form/,
  );
  assert.match(await refused(await edit(form, { 'word/document.xml': () => undefined })), /is damaged/);
  const broken = Buffer.from(form);
  broken.fill(0xff, 2_000, 4_000);
  assert.match(await refused(broken), /is damaged/);
  const macros = await edit(form, {
    '[Content_Types].xml': (xml) => xml.replace('document.main+xml', 'document.macroEnabled.main+xml'),
  });
  assert.match(await refused(macros), /contains macros/);
});

test('bombs are not unpacked: too large a part, one that lies about its size, entities, a nest without end', async () => {
  const filler = (count: number) => (xml: string) =>
    xml.replace('</w:body>', `${'<w:p/>'.repeat(count)}</w:body>`);
  const large = await editText(form, filler(3_000_000));
  assert.ok(large.length < 200_000);
  assert.match(await refused(large), /holds far more than a form does.*Download the form again/);

  const lies = Buffer.from(large);
  for (
    let at = lies.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = lies.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    if (lies.toString('latin1', at + 46, at + 46 + 17) === 'word/document.xml')
      lies.writeUInt32LE(50_000, at + 24);
  }
  assert.match(await refused(lies), /is damaged/);

  const entities =
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>';
  assert.match(await refused(await editText(form, () => entities)), /is damaged/);
  const nest = await editText(form, (xml) => xml.replace('</w:body>', `${'<w:p>'.repeat(100_000)}</w:body>`));
  assert.match(await refused(nest), /is damaged/);
});

test('another consultation’s form, an older issue, a mixture, and a document that is no form', async () => {
  const other = await aDraft();
  const { reference } = other.consultation;
  assert.match(
    await refused(await wordForm(other.id)),
    new RegExp(`is the form of ${reference}, and this is a response to ${draft.consultation.reference}`),
  );
  const mixed = await editText(form, (xml) =>
    xml.replace(draft.consultation.reference + '/1/', `${reference}/1/`),
  );
  assert.match(await refused(mixed), /bears the references of several forms/);
  const none = await edit(form, {
    'docProps/custom.xml': () => '<Properties xmlns="p"/>',
    'docProps/core.xml': (xml) => xml.replace(/<dc:identifier>.*<\/dc:identifier>/, ''),
    'word/footer1.xml': (xml) => xml.replace('Form reference', ''),
    'word/document.xml': (xml) => xml.replace('>Form reference<', '><'),
  });
  assert.match(await refused(none), /is a Word document, but not a response form/);

  const corrected = await aDraft({ other: { value: { text: 'Old' } } });
  const before = await editText(await wordForm(corrected.id), fill('Q7', 0, 1, 'New'));
  await db('question_issue').insert({
    consultation_id: corrected.consultation.id,
    number: 2,
    questions: JSON.stringify(EVERY_QUESTION),
    note: 'Spelling',
    issued_at: portal.clock.now(),
  });
  const reply = await bringIn(corrected.id, before);
  assert.match(
    errorFor(reply, 'file') ?? '',
    /is of issue 1 of the questions.*issue 2 holds now \(Spelling\).*Download the form again/,
  );
});

test('only who may draft brings a form in: a drafter may; another organisation and a stranger may not', async () => {
  const drafter = await aRepresentative(db, organisation, false);
  const allowed = await bringIn(id, form, { browser: await signInAs(portal, drafter) });
  assert.equal(allowed.status, 200);
  const outsider = await signInAs(portal, await aRepresentative(db, await anOrganisation(db)));
  for (const url of [paths.bringIn({ id }), paths.responseWordForm({ id }), paths.responseForm({ id })]) {
    assert.equal((await outsider.get(url)).status, 404, url);
  }
  assert.equal((await bringIn(id, form, { browser: outsider })).status, 404);
  const csrf = await csrfFrom(isobels, paths.front());
  const without: Reply = await isobels
    .post(paths.bringIn({ id }))
    .redirects(0)
    .attach('file', form, 'a.docx');
  assert.equal(without.status, 403);
  const twice: Reply = await isobels
    .post(paths.bringIn({ id }))
    .field('_csrf', csrf)
    .redirects(0)
    .attach('file', form, 'a.docx')
    .attach('file', form, 'b.docx');
  assert.equal(twice.status, 400);
});

test('a file over the limit is refused with what to do', async () => {
  assert.match(await refused(Buffer.alloc(11 * 1024 * 1024)), /larger than 10 MB: take pictures out of it/);
});

test('the same draft gives the same bytes, and the portal answers while large forms are made and read', async () => {
  assert.ok(form.equals(await wordForm(id)));
  const blank = await blankForm(draft.consultation);
  const lines = Array.from({ length: 20_000 }, (_, at) => `Line ${at}`);
  const long = await editText(
    blank,
    both(fill('Q7', 0, 1, lines.join('\n')), (xml) =>
      xml.replace('</w:body>', `${lines.map(paragraph).join('')}</w:body>`),
    ),
  );
  const started = performance.now();
  let done = false;
  const reading = bringIn(id, long).finally(() => (done = true));
  const waits: number[] = [];
  for (let asked = started; !done; asked = performance.now()) {
    assert.equal((await isobels.get(paths.healthz())).status, 200);
    waits.push(performance.now() - asked);
  }
  // Read where requests are answered, it would hold up one of them for nearly all of the time.
  const longest = Math.max(...waits);
  assert.ok(longest < (performance.now() - started) / 3, `one answer took ${Math.round(longest)} ms`);
  const page = await reading;
  assert.deepEqual(proposedOn(page), { other: true });
  assert.match(textOf(page), /And more 19,?700 more that are not shown: look into the file/);
});

/** A compound file with one stream of this name in its root ([MS-CFB]). */
function anOleFile(stream: string): Buffer {
  const [header, fat, directory] = [Buffer.alloc(512), Buffer.alloc(512, 0xff), Buffer.alloc(512)];
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(0xfffffffe, 68);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  fat.writeUInt32LE(0xfffffffd, 0);
  fat.writeUInt32LE(0xfffffffe, 4);
  const entry = (at: number, name: string, child: number) => {
    directory.write(name, at * 128, 'utf16le');
    directory.writeUInt16LE((name.length + 1) * 2, at * 128 + 64);
    directory.fill(0xff, at * 128 + 68, at * 128 + 80);
    directory.writeUInt32LE(child, at * 128 + 76);
  };
  entry(0, 'Root Entry', 1);
  entry(1, stream, 0xffffffff);
  return Buffer.concat([header, fat, directory]);
}
