import { counted } from '../../../counted.js';
import { paths } from '../../../paths.js';
import type { Submission } from '../../../responses/submissions.store.js';
import type { Theme } from '../themes.store.js';
import type { Coding } from './codings.store.js';
import { markedLines } from './marks.rules.js';
import { partsOf } from './passages.rules.js';
import { NAME_IS_TOLD } from '../themes.rules.js';

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
        hint: NAME_IS_TOLD,
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

/** The id of a field of the form; the error summary links to it. */
export const markFieldId = (question: string, field: string): string => `mark-${question}-${field}`;
