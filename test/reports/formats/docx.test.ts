import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { XMLValidator } from 'fast-xml-parser';
import { pathIn } from '../../../src/root.js';
import { paths } from '../../../src/paths.js';
import { COLOURS } from '../../../src/reports/counting/chart.js';
import { writeDocx } from '../../../src/reports/formats/docx/writeDocx.js';
import { writeXlsx } from '../../../src/reports/formats/xlsx/writeXlsx.js';
import type { Report } from '../../../src/reports/report.js';
import { getEdition } from '../../../src/reports/editions/editions.store.js';
import { findSoffice } from '../../support/soffice.js';
import { download, readWorkbook, unzip } from '../reading.js';
import { aHardReport, HARD } from './hardReport.js';
import { openInLibreOffice } from './odt.js';

const { db, consultation, secas } = await aHardReport();
const { reference } = consultation;
const { edition, frame } = await getEdition(db, consultation.id, 'all');
const report = { ...frame, edition };
const docx = (await download(secas, paths.reportFile({ reference, ending: 'docx' }))).bytes;
const parts = await textsIn(docx);
const body = parts['word/document.xml']!;

async function written(of: Report, write = writeDocx): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), write(db, of, out)]);
  return bytes;
}

async function textsIn(bytes: Buffer): Promise<Record<string, string>> {
  const files = Object.entries(await unzip(bytes)).filter(([name]) => !name.endsWith('.xlsx'));
  return Object.fromEntries(files.map(([name, part]) => [name, part.toString('utf8')]));
}

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((found) => found[1]!);

/** Text as a document shows it: what XML cannot hold stands as its code. */
const shown = (text: string): string =>
  text.replaceAll(
    // eslint-disable-next-line no-control-regex
    /[\u0001-\u0008\u007f\u0085]/g,
    (found) => `[U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );

test('every part is XML, of a known type, and whatever is referred to is there', () => {
  for (const [name, xml] of Object.entries(parts)) assert.equal(XMLValidator.validate(xml), true, name);
  const types = parts['[Content_Types].xml']!;
  const named = all(types, /PartName="\/([^"]+)"/g);
  for (const name of Object.keys(parts))
    assert.ok(name.endsWith('.rels') || name === '[Content_Types].xml' || named.includes(name), name);
  for (const name of named) assert.ok(parts[name], name);
  const targets = Object.fromEntries(
    [...parts['word/_rels/document.xml.rels']!.matchAll(/Id="([^"]+)"[^>]*Target="([^"]+)"/g)].map(
      ([, id, target]): [string, string] => [id!, target!],
    ),
  );
  for (const target of Object.values(targets)) assert.ok(parts[`word/${target}`], target);
  for (const id of all(body, /r:id="([^"]+)"/g)) assert.ok(targets[id], id);
  const styles = all(parts['word/styles.xml']!, /w:styleId="([^"]+)"/g);
  for (const style of all(
    Object.values(parts).join(''),
    /<w:(?:pStyle|rStyle|tblStyle|basedOn) w:val="([^"]+)"/g,
  ))
    assert.ok(styles.includes(style), style);
});

test('headings are styles with numbers, and the contents list has them with a way there', () => {
  for (const [style, level] of [
    ['Heading1', 0],
    ['Heading2', 1],
    ['Heading3', 2],
    ['AnnexHeading', 0],
  ])
    assert.match(
      parts['word/styles.xml']!,
      new RegExp(`w:styleId="${style}".*?<w:numPr>.*?<w:outlineLvl w:val="${level}"/>`),
    );
  const entries = all(body, /<w:hyperlink w:anchor="([^"]+)"/g);
  assert.deepEqual(entries, all(body, /<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/g));
  assert.match(
    body,
    /TOC [^<]*<.*?>1<\/w:t><w:tab\/><w:t xml:space="preserve">Who was asked and who answered</,
  );
  assert.match(body, />3\.1<\/w:t><w:tab\/><w:t xml:space="preserve">Question 1: Should it be approved\?</);
  assert.match(body, />Annex A<\/w:t><w:tab\/><w:t xml:space="preserve">Not admitted</);
});

test('each table says what it holds and repeats its heading; a long row may break, a short one does not', () => {
  const tables = body
    .split('<w:tbl>')
    .slice(1)
    .filter((table) => table.includes('w:val="ReportTable"'));
  assert.ok(tables.length > 20);
  for (const table of tables) {
    assert.match(table, /<w:tblCaption w:val="[^"]+"\/>/);
    assert.equal(all(table, /(<w:tblHeader\/>)/g).length, 1);
  }
  const rows = all(body, /<w:tr>(.*?)<\/w:tr>/gs);
  const long = rows.find((row) => row.includes('The end.'))!;
  assert.doesNotMatch(long, /cantSplit/);
  assert.match(
    rows.find((row) => row.includes('>Answer<'))!,
    /cantSplit/,
  );
});

test('figures stand together on a page, and each word above them in its column', () => {
  const tables = body.split('<w:tbl>').map((table) => table.split('</w:tbl>')[0]!);
  const figures = tables.filter((table) => table.includes('w:val="CellFigureHeading"'));
  assert.ok(figures.length > 10);
  for (const table of figures) {
    const [heading = '', ...rows] = all(table, /<w:tr>(.*?)<\/w:tr>/gs);
    const widths = all(table, /<w:gridCol w:w="(\d+)"/g).map(Number);
    const texts = heading.split('</w:tc>').map((cell) => all(cell, /<w:t [^>]*>([^<]*)/g).join(''));
    // In twentieths of a point: bold letters of 7.5 points are 4.5 wide, and the margins of a cell 7.
    for (const [column, text] of texts.slice(0, -1).entries())
      for (const word of text.split(' ')) assert.ok(word.length * 90 + 140 <= widths[column]!, word);
    for (const row of rows.slice(0, -1))
      assert.match(row, /^(?:(?!<w:p>).)*(?:<w:p><w:pPr><w:pStyle [^>]+><w:keepNext\/>(?:(?!<w:p>).)*)+$/s);
    assert.doesNotMatch(rows.at(-1)!, /keepNext/);
  }
});

test('a chart has its figures in words, in a workbook to edit, and in the colours of the page', async () => {
  const words = all(body, /<wp:docPr [^>]*descr="([^"]*)"/g);
  assert.equal(words[0], 'Approve: 6; Reject: 0; No view: 0');
  assert.equal(words.length, Object.keys(parts).filter((name) => /charts\/chart\d+\.xml$/.test(name)).length);
  assert.match(parts['word/charts/chart1.xml']!, /<c:v>Approve: 6<\/c:v>/);
  const { 'word/embeddings/chart1.xlsx': figures } = await unzip(docx);
  assert.deepEqual((await readWorkbook(figures!))['Figures']!.slice(0, 2), [
    [null, 'Small Supplier'],
    ['Approve: 6', 6],
  ]);
  const scss = await readFile(pathIn('public/styles/_reports.scss'), 'utf8');
  assert.deepEqual(
    all(/\$series: \((.*?)\)/s.exec(scss)![1]!, /#(\w+)/g).map((one) => one.toUpperCase()),
    COLOURS,
  );
});

test('every page says which report and version it is, and its number; wide tables lie across', () => {
  for (const name of ['word/footer1.xml', 'word/footer2.xml']) {
    assert.match(parts[name]!, new RegExp(`${reference} · Version for all`));
    assert.match(parts[name]!, /Page <.* PAGE .* of <.* NUMPAGES /);
  }
  assert.match(parts['word/styles.xml']!, /<w:lang w:val="en-GB"/);
  assert.match(
    parts['docProps/core.xml']!,
    /<dc:title>Costs &amp; benefits of &lt;faster&gt; recovery<\/dc:title>/,
  );
  assert.doesNotMatch(parts['docProps/core.xml']!, /creator|lastModifiedBy/);
});

test('nothing that was written becomes a field or a link', () => {
  assert.deepEqual(all(body, /<w:instrText[^>]*>([^<]*)</g), [' TOC \\h \\z \\u \\o "1-2" ']);
  assert.doesNotMatch(body, /fldSimple|<w:hyperlink r:id/);
  for (const [name, xml] of Object.entries(parts)) assert.doesNotMatch(xml, /TargetMode="External"/, name);
});

test('what runs from right to left is marked so, its letters untouched', () => {
  assert.match(
    body,
    /<w:pStyle w:val="CellSaid"\/><w:bidi\/><\/w:pPr><w:r><w:rPr><w:rtl\/><\/w:rPr><w:t xml:space="preserve">مرحبا بالعالم، 25 شركة<\/w:t>/,
  );
  assert.match(
    body,
    /<w:rtl\/><\/w:rPr><w:t xml:space="preserve">עברית<\/w:t><\/w:r><w:r><w:t xml:space="preserve"> \(2017\) again/,
  );
});

test('halves of characters and what XML forbids stand as marks, wherever they are', async () => {
  const title = 'Half \ud800 a \udfff pair, \ufffe and \u0000';
  const hostile = { ...report, consultation: { ...report.consultation, title } };
  const { 'word/document.xml': xml, 'docProps/core.xml': core } = await textsIn(await written(hostile));
  assert.match(
    xml!,
    /Half <\/w:t><\/w:r><w:r><w:rPr><w:rStyle w:val="Mark"\/><\/w:rPr><w:t xml:space="preserve">\[U\+D800\]</,
  );
  for (const code of ['D800', 'DFFF', 'FFFE', '0000']) assert.ok(core!.includes(`[U+${code}]`), code);
  assert.equal(XMLValidator.validate(xml!), true);
});

test('the same report gives the same bytes, in any time zone; so does the workbook', async () => {
  const here = process.env['TZ'];
  const [first, book] = [await written(report), await written(report, writeXlsx)];
  assert.ok(first.equals(docx));
  try {
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles']) {
      process.env['TZ'] = zone;
      assert.notEqual(new Date('2017-02-08T17:00:00Z').getHours(), 17, 'the zone counts');
      assert.ok((await written(report)).equals(first), zone);
      assert.ok((await written(report, writeXlsx)).equals(book), zone);
    }
  } finally {
    if (here === undefined) delete process.env['TZ'];
    else process.env['TZ'] = here;
  }
});

const soffice = findSoffice();
test(
  'LibreOffice opens it, and finds every answer as it was given, cell by cell',
  { skip: soffice ? false : 'LibreOffice was not found', timeout: 240_000 },
  async () => {
    const { tables, charts, paragraphs } = await openInLibreOffice(soffice!, docx);
    const answers = tables.filter(([heading]) => heading?.[1] === 'Answer and rationale');
    const before: Record<number, string> = {
      0: 'Approve\n',
      1: '',
      2: 'Security of systems: Better\nEffective competition: Worse\n',
    };
    for (const [index, above] of Object.entries(before)) {
      const table = answers[Number(index)]!;
      assert.deepEqual(
        table
          .slice(1)
          .map(([name]) => name!.split('\n')[0]!)
          .toSorted(),
        Object.keys(HARD).toSorted(),
      );
      for (const [name, answer] of table.slice(1))
        assert.equal(
          answer,
          above + shown(HARD[name!.split('\n')[0]!]!),
          `question ${Number(index) + 1}: ${name}`,
        );
    }
    const [clause] = tables.filter(([heading]) => heading?.[1] === 'Comment');
    for (const [name, text, drafting] of clause!.slice(1)) {
      assert.equal(text, shown(HARD[name!]!), name);
      assert.equal(drafting, 'The User shall');
    }
    assert.equal(clause!.length - 1, Object.keys(HARD).length);
    const tally = tables.find(([heading]) => heading?.[0] === 'Answer')!;
    assert.deepEqual(tally.slice(0, 2), [
      ['Answer', 'Responses', 'Parties represented', 'Small Supplier'],
      ['Approve', '6', '6', '6'],
    ]);
    assert.equal(charts, all(body, /(<wp:docPr )/g).length);
    assert.ok(paragraphs.some(({ text }) => text === 'Costs & benefits of <faster> recovery'));
  },
);
