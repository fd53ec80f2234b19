import { CATEGORIES } from '../../consultations/consultations.rules.js';
import type { Question } from '../../consultations/questions.js';
import { paths } from '../../paths.js';
import { chosenIn, isFiltered, listUrl, type Filters } from './filters.js';

/** What each filter offers, in the words of the form and of what stands above the list. */
const OFFERED = {
  category: {
    label: 'Category',
    items: [...CATEGORIES, 'DCC'].map((name) => ({ value: name, text: name })),
  },
  confidential: {
    label: 'Confidential',
    items: [
      { value: 'whole', text: 'The whole response' },
      { value: 'name', text: 'The name' },
      { value: 'some', text: 'Some answers or files' },
      { value: 'nothing', text: 'Nothing' },
    ],
  },
  read: {
    label: 'Read',
    items: [
      { value: 'not-me', text: 'Not by me' },
      { value: 'me', text: 'By me' },
      { value: 'nobody', text: 'By nobody' },
    ],
  },
  kind: {
    label: 'Kind',
    items: [
      { value: 'response', text: 'Response' },
      { value: 'nil', text: 'No comment' },
    ],
  },
  comment: {
    label: 'SECAS comment',
    items: [
      { value: 'with', text: 'With one' },
      { value: 'without', text: 'Without any' },
    ],
  },
  clarification: {
    label: 'Clarification',
    items: [
      { value: 'asked', text: 'Waits for a reply' },
      { value: 'replied', text: 'Replied to' },
      { value: 'any', text: 'With one' },
    ],
  },
};

/** The form that narrows the list, and each filter that does, with the way to do without it. */
export function filtersShown(reference: string, filters: Filters, questions: Question[]) {
  const field = (name: keyof typeof OFFERED) => ({
    name,
    ...OFFERED[name],
    value: filters[name],
    prompt: 'Any',
  });
  return {
    action: paths.deskResponses({ reference }),
    fields: [
      field('category'),
      ...(answersOffered(questions).length > 0 ? [answerField(filters, questions)] : []),
      field('read'),
      field('confidential'),
      field('kind'),
      field('comment'),
      field('clarification'),
    ],
    set: isFiltered(filters) ? setFilters(reference, filters, questions) : undefined,
    clear: isFiltered(filters) ? paths.deskResponses({ reference }) : undefined,
  };
}

const answerField = ({ answer }: Filters, questions: Question[]) => ({
  name: 'answer',
  label: 'Answer',
  items: answersOffered(questions),
  value: answer,
  prompt: 'Any',
});

/** Every option of every single choice, under its question. */
const answersOffered = (questions: Question[]) =>
  questions
    .filter(({ type }) => type === 'single-choice')
    .flatMap(({ key, ask, options = [] }) =>
      options.map((option) => ({ value: `${key}:${option}`, text: option, group: shortened(ask) })),
    );

function setFilters(reference: string, filters: Filters, questions: Question[]) {
  const named = Object.entries(OFFERED).flatMap(([name, { label, items }]) => {
    const item = items.find(({ value }) => value === filters[name as keyof Filters]);
    return item ? [{ name, text: `${label}: ${name === 'category' ? item.text : lowered(item.text)}` }] : [];
  });
  const { question, option } = chosenIn(filters.answer);
  const ask = questions.find(({ key }) => key === question)?.ask ?? question;
  const answer = filters.answer ? [{ name: 'answer', text: `“${shortened(ask)}”: ${option}` }] : [];
  return [...named, ...answer].map(({ name, text }) => ({
    text,
    href: listUrl(reference, { ...filters, [name]: '' }),
  }));
}

const shortened = (ask: string): string => (ask.length > 70 ? `${ask.slice(0, 68).trimEnd()}…` : ask);

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
