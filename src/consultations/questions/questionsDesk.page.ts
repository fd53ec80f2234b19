import { paths } from '../../paths.js';
import { counted } from '../../counted.js';
import { crumbs } from '../deskCrumbs.js';
import { fingerprintOf } from '../fingerprint.js';
import { orderMarkOf } from './editQuestions.js';
import { shownSections } from './questions.page.js';
import { asksSomething, QUESTION_TYPES, type Question } from '../questions.js';
import { TYPE_WORDS } from './questions.page.js';

/** The question set as it stands, with the way to change each question; no script is needed to put them in order. */
export function questionsPage(reference: string, questions: Question[], issued: boolean) {
  const sections = shownSections(questions);
  return {
    title: 'Questions',
    breadcrumbs: crumbs(reference, { text: 'Questions' }),
    caption: reference,
    lead: issued
      ? 'These questions have been issued. Their wording can be corrected; what answers are kept under stays.'
      : `${counted(questions.filter(asksSomething).length, 'question')}. They are issued when the consultation is published.`,
    add: issued ? undefined : paths.deskNewQuestion({ reference }),
    preview: questions.length > 0 ? paths.deskPreview({ reference }) : undefined,
    empty:
      questions.length === 0
        ? {
            title: 'No questions yet',
            text: 'A consultation needs at least one question before it can be published.',
          }
        : undefined,
    /** where what is dragged is put, and the order that it is put into */
    order:
      issued || questions.length < 2
        ? undefined
        : { action: paths.deskOrder({ reference }), was: orderMarkOf(questions) },
    sections: sections.map((section, place) => ({
      title: section.title,
      slug: section.slug,
      move: issued
        ? undefined
        : {
            action: paths.deskMoveSection({ reference, section: section.slug }),
            name: `section ${section.title}`,
            up: place > 0,
            down: place < sections.length - 1,
          },
      questions: section.questions.map((question, index) => ({
        ...question,
        edit: {
          text: issued ? 'Correct' : 'Edit',
          href: paths.deskQuestion({ reference, question: question.key }),
        },
        move: issued
          ? undefined
          : {
              action: paths.deskMoveQuestion({ reference, question: question.key }),
              name: question.ask,
              up: index > 0,
              down: index < section.questions.length - 1,
            },
      })),
    })),
  };
}

/** The first step of adding a question: the fields of the next depend on it. */
export const questionTypePage = (reference: string) => ({
  title: 'Add a question',
  breadcrumbs: crumbs(
    reference,
    { text: 'Questions', href: paths.deskQuestions({ reference }) },
    { text: 'Add' },
  ),
  action: paths.deskNewQuestion({ reference }),
  field: {
    name: 'type',
    label: 'What kind of answer is wanted?',
    labelSize: 'l',
    heading: true,
    value: 'long-text',
    items: QUESTION_TYPES.map((value) => ({ value, text: TYPE_WORDS[value], hint: TYPE_HINTS[value] })),
  },
  buttons: [{ text: 'Continue' }, { text: 'Cancel', kind: 'link', href: paths.deskQuestions({ reference }) }],
});

/** The mark of a question as it is shown: what is saved says whether it has changed since. */
export const markOf = (question: Question): string => fingerprintOf(question);

const TYPE_HINTS: Record<(typeof QUESTION_TYPES)[number], string | undefined> = {
  'single-choice': 'Such as approve, reject or no view, with or without a reason. Counted in the report.',
  'multiple-choice': 'All that apply. Counted in the report; one response may choose several.',
  ranking: 'Each gets a different number, 1 being first. The report has mean ranks and first places.',
  'long-text': 'As many paragraphs as are needed, or up to a number of words.',
  'short-text': 'Such as a name or a reference.',
  rows: 'Comments by clause or by budget line. Grouped by line in the report.',
  matrix: 'Such as better, no change or worse for each General SEC Objective.',
  money: undefined,
  number: 'Such as a number of months.',
  date: 'Such as when a change could take effect. A date in the workbook.',
  file: undefined,
  guidance: 'A heading and a text between questions. Nothing is answered, and it is in no report.',
};
