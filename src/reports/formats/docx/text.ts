import { hex, xmlText } from '../ooxml/xmlText.js';

/** The paragraph styles of styles.xml. */
export type Style =
  | 'Title'
  | 'Subtitle'
  | 'Heading1'
  | 'Heading2'
  | 'Heading3'
  | 'AnnexHeading'
  | 'ContentsHeading'
  | 'TOC1'
  | 'TOC2'
  | 'Normal'
  | 'Quiet'
  | 'Label'
  | 'Verbatim'
  | 'Caption'
  | 'Chart'
  | 'Header'
  | 'Footer'
  | 'Break'
  | 'CellText'
  | 'CellHeading'
  | 'CellFigure'
  | 'CellFigureHeading'
  | 'CellSaid'
  | 'CellLabel'
  | 'CellNote'
  | 'CellMark'
  | 'CellWarn';

/** A paragraph. @param inside XML before its text @param properties that its style does not have */
export const paragraph = (style: Style, text: string, inside = '', properties = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}${isRightToLeft(text) ? '<w:bidi/>' : ''}</w:pPr>` +
  `${inside}${runs(text)}</w:p>`;

/**
 * Text as runs, letter by letter: a line feed is a line break, and a character that XML cannot hold stands as its code
 * in a mark. Nothing in it is a field or a link.
 */
export function runs(text: string): string {
  if (text === '') return '';
  if (!SOME_RIGHT_TO_LEFT.test(text)) return run(text, '');
  let xml = '';
  let from = 0;
  for (const { 0: found, index } of text.matchAll(RIGHT_TO_LEFT)) {
    if (index > from) xml += run(text.slice(from, index), '');
    xml += run(found, '<w:rPr><w:rtl/></w:rPr>');
    from = index + found.length;
  }
  return from < text.length ? xml + run(text.slice(from), '') : xml;
}

function run(text: string, look: string): string {
  const open = `<w:r>${look}${TEXT}`;
  const held = xmlText(text, (character) => `</w:t></w:r>${MARKED}[U+${hex(character)}]</w:t></w:r>${open}`);
  return `${open}${held.replaceAll('\n', `</w:t><w:br/>${TEXT}`).replaceAll('\t', `</w:t><w:tab/>${TEXT}`)}</w:t></w:r>`;
}

const TEXT = '<w:t xml:space="preserve">';
const MARKED = `<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr>${TEXT}`;

/** Hebrew, Arabic and their like. */
const LETTER = String.raw`[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]`;
const SOME_RIGHT_TO_LEFT = new RegExp(LETTER, 'u');
/** From one letter to the last, with what stands between. */
const RIGHT_TO_LEFT = new RegExp(String.raw`${LETTER}(?:[^\p{L}\n]*${LETTER})*`, 'gu');

/** A paragraph runs as its first letter does (Unicode Bidirectional Algorithm, P2 and P3). */
const isRightToLeft = (text: string): boolean =>
  SOME_RIGHT_TO_LEFT.test(text) && new RegExp(LETTER, 'u').test(/\p{L}/u.exec(text)?.[0] ?? '');

/** Text in an attribute, on one line. */
export const attribute = (text: string): string =>
  xmlText(text, (character) => `[U+${hex(character)}]`).replaceAll(/[\n\t]/g, ' ');
