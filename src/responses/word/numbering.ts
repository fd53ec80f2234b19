import { attributeOf, childOf, childrenOf, descend, nameOf, type XmlNode } from './xml.js';

/** The signs and numbers in front of the items of lists, counted as the document goes on (ECMA-376 part 1, 17.9). */
export interface Numbering {
  /** @param numPr of a paragraph; '' for one that is no item */
  sign(numPr: XmlNode | undefined): string;
}

/** @param part word/numbering.xml */
export function readNumbering(part: XmlNode[]): Numbering {
  const all = part.flatMap(childrenOf);
  const named = (name: string) => all.filter((node) => nameOf(node) === name);
  const levels = new Map(
    named('abstractNum').map((one) => [attributeOf(one, 'abstractNumId'), formatsOf(one)] as const),
  );
  const lists = new Map(
    named('num').map((one) => {
      const abstract = attributeOf(childOf(one, 'abstractNumId'), 'val');
      return [attributeOf(one, 'numId'), levels.get(abstract)] as const;
    }),
  );
  const counted = new Map<string, number[]>();
  return {
    sign: (numPr) => {
      const list = attributeOf(childOf(numPr, 'numId'), 'val');
      if (!list || list === '0') return '';
      const level = Math.min(Math.max(Number(attributeOf(childOf(numPr, 'ilvl'), 'val') ?? 0) || 0, 0), 8);
      const counts = (counted.get(list) ?? []).slice(0, level + 1);
      for (let at = 0; at <= level; at += 1) counts[at] ??= 0;
      counts[level]! += 1;
      counted.set(list, counts);
      return `${'  '.repeat(level)}${signOf(lists.get(list)?.[level] ?? 'bullet', counts[level]!)} `;
    },
  };
}

const formatsOf = (abstract: XmlNode): Record<number, string> =>
  Object.fromEntries(
    childrenOf(abstract)
      .filter((node) => nameOf(node) === 'lvl')
      .map((level) => [
        Number(attributeOf(level, 'ilvl')),
        attributeOf(descend(level, 'numFmt'), 'val') ?? '',
      ]),
  );

function signOf(format: string, count: number): string {
  switch (format) {
    case 'bullet':
    case 'none':
      return '-';
    case 'lowerLetter':
      return `${letter(count)}.`;
    case 'upperLetter':
      return `${letter(count).toUpperCase()}.`;
    case 'lowerRoman':
      return `${roman(count)}.`;
    case 'upperRoman':
      return `${roman(count).toUpperCase()}.`;
    default:
      return `${count}.`;
  }
}

/** a, b … z, aa, bb, as word processors do. */
const letter = (count: number): string =>
  String.fromCodePoint(97 + ((count - 1) % 26)).repeat(Math.min(Math.ceil(count / 26), 9));

const ROMAN: [number, string][] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(count: number): string {
  let left = Math.min(count, 399);
  let text = '';
  for (const [value, sign] of ROMAN) {
    for (; left >= value; left -= value) text += sign;
  }
  return text;
}
