import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import { formProblems } from '../../http/formProblems.js';
import type { QuestionCorrectionForm, QuestionForm } from './questionForm.js';
import {
  answerFields,
  askField,
  columnsField,
  helpField,
  line,
  linesField,
  rowsField,
  sectionHint,
  showWhenField,
  text,
  tickBoxes,
  wordLimitField,
} from './questionFields.page.js';
import { asksSomething, type Question } from '../questions.js';
import { TYPE_WORDS } from './questions.page.js';
import { crumbs } from '../deskCrumbs.js';
import { markOf } from './questionsDesk.page.js';
import { GENERAL_SEC_OBJECTIVES } from './templateQuestions.js';

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
  const { errors, of } = formProblems(problems);
  const back = paths.deskQuestions({ reference });
  const what = asksSomething(form) ? 'a question' : 'guidance';
  const title = `${editing ? 'Edit' : 'Add'} ${what}`;
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
      askField(form, form.ask, of),
      line('section', 'Section', form.section, of, { hint: sectionHint(questions), width: 30 }),
    ],
    texts: answerFields(form, of),
    showWhen: showWhenField(questions, form, editing, of),
    more: asksSomething(form) ? tickBoxes(form) : undefined,
    wordLimit: wordLimitField(form, of),
    key:
      editing || !asksSomething(form)
        ? undefined
        : line('key', 'Short name', form.key, of, {
            optional: true,
            width: 20,
            hint: 'Under which answers are kept and exported, such as legal-text. Made of the question when it is empty.',
          }),
    buttons: [
      { text: editing ? 'Save' : `Add the ${asksSomething(form) ? 'question' : 'guidance'}` },
      { text: 'Cancel', kind: 'link', href: back },
    ],
    remove: editing
      ? {
          action: paths.deskRemoveQuestion({ reference, question: editing }),
          was: form.was,
          text: `Remove this ${asksSomething(form) ? 'question' : 'guidance'}`,
        }
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
  const { errors, of } = formProblems(problems);
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
    before: [askField(question, form.ask, of)],
    texts: [
      helpField(question, form.help, of),
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
