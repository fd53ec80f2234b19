import { capital } from '../../counted.js';
import type { CoverageTold } from '../telling/coverageTold.rules.js';
import type { Version } from '../access.rules.js';
import { COUNTED_AS, type CountedAs } from '../telling/redaction.rules.js';
import { chartOf, type Chart } from './chart.js';
import {
  chosenIn,
  COUNTED_ONCE,
  NOT_ANSWERED,
  SEVERAL_CHOSEN,
  type Count,
  type Tally,
} from './tally.rules.js';

/** Figures as a page and a document show them: the first cell of a row names it, the others are figures. */
export interface Figures {
  caption: string;
  columns: string[];
  rows: (string | number)[][];
  /** what the rows add up to */
  foot?: (string | number)[];
}

/** Who was asked, by category; undefined where figures by category would give somebody away. */
export function coverageFigures({ states, categories, total }: CoverageTold): Figures | undefined {
  if (states.length === 0) return undefined;
  const row = (name: string, eligible: number, counts: Record<string, number>) => [
    name,
    ...states.map((state) => counts[state] ?? 0),
    eligible,
  ];
  return {
    caption: 'Eligible Parties, by category',
    columns: ['Category', ...states.map(capital), 'Eligible'],
    rows: categories.map(({ category, eligible, counts }) => row(category, eligible, counts)),
    foot: row('Total', total.eligible, total.counts),
  };
}

/** In the place of coverageFigures, and beside them. */
export const TOO_FEW =
  'Figures by category are left out: so few Parties are left that a withheld name could be worked out.';
export const FOLDED_IN =
  'A respondent asked for its name to be withheld. Its Parties are counted with the silent ones, so that they cannot be worked out.';

/** What is counted of one question. @param number of the question, from 1 */
export function questionFigures(tally: Tally, number: number) {
  const { question, counts, ranks } = tally;
  const used = COUNTED_AS.filter((one) => counts.some(({ by }) => by[one] > 0));
  return {
    chart: chartOfQuestion(tally),
    tally: tallyFigures(counts, used, number),
    /** what to know about the tally */
    several: question.type === 'multiple-choice' ? SEVERAL_CHOSEN : undefined,
    ranking: question.type === 'ranking' ? rankFigures(ranks, used, number) : undefined,
    matrix: tally.rows.length > 0 ? matrixFigures(tally, number) : undefined,
  };
}

/**
 * What the answers to a question have in common, as SECAS reads them; undefined where no theme is told.
 * @param number of the question, from 1
 */
export function themeFigures({ themes }: Tally, number: number, version: Version) {
  if (!themes) return undefined;
  const used = COUNTED_AS.filter((one) => themes.some(({ by }) => by[one] > 0));
  return {
    chart: chartOf(
      'Themes, as SECAS reads the answers. Bars and figures count responses, once for each theme.',
      COUNTED_ONCE,
      themes.map(({ label, once }) => ({ label, parts: once })),
    ),
    table: {
      caption: `Themes of the answers to question ${number}`,
      columns: ['Theme', 'Responses', 'Parties represented', ...used],
      rows: themes.map((count) => countRow(count, used)),
    } satisfies Figures,
    note: version === 'confidential' ? SEVERAL_THEMES : `${SEVERAL_THEMES} ${WITHOUT_THEMES}`,
  };
}

export const SEVERAL_THEMES =
  'One answer may have several themes, or none, so the figures need not add up to the number of responses.';
/** In the version for all, whether there are such answers or not. */
export const WITHOUT_THEMES =
  'Confidential answers, and those of respondents whose name is withheld, are not counted in themes.';

const IN_CATEGORIES = 'In the table a response counts in each category that it speaks for.';

function chartOfQuestion({ question, counts, rows, ranks }: Tally): Chart | undefined {
  const said = counts.filter(({ label }) => label !== NOT_ANSWERED);
  const bars = (of: Count[]) => of.map(({ label, once }) => ({ label, parts: once }));
  switch (question.type) {
    case 'single-choice':
      return chartOf(
        `Bars and figures count responses, each once. ${IN_CATEGORIES}`,
        COUNTED_ONCE,
        bars(said),
      );
    case 'multiple-choice':
      return chartOf(
        `Bars and figures count responses, once for each option that they chose. ${IN_CATEGORIES}`,
        COUNTED_ONCE,
        bars(said),
      );
    case 'ranking':
      return chartOf('Bars and figures count the responses that put it first.', COUNTED_ONCE, bars(ranks));
    default:
      return chartOf(
        'Bars and figures count the responses that chose something.',
        question.options ?? [],
        rows.map(({ label, chosen }) => ({ label, parts: chosen })),
      );
  }
}

const tallyFigures = (counts: Count[], used: CountedAs[], number: number): Figures => ({
  caption: `Tally of question ${number}`,
  columns: ['Answer', 'Responses', 'Parties represented', ...used],
  rows: counts.map((count) => countRow(count, used)),
});

const countRow = ({ label, responses, parties, by }: Count, used: CountedAs[]) => [
  label,
  responses,
  parties,
  ...used.map((one) => by[one]),
];

/** The mean over the responses that ranked and may be read; the rest counts those that put it first. */
function rankFigures(ranks: Tally['ranks'], used: CountedAs[], number: number): Figures {
  const ranked = ranks[0]?.ranked ?? 0;
  const by = ranked === 1 ? 'one response' : `${ranked} responses`;
  return {
    caption: `Ranking of question ${number} by ${by}: 1 is first`,
    columns: ['Ranked', 'Mean rank', 'Put first by', 'Parties represented', ...used],
    rows: ranks.map(({ label, mean, responses, parties, by: counted }) => [
      label,
      mean === undefined ? '–' : mean.toFixed(2),
      responses,
      parties,
      ...used.map((one) => counted[one]),
    ]),
  };
}

function matrixFigures(tally: Tally, number: number): Figures {
  const options = chosenIn(tally);
  return {
    caption: `Responses for each row of question ${number}`,
    columns: ['Row', ...options],
    rows: tally.rows.map(({ label, chosen }) => [label, ...options.map((option) => chosen[option] ?? 0)]),
  };
}
