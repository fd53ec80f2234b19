import { z } from 'zod';
import type { Question } from '../../consultations/questions.js';
import type { GivenAnswer } from '../answers/answerProblems.js';
import { answerTypes } from '../answers/answerTypes.js';
import { dateAsText, dateFromText } from '../answers/date.js';
import { notOffered } from '../answers/multipleChoice.js';
import { ranksOf } from '../answers/ranking.js';
import type { Entry } from './wordForm.js';

const stored = z.object({
  text: z.string().catch(''),
  amount: z.string().catch(''),
  number: z.string().catch(''),
  day: z.string().catch(''),
  month: z.string().catch(''),
  year: z.string().catch(''),
  choice: z.string().catch(''),
  chosen: z.array(z.string()).catch([]),
  ranks: z.record(z.string(), z.string()).catch({}),
  choices: z.record(z.string(), z.string()).catch({}),
  rows: z.array(z.array(z.string())).catch([]),
  rationale: z.string().catch(''),
});

/** An answer as it is written into a form; of a question that is not answered yet, what the form begins with. */
export function entryOf(question: Question, answer: GivenAnswer | undefined): Entry {
  const value = stored.parse(answerTypes[question.type].read(answer?.value));
  const confidential = answer ? answer.confidential : (question.confidentialByDefault ?? false);
  return {
    text: value.text || value.amount || value.number || dateAsText(value),
    choices: choicesIn(question, value),
    rows: value.rows,
    reasons: value.rationale,
    confidential,
    reason: confidential ? (answer?.reason ?? '') : '',
  };
}

/** What is chosen for, and what may be chosen, where each has a list of its own: of matrices and rankings. */
export function gridOf(question: Question): { rows: string[]; options: string[] } {
  const { type, rows = [], options = [] } = question;
  if (type === 'ranking') return { rows: options, options: ranksOf(question) };
  return { rows: rows.map(({ text }) => text), options };
}

function choicesIn(question: Question, value: z.infer<typeof stored>): string[] {
  const { type, rows = [], options = [] } = question;
  if (type === 'matrix') return rows.map(({ key }) => value.choices[key] ?? '');
  if (type === 'ranking') return options.map((option) => value.ranks[option] ?? '');
  if (type !== 'multiple-choice') return [value.choice];
  const offered = options.map((option) => (value.chosen.includes(option) ? option : ''));
  return [...offered, ...notOffered(question, value.chosen)];
}

/** The answer that an entry stands for, to be kept as typed, right or wrong. */
export function answerOf(question: Question, entry: Entry): GivenAnswer {
  const { confidential, reason } = entry;
  return { value: valueOf(question, entry), confidential, reason };
}

function valueOf(question: Question, { text, choices, rows, reasons }: Entry): unknown {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  switch (question.type) {
    case 'single-choice':
      return { choice: choices[0] ?? '', rationale: reasons };
    case 'multiple-choice':
      return { chosen: choices.filter(Boolean), rationale: reasons };
    case 'ranking':
      return {
        ranks: Object.fromEntries(
          (question.options ?? []).flatMap((option, index) =>
            choices[index] ? [[option, choices[index]]] : [],
          ),
        ),
        rationale: reasons,
      };
    case 'matrix':
      return {
        choices: Object.fromEntries(
          (question.rows ?? []).flatMap(({ key }, index) => (choices[index] ? [[key, choices[index]]] : [])),
        ),
        rationale: reasons,
      };
    case 'long-text':
      return { text };
    case 'short-text':
      return { text: line };
    case 'date':
      return dateFromText(line);
    case 'money':
      return { amount: line };
    case 'number':
      return { number: line };
    case 'rows':
      return { rows };
    case 'file':
    case 'guidance':
      return {};
  }
}

/** The fields of a form of answers that hold this one, as answerForm.ts reads them. */
export function fieldsOf(question: Question, answer: GivenAnswer, version: number): Record<string, string> {
  const { key } = question;
  const { choices, rows, text, reasons } = entryOf(question, answer);
  return {
    [`${key}-version`]: String(version),
    ...(answer.confidential && { [`${key}-confidential`]: 'yes' }),
    ...(answer.reason && { [`${key}-reason`]: answer.reason }),
    ...(reasons && { [`${key}-rationale`]: reasons }),
    ...(question.type === 'single-choice' && { [key]: '' }),
    ...(question.type === 'date' ? dateFields(key, text) : text && { [key]: text }),
    ...Object.fromEntries(
      choices.flatMap((choice, index) => (choice ? choiceFields(question, choice, index) : [])),
    ),
    ...Object.fromEntries(
      rows.flatMap((cells, row) => cells.map((cell, column) => [`${key}-${row}-${column}`, cell])),
    ),
  };
}

function dateFields(key: string, text: string): Record<string, string> {
  const { day, month, year } = dateFromText(text);
  return { [`${key}-day`]: day, [`${key}-month`]: month, [`${key}-year`]: year };
}

function choiceFields({ key, type, rows = [] }: Question, choice: string, index: number): [string, string][] {
  if (type === 'multiple-choice') return [[`${key}-choice-${index + 1}`, choice]];
  if (type === 'ranking') return [[`${key}-rank-${index + 1}`, choice]];
  return [[type === 'matrix' ? `${key}-${rows[index]!.key}` : key, choice]];
}
