import { CATEGORIES } from '../../../src/consultations/consultations.rules.js';
import type { Question } from '../../../src/consultations/questions.js';
import { EVERY_QUESTION, FURTHER_QUESTIONS } from '../../support/form.js';
import { randomFrom, type Random } from '../../support/random.js';
import { canary } from './canary.js';
import { HOSTILE, LONG } from './texts.js';

/** A question of every type, with words that are hard to carry in what is asked and offered too. */
export const QUESTIONS: Question[] = [
  ...EVERY_QUESTION,
  ...FURTHER_QUESTIONS,
  {
    key: 'budget',
    section: 'Budget',
    ask: '=Comments on the “draft” budget: [£ & <more>]?',
    type: 'rows',
    columns: ['Budget line', 'Comment'],
    lines: ['1.1 Staff & contractors', '-2.0 <IT>'],
  },
  {
    key: 'list',
    section: 'Budget',
    ask: '@List what is missing\nin a word',
    type: 'rows',
    columns: ['Item'],
  },
];
/** Those that are numbered. */
export const ASKED = QUESTIONS.filter(({ type }) => type !== 'guidance');

export interface GivenAnswer {
  value: Record<string, unknown>;
  confidential: boolean;
  reason: string;
  /** what SECAS keeps out of the public version: the answer, or words of one of its parts */
  redacted?: 'answer' | { part: string; words: string };
}

/** A response as it went in. */
export interface Given {
  index: number;
  name: string;
  reference: string;
  kind: 'response' | 'nil';
  fate: 'in time' | 'admitted' | 'refused' | 'withdrawn';
  parties: { name: string; category: string }[];
  confidential: boolean;
  nameConfidential: boolean;
  answers: Record<string, GivenAnswer>;
  /** what an earlier version of it said */
  before: Record<string, GivenAnswer> | undefined;
  file:
    | { name: string; text: string; confidential: boolean; redacted: 'file' | 'file name' | undefined }
    | undefined;
  comment: string;
}

/** So many responses, the same each time: with every type of question, and everything that could leak. */
/** @param long some texts are longer than a cell of Excel's holds */
export const givenBy = (count: number, long: boolean): Given[] => {
  const random = randomFrom(20_170_208);
  return Array.from({ length: count }, (_, index) => oneOf(random, index, long));
};

function oneOf(random: Random, index: number, long: boolean): Given {
  const chance = (percent: number) => random.below(100) < percent;
  const kind = chance(6) ? 'nil' : 'response';
  const fate = random.of([...IN_TIME, 'admitted', 'refused', 'withdrawn'] as Given['fate'][]);
  const parties = chance(12) ? 0 : 1 + random.below(chance(10) ? 6 : 3);
  const say = (question: number) => said(random, canary(index, 'answer', question), long);
  const answers = kind === 'nil' ? {} : answersBy(random, index, say);
  const replaced = fate === 'in time' && kind === 'response' && chance(6);
  return {
    index,
    name: `${random.of(NAMES)} ${canary(index, 'organisation')}`,
    reference: canary(index, 'reference'),
    kind,
    fate,
    parties: Array.from({ length: parties }, (_, number) => ({
      name: `${canary(index, 'Party', number)} Supply & Co`,
      category: random.of([...CATEGORIES]),
    })),
    confidential: chance(8),
    nameConfidential: chance(8),
    answers,
    before: replaced
      ? answersBy(random, index, (question) => `Earlier: ${canary(index, 'earlier answer', question)}`)
      : undefined,
    file: kind === 'response' && chance(20) ? fileOf(random, index, chance) : undefined,
    comment: chance(15) ? `SECAS says ${canary(index, 'comment of SECAS')}: =noted` : '',
  };
}

const IN_TIME = Array.from({ length: 12 }, () => 'in time' as const);
const NAMES = ['Alder & Sons', 'Beta <Energy>', 'שמש', 'Gas "Works"', '=Energy', 'Zoë 😀 Power', "O'Neill"];

const fileOf = (random: Random, index: number, chance: (percent: number) => boolean): Given['file'] => ({
  name: `${random.of(['costs', '=costs', 'Größe', 'a & b'])} ${canary(index, 'file name')}.txt`,
  text: `In the file: ${canary(index, 'file content')}`,
  confidential: chance(35),
  redacted: chance(25) ? random.of(['file', 'file name'] as const) : undefined,
});

/** A text that is hard to carry, with the canary before, after or in the middle of it; of a hundred one is long. */
function said(random: Random, word: string, long: boolean): string {
  const text = long && random.below(300) === 0 ? random.of(LONG) : random.of(HOSTILE);
  const [before, after] = [`${word} ${text}`, `${text} ${word}`];
  if (random.below(4) > 0) return random.is() ? before : after;
  return `${text}\n${word}\n${random.of(HOSTILE)}`;
}

function answersBy(random: Random, index: number, say: (question: number) => string): Given['answers'] {
  const answers: Given['answers'] = {};
  for (const [at, question] of ASKED.entries()) {
    const value = random.below(100) < 80 && isAsked(question, answers) && valueFor(question, at, random, say);
    if (!value) continue;
    const confidential = random.below(100) < 12;
    const reason = confidential ? `Ours, ${canary(index, 'reason', at)}: "costs"` : '';
    answers[question.key] = { value, confidential, reason };
    const chance = random.below(100);
    if (chance < 3) answers[question.key]!.redacted = 'answer';
    else if (chance < 12) redact(question, answers[question.key]!, canary(index, 'redacted passage', at));
  }
  return answers;
}

/** What is asked only after another answer is answered only then. */
function isAsked({ showWhen }: Question, answers: Given['answers']): boolean {
  if (!showWhen) return true;
  const { choice, chosen = [] } = (answers[showWhen.question]?.value ?? {}) as {
    choice?: string;
    chosen?: string[];
  };
  return choice === showWhen.is || chosen.includes(showWhen.is);
}

/** Puts words into the first part that was written freely, and redacts them. */
function redact({ type }: Question, answer: GivenAnswer, word: string): void {
  const words = `Ann Lee ${word} 😀 told`;
  const value = answer.value as { text?: string; rationale?: string; rows?: string[][] };
  if (value.rows?.[0]?.[1]) {
    value.rows[0][1] = `${value.rows[0][1]} ${words} us.`;
    answer.redacted = { part: '0-1', words };
  } else if (value.rationale) {
    value.rationale = `We were told: ${words} all.\n${value.rationale}`;
    answer.redacted = { part: 'rationale', words };
  } else if (type === 'long-text') {
    value.text = `${words}\n${value.text}`;
    answer.redacted = { part: 'text', words };
  }
}

/** An answer as it is frozen, with a canary wherever words can stand. */
function valueFor(
  { type, key, options = [], rows = [], columns = [], lines = [] }: Question,
  at: number,
  random: Random,
  say: (question: number) => string,
): Record<string, unknown> | undefined {
  const rationale = say(at);
  switch (type) {
    case 'single-choice':
      return { choice: random.of(options), rationale };
    case 'multiple-choice':
      return { chosen: options.filter((_, index) => index === 0 || random.is()), rationale };
    case 'ranking':
      return { order: options.toSorted(() => random.below(3) - 1), rationale };
    case 'matrix':
      return {
        choices: Object.fromEntries(
          rows.filter(() => random.is()).map((row) => [row.key, random.of(options)]),
        ),
        rationale,
      };
    case 'rows': {
      const line = () =>
        lines.length === 0 ? say(at) : random.of([...lines, '=Other clause', `${key} of our own`]);
      const others = (row: number) =>
        columns
          .slice(1)
          .map((_, column) => (column === 1 && row > 0 ? '' : column === 1 ? '+must' : say(at)));
      return { rows: Array.from({ length: 1 + random.below(3) }, (_, row) => [line(), ...others(row)]) };
    }
    case 'money':
      return { amount: `${random.below(1_000_000)}.${random.of(['00', '05', '50'])}` };
    case 'number':
      return { number: random.of(['0', '6', '1200', '1.5', '0.000001']) };
    case 'date':
      return { date: `20${18 + random.below(80)}-0${1 + random.below(9)}-${10 + random.below(19)}` };
    case 'long-text':
      return { text: say(at) };
    case 'short-text': {
      const text = say(at).replaceAll(/\s+/g, ' ').trim();
      return { text: text.length > 250 ? /zq\w+z/.exec(text)![0] : text };
    }
    default:
      return undefined;
  }
}
