import { counted } from '../../../counted.js';
import { formatMoment } from '../../../londonTime.js';
import { paths } from '../../../paths.js';
import type { Submission } from '../../../responses/submissions.store.js';
import { placeOf } from '../../place.js';
import type { CarryPlan } from './carry.rules.js';
import type { Coding } from './codings.store.js';
import { markedLines } from './marks.rules.js';
import { beginningOf, partsOf, wordsOf } from './passages.rules.js';
import type { Theme } from '../themes.store.js';

/** A marking form that came back. */
export interface WrongMark {
  question: string;
  passage: string;
  theme: string;
  newTheme: string;
  /** the field and what to do about it */
  field: string;
  problem: string;
}

/** What a page knows of the themes of one answer. */
export interface AnswerThemes {
  reference: string;
  submission: string;
  answer: Submission['answers'][number];
  /** of this answer */
  codings: Coding[];
  themes: Theme[];
}

/** What an answer says with its passages marked, and the form that marks one; on the reading page and on its own. */
export function markBlock(given: AnswerThemes, on: 'reading' | 'marking', wrong?: WrongMark) {
  const { reference, submission, answer, codings, themes } = given;
  const { question, value } = answer;
  const hasPassages = partsOf(question, value).length > 0;
  const { key, ask } = question;
  const hrefOf = (theme: { id: string }) => paths.deskTheme({ reference, question: key, theme: theme.id });
  const mine = wrong?.question === key ? wrong : undefined;
  const id = (name: string) => markFieldId(key, name);
  const errorOf = (field: string) => (mine?.field === field ? mine.problem : undefined);
  return {
    id: `themes-${key}`,
    lines: markedLines(
      question,
      value,
      codings.flatMap(({ passage, theme }) =>
        passage ? [{ passage, theme: { name: theme.name, href: hrefOf(theme) } }] : [],
      ),
    ),
    whole: [
      ...new Map(
        codings.flatMap(({ passage, theme }) =>
          passage ? [] : [[theme.id, { name: theme.name, href: hrefOf(theme) }] as const],
        ),
      ).values(),
    ],
    all:
      on === 'reading' && codings.length > 0
        ? {
            text: counted(codings.length, 'coding'),
            href: paths.deskCoding({ reference, submission, question: key }),
          }
        : undefined,
    form: {
      open: on === 'marking' || mine !== undefined,
      summary: hasPassages ? 'Mark a passage' : 'Give it a theme',
      on: `in “${ask}”`,
      action: paths.deskCoding({ reference, submission, question: key }),
      hidden: { back: on },
      passage: hasPassages
        ? {
            name: 'passage',
            id: id('passage'),
            label: 'Passage',
            hint: 'Select it in the answer, or type or paste it as it is written there.',
            rows: 3,
            value: mine?.passage,
            error: errorOf('passage'),
          }
        : undefined,
      theme: {
        name: 'theme',
        id: id('theme'),
        label: 'Theme',
        prompt: themes.length > 0 ? 'Choose a theme' : 'No themes yet: name the first below',
        value: mine?.theme,
        error: errorOf('theme'),
        items: themes.map((theme) => ({ value: theme.id, text: theme.name })),
      },
      newTheme: {
        name: 'newTheme',
        id: id('newTheme'),
        label: 'Or a new theme',
        optional: true,
        value: mine?.newTheme,
        error: errorOf('name'),
      },
      buttons: [
        ...(hasPassages
          ? [{ text: 'Mark the passage', hidden: `in “${ask}”`, name: 'step', value: 'passage' }]
          : []),
        { text: 'Mark the whole answer', hidden: `to “${ask}”`, name: 'step', value: 'whole' },
      ],
    },
  };
}

const markFieldId = (question: string, field: string): string => `mark-${question}-${field}`;

const FIELD_OF: Record<string, string> = { name: 'newTheme' };

/** What the error summary says of a form that came back. */
const markErrors = (wrong: WrongMark | undefined) =>
  wrong
    ? [{ text: wrong.problem, href: `#${markFieldId(wrong.question, FIELD_OF[wrong.field] ?? wrong.field)}` }]
    : [];

/** The offer to carry over what is coded in earlier versions of a response; undefined when nothing is. */
export function carryBlock(reference: string, submission: string, { carried, left }: CarryPlan) {
  if (carried.length + left === 0) return undefined;
  const stand =
    carried.length === 1
      ? '1 coding of an earlier version stands unchanged in this one.'
      : `${carried.length} codings of earlier versions stand unchanged in this one.`;
  const gone =
    left === 1
      ? '1 coded passage no longer stands here, or stands here more than once: look for what became of it.'
      : `${left} coded passages no longer stand here, or stand here more than once: look for what became of them.`;
  return {
    text: [...(carried.length > 0 ? [stand] : []), ...(left > 0 ? [gone] : [])].join(' '),
    action: carried.length > 0 ? paths.deskCarryOver({ reference, submission }) : undefined,
    buttons: [{ text: carried.length === 1 ? 'Carry it over' : 'Carry them over', kind: 'secondary' }],
  };
}

/** One answer with its codings: who coded what, the way to remove each, and the form that marks another passage. */
export function markingPage(
  consultation: { reference: string; title: string },
  submission: Submission,
  given: AnswerThemes,
  wrong?: WrongMark,
) {
  const { reference } = consultation;
  const { question, value, confidential, reason } = given.answer;
  const parts = partsOf(question, value);
  const place = placeOf(consultation, 'responses', 'Themes');
  const reading = paths.deskSubmission({ reference, submission: submission.id });
  return {
    ...place,
    breadcrumbs: [
      ...place.breadcrumbs.slice(0, -1),
      { text: submission.organisation.name, href: reading },
      { text: 'Themes' },
    ],
    title: `${submission.organisation.name}: themes of “${question.ask}”`,
    errors: markErrors(wrong),
    heading: { text: question.ask, caption: `${submission.organisation.name} · ${submission.reference}` },
    confidential:
      confidential || submission.confidential ? reason || submission.confidentialReason : undefined,
    block: markBlock(given, 'marking', wrong),
    codings: given.codings.map(({ id, theme, passage, codedBy, codedAt, firstTheme }) => ({
      words: (passage && wordsOf(parts, passage)) ?? '',
      whole: passage === null ? beginningOf(question, value) : undefined,
      theme: {
        text: theme.name,
        href: paths.deskTheme({ reference, question: question.key, theme: theme.id }),
      },
      by: `${codedBy}, ${formatMoment(codedAt)}${firstTheme ? `, as “${firstTheme}”` : ''}`,
      remove: {
        action: paths.deskCoding({ reference, submission: submission.id, question: question.key }),
        coding: id,
      },
    })),
    links: [
      { text: 'Read the whole response', href: `${reading}#answer-${question.key}` },
      { text: 'The themes of this question', href: paths.deskFrame({ reference, question: question.key }) },
    ],
  };
}
