import type { Problem } from '../errors.js';
import { paths } from '../paths.js';
import { shownProblems } from './problems.page.js';
import type { QuestionCorrectionForm, QuestionForm } from './questionForm.js';
import { hasOptions, mayDecide, type Question } from './questions.js';
import { TYPE_WORDS } from './questions.page.js';
import { crumbs, markOf } from './questionsDesk.page.js';
import { GENERAL_SEC_OBJECTIVES } from './templateQuestions.js';

type Of = (field: string) => string | undefined;

/** What a form that two colleagues had open at once says. */
export const STALE = {
  warning: true,
  title: 'A colleague changed this question after you opened it',
  text: 'What is saved now stands below; what you typed is still in the form. Save it over the colleague’s, or change it first.',
};

/** An empty form for a question of a type. */
export const newQuestionForm = (type: QuestionForm['type'], questions: Question[]): QuestionForm => ({
  type,
  key: '',
  section: questions.at(-1)?.section ?? '',
  ask: '',
  help: '',
  options:
    type === 'matrix'
      ? 'Better\nNo change\nWorse\nNo view'
      : type === 'single-choice'
        ? 'Yes\nNo\nNo view'
        : '',
  columns: type === 'rows' ? 'Clause\nComment\nProposed drafting' : '',
  lines: '',
  rows: type === 'matrix' ? GENERAL_SEC_OBJECTIVES.map((row) => row.text).join('\n') : '',
  wordLimit: '',
  showWhen: '',
  was: '',
});

/** The form as it is opened on a question. */
export const questionFormOf = (question: Question): QuestionForm => ({
  type: question.type,
  key: question.key,
  section: question.section,
  ask: question.ask,
  help: question.help ?? '',
  options: (question.options ?? []).join('\n'),
  columns: (question.columns ?? []).join('\n'),
  lines: (question.lines ?? []).join('\n'),
  rows: (question.rows ?? []).map((row) => row.text).join('\n'),
  wordLimit: question.wordLimit ? String(question.wordLimit) : '',
  showWhen: question.showWhen ? `${question.showWhen.question}|${question.showWhen.is}` : '',
  required: question.required ? 'required' : undefined,
  rationale: question.rationale ? 'rationale' : undefined,
  confidentialByDefault: question.confidentialByDefault ? 'confidentialByDefault' : undefined,
  was: markOf(question),
});

/** @param editing the key of the question that is edited; undefined for a new one */
export function questionPage(
  reference: string,
  questions: Question[],
  form: QuestionForm,
  editing: string | undefined,
  problems: Problem[] = [],
) {
  const { errors, of } = shownProblems(problems);
  const back = paths.deskQuestions({ reference });
  const title = editing ? 'Edit a question' : 'Add a question';
  return {
    title,
    errors,
    breadcrumbs: crumbs(reference, { text: 'Questions', href: back }, { text: title }),
    caption: `${reference} · ${TYPE_WORDS[form.type]}`,
    action: editing
      ? paths.deskQuestion({ reference, question: editing })
      : paths.deskNewQuestion({ reference }),
    hidden: { type: form.type, was: form.was },
    stale: undefined as typeof STALE | undefined,
    saved: undefined as object | undefined,
    before: [
      text('ask', 'Question', form.ask, of),
      line('section', 'Section', form.section, of, { hint: sectionHint(questions), width: 30 }),
    ],
    texts: answerFields(form, of),
    showWhen: showWhenField(questions, form, editing, of),
    more: tickBoxes(form),
    wordLimit: wordLimitField(form, of),
    key: editing
      ? undefined
      : line('key', 'Short name', form.key, of, {
          optional: true,
          width: 20,
          hint: 'Under which answers are kept and exported, such as legal-text. Made of the question when it is empty.',
        }),
    buttons: [{ text: editing ? 'Save' : 'Add the question' }, { text: 'Cancel', kind: 'link', href: back }],
    remove: editing
      ? { action: paths.deskRemoveQuestion({ reference, question: editing }), was: form.was }
      : undefined,
  };
}

/** Correcting the words of an issued question: a new issue of the whole set. */
export function questionCorrectionPage(
  reference: string,
  question: Question,
  form: QuestionCorrectionForm,
  problems: Problem[] = [],
) {
  const { errors, of } = shownProblems(problems);
  const back = paths.deskQuestions({ reference });
  return {
    title: 'Correct a question',
    errors,
    breadcrumbs: crumbs(reference, { text: 'Questions', href: back }, { text: 'Correct' }),
    caption: `${reference} · ${TYPE_WORDS[question.type]}`,
    action: paths.deskQuestion({ reference, question: question.key }),
    hidden: { was: form.was },
    stale: undefined as typeof STALE | undefined,
    saved: undefined as object | undefined,
    before: [text('ask', 'Question', form.ask, of)],
    texts: [
      text('help', 'Help', form.help, of, { optional: true }),
      ...(question.columns ? [columnsField(form.columns, of)] : []),
      ...(question.type === 'rows' ? [linesField(form.lines, of)] : []),
      ...(question.rows ? [rowsField(form.rows, of)] : []),
      text('note', 'What was put right', form.note, of, {
        rows: 2,
        hint: 'Everybody reads this in the history. Responses made from now on answer the new wording; those already made keep theirs.',
      }),
    ],
    showWhen: undefined,
    more: undefined,
    wordLimit: undefined,
    key: undefined,
    buttons: [{ text: 'Issue the correction' }, { text: 'Cancel', kind: 'link', href: back }],
    remove: undefined,
  };
}

function answerFields(form: QuestionForm, of: Of) {
  const choosing = hasOptions(form.type);
  return [
    text('help', 'Help', form.help, of, { optional: true, hint: 'A sentence or two below the question.' }),
    ...(form.type === 'matrix' ? [rowsField(form.rows, of)] : []),
    ...(choosing ? [optionsField(form, of)] : []),
    ...(form.type === 'rows' ? [columnsField(form.columns, of), linesField(form.lines, of)] : []),
  ];
}

const optionsField = ({ type, options }: QuestionForm, of: Of) =>
  type === 'ranking'
    ? text('options', 'What is ranked', options, of, { rows: 5, hint: 'One a line, at most 20.' })
    : text('options', 'Options', options, of, { rows: 5, hint: 'One a line.' });

const columnsField = (value: string, of: Of) =>
  text('columns', 'Columns', value, of, {
    rows: 4,
    hint: 'The headings, one a line. The first is what is commented on.',
  });

const linesField = (value: string, of: Of) =>
  text('lines', 'Lines', value, of, {
    rows: 8,
    optional: true,
    hint: 'What may be commented on: budget lines or clauses, one a line. The first column offers them, and “Other”.',
  });

const rowsField = (value: string, of: Of) =>
  text('rows', 'Rows', value, of, { rows: 8, hint: 'One a line; for each an option is chosen.' });

const text = (name: string, label: string, value: string, of: Of, more: object = {}) => ({
  name,
  label,
  rows: 3,
  ...more,
  value,
  error: of(name),
});

const line = (name: string, label: string, value: string, of: Of, more: object = {}) => ({
  name,
  label,
  ...more,
  value,
  error: of(name),
});

function sectionHint(questions: Question[]): string {
  const sections = [...new Set(questions.map((question) => question.section))];
  return sections.length > 0
    ? `One of ${sections.map((one) => `“${one}”`).join(', ')}, or a new one.`
    : 'Questions are answered section by section.';
}

/** Every option of every earlier choice, under its question: without a script one list has to do. */
function showWhenField(questions: Question[], form: QuestionForm, editing: string | undefined, of: Of) {
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
    label: 'Asked',
    prompt,
    hint: 'Or only when an earlier choice is answered so, or has this among others.',
    value: form.showWhen,
    error: of('showWhen'),
    items,
  };
}

/** Of what is written freely: the answer itself, or the reasons beside a choice. */
function wordLimitField(form: QuestionForm, of: Of) {
  const text = form.type === 'long-text' || form.type === 'short-text';
  if (!text && !hasOptions(form.type)) return undefined;
  return line('wordLimit', text ? 'Most words' : 'Most words of the reasons', form.wordLimit, of, {
    optional: true,
    width: 5,
    inputmode: 'numeric',
    hint: 'Shown with a count while it is written. A longer text is saved, and has to be shortened before it can be submitted.',
  });
}

const tickBoxes = (form: QuestionForm) => ({
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
