import { z } from 'zod';
import { answerType } from './answerType.js';
import { isNegative, LARGEST, readFigure, writtenOut, type Figure } from './figures.js';

const stored = z.object({ number: z.string().catch('') }).catch({ number: '' });

/**
 * How many: a number of 0 or more, named like the question: `6`, `1,200`, `1.5`. With at most six decimals and below a
 * million million. Frozen without commas and without zeros that mean nothing.
 */
export const number = answerType<z.infer<typeof stored>>({
  read: (value) => stored.parse(value),
  parse: (posted, { key }) => ({ number: posted.take(key) }),
  isEmpty: (value) => value.number.trim() === '',
  problems: ({ key }, value) => {
    const wrong = value.number.trim() === '' ? undefined : whatIsWrong(value.number.trim());
    return wrong ? [{ field: key, text: wrong }] : [];
  },
  missing: ({ key }, value) => (value.number.trim() ? [] : [{ field: key, text: 'Enter a number' }]),
  freeze: (_question, value) => {
    const figure = readFigure(value.number.trim());
    return { number: figure ? plain(figure) : value.number.trim() };
  },
  cells: (_question, value) => {
    const figure = readFigure(value.number.trim());
    if (!figure) return [{ heading: '', text: value.number.trim() }];
    return [{ heading: '', text: plain(figure), number: Number(plain(figure)) }];
  },
});

function plain({ whole, decimals }: Figure): string {
  const meant = decimals.replace(/0+$/, '');
  return meant ? `${whole}.${meant}` : whole;
}

function whatIsWrong(typed: string): string | undefined {
  const figure = readFigure(typed);
  if (figure) {
    if (plain(figure).split('.')[1]?.slice(6))
      return 'Enter a number with at most six figures after the point';
    return Number(figure.whole) < LARGEST ? undefined : 'Enter a number below 1,000,000,000,000';
  }
  if (isNegative(typed)) return 'Enter a number of 0 or more';
  const inFull = writtenOut(typed);
  if (inFull) return `Enter the number in full: ${inFull} rather than ${typed}`;
  const [only, another] = typed.match(/\d[\d,]*(?:\.\d+)?/g) ?? [];
  if (only && !another && readFigure(only)) return `Enter only the number, in figures: ${only}`;
  return 'Enter one number, in figures, like 6 or 1.5';
}
