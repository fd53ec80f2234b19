import { z } from 'zod';
import type { Question } from '../../consultations/questions.js';
import type { GivenAnswer } from '../answers/answerProblems.js';
import { answerTypes } from '../answers/answerTypes.js';
import { dateAsText, dateFromText } from '../answers/date.js';
import type { Entry } from './wordForm.js';

const stored = z.object({
  text: z.string().catch(''),
  amount: z.string().catch(''),
  number: z.string().catch(''),
  day: z.string().catch(''),
  month: z.string().catch(''),
  year: z.string().catch(''),
  choice: z.string().catch(''),
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
    choices:
      question.type === 'matrix'
        ? (question.rows ?? []).map(({ key }) => value.choices[key] ?? '')
        : [value.choice],
    rows: value.rows,
    reasons: value.rationale,
    confidential,
    reason: confidential ? (answer?.reason ?? '') : '',
  };
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
    ...(question.type === 'single-choice' && { [key]: choices[0] ?? '' }),
    ...(question.type === 'date' ? dateFields(key, text) : text && { [key]: text }),
    ...Object.fromEntries(
      (question.type === 'matrix' ? (question.rows ?? []) : []).flatMap((row, index) =>
        choices[index] ? [[`${key}-${row.key}`, choices[index]]] : [],
      ),
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
