import type { QuestionForm } from './questionForm.js';
import { asksSomething, hasOptions, mayDecide, type Question } from '../questions.js';

/** The fields of a question's form, as the partials take them; which of them there are depends on the question's type. */

type Of = (field: string) => string | undefined;

export const askField = (question: Pick<Question, 'type'>, value: string, of: Of) =>
  text('ask', asksSomething(question) ? 'Question' : 'Heading', value, of);

export const helpField = (question: Pick<Question, 'type'>, value: string, of: Of) =>
  asksSomething(question)
    ? text('help', 'Help', value, of, { optional: true, hint: 'A sentence or two below the question.' })
    : text('help', 'Text', value, of, { rows: 8, hint: 'What is to be read before the questions below it.' });

/** Help, and whatever the type needs besides. */
export function answerFields(form: QuestionForm, of: Of) {
  const choosing = hasOptions(form.type);
  return [
    helpField(form, form.help, of),
    ...(form.type === 'matrix' ? [rowsField(form.rows, of)] : []),
    ...(choosing ? [optionsField(form, of)] : []),
    ...(form.type === 'rows' ? [columnsField(form.columns, of), linesField(form.lines, of)] : []),
  ];
}

const optionsField = ({ type, options }: QuestionForm, of: Of) =>
  type === 'ranking'
    ? text('options', 'What is ranked', options, of, { rows: 5, hint: 'One a line, at most 20.' })
    : text('options', 'Options', options, of, { rows: 5, hint: 'One a line.' });

export const columnsField = (value: string, of: Of) =>
  text('columns', 'Columns', value, of, {
    rows: 4,
    hint: 'The headings, one a line. The first is what is commented on.',
  });

export const linesField = (value: string, of: Of) =>
  text('lines', 'Lines', value, of, {
    rows: 8,
    optional: true,
    hint: 'What may be commented on: budget lines or clauses, one a line. The first column offers them, and “Other”.',
  });

export const rowsField = (value: string, of: Of) =>
  text('rows', 'Rows', value, of, { rows: 8, hint: 'One a line; for each an option is chosen.' });

export const text = (name: string, label: string, value: string, of: Of, more: object = {}) => ({
  name,
  label,
  rows: 3,
  ...more,
  value,
  error: of(name),
});

export const line = (name: string, label: string, value: string, of: Of, more: object = {}) => ({
  name,
  label,
  ...more,
  value,
  error: of(name),
});

/** Which sections there are already. */
export function sectionHint(questions: Question[]): string {
  const sections = [...new Set(questions.map((question) => question.section))];
  return sections.length > 0
    ? `One of ${sections.map((one) => `“${one}”`).join(', ')}, or a new one.`
    : 'Questions are answered section by section.';
}

/** Every option of every earlier choice, under its question: without a script one list has to do. */
export function showWhenField(
  questions: Question[],
  form: QuestionForm,
  editing: string | undefined,
  of: Of,
) {
  const end = editing ? questions.findIndex((question) => question.key === editing) : questions.length;
  const items = questions
    .slice(0, end)
    .filter((question) => mayDecide(question.type))
    .flatMap(({ key, ask, options = [] }) =>
      options.map((option) => ({ value: `${key}|${option}`, text: option, group: ask })),
    );
  const prompt = 'Always';
  return {
    name: 'showWhen',
    label: asksSomething(form) ? 'Asked' : 'Shown',
    prompt,
    hint: 'Or only when an earlier choice is answered so, or has this among others.',
    value: form.showWhen,
    error: of('showWhen'),
    items,
  };
}

/** Of what is written freely: the answer itself, or the reasons beside a choice. */
export function wordLimitField(form: QuestionForm, of: Of) {
  const text = form.type === 'long-text' || form.type === 'short-text';
  if (!text && !hasOptions(form.type)) return undefined;
  return line('wordLimit', text ? 'Most words' : 'Most words of the reasons', form.wordLimit, of, {
    optional: true,
    width: 5,
    inputmode: 'numeric',
    hint: 'Shown with a count while it is written. A longer text is saved, and has to be shortened before it can be submitted.',
  });
}

export const tickBoxes = (form: QuestionForm) => ({
  name: 'required',
  label: 'Also',
  values: [form.required, form.rationale, form.confidentialByDefault].filter((value) => value !== undefined),
  items: [
    tickBox('required', 'An answer is required'),
    ...(hasOptions(form.type) ? [tickBox('rationale', 'Ask why')] : []),
    tickBox('confidentialByDefault', 'Mark the answer as confidential unless the respondent says otherwise'),
  ],
});

const tickBox = (name: string, words: string) => ({ name, value: name, text: words });
