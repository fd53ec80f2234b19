import { z } from 'zod';
import { answerType } from './answerType.js';
import { isNegative, LARGEST, readFigure, withCommas, writtenOut, type Figure } from './figures.js';

const stored = z.object({ amount: z.string().catch('') }).catch({ amount: '' });

/**
 * An amount in pounds sterling, named like the question: `£12,500.50`, `12500`. From £0 to below a million million,
 * to the penny. Frozen as `12500.50`.
 */
export const money = answerType<z.infer<typeof stored>>({
  read: (value) => stored.parse(value),
  parse: (posted, { key }) => ({ amount: posted.take(key) }),
  isEmpty: ({ amount }) => amount.trim() === '',
  problems: ({ key }, { amount }) => {
    const wrong = amount.trim() === '' ? undefined : whatIsWrong(figuresOf(amount));
    return wrong ? [{ field: key, text: wrong }] : [];
  },
  missing: ({ key }, { amount }) =>
    amount.trim() ? [] : [{ field: key, text: 'Enter an amount in pounds' }],
  freeze: (_question, { amount }) => {
    const figure = readFigure(figuresOf(amount));
    return { amount: figure ? inPence(figure) : amount.trim() };
  },
  cells: (_question, { amount }) => {
    const figure = readFigure(figuresOf(amount));
    if (!figure) return [{ heading: '', text: amount.trim() }];
    const number = Number(inPence(figure));
    return [{ heading: '', text: inPounds(figure), number }];
  },
});

const figuresOf = (typed: string): string => typed.trim().replace(/^£\s*/, '');

const inPence = ({ whole, decimals }: Figure): string => `${whole}.${decimals.padEnd(2, '0').slice(0, 2)}`;

function inPounds(figure: Figure): string {
  const pence = inPence(figure).split('.')[1];
  return `£${withCommas(Number(figure.whole))}${pence === '00' ? '' : `.${pence}`}`;
}

function whatIsWrong(typed: string): string | undefined {
  const figure = readFigure(typed);
  if (figure) {
    if (figure.decimals.length > 2)
      return 'Enter pounds and pence, with at most two figures after the point, like 12,500.50';
    return Number(figure.whole) < LARGEST ? undefined : 'Enter an amount below £1,000,000,000,000';
  }
  if (isNegative(typed)) return 'Enter an amount of £0 or more';
  const inFull = writtenOut(typed);
  if (inFull) return `Enter the amount in full: ${inFull} rather than ${typed}`;
  if (/^[\d,.]+$/.test(typed)) {
    return 'Put a comma before each three figures, or none, and a point before the pence, like 12,500.50';
  }
  return 'Enter one amount in pounds, in figures, like 12500 or 12,500.50';
}
