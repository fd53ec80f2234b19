import { COLOURS, type Chart } from '../../counting/chart.js';
import { XML } from '../ooxml/package.js';
import { excelText } from '../ooxml/xmlText.js';
import type { SheetRow } from '../xlsx/sheet.js';
import { WIDTH } from './tableXml.js';
import { attribute } from './text.js';

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';

/** In English Metric Units: 635 to a twentieth of a point, 360,000 to a centimetre. */
const wide = WIDTH.upright * 635;
const heightOf = ({ bars }: Chart): number => Math.round((1.6 + bars.length * 0.85) * 360_000);

/** Where a chart stands in the text. @param number of the chart, from 1 @param rel the relationship to its part */
export const chartFrame = (chart: Chart, number: number, rel: string): string =>
  '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">' +
  `<wp:extent cx="${wide}" cy="${heightOf(chart)}"/>` +
  `<wp:docPr id="${number}" name="Chart ${number}" descr="${attribute(chart.words)}"/><wp:cNvGraphicFramePr/>` +
  `<a:graphic xmlns:a="${DRAWING}/main"><a:graphicData uri="${DRAWING}/chart">` +
  `<c:chart xmlns:c="${DRAWING}/chart" r:id="${rel}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

/** The figures of a chart as a sheet, so that who edits it in Word has them at hand. */
export function* chartRows({ series, bars }: Chart): Generator<SheetRow> {
  yield { cells: ['', ...series.map(({ text }) => text)], look: 'figures' };
  for (const bar of bars) yield { cells: [labelOf(bar), ...series.map((one) => countIn(bar, one))] };
}

/** A chart of stacked bars (ISO/IEC 29500-1, 21.2). Its workbook is its first relationship. */
export const chartXml = (chart: Chart): string =>
  `${XML}<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main" ` +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
  '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/>' +
  '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>' +
  '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>' +
  chart.series.map((_, index) => seriesXml(chart, index)).join('') +
  '<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>' +
  '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>' +
  '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>' +
  `<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525">${fill('B4BCC4')}</a:ln></c:spPr>` +
  `${letters('17212B')}<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>` +
  '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>' +
  '<c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>' +
  '<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>' +
  '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' +
  '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' +
  `<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${letters('17212B')}` +
  '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>';

type Bar = Chart['bars'][number];

/** What it is called, and how long it is. */
const labelOf = ({ label, total }: Bar): string => `${label}: ${total}`;

const countIn = ({ segments }: Bar, { colour }: Chart['series'][number]): number =>
  segments.find((segment) => segment.colour === colour)?.count ?? 0;

function seriesXml({ series, bars }: Chart, index: number): string {
  const one = series[index]!;
  const colour = COLOURS[one.colour % COLOURS.length]!;
  const column = String.fromCharCode(66 + index);
  const end = bars.length + 1;
  const points = (values: (string | number)[]) =>
    `<c:ptCount val="${values.length}"/>` +
    values.map((value, at) => `<c:pt idx="${at}"><c:v>${excelText(String(value))}</c:v></c:pt>`).join('');
  return (
    `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:strRef><c:f>Figures!$${column}$1</c:f>` +
    `<c:strCache>${points([one.text])}</c:strCache></c:strRef></c:tx><c:spPr>${fill(colour)}</c:spPr>` +
    `<c:invertIfNegative val="0"/><c:dLbls><c:numFmt formatCode="0;;" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>` +
    `${letters(isDark(colour) ? 'FFFFFF' : '17212B')}<c:showLegendKey val="0"/><c:showVal val="1"/>` +
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>' +
    `<c:cat><c:strRef><c:f>Figures!$A$2:$A$${end}</c:f><c:strCache>${points(bars.map(labelOf))}</c:strCache></c:strRef></c:cat>` +
    `<c:val><c:numRef><c:f>Figures!$${column}$2:$${column}$${end}</c:f><c:numCache><c:formatCode>General</c:formatCode>` +
    `${points(bars.map((bar) => countIn(bar, one)))}</c:numCache></c:numRef></c:val></c:ser>`
  );
}

const fill = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;

/** 9 points; of a category, a legend or a figure. */
const letters = (colour: string): string =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="0">${fill(colour)}</a:defRPr></a:pPr>` +
  '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>';

/** White can be read on it (relative luminance, WCAG 2.2, roughly: 4.5:1). */
function isDark(colour: string): boolean {
  const [red, green, blue] = [0, 2, 4].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! < 0.183;
}
