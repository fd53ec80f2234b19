import { csvRecords, UnreadableCsv } from '../csvRecords.js';
import { readEmail, readName } from './people.rules.js';

export const MOST_ROWS = 20_000;

export interface CsvPerson {
  /** of the file, from 1; the header is on the first */
  line: number;
  organisation: string;
  name: string;
  email: string;
  maySubmit: boolean;
}

export interface LineProblem {
  line: number;
  text: string;
}

export interface PeopleCsv {
  rows: CsvPerson[];
  problems: LineProblem[];
  /** there is no column for it: everybody may submit */
  maySubmitLeftOut: boolean;
  /** columns that were not understood and are not used */
  ignored: string[];
}

/**
 * Reads representatives from CSV: the columns organisation, name, e-mail and (if not all may) may submit, in any
 * order and spelling, with commas, semicolons or tabs. Every line with a problem is named.
 */
export async function readPeopleCsv(text: string): Promise<PeopleCsv> {
  const read: PeopleCsv = { rows: [], problems: [], maySubmitLeftOut: false, ignored: [] };
  let columns: Columns | undefined;
  try {
    for await (const { record, line } of csvRecords(text)) {
      if (!columns) {
        columns = readHeader(record, read);
        if (!columns) return read;
      } else if (read.rows.length + read.problems.length >= MOST_ROWS) {
        const most = MOST_ROWS.toLocaleString('en-GB');
        read.problems.push({ line, text: `There are more than ${most} people: split the file` });
        return read;
      } else readRow(record, line, columns, read);
    }
  } catch (error) {
    if (!(error instanceof UnreadableCsv)) throw error;
    read.problems.push({ line: error.line, text: error.message });
    return read;
  }
  if (!columns) read.problems.push({ line: 1, text: `The file is empty. It begins with ${EXAMPLE}` });
  else if (read.rows.length + read.problems.length === 0) {
    read.problems.push({ line: 2, text: 'There is nobody below the column names' });
  }
  return read;
}

const EXAMPLE = 'the names of its columns: organisation, name, email, may submit';

type Field = 'organisation' | 'name' | 'email' | 'maySubmit';
type Columns = Record<Exclude<Field, 'maySubmit'>, number> & { maySubmit?: number; count: number };

const COLUMNS: Record<string, Field> = {
  organisation: 'organisation',
  organization: 'organisation',
  organisationname: 'organisation',
  company: 'organisation',
  name: 'name',
  fullname: 'name',
  person: 'name',
  representative: 'name',
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  maysubmit: 'maySubmit',
  cansubmit: 'maySubmit',
  submit: 'maySubmit',
};

function readHeader(record: string[], read: PeopleCsv): Columns | undefined {
  const found = new Map<Field, number>();
  for (const [index, header] of record.entries()) {
    const field = COLUMNS[header.toLowerCase().replaceAll(/[^a-z]/g, '')];
    if (!field) read.ignored.push(header);
    else if (found.has(field)) {
      read.problems.push({ line: 1, text: `The column “${header}” is there twice` });
    } else found.set(field, index);
  }
  const [organisation, name, email] = [found.get('organisation'), found.get('name'), found.get('email')];
  if (organisation === undefined || name === undefined || email === undefined) {
    read.problems.push({ line: 1, text: `The file must begin with ${EXAMPLE}` });
  }
  if (read.problems.length > 0) return undefined;
  read.ignored = read.ignored.filter((header) => header !== '');
  read.maySubmitLeftOut = !found.has('maySubmit');
  return {
    organisation: organisation!,
    name: name!,
    email: email!,
    maySubmit: found.get('maySubmit'),
    count: record.length,
  };
}

const YES_OR_NO: Record<string, boolean> = {
  yes: true,
  y: true,
  true: true,
  '1': true,
  no: false,
  n: false,
  false: false,
  '0': false,
};

function readRow(record: string[], line: number, columns: Columns, read: PeopleCsv): void {
  const cell = (index: number) => record[index] ?? '';
  const organisation = readName(cell(columns.organisation), 'the organisation');
  const name = readName(cell(columns.name), 'the person’s name');
  const email = readEmail(cell(columns.email));
  const maySubmit = columns.maySubmit === undefined ? true : YES_OR_NO[cell(columns.maySubmit).toLowerCase()];
  const wrong = [organisation, name, email].flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (maySubmit === undefined) wrong.push('Say yes or no under “may submit”');
  if (record.length > columns.count) {
    wrong.push('There are more values than columns: put a name with a comma in quotation marks');
  }
  if (wrong.length > 0) {
    read.problems.push({ line, text: wrong.join('. ') });
  } else if ('name' in organisation && 'name' in name && 'email' in email) {
    read.rows.push({ line, organisation: organisation.name, ...name, ...email, maySubmit: maySubmit! });
  }
}
