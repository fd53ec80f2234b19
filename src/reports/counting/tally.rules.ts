import type { Question } from '../../consultations/questions.js';
import { COUNTED_BESIDE } from '../../consultations/questions/questionSet.rules.js';
import { chosenOf } from '../../responses/answers/multipleChoice.js';
import { orderOf } from '../../responses/answers/ranking.js';
import { COUNTED_AS, type CountedAs, type Told } from '../telling/redaction.rules.js';

/** How often something was said: responses and Parties are counted apart (DOMAIN.md, Counting). Never a vote. */
export interface Count {
  label: string;
  responses: number;
  /** the Parties of those responses; without those of respondents whose name is withheld */
  parties: number;
  /** responses by what they count as; a response counts once in each, so they need not add up */
  by: Record<CountedAs, number>;
  /** responses, each once, by what they count as: these add up */
  once: Record<CountedOnce, number>;
}

/** For a response that speaks for Parties of several categories. */
export const SEVERAL_CATEGORIES = 'Several categories';
export const COUNTED_ONCE = [...COUNTED_AS, SEVERAL_CATEGORIES] as const;
type CountedOnce = (typeof COUNTED_ONCE)[number];

export interface Tally {
  question: Question;
  /** choices: each option, and of a multiple choice a response in each that it chose; otherwise only who answered */
  counts: Count[];
  /** matrix: for each row, how many responses chose each option */
  rows: { label: string; chosen: Record<string, number> }[];
  /** ranking: each option, the lowest mean rank first */
  ranks: Rank[];
  /** those that its reader may see some answer of, in SECAS's order; missing where there are none */
  themes?: ThemeCount[];
}

/** How many responses say something of a theme. */
export interface ThemeCount extends Count {
  /** its id; the label is its name */
  theme: string;
}

/** A theme of a question's frame. */
export interface ThemeOfQuestion {
  id: string;
  questionKey: string;
  name: string;
}

/** How an option was ranked: what is counted are the responses that put it first. */
export interface Rank extends Count {
  /** 1: all put it first; undefined: nobody ranked it */
  mean: number | undefined;
  /** how many responses ranked, and what its ranks add up to */
  ranked: number;
  sum: number;
}

export const [WITHHELD, REDACTED, NOT_ANSWERED, ANSWERED] = COUNTED_BESIDE;

/** What stands beside the tally of a multiple choice, in every version of the report. */
export const SEVERAL_CHOSEN =
  'One response may choose several options and counts in each, so the figures need not add up to the number of responses.';

/** The columns of a matrix: its options in their order, then those whose wording has been corrected since. */
export function chosenIn({ question, rows }: Pick<Tally, 'question' | 'rows'>): string[] {
  const options = question.options ?? [];
  const others = new Set(rows.flatMap(({ chosen }) => Object.keys(chosen)));
  return [...options, ...[...others].filter((one) => !options.includes(one)).toSorted()];
}

/**
 * Counts what was said, one response at a time, so that it can be done while responses stream past.
 * @param themes in SECAS's order; one that no response is told with is not told itself: its name may say too much
 */
export function startTally(questions: Question[], themes: ThemeOfQuestion[] = []) {
  const tallies = questions.map((question) => ({
    ...emptyTally(question),
    themes: themes
      .filter(({ questionKey }) => questionKey === question.key)
      .map(({ id, name }) => ({ ...emptyCount(name), theme: id })),
  }));
  return {
    add: (told: Told) => {
      if (told.kind === 'nil') return;
      for (const tally of tallies) {
        addTo(tally, told);
        for (const count of tally.themes)
          if (told.themes?.[tally.question.key]?.includes(count.theme)) countIn(count, told);
      }
    },
    /** those left empty go: nobody asked for confidentiality, nobody left it out */
    result: (): Tally[] =>
      tallies.map(({ themes: own, ...tally }) => ({
        ...tally,
        counts: tally.counts.filter(isWorthSaying(tally.question)),
        ranks: tally.ranks
          .map((rank) => ({ ...rank, mean: rank.ranked > 0 ? rank.sum / rank.ranked : undefined }))
          .toSorted((one, other) => (one.mean ?? 0) - (other.mean ?? 0)),
        ...withThemes(own.filter(({ responses }) => responses > 0)),
      })),
  };
}

const withThemes = (themes: ThemeCount[]): Pick<Tally, 'themes'> => (themes.length > 0 ? { themes } : {});

const isWorthSaying =
  (question: Question) =>
  (count: Count): boolean =>
    count.responses > 0 || (question.options ?? []).includes(count.label) || count.label === ANSWERED;

function emptyTally(question: Question): Tally {
  const { type, options = [] } = question;
  const labels = isCounted(question) ? options : [ANSWERED];
  return {
    question,
    counts: [...labels, WITHHELD, REDACTED, NOT_ANSWERED].map(emptyCount),
    rows: (type === 'matrix' ? (question.rows ?? []) : []).map(({ text }) => ({
      label: text,
      chosen: Object.fromEntries(options.map((option) => [option, 0])),
    })),
    ranks: (type === 'ranking' ? options : []).map((option) => ({
      ...emptyCount(option),
      mean: undefined,
      ranked: 0,
      sum: 0,
    })),
  };
}

const emptyCount = (label: string): Count => ({
  label,
  responses: 0,
  parties: 0,
  by: noneOf(COUNTED_AS),
  once: noneOf(COUNTED_ONCE),
});

/** A count of nothing for each name. */
export const noneOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((one) => [one, 0])) as Record<Name, number>;

function addTo(tally: Tally, told: Told): void {
  const { question } = tally;
  for (const label of labelsOf(question, told)) {
    let count = tally.counts.find((one) => one.label === label);
    if (!count) {
      // an option whose wording has been corrected since
      count = emptyCount(label);
      tally.counts.splice(-3, 0, count);
    }
    countIn(count, told);
  }
  const answer = told.answers[question.key];
  if (!answer || answer.withheld) return;
  if (question.type === 'ranking') addRanks(tally, told, orderOf(answer.value));
  if (question.type !== 'matrix') return;
  const { choices = {} } = answer.value as { choices?: Record<string, string> };
  for (const [index, row] of (question.rows ?? []).entries()) {
    const choice = choices[row.key];
    const chosen = tally.rows[index]!.chosen;
    if (choice) chosen[choice] = (chosen[choice] ?? 0) + 1;
  }
}

function countIn(count: Count, told: Told): void {
  count.responses += 1;
  count.parties += told.parties.length;
  for (const one of told.countedAs) count.by[one] += 1;
  count.once[told.countedAs.length === 1 ? told.countedAs[0]! : SEVERAL_CATEGORIES] += 1;
}

function addRanks({ ranks }: Tally, told: Told, order: string[]): void {
  for (const [index, option] of order.entries()) {
    const rank = ranks.find(({ label }) => label === option);
    if (!rank) continue;
    rank.ranked += 1;
    rank.sum += index + 1;
    if (index === 0) countIn(rank, told);
  }
}

/** Whether each option is counted. */
const isCounted = ({ type }: Question): boolean => type === 'single-choice' || type === 'multiple-choice';

function labelsOf(question: Question, told: Told): string[] {
  const answer = told.answers[question.key];
  if (question.type !== 'multiple-choice' || !answer || answer.withheld) return [labelOf(question, told)];
  const chosen = chosenOf(answer.value);
  return chosen.length > 0 ? chosen : [NOT_ANSWERED];
}

function labelOf(question: Question, told: Told): string {
  const answer = told.answers[question.key];
  if (question.type === 'file') {
    if (told.files.some((file) => file.questionKey === question.key)) return ANSWERED;
    return told.filesWithheld[question.key] ? WITHHELD : NOT_ANSWERED;
  }
  if (!answer) return NOT_ANSWERED;
  if (answer.withheld) return answer.redacted ? REDACTED : WITHHELD;
  if (question.type !== 'single-choice') return ANSWERED;
  return (answer.value as { choice?: string }).choice || NOT_ANSWERED;
}
