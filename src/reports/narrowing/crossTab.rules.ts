import { COUNTED_BESIDE } from '../../consultations/questions/questionSet.rules.js';
import { chartOf } from '../counting/chart.js';
import type { Figures } from '../counting/figures.rules.js';
import { COUNTED_ONCE, SEVERAL_CATEGORIES } from '../counting/tally.rules.js';
import { COUNTED_AS } from '../telling/redaction.rules.js';
import type { Chosen } from './narrowing.rules.js';

/** What is in the rows of a cross-tab, or in its columns. */
export type Dimension = 'category' | Chosen;

export interface Crossed {
  /** null: all rows; null: all columns */
  row: string | null;
  column: string | null;
  /** for the picture: by its column, or as one of several of them */
  once: boolean;
  responses: number;
  parties: number;
}

/** Under what a response counts whose columns are several, in the picture. */
export const SEVERAL_COLUMNS = 'Several of them';

const TOTAL = 'Total';

/** A cross-tab as it is shown: a picture, responses and Parties apart, and what to know about the figures. */
export function crossTabFigures(rows: Dimension, columns: Dimension, crossed: Crossed[]) {
  const cells = crossed.filter(({ once }) => !once);
  const rowLabels = labelsIn(
    rows,
    cells.map(({ row }) => row),
  );
  const columnLabels = labelsIn(
    columns,
    cells.map(({ column }) => column),
  );
  const cell = (row: string | null, column: string | null) =>
    cells.find((one) => one.row === row && one.column === column);
  const title = `${named(rows)} by ${columns === 'category' ? 'category' : named(columns)}`;
  const table = (what: 'responses' | 'parties', caption: string): Figures => ({
    caption,
    columns: [rows === 'category' ? 'Category' : 'Answer', ...columnLabels, TOTAL],
    rows: rowLabels.map((row) => [row, ...[...columnLabels, null].map((one) => cell(row, one)?.[what] ?? 0)]),
    foot: [TOTAL, ...[...columnLabels, null].map((one) => cell(null, one)?.[what] ?? 0)],
  });
  return {
    title,
    asks: [rows, columns].flatMap((one) => (one === 'category' ? [] : [asked(one)])),
    chart: chartOf(
      'Bars and figures count responses.',
      columns === 'category' ? COUNTED_ONCE : [...columnLabels, SEVERAL_COLUMNS],
      rowLabels.map((label) => ({ label, parts: partsOf(label, columns, crossed) })),
    ),
    responses: table('responses', 'Responses'),
    parties: table('parties', 'Parties represented'),
    notes: [...severalNotes(rows, columns), PARTIES_NOTE],
  };
}

const PARTIES_NOTE =
  'Parties of respondents whose name is withheld are not told, and not counted. Those who said “no comment” are left out.';

function partsOf(label: string, columns: Dimension, crossed: Crossed[]): Record<string, number> {
  const several = columns === 'category' ? SEVERAL_CATEGORIES : SEVERAL_COLUMNS;
  return Object.fromEntries(
    crossed
      .filter(({ once, row }) => once && row === label)
      .map(({ column, responses }) => [column === SEVERAL_COLUMNS ? several : column!, responses]),
  );
}

/** In their order: the options, those whose wording has been corrected since, and what is counted beside them. */
function labelsIn(of: Dimension, found: (string | null)[]): string[] {
  const seen = new Set(found.filter((one) => one !== null));
  if (of === 'category') return COUNTED_AS.filter((one) => seen.has(one));
  const { options = [] } = of.question;
  const beside: readonly string[] = COUNTED_BESIDE;
  const others = [...seen].filter((one) => !options.includes(one) && !beside.includes(one));
  return [...options, ...others.toSorted(), ...beside.filter((one) => seen.has(one))];
}

/** “question 1”, or a row of it. */
const named = (of: Dimension): string =>
  of === 'category' ? 'categories' : `question ${of.number}${of.row ? `, ${of.row.text}` : ''}`;

const asked = ({ number, question, row }: Exclude<Dimension, 'category'>): string =>
  `${number}. ${question.ask}${row ? ` – ${row.text}` : ''}`;

function severalNotes(...dimensions: [Dimension, Dimension]): string[] {
  return dimensions.flatMap((of, index) => {
    const what = index === 0 ? 'The rows' : 'The columns';
    if (of === 'category')
      return [
        `${what} need not add up to the total: a response counts once in each category that it represents. A Party counts once, in its own.`,
      ];
    return of.question.type === 'multiple-choice'
      ? [`${what} need not add up: one response may choose several options and counts in each.`]
      : [];
  });
}
