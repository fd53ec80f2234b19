import { XML } from '../ooxml/package.js';
import { WIDTH } from './tableXml.js';
import type { Style } from './text.js';

const MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const [INK, QUIET, ACCENT, SURFACE, RULE, WARN] = [
  '17212B',
  '4D5A66',
  '1F4E79',
  'EDF1F6',
  'B4BCC4',
  '8A4600',
];

interface Look {
  name: string;
  /** undefined: Normal */
  on?: Style;
  /** in half points */
  size?: number;
  bold?: true;
  italic?: true;
  colour?: string;
  /** in twentieths of a point, before and after */
  space?: [before: number, after: number];
  /** other properties of the paragraph: before and after its spacing (ISO/IEC 29500-1, 17.3.1.26 has an order) */
  first?: string;
  last?: string;
}

const numbered = (list: number, level: number) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
const outline = (level: number) => `<w:outlineLvl w:val="${level}"/>`;
const KEEP = '<w:keepNext/>';
const WHOLE = '<w:keepNext/><w:keepLines/>';
const RIGHT = '<w:jc w:val="right"/>';
const tabs = (...all: [alignment: string, at: number][]) =>
  `<w:tabs>${all.map(([alignment, at]) => `<w:tab w:val="${alignment}" w:pos="${at}"/>`).join('')}</w:tabs>`;
const MARGIN = `<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="${RULE}"/></w:pBdr>`;

const LOOKS: Record<Exclude<Style, 'Normal'>, Look> = {
  Title: { name: 'Title', size: 52, bold: true, colour: ACCENT, space: [480, 80], first: WHOLE },
  Subtitle: { name: 'Subtitle', size: 26, colour: QUIET, space: [0, 360], first: KEEP },
  Heading1: {
    name: 'heading 1',
    size: 34,
    bold: true,
    colour: ACCENT,
    space: [480, 160],
    first: WHOLE + numbered(1, 0),
    last: outline(0),
  },
  Heading2: {
    name: 'heading 2',
    size: 26,
    bold: true,
    colour: ACCENT,
    space: [400, 120],
    first: WHOLE + numbered(1, 1),
    last: outline(1),
  },
  Heading3: {
    name: 'heading 3',
    size: 22,
    bold: true,
    space: [280, 80],
    first: WHOLE + numbered(1, 2),
    last: outline(2),
  },
  AnnexHeading: {
    name: 'Annex Heading',
    on: 'Heading1',
    first: `${WHOLE}<w:pageBreakBefore/>${numbered(2, 0)}`,
    last: outline(0),
  },
  ContentsHeading: {
    name: 'TOC Heading',
    size: 26,
    bold: true,
    colour: ACCENT,
    space: [480, 120],
    first: KEEP,
  },
  TOC1: {
    name: 'toc 1',
    bold: true,
    space: [100, 20],
    first: tabs(['left', 1100], ['right', WIDTH.upright]),
  },
  TOC2: {
    name: 'toc 2',
    space: [0, 20],
    first: tabs(['left', 1100], ['right', WIDTH.upright]),
    last: '<w:ind w:left="1100" w:right="600" w:hanging="700"/>',
  },
  Quiet: { name: 'Quiet', colour: QUIET, size: 18, space: [80, 120] },
  Label: { name: 'Label', bold: true, space: [120, 0], first: KEEP },
  Verbatim: { name: 'Verbatim', space: [40, 160], first: MARGIN, last: '<w:ind w:left="200"/>' },
  Caption: { name: 'caption', size: 18, colour: QUIET, space: [200, 80], first: WHOLE },
  Chart: { name: 'Chart', space: [120, 0], first: KEEP },
  Header: { name: 'header', size: 18, bold: true, colour: WARN, space: [0, 0] },
  Footer: {
    name: 'footer',
    size: 16,
    colour: QUIET,
    space: [0, 0],
    first: tabs(['right', WIDTH.upright]),
  },
  Break: { name: 'Section Break', size: 2, space: [0, 0] },
  CellText: { name: 'Cell Text', size: 18, space: [0, 40] },
  CellHeading: { name: 'Cell Heading', on: 'CellText', bold: true, first: KEEP },
  CellFigure: { name: 'Cell Figure', on: 'CellText', last: RIGHT },
  CellFigureHeading: { name: 'Cell Figure Heading', on: 'CellHeading', size: 15, last: RIGHT },
  CellSaid: { name: 'Cell Verbatim', on: 'CellText' },
  CellLabel: { name: 'Cell Label', on: 'CellText', bold: true },
  CellNote: { name: 'Cell Note', on: 'CellText', size: 16, colour: QUIET, space: [20, 20] },
  CellMark: { name: 'Cell Mark', on: 'CellText', italic: true, colour: QUIET },
  CellWarn: { name: 'Cell Warning', on: 'CellText', bold: true, colour: WARN },
};

const rPr = ({ size, bold, italic, colour }: Partial<Look>): string =>
  '<w:rPr>' +
  (bold ? '<w:b/><w:bCs/>' : '') +
  (italic ? '<w:i/><w:iCs/>' : '') +
  (colour ? `<w:color w:val="${colour}"/>` : '') +
  (size ? `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>` : '') +
  '</w:rPr>';

const style = ([id, look]: [string, Look]): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${look.name}"/>` +
  `<w:basedOn w:val="${look.on ?? 'Normal'}"/><w:qFormat/><w:pPr>${look.first ?? ''}` +
  (look.space ? `<w:spacing w:before="${look.space[0]}" w:after="${look.space[1]}"/>` : '') +
  `${look.last ?? ''}</w:pPr>${rPr(look)}</w:style>`;

const line = (side: string, colour: string, size = 4) =>
  `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${colour}"/>`;
const cells = (top: number) =>
  `<w:tblCellMar><w:top w:w="${top}" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>` +
  `<w:bottom w:w="${top}" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>`;
const part = (type: string, inside: string) => `<w:tblStylePr w:type="${type}">${inside}</w:tblStylePr>`;

/** Rules between rows, and nothing else. */
const TABLES =
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>' +
  `<w:tblPr>${cells(0)}</w:tblPr></w:style>` +
  '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>' +
  `<w:tblPr><w:tblBorders>${line('top', ACCENT, 8)}${line('bottom', RULE)}${line('insideH', RULE)}</w:tblBorders>${cells(50)}</w:tblPr>` +
  part('firstRow', `<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="${SURFACE}"/></w:tcPr>`) +
  part(
    'lastRow',
    `<w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>${line('top', INK, 6)}</w:tcBorders></w:tcPr>`,
  ) +
  '</w:style>' +
  '<w:style w:type="table" w:styleId="Facts"><w:name w:val="Facts"/><w:basedOn w:val="TableNormal"/>' +
  `<w:tblPr><w:tblBorders>${line('top', RULE)}${line('bottom', RULE)}${line('insideH', RULE)}</w:tblBorders>${cells(40)}</w:tblPr></w:style>`;

const FONT =
  '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>' +
  `<w:color w:val="${INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>`;

/** Every look has a name in Word, so that who finishes the report by hand changes it in one place. */
export const STYLES =
  `${XML}<w:styles ${MAIN}><w:docDefaults><w:rPrDefault><w:rPr>${FONT}</w:rPr></w:rPrDefault>` +
  '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
  '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>' +
  `<w:style w:type="character" w:styleId="Mark"><w:name w:val="Mark"/>${rPr({ italic: true, colour: WARN })}</w:style>` +
  Object.entries(LOOKS).map(style).join('') +
  `${TABLES}</w:styles>`;

const level = (index: number, format: string, text: string, heading: string, indent: number): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:pStyle w:val="${heading}"/>` +
  `<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="${indent}"/></w:tabs>` +
  `<w:ind w:left="${indent}" w:hanging="${indent}"/></w:pPr></w:lvl>`;

const list = (number: number, levels: string[]): string =>
  `<w:abstractNum w:abstractNumId="${number}"><w:multiLevelType w:val="multilevel"/>${levels.join('')}</w:abstractNum>`;

/** The numbers of headings: 1, 1.1, 1.1.1, and Annex A. */
export const NUMBERING =
  `${XML}<w:numbering ${MAIN}>` +
  list(1, [
    level(0, 'decimal', '%1', 'Heading1', 680),
    level(1, 'decimal', '%1.%2', 'Heading2', 680),
    level(2, 'decimal', '%1.%2.%3', 'Heading3', 850),
  ]) +
  list(2, [level(0, 'upperLetter', 'Annex %1', 'AnnexHeading', 1760)]) +
  '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>';

/** Word 2013 and later lay it out as they do their own. */
export const SETTINGS =
  `${XML}<w:settings ${MAIN}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>` +
  '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>' +
  '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>';
