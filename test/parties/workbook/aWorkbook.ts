import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

interface Made {
  /** the rows of each sheet, as their XML */
  sheets: { name: string; rows: string; state?: string }[];
  shared?: string[];
  /** a number format each: a style that uses it has its place, counted from 1 */
  formats?: string[];
  from1904?: boolean;
  /** other parts, or these in place of what is made */
  more?: Record<string, string | Buffer>;
}

/** A workbook made by hand, to hold what no program writes. */
export async function aWorkbook({
  sheets,
  shared = [],
  formats = [],
  from1904,
  more = {},
}: Made): Promise<Buffer> {
  const each = (write: (sheet: Made['sheets'][number], number: number) => string) =>
    sheets.map((sheet, index) => write(sheet, index + 1)).join('');
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${each(
      ({ name, state = 'visible' }, number) =>
        `<sheet name="${name}" sheetId="${number}" r:id="rId${number}" state="${state}"/>`,
    )}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${each(
      (_, number) => `<Relationship Id="rId${number}" Target="worksheets/sheet${number}.xml"/>`,
    )}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats
      .map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`)
      .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
      .map((_, index) => `<xf numFmtId="${164 + index}"/>`)
      .join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  };
  for (const [index, { rows }] of sheets.entries())
    parts[`xl/worksheets/sheet${index + 1}.xml`] = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries({ ...parts, ...more }))
    zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream as unknown as AsyncIterable<Buffer>);
}

/** A row of texts. */
export const texts = (number: number, ...cells: string[]): string =>
  `<row r="${number}">${cells
    .map((text, index) => {
      const place = `${String.fromCharCode(65 + index)}${number}`;
      return `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    })
    .join('')}</row>`;
