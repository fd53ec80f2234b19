/** So long is a part of a text that is searched as one, in characters: four pages. All words of a search stand in one. */
const PART = 10_000;
/** So much of a part is repeated in the next, so that a phrase that goes across is found. */
const OVERLAP = 200;

/** What marks a hit in the words around it. Never in a text: they are taken out below. */
export const MARK = { from: '\ue000', to: '\ue001', gap: '\ue002' };

/** Controls that Postgres does not store or that are not text, halves of a character, and our own marks. */
const NOT_TEXT = /[^\P{Cc}\t\n]|[\ue000-\ue002]|\p{Surrogate}/gu;

/** A text in the parts that it is searched in; none when there is nothing in it. */
export function partsOf(given: string): string[] {
  const text = given.replaceAll(/\r\n?/g, '\n').replaceAll(NOT_TEXT, ' ').trim();
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfPart(text, at);
    parts.push(text.slice(at, end));
    at = end === text.length ? end : startOfWord(text, Math.max(end - OVERLAP, at + 1), end);
  }
  return parts;
}

/** Between two words where there are any. */
function endOfPart(text: string, from: number): number {
  if (text.length - from <= PART) return text.length;
  const space = text.slice(from + PART / 2, from + PART).search(/\s\S*$/);
  return space < 0 ? from + PART : from + PART / 2 + space;
}

function startOfWord(text: string, from: number, end: number): number {
  const space = text.slice(from, end).search(/\s/);
  return space < 0 ? end : from + space;
}
