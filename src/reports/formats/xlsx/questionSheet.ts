import type { Question } from '../../../consultations/questions.js';
import { answerTypes } from '../../../responses/answers/answerTypes.js';
import { chosenOf } from '../../../responses/answers/multipleChoice.js';
import { rowsOf } from '../../../responses/answers/rows.js';
import { hasOptions } from '../../../consultations/questions.js';
import type { Report } from '../../report.js';
import type { Told } from '../../telling/redaction.rules.js';
import { threadText } from '../clarificationsShown.js';
import { DISPOSITION, dispositionsOf, hasDispositions } from '../dispositionsShown.js';
import { hasThemes, themesOf } from '../themesShown.js';
import { toldTo } from '../columns.js';
import { reasonsOf } from '../parts.js';
import { filesNotTold, markOn, saidTo, type Said } from '../said.js';
import { tableSheet, type Sheet, type SheetCell } from './sheet.js';

interface Column {
  heading: string;
  width: number;
  internal?: true;
  /** @param index of the row among those of the response, from 0; what is said once stands in the first */
  cell: (said: Said, index: number, told: Told) => SheetCell;
}

/** What was said to one question: a row for each respondent who did, and of a table for each of its rows. */
export function questionSheet(report: Report, question: Question, number: number): Sheet {
  const columns = toldTo(report.version, [...answerColumns(question), ...beside(report, question)]);
  return tableSheet({
    name: `Q${number} ${question.ask}`,
    columns: [
      { heading: 'Respondent', width: 30 },
      { heading: 'Reference', width: 16 },
      { heading: 'Counted as', width: 20 },
      ...columns,
    ],
    *of(told) {
      const said = saidTo(told, question, number, report);
      if (!said) return;
      const rows = question.type === 'rows' ? Math.max(1, rowsOf(valueOf(said)).length) : 1;
      for (let index = 0; index < rows; index += 1) {
        yield [
          told.name,
          told.reference,
          told.countedAs.join('; '),
          ...columns.map(({ cell }) => cell(said, index, told)),
        ];
      }
    },
  });
}

const valueOf = ({ answer }: Said): unknown => (answer?.withheld === false ? answer.value : undefined);

/** A column for each part of the answer, so that one can filter by it. */
function answerColumns(question: Question): Column[] {
  const { type, ask, options = [], columns = [] } = question;
  if (type === 'file') return [];
  if (type === 'rows') {
    return columns.map((heading, column) => ({
      heading,
      width: column === 0 ? 24 : 50,
      cell: (said, index) => rowsOf(valueOf(said))[index]?.[column] ?? '',
    }));
  }
  if (type === 'multiple-choice') {
    return [
      { heading: ask, width: 30, cell: (said) => chosenOf(valueOf(said)).join('; ') },
      ...options.map((option): Column => ({
        heading: option,
        width: 16,
        cell: (said) => (chosenOf(valueOf(said)).includes(option) ? 'Yes' : ''),
      })),
    ];
  }
  const { said: inWords, cells } = answerTypes[type];
  const parts = cells(question, undefined).slice(0, hasOptions(type) && question.rationale ? -1 : undefined);
  const several = type === 'ranking' || type === 'matrix';
  return [
    ...(type === 'ranking'
      ? [{ heading: ask, width: 34, cell: (said: Said) => inWords(question, valueOf(said))[0]?.text ?? '' }]
      : []),
    ...parts.map((part, column): Column => ({
      heading: several ? part.heading : ask,
      width: several || type === 'single-choice' ? 20 : isShort(type) ? 24 : 70,
      cell: (said) => {
        const { text = '', number, date } = cells(question, valueOf(said))[column] ?? {};
        return date ? { date } : (number ?? text);
      },
    })),
  ];
}

const isShort = (type: Question['type']): boolean => type === 'money' || type === 'number' || type === 'date';

/** What stands beside an answer. */
function beside(report: Report, question: Question): Column[] {
  const { key, type } = question;
  const once = (cell: (said: Said) => SheetCell) => (said: Said, index: number) =>
    index === 0 ? cell(said) : '';
  return [
    ...(hasOptions(type) && question.rationale
      ? [{ heading: 'Reasons', width: 70, cell: once((said) => reasonsOf(valueOf(said))) }]
      : []),
    ...(type === 'file'
      ? [{ heading: 'Files', width: 50, cell: once((said) => filesIn(said, report)) }]
      : []),
    { heading: 'Confidential or withheld', width: 18, cell: markOn },
    ...(hasThemes(report, key)
      ? [
          {
            heading: 'Themes',
            internal: true as const,
            width: 36,
            cell: (_said: Said, index: number, told: Told) =>
              index === 0 ? themesOf(report, told, key).join('; ') : '',
          },
        ]
      : []),
    { heading: 'SECAS comment', internal: true, width: 36, cell: once(({ comment }) => comment) },
    ...(hasDispositions(report, key)
      ? [
          {
            heading: DISPOSITION,
            internal: true as const,
            width: 30,
            cell: (_said: Said, index: number, told: Told) =>
              index === 0 ? dispositionsOf(report, told, key).join('; ') : '',
          },
        ]
      : []),
    ...(type === 'rows'
      ? [
          {
            heading: 'SECAS comment on the line',
            internal: true as const,
            width: 40,
            cell: (said: Said, index: number) =>
              report.lineComments[key]?.[rowsOf(valueOf(said))[index]?.[0] ?? ''] ?? '',
          },
        ]
      : []),
    ...(report.clarified.includes(key)
      ? [
          {
            heading: 'Clarification',
            internal: true as const,
            width: 50,
            cell: once(({ thread }) => threadText(thread)),
          },
        ]
      : []),
  ];
}

const filesIn = ({ files, filesWithheld }: Said, { version }: Report): string =>
  [...files.map(({ name }) => name), filesNotTold(filesWithheld, version)].filter(Boolean).join('\n');
