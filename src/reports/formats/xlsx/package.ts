import { contentTypes, OFFICE, relationships, XML } from '../ooxml/package.js';
import { excelText } from '../ooxml/xmlText.js';
import { printTitles } from './xml.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet as the workbook lists it. */
export interface Listed {
  name: string;
  widths: number[];
}

/** The parts of a workbook around its sheets (ISO/IEC 29500-1, 12.3.23; ISO/IEC 29500-2), by their path. */
export const packageOf = (sheets: Listed[]): Record<string, string> => {
  const numbers = sheets.map((_, index) => index + 1);
  const sheet = (number: number) => ({ type: 'worksheet', target: `worksheets/sheet${number}.xml` });
  return {
    'xl/workbook.xml': workbook(sheets),
    'xl/_rels/workbook.xml.rels': relationships([
      ...numbers.map(sheet),
      { type: 'styles', target: 'styles.xml' },
    ]),
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': `${TYPE}.sheet.main+xml`,
      'xl/styles.xml': `${TYPE}.styles+xml`,
      ...Object.fromEntries(
        numbers.map((number) => [`xl/worksheets/sheet${number}.xml`, `${TYPE}.worksheet+xml`]),
      ),
    }),
  };
};

const workbook = (sheets: Listed[]): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
  sheets
    .map(
      ({ name }, index) => `<sheet name="${excelText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
    )
    .join('') +
  '</sheets><definedNames>' +
  sheets
    .map(
      ({ name, widths }, index) =>
        `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${excelText(printTitles(name, widths))}</definedName>`,
    )
    .join('') +
  '</definedNames></workbook>';

/** The looks: text that wraps, the bold heading of a column, a title, the heading of a column of figures, a date, a moment. */
export const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="d mmm yyyy"/><numFmt numFmtId="165" formatCode="d mmm yyyy hh:mm:ss.000"/></numFmts>` +
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="14"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE9EEF3"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="6">' +
  '<xf fontId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf fontId="2" applyFont="1"/>' +
  '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="right" vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="164" fontId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>' +
  '<xf numFmtId="165" fontId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>' +
  '</cellXfs></styleSheet>';
