import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { printTitles, sheetXml, xmlText, type Sheet } from './sheet.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * Writes a workbook as it goes (ISO/IEC 29500-1): a sheet's rows are asked for when the sheet's turn comes and are
 * never held. Text is text, whatever it begins with: there are no formulas.
 */
export async function writeWorkbook(sheets: Sheet[], mtime: Date, out: Writable): Promise<void> {
  const zip = new yazl.ZipFile();
  const add = (path: string, xml: string) => zip.addBuffer(Buffer.from(XML + xml), path, { mtime });
  const numbers = sheets.map((_, index) => index + 1);
  add('[Content_Types].xml', contentTypes(numbers));
  add('_rels/.rels', relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }]));
  add('xl/workbook.xml', workbook(sheets));
  add(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...numbers.map((number) => ({ type: 'worksheet', target: `worksheets/sheet${number}.xml` })),
      { type: 'styles', target: 'styles.xml' },
    ]),
  );
  add('xl/styles.xml', STYLES);
  for (const [index, sheet] of sheets.entries()) {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, { mtime, compressionLevel: 3 }, (done) =>
      done(null, Readable.from(bytesOf(sheet), { objectMode: false })),
    );
  }
  const failed = new Promise<never>((_, reject) => void zip.on('error', reject));
  zip.end();
  await Promise.race([pipeline(zip.outputStream, out), failed]);
}

async function* bytesOf(sheet: Sheet): AsyncGenerator<Buffer> {
  for await (const piece of sheetXml(sheet)) yield Buffer.from(piece);
}

const contentTypes = (numbers: number[]): string =>
  `<Types xmlns="${PACKAGE}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  numbers
    .map(
      (number) =>
        `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
    )
    .join('') +
  '</Types>';

const relationships = (to: { type: string; target: string }[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  to
    .map(
      ({ type, target }, index) =>
        `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('') +
  '</Relationships>';

const workbook = (sheets: Sheet[]): string =>
  `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
  sheets
    .map(
      ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    )
    .join('') +
  '</sheets><definedNames>' +
  sheets
    .map(
      (sheet, index) =>
        `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${xmlText(printTitles(sheet))}</definedName>`,
    )
    .join('') +
  '</definedNames></workbook>';

/** The looks: text that wraps, the bold heading of a column, a title, the heading of a column of figures, a date. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="d mmm yyyy"/></numFmts>` +
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="14"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE9EEF3"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="5">' +
  '<xf fontId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf fontId="2" applyFont="1"/>' +
  '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="right" vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="164" fontId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>' +
  '</cellXfs></styleSheet>';
