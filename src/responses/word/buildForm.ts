import { KINDS, type Kind } from '../../consultations/consultations.rules.js';
import {
  asksSomething,
  hasFields,
  sectionsOf,
  wordLimitSaid,
  type Question,
} from '../../consultations/questions.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { writeBase, type SavedAnswer } from './base.rules.js';
import { howToRank } from '../answers/ranking.js';
import { entryOf, gridOf } from './entries.js';
import { formReference } from './formReference.js';
import { markOf, WORDS, type FormQuestion, type WordForm } from './wordForm.js';

export interface FormFacts {
  service: string;
  /** `#1f4e79` */
  brandColour: string;
  baseUrl: string;
  consultation: { reference: string; title: string; kind: Kind; issuedBy: string };
  /** null: not known yet, in a preview */
  closesAt: Instant | null;
  issue: { id: string; number: number; questions: Question[]; issuedAt: Instant };
  /** what the form is filled with; undefined: a blank form */
  draft?: {
    id: string;
    organisation: string;
    onBehalfOf: string[];
    savedAt: Instant;
    answers: Record<string, SavedAnswer | undefined>;
    files: { questionKey: string; name: string }[];
  };
}

export const GUIDANCE = [
  'Write in the white cells beside each key (Q1, Q2 and so on). They grow as you write; several paragraphs, lists and pasted tables are fine.',
  'Leave the keys and the form reference as they are: the portal finds your answers by them.',
  'Where there is a list, choose from it. Tick the box where an answer is confidential, and write why beside it.',
  'Files cannot be part of this form: add them to your response in the portal.',
  'When you have finished, open your response in the portal, choose “Bring in a Word form” and pick this file. You see what would change, answer by answer, before anything is saved.',
  'Bringing the form in does not submit anything. Your response counts once it is checked and submitted in the portal before the deadline.',
];

/** A consultation's response form: every question, also those that are asked only after a certain answer. */
export function buildForm(facts: FormFacts): WordForm {
  const { consultation, issue, draft } = facts;
  const { reference, title, kind, issuedBy } = consultation;
  const form = formReference(reference, issue);
  return {
    reference: form,
    service: facts.service,
    colour: facts.brandColour.slice(1),
    madeAt: (draft?.savedAt ?? issue.issuedAt).toString(),
    title,
    caption: `${reference} · ${KINDS[kind]}`,
    facts: [
      {
        label: 'Submit by',
        text: facts.closesAt ? formatDeadline(facts.closesAt) : 'No deadline yet',
        strong: true,
      },
      { label: 'Issued by', text: issuedBy },
      ...(draft ? [{ label: 'Response of', text: draft.organisation }] : []),
      ...(draft && draft.onBehalfOf.length > 0
        ? [{ label: 'On behalf of', text: draft.onBehalfOf.join(', ') }]
        : []),
      ...(draft ? [{ label: 'Draft as saved', text: formatMoment(draft.savedAt) }] : []),
      { label: 'In the portal', text: `${facts.baseUrl}${paths.consultation({ reference })}` },
      { label: WORDS.reference, text: form },
    ],
    guidance: GUIDANCE,
    warning:
      kind === 'external'
        ? `Answering here does not respond to ${issuedBy}, which collects the formal responses itself.`
        : undefined,
    sections: sectionsOf(issue.questions).map((section) => ({
      title: section.title,
      questions: section.questions.map((question) => formQuestion(question, facts)),
    })),
    properties: [
      { name: WORDS.reference, value: form },
      { name: WORDS.response, value: draft?.id ?? 'blank' },
      ...issue.questions.filter(hasFields).map((question) => ({
        name: markOf(issue.questions, question),
        value: writeBase(question, draft?.answers[question.key]),
      })),
    ],
  };
}

function formQuestion(question: Question, { issue, draft }: FormFacts): FormQuestion {
  const { key, type, ask, columns = [], lines = [] } = question;
  const { rows, options } = gridOf(question);
  return {
    mark: asksSomething(question) ? markOf(issue.questions, question) : '',
    type,
    ask,
    hints: [question.help, conditionOf(question, issue.questions), howToAnswer(question)].filter(
      (hint) => hint !== undefined,
    ),
    options,
    columns,
    lines,
    rows,
    asksReasons: question.rationale ?? false,
    files: (draft?.files ?? []).filter((file) => file.questionKey === key).map(({ name }) => name),
    entry: entryOf(question, draft?.answers[key]),
  };
}

function conditionOf({ type, showWhen }: Question, questions: Question[]): string | undefined {
  const on = questions.find(({ key }) => key === showWhen?.question);
  if (!on || !showWhen) return undefined;
  const whom = type === 'guidance' ? 'Only for those who' : 'Answer this only if you';
  return `${whom} chose “${showWhen.is}” at ${markOf(questions, on)}.`;
}

function howToAnswer(question: Question): string | undefined {
  const { type, required, options = [], lines = [] } = question;
  const how: Partial<Record<Question['type'], string>> = {
    'single-choice': `Choose one: ${options.join(' / ')}.`,
    'multiple-choice': 'Tick all that apply.',
    ranking: `${howToRank(question)}.`,
    matrix: `Choose one for each: ${options.join(' / ')}.`,
    rows: `One comment in each row. Add rows above the last one if you need more.${lines.length > 0 ? ' What is not in the list can be written in its place.' : ''}`,
    money: 'In pounds, in figures, like 12,500 or 12,500.50.',
    'short-text': 'One line.',
    date: 'One date, like 14 February 2017.',
    number: 'One number, in figures, like 6 or 1.5.',
  };
  const hints = [required ? 'An answer is required.' : '', how[type], wordLimitSaid(question)];
  return hints.filter(Boolean).join(' ') || undefined;
}
