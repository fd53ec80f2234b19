import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Db, Instant } from '../../../db/connection.js';
import type { Chart } from '../../counting/chart.js';
import { contentsOf, documentOf } from '../../document/documentOf.js';
import { titleOf } from '../../facts.js';
import type { Report } from '../../report.js';
import { versionNamed } from '../../words.js';
import {
  contentTypes,
  PACKAGE,
  relationships,
  writePackage,
  XML,
  type Relationship,
} from '../ooxml/package.js';
import { writeWorkbook } from '../xlsx/workbook.js';
import { chartRows, chartXml } from './chartXml.js';
import { documentXml } from './documentXml.js';
import { footer, header } from './pageEdges.js';
import { NUMBERING, SETTINGS, STYLES } from './styles.js';
import { attribute } from './text.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const CHART = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CORE = 'application/vnd.openxmlformats-package.core-properties+xml';

/** The parts beside document.xml, to which it refers as `rId1` and so on. */
const BESIDE = [
  { name: 'styles', xml: () => STYLES },
  { name: 'numbering', xml: () => NUMBERING },
  { name: 'settings', xml: () => SETTINGS },
  { name: 'footer1', xml: (report: Report) => footer(report, 'upright') },
  { name: 'footer2', xml: (report: Report) => footer(report, 'across') },
  { name: 'header1', xml: header },
];
const [FOOTER_UPRIGHT, FOOTER_ACROSS, HEADER] = ['rId4', 'rId5', 'rId6'];

/**
 * Writes the collated report as a Word document that can be finished by hand: every look is a style, headings are
 * numbered, a chart can be edited. It is written as it goes and never held. Text is text: no fields, no links.
 */
export async function writeDocx(bulk: Db, report: Report, out: Writable): Promise<void> {
  const at = report.closedAt ?? report.consultation.closesAt;
  const charts: Chart[] = [];
  const front = { ...titleOf(report), contents: contentsOf(bulk, report) };
  const refers = {
    footer: { upright: FOOTER_UPRIGHT, across: FOOTER_ACROSS },
    header: report.version === 'confidential' ? HEADER : undefined,
    chart: (chart: Chart) => {
      const number = charts.push(chart);
      return { number, rel: `rId${BESIDE.length + number}` };
    },
  };
  await writePackage(at, out, async ({ add, stream }) => {
    add('_rels/.rels', relationships(OUTER));
    add('docProps/core.xml', core(report, at));
    for (const { name, xml } of BESIDE) add(`word/${name}.xml`, xml(report));
    await stream('word/document.xml', () => documentXml(front, documentOf(bulk, report), refers));
    for (const [index, chart] of charts.entries()) {
      const name = `chart${index + 1}`;
      add(`word/charts/${name}.xml`, chartXml(chart));
      const figures = { type: 'package', target: `../embeddings/${name}.xlsx` };
      add(`word/charts/_rels/${name}.xml.rels`, relationships([figures]));
      add(`word/embeddings/${name}.xlsx`, await workbookOf(chart, at));
    }
    add('word/_rels/document.xml.rels', relationships(inner(charts)));
    // Last, because it names every chart.
    add('[Content_Types].xml', contentTypes(typesOf(charts), SHEET));
  });
}

const OUTER: Relationship[] = [
  { type: 'officeDocument', target: 'word/document.xml' },
  { type: 'metadata/core-properties', target: 'docProps/core.xml', of: `${PACKAGE}/relationships` },
];

const typeOf = (name: string): string => name.replace(/\d+$/, '');

const inner = (charts: Chart[]): Relationship[] => [
  ...BESIDE.map(({ name }) => ({ type: typeOf(name), target: `${name}.xml` })),
  ...charts.map((_, index) => ({ type: 'chart', target: `charts/chart${index + 1}.xml` })),
];

const typesOf = (charts: Chart[]): Record<string, string> => ({
  'word/document.xml': `${WORD}.document.main+xml`,
  'docProps/core.xml': CORE,
  ...Object.fromEntries(BESIDE.map(({ name }) => [`word/${name}.xml`, `${WORD}.${typeOf(name)}+xml`])),
  ...Object.fromEntries(charts.map((_, index) => [`word/charts/chart${index + 1}.xml`, CHART])),
});

async function* nobody(): AsyncGenerator<never> {}

async function workbookOf(chart: Chart, at: Instant): Promise<Buffer> {
  const out = new PassThrough();
  const sheet = {
    name: 'Figures',
    widths: [40, ...chart.series.map(() => 20)],
    table: false,
    names: 1,
    rows: () => chartRows(chart),
  };
  const [bytes] = await Promise.all([buffer(out), writeWorkbook([sheet], nobody(), at, out)]);
  return bytes;
}

/** What the file says of itself; nobody is its author, and its time is the closing. */
function core(report: Report, at: Instant): string {
  const { title, caption } = titleOf(report);
  const time = `${at.toZonedDateTimeISO('UTC').toPlainDateTime().toString({ smallestUnit: 'second' })}Z`;
  const when = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`;
  return (
    `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${attribute(title)}</dc:title><dc:subject>${attribute(caption)}</dc:subject>` +
    `<cp:contentStatus>${attribute(versionNamed(report))}</cp:contentStatus><dc:language>en-GB</dc:language>` +
    `${when('created')}${when('modified')}</cp:coreProperties>`
  );
}
