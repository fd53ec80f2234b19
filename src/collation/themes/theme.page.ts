import { counted } from '../../counted.js';
import { pagesOf } from '../../consultations/pages.js';
import type { Question } from '../../consultations/questions.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { raiseTheme } from '../dispositions/raiseUrl.js';
import { placeOf } from '../place.js';
import type { CodedPassage } from './coding/codings.store.js';
import { beginningOf, hasParts } from './coding/passages.rules.js';
import type { ThemeCount, ThemeEvent } from './themes.store.js';
import { NAME_IS_TOLD } from './themes.rules.js';

export const CODINGS_PER_PAGE = 100;

/** A form of a theme's page that came back. */
export interface WrongTheme {
  step: string;
  name: string;
  description: string;
  /** split: the codings that were chosen */
  codings: string[];
  field: string;
  problem: string;
}

export interface ThemeShown {
  question: Question;
  theme: ThemeCount;
  /** the others of its frame */
  others: { id: string; name: string }[];
  codings: CodedPassage[];
  /** codings on all pages together */
  total: number;
  page: number;
  events: ThemeEvent[];
}

/** One theme: the passages in it and whose they are, and what can be done with it. */
export function themePage(
  consultation: { reference: string; title: string },
  shown: ThemeShown,
  wrong?: WrongTheme,
) {
  const { reference } = consultation;
  const { question, theme, others, total, page, events } = shown;
  const place = placeOf(consultation, 'themes', theme.name);
  const address = { reference, question: question.key };
  const action = paths.deskTheme({ ...address, theme: theme.id });
  const of = (step: string) => (wrong?.step === step ? wrong : undefined);
  const fieldOf = (step: string, field: string) => `${step}-${field}`;
  const errorOf = (step: string, field: string) => (of(step)?.field === field ? wrong!.problem : undefined);
  const nameFields = (step: string, label: string, as?: { name: string; description: string }) => ({
    name: {
      name: 'name',
      id: fieldOf(step, 'name'),
      label,
      hint: NAME_IS_TOLD,
      value: of(step)?.name ?? as?.name,
      error: errorOf(step, 'name'),
    },
    description: {
      name: 'description',
      id: fieldOf(step, 'description'),
      label: 'What belongs in it',
      optional: true,
      rows: 2,
      value: of(step)?.description ?? as?.description,
      error: errorOf(step, 'description'),
    },
  });
  const hidden = (step: string) => ({ step, version: String(theme.version) });
  const pages = pagesOf(page, Math.ceil(total / CODINGS_PER_PAGE), (number) => `${action}?page=${number}`);
  return {
    ...place,
    breadcrumbs: [
      ...place.breadcrumbs.slice(0, -1),
      { text: question.ask, href: paths.deskFrame(address) },
      { text: theme.name },
    ],
    title: `${reference}: the theme “${theme.name}”`,
    errors: wrong
      ? [{ text: wrong.problem, href: `#${wrong.field ? fieldOf(wrong.step, wrong.field) : 'passages'}` }]
      : [],
    heading: { text: theme.name, caption: question.ask, lead: theme.description || undefined },
    stats: [
      {
        label: 'Passages',
        value: theme.passages,
        note: theme.elsewhere > 0 ? `and ${theme.elsewhere} in what does not count` : undefined,
      },
      { label: 'Responses', value: theme.responses },
      { label: 'Parties represented', value: theme.parties },
      ...Object.entries(theme.by).map(([label, value]) => ({
        label,
        value,
        note: value === 1 ? 'response' : 'responses',
      })),
    ],
    alike:
      theme.passages + theme.elsewhere > 0 && hasParts(question)
        ? {
            text: 'Passages that read alike and are not coded',
            href: paths.deskAlike({ ...address, theme: theme.id }),
          }
        : undefined,
    raise: raiseTheme(reference, question.key, theme),
    passages: grouped(shown.codings).map((codings, index) =>
      passageShown(reference, question, codings, index, wrong),
    ),
    empty: {
      title: 'Nothing is coded with it yet',
      text: 'Mark a passage where a response is read.',
      action: { text: 'Go to the responses', href: paths.deskResponses({ reference }) },
    },
    pagination: pages && { ...pages, label: 'Pages of passages' },
    split:
      total > 1
        ? {
            open: of('split') !== undefined,
            summary: 'Split: some of these passages to a new theme',
            action,
            form: 'split',
            hidden: hidden('split'),
            hint: 'Tick the passages above that go to the new theme.',
            ...nameFields('split', 'Name of the new theme'),
            error: errorOf('split', 'codings'),
            buttons: [{ text: 'Split the theme' }],
          }
        : undefined,
    rename: {
      open: of('rename') !== undefined,
      summary: 'Rename or describe',
      action,
      hidden: hidden('rename'),
      ...nameFields('rename', 'Name', theme),
      buttons: [{ text: 'Save' }],
    },
    merge:
      others.length > 0
        ? {
            open: of('merge') !== undefined,
            summary: 'Merge into another theme',
            action,
            hidden: hidden('merge'),
            into: {
              name: 'into',
              id: fieldOf('merge', 'into'),
              label: 'Theme that it is merged into',
              hint: 'Every passage goes over, and keeps who coded it. This theme ends.',
              prompt: 'Choose a theme',
              error: errorOf('merge', 'into'),
              items: others.map(({ id, name }) => ({ value: id, text: name })),
            },
            buttons: [{ text: 'Merge' }],
          }
        : undefined,
    remove:
      total === 0
        ? {
            open: of('remove') !== undefined,
            summary: 'Take it out',
            action,
            hidden: hidden('remove'),
            buttons: [{ text: 'Take the theme out', kind: 'warning' }],
          }
        : undefined,
    history: events.map((event) => `${formatMoment(event.at)}: ${event.by} ${said(event)}`),
  };
}

/** Codings of one passage stand together, whoever made them. */
function grouped(codings: CodedPassage[]): CodedPassage[][] {
  const groups = new Map<string, CodedPassage[]>();
  for (const coding of codings) {
    const { part, starts, ends } = coding.passage ?? {};
    const key = [coding.submission.id, part, starts, ends].join('/');
    groups.set(key, [...(groups.get(key) ?? []), coding]);
  }
  return [...groups.values()];
}

function passageShown(
  reference: string,
  question: Question,
  codings: CodedPassage[],
  index: number,
  wrong: WrongTheme | undefined,
) {
  const { submission, words, answer, categories, confidential, nameConfidential, live } = codings[0]!;
  const address = { reference, submission: submission.id };
  const ids = codings.map(({ id }) => id);
  return {
    id: index === 0 ? 'split-codings' : `split-codings-${index + 1}`,
    value: ids.join(','),
    chosen: ids.every((id) => wrong?.codings.includes(id)),
    respondent: {
      text: submission.organisation,
      href: `${paths.deskSubmission(address)}#answer-${question.key}`,
    },
    about: [submission.reference, ...categories].join(' · '),
    tags: [
      ...(confidential ? [{ text: 'Confidential', tone: 'warn' }] : []),
      ...(nameConfidential ? [{ text: 'Name confidential', tone: 'warn' }] : []),
      ...(live ? [] : [{ text: 'Does not count' }]),
    ],
    words: words ?? undefined,
    whole: answer ? beginningOf(answer.question, answer.value) : undefined,
    by: codings.map(
      ({ codedBy, codedAt, firstTheme }) =>
        `${codedBy}, ${formatMoment(codedAt)}${firstTheme ? `, as “${firstTheme}”` : ''}`,
    ),
    codings: {
      text: 'Codings of this answer',
      href: paths.deskCoding({ ...address, question: question.key }),
    },
  };
}

/** What became of it, after who did it. */
function said({ action, detail }: ThemeEvent): string {
  const { theme, into, was, place, passages, splitFrom } = detail;
  const many = counted(Number(passages), 'coding');
  switch (action) {
    case 'theme.made':
      return splitFrom ? `split it from “${splitFrom}”, with ${many}` : `made it as “${theme}”`;
    case 'theme.renamed':
      return was === theme ? 'changed its description' : `renamed it from “${was}” to “${theme}”`;
    case 'theme.moved':
      return `moved it to place ${place}`;
    case 'theme.merged':
      return `merged “${theme}” into it, with ${many}`;
    case 'theme.split':
      return `split “${into}” from it, with ${many}`;
    default:
      return 'changed it';
  }
}
