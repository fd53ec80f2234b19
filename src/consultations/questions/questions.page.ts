import { sectionsOf, wordLimitSaid, type Question, type QuestionType } from '../questions.js';

/** What each type of question asks for, in words. */
export const TYPE_WORDS: Record<QuestionType, string> = {
  'single-choice': 'One choice',
  'multiple-choice': 'Any number of choices',
  ranking: 'A ranking',
  'long-text': 'Free text',
  'short-text': 'A few words, in one line',
  rows: 'Rows of comments',
  matrix: 'A choice for each of several rows',
  money: 'An amount in pounds',
  number: 'A number',
  date: 'A date',
  file: 'Files',
  guidance: 'Guidance, to be read',
};

/** A question as it can be read without answering it. */
export interface ShownQuestion {
  key: string;
  ask: string;
  help?: string;
  /** what kind of answer is wanted */
  kind: string;
  /** what may be chosen or is commented on, under a heading of its own */
  lists: { heading: string; items: string[] }[];
  notes: string[];
}

/** The questions by section, readable by everybody. */
export const shownSections = (questions: Question[]) =>
  sectionsOf(questions).map(({ slug, title, questions: own }) => ({
    slug,
    title,
    questions: own.map((question) => shownQuestion(question, questions)),
  }));

function shownQuestion(question: Question, all: Question[]): ShownQuestion {
  const { key, ask, help, type, columns } = question;
  const why = question.rationale ? ', and why' : '';
  const kind =
    type === 'rows' ? `Any number of rows: ${(columns ?? []).join(', ')}` : `${TYPE_WORDS[type]}${why}`;
  return { key, ask, help, kind, lists: listsOf(question), notes: notesOf(question, all) };
}

const OPTIONS_ARE: Partial<Record<QuestionType, string>> = {
  matrix: 'Choose one of',
  ranking: 'To be ranked',
};

function listsOf({ type, options, lines, rows }: Question): ShownQuestion['lists'] {
  return [
    ...(rows ? [{ heading: 'For each of', items: rows.map((row) => row.text) }] : []),
    ...(options ? [{ heading: OPTIONS_ARE[type] ?? 'Options', items: options }] : []),
    ...(lines?.length ? [{ heading: 'On', items: [...lines, 'Other'] }] : []),
  ];
}

function notesOf(question: Question, all: Question[]): string[] {
  const { showWhen } = question;
  const on = all.find((one) => one.key === showWhen?.question);
  return [
    ...(question.required ? ['An answer is required'] : []),
    ...(question.wordLimit ? [wordLimitSaid(question)!.replace(/\.$/, '')] : []),
    ...(question.confidentialByDefault ? ['Confidential unless you say otherwise'] : []),
    ...(showWhen && on
      ? [`${question.type === 'guidance' ? 'Shown' : 'Asked'} when “${on.ask}” is answered “${showWhen.is}”`]
      : []),
  ];
}
