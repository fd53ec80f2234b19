import { z } from 'zod';
import { Invalid, type Problem } from '../../errors.js';
import { readTexts, type TextReader } from '../formText.js';
import type { Correction } from './questionSet.rules.js';
import {
  ASKED_BESIDE,
  asksSomething,
  hasOptions,
  MOST_WORDS,
  QUESTION_TYPES,
  type Question,
} from '../questions.js';

const text = z.string().default('');

/** The form of a question; which of its fields are shown depends on its type. */
export const questionForm = z.strictObject({
  type: z.enum(QUESTION_TYPES),
  key: text,
  section: text,
  ask: text,
  help: text,
  options: text,
  columns: text,
  lines: text,
  rows: text,
  /** the most words of a text or of the reasons; '' for any number */
  wordLimit: text,
  /** `key|option` of an earlier single choice; '' for always */
  showWhen: text,
  required: z.literal('required').optional(),
  rationale: z.literal('rationale').optional(),
  confidentialByDefault: z.literal('confidentialByDefault').optional(),
  /** the mark of the question that was shown */
  was: text,
});
export type QuestionForm = z.infer<typeof questionForm>;

/** The form that corrects the wording of an issued question. */
export const questionCorrectionForm = z.strictObject({
  ask: text,
  help: text,
  columns: text,
  lines: text,
  rows: text,
  note: text,
  was: text,
});
export type QuestionCorrectionForm = z.infer<typeof questionCorrectionForm>;

const LINES = { lines: 200, length: 200 };
const OPTIONS = { lines: 20, length: 200 };
const COLUMNS = { lines: 6, length: 80 };
const ROWS = { lines: 50, length: 2_000 };

/**
 * The question that a form describes. Whether it fits into its set is checked where it is put there.
 * @param before the question that is edited: its key stays, and rows that say the same keep theirs
 * @throws Invalid with every problem of the form
 */
export function readQuestion(form: QuestionForm, taken: string[], before?: Question): Question {
  const read = readTexts();
  const { type } = form;
  const ask = readAsk(read, form.ask);
  const section = read.line('section', form.section, 'Section', 120);
  if (!section) read.problems.push({ field: 'section', text: 'Enter the section that it stands in' });
  const help = read.text('help', form.help, type === 'guidance' ? 'Text' : 'Help', 2_000);
  if (type === 'guidance' && !help) read.problems.push({ field: 'help', text: 'Enter the text' });
  const asks = asksSomething({ type });
  const key = before?.key ?? readKey(form.key, ask, taken, read.problems);
  const choosing = hasOptions(type);
  const options = choosing ? read.lines('options', form.options, 'Options', OPTIONS) : [];
  const rows = type === 'matrix' ? read.lines('rows', form.rows, 'Rows', ROWS) : [];
  const columns = type === 'rows' ? read.lines('columns', form.columns, 'Columns', COLUMNS) : [];
  const lines = type === 'rows' ? read.lines('lines', form.lines, 'Lines', LINES) : [];
  const asksWhy = choosing && form.rationale !== undefined;
  const wordLimit = isText(type) || asksWhy ? readWordLimit(form.wordLimit, read.problems) : undefined;
  if (read.problems.length > 0) throw new Invalid(read.problems);
  return {
    key,
    section,
    ask,
    type,
    ...(help && { help }),
    ...(choosing && { options }),
    ...(type === 'matrix' && { rows: keyedRows(rows, before?.rows ?? []) }),
    ...(type === 'rows' && { columns }),
    ...(lines.length > 0 && { lines }),
    ...(form.showWhen && { showWhen: readShowWhen(form.showWhen) }),
    ...(asks && form.required && { required: true }),
    ...(asksWhy && { rationale: true }),
    ...(wordLimit && { wordLimit }),
    ...(asks && form.confidentialByDefault && { confidentialByDefault: true }),
  };
}

const isText = (type: Question['type']): boolean => type === 'long-text' || type === 'short-text';

function readWordLimit(typed: string, problems: Problem[]): number | undefined {
  const figure = typed.trim().replaceAll(',', '');
  if (figure === '') return undefined;
  const limit = /^\d{1,6}$/.test(figure) ? Number(figure) : 0;
  if (limit >= 1 && limit <= MOST_WORDS) return limit;
  const most = MOST_WORDS.toLocaleString('en-GB');
  problems.push({ field: 'wordLimit', text: `Enter a number of words from 1 to ${most}, or nothing` });
  return undefined;
}

/** @throws Invalid with every problem of the form */
export function readQuestionCorrection(form: QuestionCorrectionForm): Correction & { note: string } {
  const read = readTexts();
  const correction = {
    ask: readAsk(read, form.ask),
    help: read.text('help', form.help, 'Help', 2_000) || undefined,
    columns: read.lines('columns', form.columns, 'Columns', COLUMNS),
    lines: read.lines('lines', form.lines, 'Lines', LINES),
    rowTexts: read.lines('rows', form.rows, 'Rows', ROWS),
    note: read.line('note', form.note, 'What was put right', 500),
  };
  if (!correction.note) {
    read.problems.push({ field: 'note', text: 'Say what was put right: it stands in the history' });
  }
  if (read.problems.length > 0) throw new Invalid(read.problems);
  return correction;
}

function readAsk(read: TextReader, typed: string): string {
  const ask = read.line('ask', typed, 'Question', 2_000);
  if (!ask) read.problems.push({ field: 'ask', text: 'Enter the question' });
  return ask;
}

/** The name under which answers are kept: given, or made of the question's first words. */
function readKey(typed: string, ask: string, taken: string[], problems: Problem[]): string {
  const given = typed.trim().toLowerCase();
  if (!given) return newKey(ask, [...taken, 'new']);
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(given)) {
    problems.push({
      field: 'key',
      text: 'Begin the short name with a letter; use letters, figures and hyphens only',
    });
  }
  return given;
}

function newKey(text: string, taken: string[]): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const stem =
    words
      .slice(0, 4)
      .join('-')
      .replace(/^[^a-z]+/, '')
      .slice(0, 50) || 'question';
  const numbered = Array.from({ length: taken.length + 1 }, (_, index) =>
    index === 0 ? stem : `${stem}-${index + 1}`,
  );
  return numbered.find((key) => !taken.includes(key))!;
}

/** A row that says what it said before keeps its key, so that it can be moved; others get a new one. */
function keyedRows(texts: string[], before: { key: string; text: string }[]) {
  const keys: string[] = [...ASKED_BESIDE, ...before.map((row) => row.key)];
  return texts.map((row) => {
    const same = before.find((one) => one.text === row);
    const key = same?.key ?? newKey(row, keys);
    keys.push(key);
    return { key, text: row };
  });
}

function readShowWhen(typed: string): { question: string; is: string } {
  const [question = '', ...is] = typed.split('|');
  return { question, is: is.join('|') };
}
