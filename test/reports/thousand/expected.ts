import { CATEGORIES } from '../../../src/consultations/consultations.rules.js';
import type { Question } from '../../../src/consultations/questions.js';
import type { Version } from '../../../src/reports/access.rules.js';
import type { Given } from './given.js';

/** What a version must tell of what went in: written down from DOMAIN.md and the decisions, for these tests alone. */
export const VERSIONS: Version[] = ['all', 'confidential', 'public'];

export const counts = ({ fate }: Given): boolean => fate === 'in time' || fate === 'admitted';

export const isNameless = (one: Given, version: Version): boolean =>
  one.nameConfidential && version !== 'confidential';

/** In public they are numbered in an order that tells nothing. */
export const nameIn = (one: Given, version: Version): string => {
  if (!isNameless(one, version)) return one.name;
  return version === 'public' ? 'Name withheld' : `Name withheld (${one.reference})`;
};

export const countedAs = (one: Given, version: Version): string[] => {
  if (isNameless(one, version)) return ['Withheld'];
  const categories = CATEGORIES.filter((name) => one.parties.some(({ category }) => category === name));
  return categories.length > 0 ? categories : ['No Party'];
};

export const hides = (one: Given, key: string, version: Version): boolean =>
  version !== 'confidential' && (one.confidential || (one.answers[key]?.confidential ?? false));

/** An answer as a version tells it; undefined: there is none. */
export type ToldAnswer = { placeholder: string } | { value: Record<string, unknown>; confidential: boolean };

export function answerIn(one: Given, { key }: Question, version: Version): ToldAnswer | undefined {
  const answer = one.answers[key];
  if (!answer) return undefined;
  const { value, confidential, redacted } = answer;
  if (hides(one, key, version))
    return {
      placeholder:
        version === 'public'
          ? '[confidential: not published]'
          : 'Confidential: in the version for readers of confidential material',
    };
  if (version !== 'public' || !redacted)
    return { value, confidential: version === 'confidential' && (confidential || one.confidential) };
  if (redacted === 'answer') return { placeholder: MARK };
  return {
    value: JSON.parse(JSON.stringify(value).replace(JSON.stringify(redacted.words).slice(1, -1), MARK)),
    confidential: false,
  };
}

const MARK = '[redacted: personal data]';

/** The name of its file, and how many files are not for the reader. */
export function filesIn(one: Given, version: Version): { names: string[]; withheld: number } {
  if (!one.file) return { names: [], withheld: 0 };
  const { name, confidential, redacted } = one.file;
  const hidden = version !== 'confidential' && (one.confidential || one.nameConfidential || confidential);
  if (hidden || (version === 'public' && redacted === 'file')) return { names: [], withheld: 1 };
  return {
    names: [version === 'public' && redacted === 'file name' ? 'redacted file name.txt' : name],
    withheld: 0,
  };
}

/** SECAS's comment beside the answer to the question `other`. */
export function commentIn(one: Given, version: Version): string {
  if (version === 'public' || isNameless(one, version) || hides(one, 'other', version)) return '';
  return one.comment;
}

/** A date as people write it. */
const inWords = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

const inPounds = (amount: string): string =>
  `£${Number(amount).toLocaleString('en-GB', { minimumFractionDigits: amount.endsWith('.00') ? 0 : 2 })}`;

interface Value {
  choice: string;
  chosen: string[];
  rationale: string;
  order: string[];
  choices: Record<string, string>;
  rows: string[][];
  amount: string;
  number: string;
  date: string;
  text: string;
}

/** One cell for each column of a question in the table of responses. */
export function cellsOf(
  { type, options = [], rows = [], columns = [] }: Question,
  value: object,
): (string | number | Date)[] {
  const of = value as Value;
  switch (type) {
    case 'single-choice':
      return [of.choice, of.rationale];
    case 'multiple-choice':
      return [of.chosen.join('; '), of.rationale];
    case 'ranking':
      return [...options.map((option) => of.order.indexOf(option) + 1), of.rationale];
    case 'matrix':
      return [...rows.map(({ key }) => of.choices[key] ?? ''), of.rationale];
    case 'rows':
      return [
        of.rows
          .map((cells) =>
            cells.flatMap((cell, at) => (cell === '' ? [] : [`${columns[at]}: ${cell}`])).join('\n'),
          )
          .join('\n\n'),
      ];
    case 'money':
      return [Number(of.amount)];
    case 'number':
      return [Number(of.number)];
    case 'date':
      return [new Date(of.date)];
    default:
      return [of.text];
  }
}

/** How many columns that are. */
export const columnsOf = ({ type, options = [], rows = [] }: Question): number => {
  if (type === 'ranking') return options.length + 1;
  if (type === 'matrix') return rows.length + 1;
  return type === 'single-choice' || type === 'multiple-choice' ? 2 : 1;
};

/** What it says in a document, paragraph by paragraph, its reasons last. */
export function paragraphsOf({ type, rows = [] }: Question, value: object): string[] {
  const of = value as Value;
  switch (type) {
    case 'single-choice':
      return [of.choice, of.rationale];
    case 'multiple-choice':
      return [of.chosen.join('\n'), of.rationale];
    case 'ranking':
      return [of.order.map((option, at) => `${at + 1}. ${option}`).join('\n'), of.rationale];
    case 'matrix':
      return [
        ...rows.flatMap(({ key, text }) => (of.choices[key] ? [`${text}: ${of.choices[key]}`] : [])),
        of.rationale,
      ];
    case 'money':
      return [inPounds(of.amount)];
    case 'number':
      return [of.number];
    case 'date':
      return [inWords(of.date)];
    default:
      return [of.text];
  }
}

/** One thing that was said each: a choice, a rank, a cell of a table. */
export interface Part {
  part: string;
  line: string;
  row: number | null;
  value: string;
}

export function partsOf({ type, rows = [], columns = [] }: Question, value: object): Part[] {
  const of = value as Value;
  const part = (name: string, said: string | number, line = '', row: number | null = null): Part => ({
    part: name,
    line,
    row,
    value: String(said),
  });
  switch (type) {
    case 'single-choice':
      return [part('Choice', of.choice)];
    case 'multiple-choice':
      return of.chosen.map((option) => part('Choice', option));
    case 'ranking':
      return of.order.map((option, at) => part('Rank', at + 1, option));
    case 'matrix':
      return rows.flatMap(({ key, text }) =>
        of.choices[key] ? [part('Choice', of.choices[key], text)] : [],
      );
    case 'rows':
      return of.rows.flatMap(([line = '', ...cells], at) =>
        columns.length === 1
          ? [part(columns[0]!, line, '', at + 1)]
          : cells.flatMap((cell, column) =>
              cell === '' ? [] : [part(columns[column + 1]!, cell, line, at + 1)],
            ),
      );
    case 'money':
      return [part('Amount (£)', Number(of.amount))];
    case 'number':
      return [part('Number', Number(of.number))];
    case 'date':
      return [part('Date', of.date)];
    default:
      return [part('Text', of.text)];
  }
}

/** Why, where the question asks for it too. */
export const reasonsOf = (value: object): string => (value as Value).rationale ?? '';
