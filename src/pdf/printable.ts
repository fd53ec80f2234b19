/** A word this long gets places where a line may break, invisible and no part of the text: see views/pdf/page.typ. */
const LONGEST_WORD = 24;
const PIECE = 8;
export const MAY_BREAK = '\u200b';

/**
 * What a PDF/UA may not hold (U+FEFF and what is no character), what would show a text in another order than it was
 * written in, what is left of half a surrogate pair, and Arabic, of which Noto Sans Math has letters that do not join.
 */
const NEVER =
  /[\ufeff\u202a-\u202e\u2066-\u2069]|\p{Surrogate}|\p{Noncharacter_Code_Point}|\p{Script=Arabic}/u;

export interface Printable<Data> {
  data: Data;
  /** a character stands as its code somewhere */
  coded: boolean;
}

/**
 * Data whose every text can be set: a character that the typefaces lack stands as its code, as `[U+1F389]`, so that
 * nothing is left out without a word; tabs are spaces; very long words may break.
 */
export function printable<Data>(data: Data, covered: (code: number) => boolean): Printable<Data> {
  let coded = false;
  const shown = (character: string): string => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\t') return '    ';
    if (character === '\n' || (covered(code) && !NEVER.test(character))) return character;
    coded = true;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  };
  const text = (written: string): string =>
    written.replaceAll(/[^\x20-\x7e]/gu, shown).replaceAll(LONG_WORDS, breakable);
  const all = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(all);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, all(one)]));
  };
  return { data: all(data) as Data, coded };
}

const LONG_WORDS = new RegExp(`\\S{${LONGEST_WORD + 1},}`, 'gu');
const PIECES = new RegExp(`.{1,${PIECE}}\\p{M}*`, 'gu');

/** Marks stay with the letter that they belong to. */
const breakable = (word: string): string => (word.match(PIECES) ?? [word]).join(MAY_BREAK);
