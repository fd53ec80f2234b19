import { confirmationWords } from '../../responses/confirming/confirming.rules.js';
import type { Question } from '../../consultations/questions.js';
import { formatExact } from '../../londonTime.js';
import { rowsOf } from '../../responses/answers/rows.js';
import type { LineComments } from '../telling/lineComments.store.js';
import { answerTypes } from '../../responses/answers/answerTypes.js';
import { isOutward, type Version } from '../access.rules.js';
import { threadText } from './clarificationsShown.js';
import { DISPOSITION, dispositionsOf, hasDispositions } from './dispositionsShown.js';
import type { Told } from '../telling/redaction.rules.js';
import type { Report } from '../report.js';
import { filesNotTold } from './said.js';
import { hasThemes, themesOf } from './themesShown.js';
import { ON_TIME } from '../words.js';

/** What stands in a cell of the table: a figure or a date (ISO 8601) where Excel should reckon with it. */
export type TableCell = string | number | { date: string };

export interface Column {
  heading: string;
  /** how wide in Excel, in characters */
  width: number;
  cell: (told: Told) => TableCell;
  /** it is not for everybody: how the response came in, and what SECAS says of it */
  internal?: true;
}

/** What of a report decides which columns there are. */
export type Columned = Pick<
  Report,
  'questions' | 'version' | 'clarified' | 'lineComments' | 'tallies' | 'points'
>;

/**
 * The table of responses, one row for each: who, for whom, when, then every question with its parts, its files and
 * SECAS's comment, what came of the points that it raised, and the clarifications, where there are any. The same columns for every respondent; the versions
 * differ in the text, and the public one has none of SECAS's own.
 */
export const columnsOf = (report: Columned): Column[] =>
  toldTo(report.version, [
    ...WHO,
    ...report.questions.flatMap((question, index) => columnsOfQuestion(question, index + 1, report)),
    ...dispositionColumn(report, '', `${DISPOSITION} of the response as a whole`),
    ...AS_A_WHOLE,
  ]);

/** The columns that a version has. */
export const toldTo = <Of extends { internal?: true }>(version: Version, columns: Of[]): Of[] =>
  columns.filter(({ internal }) => !isOutward(version) || !internal);

/** Who responded, for whom and when. */
export const WHO: Column[] = [
  { heading: 'Respondent', width: 34, cell: ({ name }) => name },
  { heading: 'Reference', width: 16, cell: ({ reference }) => reference },
  { heading: 'Counted as', width: 24, cell: ({ countedAs }) => countedAs.join('; ') },
  {
    heading: 'Parties represented',
    width: 12,
    cell: ({ nameWithheld, parties }) => (nameWithheld ? 'Withheld' : parties.length),
  },
  {
    heading: 'Parties',
    width: 40,
    cell: ({ nameWithheld, parties }) =>
      nameWithheld ? 'Withheld' : parties.map(({ name, category }) => `${name} (${category})`).join('; '),
  },
  { heading: 'Kind', width: 14, cell: ({ kind }) => (kind === 'nil' ? 'No comment' : 'Response') },
  {
    heading: 'Received (London)',
    width: 30,
    cell: ({ receivedAt }) => (receivedAt ? formatExact(receivedAt) : 'Withheld'),
  },
  {
    heading: 'On time',
    width: 18,
    cell: ({ nameWithheld, standing }) => (nameWithheld ? 'Withheld' : ON_TIME[standing]),
  },
  {
    heading: 'Entered by SECAS',
    internal: true,
    width: 12,
    cell: ({ nameWithheld, transcription }) =>
      nameWithheld ? 'Withheld' : transcription ? `Yes, ${confirmationWords(transcription)}` : 'No',
  },
];

/** What is told of a response as a whole. */
export const AS_A_WHOLE: Column[] = [
  {
    heading: 'SECAS comment on the response',
    internal: true,
    width: 40,
    cell: ({ comments }) => comments[''] ?? '',
  },
  {
    heading: 'SHA-256 of the submission',
    internal: true,
    width: 30,
    cell: ({ digest }) => digest ?? 'Withheld',
  },
];

/** Of an answer that is not written at length. */
const WIDTHS: Partial<Record<Question['type'], number>> = { 'single-choice': 24, ranking: 24, date: 18 };

function columnsOfQuestion(question: Question, number: number, report: Columned): Column[] {
  const { version, lineComments, clarified } = report;
  const { key, type } = question;
  const parts = answerTypes[type].cells(question, undefined);
  const heading = (part: string) => `${number}. ${part}`;
  const said = saidOf(question);
  return [
    ...(type === 'file' ? [] : parts).map((part, index): Column => ({
      heading: part.heading ? `${heading(part.heading)}` : heading(question.ask),
      width: index === 0 ? (WIDTHS[type] ?? 50) : 24,
      cell: (told) => said(told)[index] ?? '',
    })),
    ...(type === 'file' || parts.length === 0
      ? [{ heading: heading(question.ask), width: 30, cell: (told: Told) => filesOf(told, key, version) }]
      : []),
    ...(hasThemes(report, key)
      ? [
          {
            heading: heading('Themes'),
            internal: true as const,
            width: 30,
            cell: (told: Told) => themesOf(report, told, key).join('; '),
          },
        ]
      : []),
    {
      heading: heading('SECAS comment'),
      internal: true,
      width: 30,
      cell: ({ comments }) => comments[key] ?? '',
    },
    ...dispositionColumn(report, key, heading(DISPOSITION)),
    ...(type === 'rows'
      ? [
          {
            heading: heading('SECAS comment on its lines'),
            internal: true as const,
            width: 30,
            cell: (told: Told) => onLines(told, key, lineComments),
          },
        ]
      : []),
    ...(clarified.includes(key)
      ? [
          {
            heading: heading('Clarification'),
            internal: true as const,
            width: 50,
            cell: ({ clarifications }: Told) => threadText(clarifications[key]),
          },
        ]
      : []),
  ];
}

const dispositionColumn = (report: Columned, key: string, heading: string): Column[] =>
  hasDispositions(report, key)
    ? [
        {
          heading,
          internal: true,
          width: 30,
          cell: (told) => dispositionsOf(report, told, key).join('; '),
        },
      ]
    : [];

/** The comments on the lines that a response speaks of, where its reader may see that. */
function onLines({ answers }: Told, key: string, lineComments: LineComments): string {
  const answer = answers[key];
  if (!answer || answer.withheld) return '';
  const lines = [...new Set(rowsOf(answer.value).map(([line = '']) => line))];
  return lines
    .flatMap((line) => {
      const text = lineComments[key]?.[line];
      return text === undefined ? [] : [`${line}: ${text}`];
    })
    .join('\n\n');
}

/** The cells of a question's answer; asked for column by column, they are made once for each response. */
function saidOf(question: Question): (told: Told) => TableCell[] {
  let last: { told?: Told; cells: TableCell[] } = { cells: [] };
  return (told) => {
    if (last.told !== told) last = { told, cells: cellsOf(told.answers[question.key], question) };
    return last.cells;
  };
}

function cellsOf(answer: Told['answers'][string] | undefined, question: Question): TableCell[] {
  if (!answer) return [];
  if (answer.withheld) return [answer.placeholder];
  return answerTypes[question.type].cells(question, answer.value).map(({ text, number, date }, index) => {
    if (question.type === 'multiple-choice' && index === 0) return text.replaceAll('\n', '; ');
    return date ? { date } : (number ?? text);
  });
}

function filesOf({ files, filesWithheld }: Told, key: string, version: Version): string {
  const names = files.filter(({ questionKey }) => questionKey === key).map(({ name }) => name);
  return [...names, filesNotTold(filesWithheld[key] ?? 0, version)].filter(Boolean).join('; ');
}
