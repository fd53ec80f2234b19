/** What XML cannot hold: controls but for tab and line feed, halves of a character, non-characters. */
const UNHOLDABLE = String.raw`(?![\t\n])\p{Cc}|\p{Surrogate}|\uFFFE|\uFFFF`;
const SPECIALS = new RegExp(String.raw`\r\n|[&<>"]|${UNHOLDABLE}`, 'gu');

const HELD: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r\n': '\n',
  '\r': '\n',
};

/** Text as XML holds it. @param instead what is written, as XML, in the place of a character that XML cannot hold */
export const xmlText = (text: string, instead: (character: string) => string): string =>
  text.replaceAll(SPECIALS, (found) => HELD[found] ?? instead(found));

/** As Excel and charts write such a character (ISO/IEC 29500-1, 22.9.2.19), `_x0008_`, and what looks like that. */
export const excelText = (text: string): string => (PERHAPS.test(text) ? held(text) : text);

/** Found quickly, and in few texts: whatever may be special. */
// eslint-disable-next-line no-control-regex
const PERHAPS = /[&<>"_\u0000-\u0008\u000B-\u001F\u007F-\u009F\uD800-\uDFFF\uFFFE\uFFFF]/;

const held = (text: string): string =>
  xmlText(text.includes('_x') ? text.replaceAll(LOOKALIKE, '_x005F_') : text, (found) => `_x${hex(found)}_`);

const LOOKALIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A character's code, as in `U+0008`. */
export const hex = (character: string): string =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
