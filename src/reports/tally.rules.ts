import type { Question } from '../consultations/questions.js';
import { COUNTED_AS, type CountedAs, type Told } from './redaction.rules.js';

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
const SEVERAL = 'Several categories';
export const COUNTED_ONCE = [...COUNTED_AS, SEVERAL] as const;
type CountedOnce = (typeof COUNTED_ONCE)[number];

export interface Tally {
  question: Question;
  /** single choice: each option; otherwise only who answered */
  counts: Count[];
  /** matrix: for each row, how many responses chose each option */
  rows: { label: string; chosen: Record<string, number> }[];
}

export const WITHHELD = 'Confidential';
export const NOT_ANSWERED = 'Not answered';
const ANSWERED = 'Answered';

/** Counts what was said, one response at a time, so that it can be done while responses stream past. */
export function startTally(questions: Question[]) {
  const tallies = questions.map(emptyTally);
  return {
    add: (told: Told) => {
      if (told.kind === 'nil') return;
      for (const tally of tallies) addTo(tally, told);
    },
    /** those left empty go: nobody asked for confidentiality, nobody left it out */
    result: (): Tally[] =>
      tallies.map((tally) => ({ ...tally, counts: tally.counts.filter(isWorthSaying(tally.question)) })),
  };
}

const isWorthSaying =
  (question: Question) =>
  (count: Count): boolean =>
    count.responses > 0 || (question.options ?? []).includes(count.label) || count.label === ANSWERED;

function emptyTally(question: Question): Tally {
  const labels = question.type === 'single-choice' ? (question.options ?? []) : [ANSWERED];
  return {
    question,
    counts: [...labels, WITHHELD, NOT_ANSWERED].map(emptyCount),
    rows: (question.type === 'matrix' ? (question.rows ?? []) : []).map(({ text }) => ({
      label: text,
      chosen: Object.fromEntries((question.options ?? []).map((option) => [option, 0])),
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

const noneOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((one) => [one, 0])) as Record<Name, number>;

function addTo(tally: Tally, told: Told): void {
  const { question } = tally;
  const label = labelOf(question, told);
  let count = tally.counts.find((one) => one.label === label);
  if (!count) {
    // an option whose wording has been corrected since
    count = emptyCount(label);
    tally.counts.splice(-2, 0, count);
  }
  count.responses += 1;
  count.parties += told.parties.length;
  for (const one of told.countedAs) count.by[one] += 1;
  count.once[told.countedAs.length === 1 ? told.countedAs[0]! : SEVERAL] += 1;
  const answer = told.answers[question.key];
  if (question.type !== 'matrix' || !answer || answer.withheld) return;
  const { choices = {} } = answer.value as { choices?: Record<string, string> };
  for (const [index, row] of (question.rows ?? []).entries()) {
    const choice = choices[row.key];
    const chosen = tally.rows[index]!.chosen;
    if (choice) chosen[choice] = (chosen[choice] ?? 0) + 1;
  }
}

function labelOf(question: Question, told: Told): string {
  const answer = told.answers[question.key];
  if (question.type === 'file') {
    if (told.files.some((file) => file.questionKey === question.key)) return ANSWERED;
    return told.filesWithheld[question.key] ? WITHHELD : NOT_ANSWERED;
  }
  if (!answer) return NOT_ANSWERED;
  if (answer.withheld) return WITHHELD;
  if (question.type !== 'single-choice') return ANSWERED;
  return (answer.value as { choice?: string }).choice || NOT_ANSWERED;
}
