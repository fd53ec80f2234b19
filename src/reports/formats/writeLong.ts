import type { Writable } from 'node:stream';
import type { Db } from '../../db/connection.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import { toldIn } from '../telling/told.js';
import { toldTo, type TableCell } from './columns.js';
import { csvOf } from './csv.js';
import { DISPOSITION, dispositionsOf } from './dispositionsShown.js';
import { partsOf, reasonsOf, type Part } from './parts.js';
import { filesNotTold, markOn, saidBy, type Said } from './said.js';
import { themesOf } from './themesShown.js';

/** A row of what a response says; what stands beside the whole of an answer is told in its first row. */
interface Row extends Part {
  said?: Said;
  reasons?: string;
  mark?: string;
  comment?: string;
  themes?: string;
  disposition?: string;
}

const COLUMNS: {
  heading: string;
  internal?: true;
  cell: (row: Row, told: Told, report: Report) => TableCell;
}[] = [
  { heading: 'Reference', cell: (_row, { reference }) => reference },
  { heading: 'Respondent', cell: (_row, { name }) => name },
  { heading: 'Counted as', cell: (_row, { countedAs }) => countedAs.join('; ') },
  {
    heading: 'Parties',
    cell: (_row, { nameWithheld, parties }) =>
      nameWithheld ? 'Withheld' : parties.map(({ name }) => name).join('; '),
  },
  { heading: 'Question number', cell: ({ said }) => said?.number ?? '' },
  { heading: 'Question', cell: ({ said }) => said?.question.ask ?? '' },
  { heading: 'Part', cell: ({ part }) => part },
  { heading: 'Line or row', cell: ({ line }) => line },
  { heading: 'Row of the table', cell: ({ row }) => row ?? '' },
  { heading: 'Value', cell: ({ text, number, date }) => (date ? { date } : (number ?? text)) },
  { heading: 'Reasons', cell: ({ reasons = '' }) => reasons },
  { heading: 'Confidential or withheld', cell: ({ mark = '' }) => mark },
  { heading: 'Themes', internal: true, cell: ({ themes = '' }) => themes },
  { heading: 'SECAS comment', internal: true, cell: ({ comment = '' }) => comment },
  { heading: DISPOSITION, internal: true, cell: ({ disposition = '' }) => disposition },
  {
    heading: 'SECAS comment on the line',
    internal: true,
    cell: ({ said, line }, _told, { lineComments }) => lineComments[said?.question.key ?? '']?.[line] ?? '',
  },
];

/**
 * Writes one row for each thing that was said: each choice, each rank, each cell of a table, each file. Every response
 * has a row, also one that says nothing. Streams.
 */
export async function writeLong(bulk: Db, report: Report, out: Writable): Promise<void> {
  const columns = toldTo(report.version, COLUMNS);
  async function* rows() {
    yield columns.map(({ heading }) => heading);
    for await (const told of toldIn(bulk, report)) {
      for (const row of rowsOf(told, report)) yield columns.map(({ cell }) => cell(row, told, report));
    }
  }
  await csvOf(rows(), out);
}

function rowsOf(told: Told, report: Report): Row[] {
  const said = saidBy(told, report).flatMap((one) => {
    const [first, ...others] = rowsOfSaid(one, report.version);
    const { key } = one.question;
    const themes = themesOf(report, told, key).join('; ');
    return [{ ...first!, themes, disposition: dispositionsOf(report, told, key).join('; ') }, ...others];
  });
  const whole = told.kind === 'nil' ? 'No comment' : 'The response as a whole';
  const comment = told.comments[''] ?? '';
  const disposition = dispositionsOf(report, told, '').join('; ');
  const beside = comment !== '' || disposition !== '';
  return said.length > 0 && !beside ? said : [{ ...row(whole), comment, disposition }, ...said];
}

const row = (part: string, text = ''): Part => ({ part, line: '', row: null, text });

function rowsOfSaid(said: Said, version: Report['version']): Row[] {
  const { question, answer, files, filesWithheld, comment } = said;
  const value = answer?.withheld === false ? answer.value : undefined;
  const mark = markOn(said);
  const rows: Row[] = [
    ...(value === undefined ? [] : partsOf(question, value)).map((part) => ({ ...part, mark })),
    ...files.map(({ name, confidential }) => ({
      ...row('File', name),
      mark: confidential ? 'Confidential' : '',
    })),
    ...(filesWithheld > 0 ? [{ ...row('File'), mark: filesNotTold(filesWithheld, version) }] : []),
  ];
  const reasons = reasonsOf(value);
  const [first, ...others] = answer?.withheld || rows.length === 0 ? [{ ...row(''), mark }, ...rows] : rows;
  return [{ ...first!, reasons, comment }, ...others].map((one) => ({ ...one, said }));
}
