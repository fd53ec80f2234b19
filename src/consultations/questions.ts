import { z } from 'zod';

/** The types of question that a question set may use. Each has a file in src/responses/answers/. */
export const QUESTION_TYPES = [
  'single-choice',
  'multiple-choice',
  'long-text',
  'short-text',
  'ranking',
  'rows',
  'matrix',
  'money',
  'number',
  'date',
  'file',
  'guidance',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** The highest limit on words that can be set. */
export const MOST_WORDS = 20_000;

const key = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const wording = z.string().trim().min(1).max(2_000);

export const question = z.strictObject({
  /** stays the same from issue to issue, so that answers to a corrected question still belong to it */
  key,
  section: z.string().trim().min(1).max(120),
  /** of guidance: its heading; its text is `help` */
  ask: wording,
  help: wording.optional(),
  type: z.enum(QUESTION_TYPES),
  /** choices: what may be chosen; matrix: the columns; ranking: what is ranked */
  options: z.array(z.string().trim().min(1).max(200)).min(2).max(20).optional(),
  /** also asks why */
  rationale: z.boolean().optional(),
  /** the most words that a text, or the reasons beside a choice, may have */
  wordLimit: z.number().int().min(1).max(MOST_WORDS).optional(),
  required: z.boolean().optional(),
  confidentialByDefault: z.boolean().optional(),
  /** asked only when the answer to an earlier choice is this option, or has it among others */
  showWhen: z.strictObject({ question: key, is: z.string() }).optional(),
  /** rows: the columns' headings; the first column offers `lines` and "Other" */
  columns: z.array(z.string().trim().min(1).max(80)).min(1).max(6).optional(),
  lines: z.array(z.string().trim().min(1).max(200)).max(200).optional(),
  /** matrix: the rows */
  rows: z
    .array(z.strictObject({ key, text: wording }))
    .min(1)
    .max(50)
    .optional(),
});
export type Question = z.infer<typeof question>;

/** A question set: what is issued with a consultation, in order; each issue of it is frozen. */
export const questionSet = z.array(question).max(100);

/** Whether it asks anything: guidance is text to be read between questions, with no answer anywhere. */
export const asksSomething = ({ type }: Pick<Question, 'type'>): boolean => type !== 'guidance';

/** Whether it is answered in fields of the form: not by files, and not at all. */
export const hasFields = ({ type }: Pick<Question, 'type'>): boolean =>
  type !== 'file' && type !== 'guidance';

/** Whether a type has options; beside each of these a question may ask why. */
export const hasOptions = (type: QuestionType): boolean =>
  ['single-choice', 'multiple-choice', 'ranking', 'matrix'].includes(type);

/** Whether a later question may depend on which of its options are chosen. */
export const mayDecide = (type: QuestionType): boolean =>
  type === 'single-choice' || type === 'multiple-choice';

/** What a form asks with any question, in fields named `KEY-reason` and so on; a matrix's rows are `KEY-ROW`. */
export const ASKED_BESIDE = ['version', 'keep', 'theirs', 'confidential', 'reason', 'note', 'rationale'];

/** The fields that a type has of its own: the first of each kind, and what all of them look like. */
const OWN_FIELDS: Partial<Record<QuestionType, { first: string[]; all: RegExp }>> = {
  'multiple-choice': { first: ['choice-1'], all: /^choice-\d{1,2}$/ },
  ranking: { first: ['rank-1'], all: /^rank-\d{1,2}$/ },
  date: { first: ['day', 'month', 'year'], all: /^(day|month|year)$/ },
};

/** The names of the fields that a question may have in a form; of those that are numbered the first. */
export const fieldsOf = ({ key, type, rows }: Question): string[] =>
  [...ASKED_BESIDE, '0-0', ...(OWN_FIELDS[type]?.first ?? []), ...(rows ?? []).map((row) => row.key)]
    .map((part) => `${key}-${part}`)
    .concat(key);

/** Whether a form's field is of this question; rows are `KEY-0-1`, counted from 0. */
export function isFieldOf({ key, type, rows }: Question, field: string): boolean {
  if (field === key) return true;
  if (!field.startsWith(`${key}-`)) return false;
  const part = field.slice(key.length + 1);
  const isRow = rows?.some((row) => row.key === part) ?? false;
  const isOwn = OWN_FIELDS[type]?.all.test(part) ?? false;
  return isRow || isOwn || ASKED_BESIDE.includes(part) || /^\d{1,3}-\d(-other)?$/.test(part);
}

/** How many words a text may have, in words for who writes it. */
export function wordLimitSaid({ wordLimit, rationale }: Question): string | undefined {
  if (!wordLimit) return undefined;
  const most = `${wordLimit.toLocaleString('en-GB')} ${wordLimit === 1 ? 'word' : 'words'}`;
  return rationale ? `Reasons: at most ${most}.` : `At most ${most}.`;
}

export interface Section {
  /** what stands in the URL */
  slug: string;
  title: string;
  questions: Question[];
}

/** The sections of a question set, in the order of their first question. */
export function sectionsOf(questions: Question[]): Section[] {
  const sections: Section[] = [];
  for (const one of questions) {
    const section = sections.find(({ title }) => title === one.section);
    if (section) section.questions.push(one);
    else sections.push({ slug: slugOf(one.section), title: one.section, questions: [one] });
  }
  return sections;
}

/** How a section stands in a URL. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'section';
