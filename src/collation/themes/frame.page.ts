import { CATEGORIES } from '../../consultations/consultations.rules.js';
import { sectionsOf, type Question } from '../../consultations/questions.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import type { QuestionCount, ThemeCount } from './themes.store.js';
import { NAME_IS_TOLD } from './themes.rules.js';

interface Titled {
  reference: string;
  title: string;
}

/** The questions, and how far the answers to each are coded. */
export function themesPage(consultation: Titled, questions: Question[], counts: QuestionCount[]) {
  const { reference, title } = consultation;
  const of = new Map(counts.map((count) => [count.questionKey, count]));
  return {
    ...placeOf(consultation, 'themes'),
    title: `${reference}: themes`,
    heading: {
      text: 'Themes',
      caption: `${reference} · ${title}`,
      lead: 'What the answers to a question have in common. A passage is marked where the response is read; here are the themes, how often each comes up, and what stands in them.',
    },
    tables: sectionsOf(questions.filter(({ type }) => type !== 'file')).map((section) => ({
      caption: section.title,
      columns: [
        { text: 'Question' },
        { text: 'Themes', numeric: true },
        { text: 'Passages', numeric: true },
        { text: 'Answers with a theme', numeric: true },
        { text: 'Answers', numeric: true },
      ],
      rows: section.questions.map(({ key, ask }) => {
        const { themes = 0, passages = 0, coded = 0, answers = 0 } = of.get(key) ?? {};
        return [
          { text: ask, href: paths.deskFrame({ reference, question: key }) },
          themes,
          passages,
          coded,
          answers,
        ];
      }),
    })),
    empty: { title: 'No questions', text: 'This consultation was published without a question set.' },
  };
}

/** A form of the frame's page that came back. */
export interface WrongFrame {
  name: string;
  description: string;
  /** '' when it is about no field */
  field: string;
  problem: string;
}

/** The themes of a question in their order, with counts. */
export function framePage(
  consultation: Titled,
  question: Question,
  themes: ThemeCount[],
  count: QuestionCount | undefined,
  wrong?: WrongFrame,
) {
  const { reference } = consultation;
  const place = placeOf(consultation, 'themes', question.ask);
  const action = paths.deskFrame({ reference, question: question.key });
  const ends = [
    ...(themes.some(({ by }) => by['DCC']) ? ['DCC'] : []),
    ...(themes.some(({ by }) => by['No Party']) ? ['No Party'] : []),
  ];
  const columns = [...CATEGORIES, ...ends];
  const errorOf = (field: string) => (wrong?.field === field ? wrong.problem : undefined);
  return {
    ...place,
    title: `${reference}: themes of “${question.ask}”`,
    errors: wrong ? [{ text: wrong.problem, href: `#${wrong.field || 'themes'}` }] : [],
    heading: { text: question.ask, caption: `${place.caption} · Themes` },
    coded: count
      ? `${count.coded} of ${count.answers} answers that count have a theme.`
      : 'Nobody has answered this question yet.',
    table:
      themes.length > 0
        ? {
            caption: 'Themes: passages, responses, Parties represented, and responses by category',
            captionHidden: true,
            onPhone: 'scroll',
            columns: [
              { text: 'Theme' },
              { text: 'Passages', numeric: true },
              { text: 'Responses', numeric: true },
              { text: 'Parties', numeric: true },
              ...columns.map((text) => ({ text, numeric: true })),
            ],
            rows: themes.map((theme) => [
              {
                text: theme.name,
                href: paths.deskTheme({ reference, question: question.key, theme: theme.id }),
                note: noteOf(theme),
              },
              theme.passages,
              theme.responses,
              theme.parties,
              ...columns.map((category) => theme.by[category] ?? 0),
            ]),
          }
        : undefined,
    explained:
      'Passages and responses are those that count now. A response counts once in each category that it speaks for, so the categories need not add up.',
    empty: {
      title: 'No themes yet',
      text: 'Name the first one here, or while you mark a passage in a response.',
      action: { text: 'Go to the responses', href: paths.deskResponses({ reference }) },
    },
    order:
      themes.length > 1
        ? themes.map(({ id, name }, index) => ({
            name,
            action,
            hidden: { step: 'move', theme: id, above: themes[index - 1]?.id ?? '' },
            up: index > 0,
            down: index < themes.length - 1,
          }))
        : [],
    add: {
      action,
      name: { name: 'name', label: 'Name', hint: NAME_IS_TOLD, value: wrong?.name, error: errorOf('name') },
      description: {
        name: 'description',
        label: 'What belongs in it',
        optional: true,
        rows: 2,
        value: wrong?.description,
        error: errorOf('description'),
      },
      buttons: [{ text: 'Add the theme', name: 'step', value: 'add' }],
    },
  };
}

function noteOf({ description, elsewhere }: ThemeCount): string | undefined {
  const others = elsewhere > 0 ? `${elsewhere} more in what does not count` : '';
  return [description, others].filter(Boolean).join(' · ') || undefined;
}
