import assert from 'node:assert/strict';
import { readFile as readDisk } from 'node:fs/promises';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { ACCEPTED } from '../../../src/attachments/acceptedTypes.js';
import { readableAs, readFile } from '../../../src/collation/searching/readFile.js';
import { pathIn } from '../../../src/root.js';
import { contentTypes, MAIN, zipOf } from '../../attachments/sampleFiles.js';

const issued = (name: string) => readDisk(pathIn('src/samples/documents', name));

/** A PDF of one page that says what its content stream does; PDF.js finds its way without a table of contents. */
function pdfOf(content: Buffer, more = '', trailer = ''): Buffer {
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
        `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n` +
        `5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n${more}` +
        `4 0 obj<</Length ${content.length}/Filter/FlateDecode>>stream\n`,
    ),
    content,
    Buffer.from(`\nendstream endobj\ntrailer<</Root 1 0 R${trailer}>>\n%%EOF`),
  ]);
}

const saying = (text: string) => deflateSync(`BT /F 12 Tf 50 700 Td (${text}) Tj ET`);

test('the text of a PDF, a Word document, a workbook and plain text is read', async () => {
  const pdf = await readFile(pdfOf(saying('The tariff of the network')), 'pdf');
  assert.deepEqual(pdf, { outcome: 'read', text: 'The tariff of the network' });
  const letter = await readFile(await issued('hexwater-email.pdf'), 'pdf');
  assert.match(letter.text, /Sorry to send this by e-mail/);
  const legal = await readFile(await issued('tarrant-vale-legal-text.docx'), 'docx');
  assert.equal(legal.outcome, 'read');
  assert.ok(legal.text.length > 500);
  const costs = await readFile(await issued('northmoor-costs.xlsx'), 'xlsx');
  assert.equal(costs.outcome, 'read');
  assert.match(costs.text, /[A-Za-z]{4}.*\t\d+/);
  assert.equal((await readFile(Buffer.from('Caf\xe9', 'latin1'), 'text')).text, 'Café');
});

test('what cannot be read is said, and why', async () => {
  const outcome = async (bytes: Buffer, as: 'pdf' | 'docx' | 'xlsx' | 'text') =>
    (await readFile(bytes, as)).outcome;
  const letter = await issued('hexwater-email.pdf');
  assert.equal(await outcome(Buffer.from('%PDF-1.7 and nothing more'), 'pdf'), 'damaged');
  assert.equal(await outcome(letter.subarray(0, 400), 'pdf'), 'damaged');
  const lock = `6 0 obj<</Filter/Standard/V 1/R 2/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})/P -4>>endobj\n`;
  const locked = pdfOf(saying('Secret'), lock, '/Encrypt 6 0 R/ID[(one)(two)]');
  assert.equal(await outcome(locked, 'pdf'), 'protected');
  assert.equal(await outcome(pdfOf(deflateSync('0 0 100 100 re f')), 'pdf'), 'no text', 'scanned from paper');
  const costs = await issued('northmoor-costs.xlsx');
  assert.equal(await outcome(costs.subarray(0, 2_000), 'xlsx'), 'damaged');
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
  assert.equal(await outcome(ole, 'xlsx'), 'protected');
  assert.equal(await outcome(Buffer.from('PK\x03\x04 and nothing more'), 'docx'), 'damaged');
  assert.equal(await outcome(Buffer.from(' \n '), 'text'), 'no text');
});

test('a bomb ends at its limit, and nothing else does', async () => {
  const zeros = Buffer.alloc(40 * 1024 * 1024, 0x20);
  const workbook = await zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': zeros });
  assert.equal((await readFile(workbook, 'xlsx')).outcome, 'too much');
  const document = await zipOf({
    '[Content_Types].xml': contentTypes(MAIN.docx),
    'word/document.xml': zeros,
  });
  assert.equal((await readFile(document, 'docx')).outcome, 'too much');
  const entities = `<!DOCTYPE a [<!ENTITY b "${'b'.repeat(1_000)}">]><sst><si><t>&b;</t></si></sst>`;
  const laughs = { 'xl/worksheets/sheet1.xml': '<worksheet/>', 'xl/sharedStrings.xml': entities };
  assert.equal((await readFile(await zipOf(laughs), 'xlsx')).outcome, 'damaged');
  const content = deflateSync(Buffer.alloc(1_500_000_000, 'BT (tariff) Tj ET '), { level: 1 });
  assert.equal((await readFile(pdfOf(content), 'pdf')).outcome, 'too much');
});

test('stopping the worker stops the reading, and nothing is said of the file', async () => {
  const stopping = new AbortController();
  const reading = readFile(await issued('hexwater-email.pdf'), 'pdf', stopping.signal);
  stopping.abort(new Error('stopping'));
  await assert.rejects(reading, /stopping/);
});

test('pictures, slides and older formats are not read', () => {
  const read = Object.entries(ACCEPTED).filter(([, { mediaType }]) => readableAs(mediaType));
  assert.deepEqual(
    read.map(([name]) => name),
    ['pdf', 'docx', 'xlsx', 'csv', 'text'],
  );
});
