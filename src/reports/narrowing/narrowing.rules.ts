import { z } from 'zod';
import type { Question } from '../../consultations/questions.js';
import { COUNTED_BESIDE } from '../../consultations/questions/questionSet.rules.js';
import type { Report } from '../report.js';
import type { Dimension } from './crossTab.rules.js';
import { COUNTED_AS, type CountedAs } from '../telling/redaction.rules.js';

/** What an address asks for; '' asks for nothing. */
export const closerQuery = z.object({
  category: z.string().max(100).catch(''),
  /** a question, perhaps a row of it, and one of its options: `view:Approve`, `objectives.a:Better` */
  answer: z.string().max(400).catch(''),
  theme: z.string().max(100).catch(''),
  written: z.string().max(10).catch(''),
  /** the cross-tab: what is in its rows, and in its columns; `category`, a question, or a row of it: `objectives.a` */
  rows: z.string().max(130).catch(''),
  columns: z.string().max(130).catch(''),
  /** the edition that the address names: it stays the one that is read */
  edition: z.string().max(20).catch(''),
});
export type CloserQuery = z.infer<typeof closerQuery>;

/** A question of which it can be counted what was chosen; of a matrix one of its rows. */
export interface Chosen {
  question: Question;
  /** from 1 */
  number: number;
  row?: { key: string; text: string };
}

/** What the respondents and answers of a report are narrowed to; all of it holds at once. */
export interface Narrowing {
  category?: CountedAs;
  answer?: Chosen & { option: string };
  theme?: { question: Question; id: string; name: string };
  /** it wrote something that may be read: a text, reasons or comments on lines */
  written?: true;
}

/** What stands for a question, or its row, in an address. */
export const codeOf = ({ question, row }: Chosen): string => question.key + (row ? `.${row.key}` : '');

/** What can be chosen by and counted in a report. */
export function chosenIn({ questions }: Pick<Report, 'questions'>): Chosen[] {
  return questions.flatMap((question, index): Chosen[] => {
    const number = index + 1;
    if (question.type === 'matrix')
      return (question.rows ?? []).map(({ key, text }) => ({ question, number, row: { key, text } }));
    return question.type === 'single-choice' || question.type === 'multiple-choice'
      ? [{ question, number }]
      : [];
  });
}

/** The options of a question, then those that were chosen before their wording was corrected. */
export function optionsOf({ question, row }: Chosen, { tallies }: Pick<Report, 'tallies'>): string[] {
  const tally = tallies.find((one) => one.question.key === question.key);
  const chosen = row
    ? Object.keys(tally?.rows.find(({ label }) => label === row.text)?.chosen ?? {})
    : (tally?.counts ?? []).map(({ label }) => label);
  const beside: readonly string[] = COUNTED_BESIDE;
  return [...new Set([...(question.options ?? []), ...chosen.filter((one) => !beside.includes(one))])];
}

/**
 * What an address asks for, as far as the report has it.
 * @returns `unknown`: it asks for something that this report does not have, which narrows nothing
 */
export function narrowingIn(
  report: Pick<Report, 'questions' | 'tallies'>,
  query: CloserQuery,
): { narrowing: Narrowing; unknown: boolean } {
  const category = COUNTED_AS.find((one) => one === query.category);
  const answer = answerIn(report, query.answer);
  const theme = themeIn(report, query.theme);
  const written = query.written !== '';
  return {
    narrowing: {
      ...(category && { category }),
      ...(answer && { answer }),
      ...(theme && { theme }),
      ...(written && { written }),
    },
    unknown:
      (query.category !== '' && !category) ||
      (query.answer !== '' && !answer) ||
      (query.theme !== '' && !theme),
  };
}

function answerIn(report: Pick<Report, 'questions' | 'tallies'>, asked: string): Narrowing['answer'] {
  const colon = asked.indexOf(':');
  const chosen = chosenIn(report).find((one) => codeOf(one) === asked.slice(0, Math.max(colon, 0)));
  const option = asked.slice(colon + 1);
  return chosen && optionsOf(chosen, report).includes(option) ? { ...chosen, option } : undefined;
}

function themeIn({ tallies }: Pick<Report, 'tallies'>, asked: string): Narrowing['theme'] {
  for (const { question, themes = [] } of tallies) {
    const theme = themes.find((one) => one.theme === asked);
    if (theme) return { question, id: theme.theme, name: theme.label };
  }
  return undefined;
}

/** What a cross-tab is asked for, as far as the report has it; undefined: none. */
export function crossTabIn(
  report: Pick<Report, 'questions'>,
  { rows, columns }: Pick<CloserQuery, 'rows' | 'columns'>,
): { of: [Dimension, Dimension] } | { problem: string } | undefined {
  if (rows === '') return undefined;
  const dimension = (code: string): Dimension | undefined =>
    code === 'category' ? code : chosenIn(report).find((one) => codeOf(one) === code);
  const [first, second] = [dimension(rows), dimension(columns || 'category')];
  if (!first || !second) return { problem: 'This report does not have the question of the cross-tab.' };
  if (rows === (columns || 'category'))
    return { problem: 'Choose two different things to set against each other.' };
  return { of: [first, second] };
}

export const isNarrowed = (narrowing: Narrowing): boolean => Object.keys(narrowing).length > 0;
