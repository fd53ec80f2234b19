import type { Kind } from '../consultations.rules.js';
import type { Question } from '../questions.js';
import {
  draftBudget,
  external,
  externalProposals,
  modificationReport,
  workingGroup,
} from './templateQuestions.js';

/** What a new consultation begins with: the questions that its kind usually asks (DOMAIN.md, The kinds). */
export interface Template {
  kind: Kind;
  title: string;
  questions: Question[];
}

export const TEMPLATES = {
  'draft-budget': template('draft-budget', 'Draft budget', draftBudget),
  'working-group': template('working-group', 'Working group consultation', workingGroup),
  'modification-report': template(
    'modification-report',
    'Modification report consultation',
    modificationReport,
  ),
  external: template('external', 'External consultation', external),
  'external-proposals': template(
    'external',
    'External consultation on numbered proposals',
    externalProposals,
  ),
} satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;

/** What Parties may comment on one by one: budget lines, or clauses of the legal text. */
export interface Lines {
  /** the key of the rows question that offers them */
  question: string;
  items: string[];
}

/** The questions of a template, with the lines of this consultation in the question that offers them. */
export const questionsFromTemplate = (name: TemplateName, lines?: Lines): Question[] =>
  TEMPLATES[name].questions.map((question) =>
    lines && question.key === lines.question ? { ...question, lines: lines.items } : question,
  );

function template(kind: Kind, title: string, questions: Question[]): Template {
  return { kind, title, questions };
}
