import type { Block, Heading } from '../../document/blocks.js';
import type { Chart } from '../../counting/chart.js';
import { XML } from '../ooxml/package.js';
import { chartFrame } from './chartXml.js';
import { factsXml, tableXml } from './tableXml.js';
import { paragraph, runs } from './text.js';

export interface Front {
  title: string;
  caption: string;
  contents: Heading[];
}

/** What document.xml refers to by relationship. */
export interface Refers {
  /** the footer of each way a page lies */
  footer: Record<Lie, string>;
  header?: string;
  chart: (chart: Chart) => { rel: string; number: number };
}

type Lie = 'upright' | 'across';

/** The main part of a Word document (ISO/IEC 29500-1, 17.2), in pieces, as its blocks come. */
export async function* documentXml(
  front: Front,
  blocks: AsyncIterable<Block>,
  refers: Refers,
): AsyncGenerator<string> {
  let lies: Lie = 'upright';
  let pending = '';
  let listed = 0;
  let said = front.title;
  yield `${XML}<w:document ${NAMESPACES}><w:body>${top(front)}`;
  for await (const block of blocks) {
    if (block.kind === 'heading') {
      if (block.level < 3) listed += 1;
      if (listed === 1) pending += contents(front.contents);
      // A heading is set on the page of what follows it.
      pending += headingXml(block, listed);
      said = block.text;
      continue;
    }
    const next: Lie = block.kind === 'table' && block.table.wide ? 'across' : 'upright';
    if (next !== lies) {
      yield paragraph('Break', '', '', section(lies, refers));
      lies = next;
    }
    yield pending;
    pending = '';
    yield* blockXml(block, said, refers);
  }
  // Word wants a paragraph after the last table.
  yield `${pending}${paragraph('Break', '')}${section(lies, refers)}</w:body></w:document>`;
}

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"';

const top = ({ title, caption }: Front): string => paragraph('Title', title) + paragraph('Subtitle', caption);

/** @param said the heading above */
async function* blockXml(
  block: Exclude<Block, Heading>,
  said: string,
  refers: Refers,
): AsyncGenerator<string> {
  switch (block.kind) {
    case 'text':
      return yield paragraph(block.quiet ? 'Quiet' : 'Normal', block.text);
    case 'verbatim':
      if (block.label) yield paragraph('Label', block.label);
      return yield paragraph('Verbatim', block.text);
    case 'facts':
      return yield factsXml(block.facts, said);
    case 'chart': {
      const { rel, number } = refers.chart(block.chart);
      yield paragraph('Chart', '', chartFrame(block.chart, number, rel));
      return yield paragraph('Caption', block.chart.caption);
    }
    case 'table':
      yield* tableXml(block.table, said);
  }
}

const STYLES = { 1: 'Heading1', 2: 'Heading2' } as const;

/** @param listed its place in the contents list, from 1, if it is of level 1 or 2; the first begins a page */
function headingXml({ level, text, annex }: Heading, listed: number): string {
  if (level === 3) return paragraph('Heading3', text);
  const start = `<w:bookmarkStart w:id="${listed}" w:name="${placeOf(listed)}"/>`;
  const place = `${start}<w:bookmarkEnd w:id="${listed}"/>`;
  const style = annex ? 'AnnexHeading' : STYLES[level];
  return paragraph(style, text, place, listed === 1 ? '<w:pageBreakBefore/>' : '');
}

const placeOf = (listed: number): string => `_Toc${String(listed).padStart(6, '0')}`;

/**
 * The contents list: a field that Word can bring up to date, with the page numbers, and holds its entries already. The
 * numbers are those that Word gives the headings (numbering.xml).
 */
function contents(headings: Heading[]): string {
  let [part, question, annex] = [0, 0, 0];
  const entries = headings.map(({ level, text, annex: apart }, index) => {
    let number: string;
    if (apart) number = `Annex ${String.fromCharCode(64 + (annex += 1))}`;
    else if (level === 1) [number, question] = [String((part += 1)), 0];
    else number = `${part}.${(question += 1)}`;
    const link = `<w:hyperlink w:anchor="${placeOf(index + 1)}" w:history="1">${runs(`${number}\t${text.replaceAll(/\s+/g, ' ')}`)}</w:hyperlink>`;
    const style = level === 1 ? 'TOC1' : 'TOC2';
    const begin = index === 0 ? BEGIN : '';
    const end = index === headings.length - 1 ? fieldChar('end') : '';
    return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${begin}${link}${end}</w:p>`;
  });
  return paragraph('ContentsHeading', 'Contents') + entries.join('');
}

const fieldChar = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const BEGIN =
  fieldChar('begin') +
  '<w:r><w:instrText xml:space="preserve"> TOC \\h \\z \\u \\o "1-2" </w:instrText></w:r>' +
  fieldChar('separate');

/** A4, margins of 2 cm. */
function section(lies: Lie, { footer, header }: Refers): string {
  const [width, height] = lies === 'upright' ? [11906, 16838] : [16838, 11906];
  return (
    '<w:sectPr>' +
    (header ? `<w:headerReference w:type="default" r:id="${header}"/>` : '') +
    `<w:footerReference w:type="default" r:id="${footer[lies]}"/>` +
    `<w:pgSz w:w="${width}" w:h="${height}"${lies === 'across' ? ' w:orient="landscape"' : ''}/>` +
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>' +
    '</w:sectPr>'
  );
}
