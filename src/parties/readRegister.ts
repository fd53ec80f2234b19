import { Temporal } from 'temporal-polyfill';
import { csvRecords, UnreadableCsv } from '../csvRecords.js';
import { readName } from '../people/people.rules.js';
import { readCategory } from './category.rules.js';
import type { RegisterRow } from './register.rules.js';

/** The register holds some two hundred; this is room for a mistake, not for another file. */
export const MOST_ROWS = 10_000;

export interface LineProblem {
  /** of the file, from 1 */
  line: number;
  text: string;
}

export interface ReadRegister {
  rows: (RegisterRow & { line: number })[];
  problems: LineProblem[];
  /** it has no column for the date of leaving: what is known of that stays */
  leavingLeftOut: boolean;
}

/**
 * Reads the Party register from CSV: party_id, name, category and organisation, and where known acceded_on, left_on
 * and how_left, in any order. Dates are 2017-02-14 or 14/02/2017. Every line with a problem is named.
 */
export async function readRegister(text: string): Promise<ReadRegister> {
  const read: ReadRegister = { rows: [], problems: [], leavingLeftOut: false };
  const lineOf = new Map<string, number>();
  let columns: Columns | undefined;
  try {
    for await (const { record, line } of csvRecords(text)) {
      if (columns) readRow(record, line, columns, lineOf, read);
      else columns = readHeader(record, line, read.problems);
      if (!columns) return read;
      if (read.rows.length + read.problems.length > MOST_ROWS) {
        read.problems.push({
          line,
          text: `There are more than ${MOST_ROWS.toLocaleString('en-GB')} Parties`,
        });
        return read;
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableCsv)) throw error;
    read.problems.push({ line: error.line, text: error.message });
    return read;
  }
  if (!columns) read.problems.push({ line: 1, text: `The file is empty. It begins with ${HEADER}` });
  else if (read.rows.length + read.problems.length === 0) {
    read.problems.push({ line: 2, text: 'There are no Parties below the column names' });
  }
  read.leavingLeftOut = columns?.left_on === undefined;
  return read;
}

/** Whether a text begins with the names of the columns that are needed. */
export async function hasHeadings(text: string): Promise<boolean> {
  try {
    for await (const { record, line } of csvRecords(text)) return readHeader(record, line, []) !== undefined;
  } catch (error) {
    if (!(error instanceof UnreadableCsv)) throw error;
  }
  return false;
}

const NEEDED = ['party_id', 'name', 'category', 'organisation'] as const;
const OPTIONAL = ['acceded_on', 'left_on', 'how_left'] as const;
const HEADER = `the names of its columns: ${[...NEEDED, ...OPTIONAL].join(', ')}`;

type Column = (typeof NEEDED)[number] | (typeof OPTIONAL)[number];
type Columns = { [Name in Column]?: number } & { count: number };

/** A misspelt `left_on` must not be passed over: it would keep Parties that have left. */
function readHeader(record: string[], line: number, problems: LineProblem[]): Columns | undefined {
  const columns: Columns = { count: record.length };
  const known: readonly string[] = [...NEEDED, ...OPTIONAL];
  for (const [index, header] of record.entries()) {
    const name = header.toLowerCase().replaceAll(/[^a-z]+/g, '_') as Column;
    if (header === '') continue;
    if (!known.includes(name)) {
      problems.push({ line, text: `There is no column “${header}”. The file begins with ${HEADER}` });
    } else if (columns[name] !== undefined) {
      problems.push({ line, text: `The column “${header}” is there twice` });
    } else columns[name] = index;
  }
  const missing = NEEDED.filter((name) => columns[name] === undefined);
  if (missing.length > 0 && problems.length === 0) {
    problems.push({ line, text: `These columns are missing: ${missing.join(', ')}` });
  }
  return problems.length > 0 ? undefined : columns;
}

function readRow(
  record: string[],
  line: number,
  columns: Columns,
  lineOf: Map<string, number>,
  { rows, problems }: ReadRegister,
): void {
  if (record.length > columns.count) {
    problems.push({
      line,
      text: 'There are more values than columns: put a name with a comma in quotation marks',
    });
    return;
  }
  const cell = (name: Column): string => record[columns[name] ?? -1] ?? '';
  const registerId = readId(cell('party_id'), line, lineOf);
  const name = readName(cell('name').normalize('NFC'), 'the Party’s name');
  const category = readCategory(cell('category'));
  const organisation = readName(cell('organisation').normalize('NFC'), 'the organisation');
  const acceded = readDate(cell('acceded_on'), 'acceded_on');
  const left = readDate(cell('left_on'), 'left_on');
  const how = cell('how_left') === '' ? { name: '' } : readName(cell('how_left'), 'how it left');
  const said = [registerId, name, category, organisation, acceded, left, how];
  const wrong = said.flatMap((one) => ('problem' in one ? [one.problem] : []));
  if ('date' in left && !left.date && 'name' in how && how.name)
    wrong.push('It says how it left, but not when');
  if (wrong.length > 0) problems.push({ line, text: wrong.join('. ') });
  else if ('id' in registerId && 'name' in name && 'category' in category && 'name' in organisation) {
    rows.push({
      line,
      registerId: registerId.id,
      name: name.name,
      category: category.category,
      organisation: organisation.name,
      accededOn: 'date' in acceded ? acceded.date : null,
      leftOn: columns.left_on !== undefined && 'date' in left ? left.date : undefined,
      howLeft: 'name' in how && how.name ? how.name : null,
    });
  }
}

function readId(
  typed: string,
  line: number,
  lineOf: Map<string, number>,
): { id: string } | { problem: string } {
  if (typed === '') return { problem: 'Give the Party’s id' };
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,39}$/u.test(typed)) {
    return { problem: `“${typed.slice(0, 60)}” is not an id: use up to 40 letters and figures` };
  }
  const first = lineOf.get(typed);
  if (first !== undefined) return { problem: `The id ${typed} is on line ${first} already` };
  lineOf.set(typed, line);
  return { id: typed };
}

/** Day before month, as the British write it. */
function readDate(typed: string, column: string): { date: string | null } | { problem: string } {
  if (typed === '') return { date: null };
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed) ?? [];
  const iso = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : typed;
  const real = /^(19|20)\d\d-\d\d-\d\d$/.test(iso) && isDate(iso);
  return real
    ? { date: iso }
    : { problem: `“${typed.slice(0, 60)}” in ${column} is not a date: write it as 2017-02-14 or 14/02/2017` };
}

function isDate(iso: string): boolean {
  try {
    Temporal.PlainDate.from(iso, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
