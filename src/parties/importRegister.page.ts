import { formatDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { MOST_ROWS, type LineProblem } from './readRegister.js';
import type { Sheet } from './workbook/sheets.js';
import {
  countChanges,
  type Change,
  type ChangeKind,
  type PlannedParty,
  type RegisterPlan,
} from './register.rules.js';

/** Rows, problems and names shown of each sort; an import may have 10,000. */
const MOST_SHOWN = 100;

const breadcrumbs = [
  { text: 'Desk', href: paths.desk() },
  { text: 'Parties', href: paths.deskParties() },
  { text: 'Import the register' },
];

/**
 * Asks for the file, or tells what is wrong with it line by line.
 * @param csv what was sent, to be corrected in place
 * @param problems an empty list: there are no lines
 * @param unread why the file could not be read; otherwise nothing was sent at all
 */
export function importPage(csv: string, problems?: LineProblem[], unread?: string) {
  const nothing = problems?.length === 0 ? (unread ?? 'Choose a file, or paste the text of one') : undefined;
  const count = problems?.length ?? 0;
  const summary = nothing ?? `Nothing was done: ${many(count, 'line', 'lines')} must be corrected`;
  return {
    title: 'Import the register',
    breadcrumbs,
    lead: 'Bring in the Party register as a CSV file or an Excel workbook. You will see what would change before anything does.',
    errors: problems ? [{ text: summary, href: nothing ? '#file' : '#csv' }] : [],
    problems: (problems ?? []).slice(0, MOST_SHOWN).map(({ line, text }) => `Line ${line}: ${text}`),
    more: count > MOST_SHOWN ? `and ${number(count - MOST_SHOWN)} more` : undefined,
    columns: [
      'party_id: by which a Party is known from one import to the next',
      'name, category, organisation: what a Party is called, which category it has, which group owns it',
      'acceded_on, left_on, how_left: where they are known',
    ],
    limit: `The first line names the columns, in any order. Dates are 2017-02-14 or 14/02/2017, or dates of the workbook; of formulas the values count. Lines are the rows of the sheet. Up to ${number(MOST_ROWS)} Parties, 5 MB.`,
    action: paths.deskPartiesImport(),
    file: {
      name: 'file',
      label: 'File (CSV or .xlsx)',
      accept:
        '.csv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      error: nothing,
    },
    csv: {
      name: 'csv',
      label: csv === '' ? 'Or paste the text of a CSV file' : 'Or correct its text here',
      hint: csv === '' ? undefined : 'A file that you choose goes before this text',
      rows: 8,
      autosize: false,
      spellcheck: false,
      value: csv,
      error: count > 0 ? summary : undefined,
    },
    buttons: [
      { text: 'Show what would change', name: 'step', value: 'preview' },
      { text: 'Cancel', kind: 'link', href: paths.deskParties() },
    ],
  };
}

/** Several sheets of a workbook could be the register. */
export const sheetsPage = (sheets: Sheet[]) => ({
  title: 'Which sheet is the register?',
  breadcrumbs,
  lead: 'Several sheets of this workbook have the names of its columns.',
  action: paths.deskPartiesImport(),
  sheets: sheets.map(({ name, csv }) => {
    const lines = csv.split('\n').filter(Boolean).length - 1;
    return { csv, name, rows: many(lines, 'row', 'rows'), text: `Use “${name}”` };
  }),
  back: { text: 'Choose another file', href: paths.deskPartiesImport() },
});

const SECTIONS: [ChangeKind, string][] = [
  ['new', 'New Parties'],
  ['renamed', 'Renamed'],
  ['category', 'Category changes'],
  ['organisation', 'Moves to another organisation'],
  ['left', 'Left'],
  ['back', 'A Party again'],
  ['acceded', 'Date of accession changes'],
];

/** What the import would do, for a person to agree to. */
export function previewPage(
  csv: string,
  plan: RegisterPlan,
  {
    mark,
    leavingLeftOut,
    stale,
    sheet,
  }: { mark: string; leavingLeftOut: boolean; stale: boolean; sheet?: string | undefined },
) {
  const counts = countChanges(plan);
  const nothing = plan.parties.every(({ changes }) => changes.length === 0);
  return {
    title: 'What would change',
    breadcrumbs,
    lead: nothing ? 'Nothing: the register says all of this already.' : 'Nothing has been done yet.',
    stats: [
      ...SECTIONS.map(([kind, label]) => ({ label, value: number(counts[kind]) })).filter(
        ({ value }) => value !== '0',
      ),
      { label: 'Unchanged', value: number(counts.unchanged) },
    ],
    notes: [
      ...(stale
        ? [
            {
              text: 'The register has changed since you looked. This is what would change now.',
              warning: true,
            },
          ]
        : []),
      ...(sheet ? [{ text: `Read from the sheet “${sheet}”. Lines are its rows.` }] : []),
      ...newOrganisationsNote(plan.newOrganisations),
      ...(leavingLeftOut
        ? [{ text: 'The file has no column left_on: which Parties have left stays as it is known.' }]
        : []),
    ],
    tables: SECTIONS.flatMap(([kind, title]) => tableOf(kind, title, plan.parties)),
    missing: plan.missing.length > 0 && {
      title: `${many(plan.missing.length, 'Party is', 'Parties are')} not in the file`,
      text: 'They stay as they are. A Party has left when the file says so, with a date in left_on.',
      list: plan.missing.slice(0, MOST_SHOWN).map(({ registerId, name }) => `${registerId} ${name}`),
      more:
        plan.missing.length > MOST_SHOWN ? `and ${number(plan.missing.length - MOST_SHOWN)} more` : undefined,
    },
    action: paths.deskPartiesImport(),
    csv,
    mark,
    buttons: [
      ...(nothing ? [] : [{ text: 'Make these changes', name: 'step', value: 'confirm' }]),
      { text: 'Cancel', kind: 'link', href: paths.deskPartiesImport() },
    ],
  };
}

function newOrganisationsNote(names: string[]): object[] {
  if (names.length === 0) return [];
  const some = names.slice(0, MOST_SHOWN).join(', ');
  const title = many(names.length, 'new organisation', 'new organisations');
  return [{ title, text: names.length > MOST_SHOWN ? `${some} …` : some, warning: true }];
}

function tableOf(kind: ChangeKind, title: string, parties: PlannedParty[]): object[] {
  const changed = parties.flatMap(({ row, changes }) => {
    const change = changes.find((one) => one.kind === kind);
    return change ? [{ row, change }] : [];
  });
  if (changed.length === 0) return [];
  const columns =
    kind === 'new'
      ? [
          { text: 'Party' },
          { text: 'Category' },
          { text: 'Organisation' },
          { text: 'Since' },
          { text: 'Line', numeric: true },
        ]
      : [{ text: 'Party' }, { text: 'Until now' }, { text: 'From now on' }, { text: 'Line', numeric: true }];
  const shown = changed.slice(0, MOST_SHOWN);
  const caption =
    changed.length > MOST_SHOWN ? `${title}: the first ${MOST_SHOWN} of ${number(changed.length)}` : title;
  const rows = shown.map(({ row, change }) => [
    { text: row.name, note: row.registerId },
    ...(kind === 'new' ? [row.category, row.organisation, datesOf(row)] : beforeAndAfter(change)),
    row.line ?? '',
  ]);
  return [{ caption, columns, rows }];
}

const datesOf = ({ accededOn, leftOn, howLeft }: PlannedParty['row']) => ({
  text: accededOn ? formatDate(accededOn) : '',
  note: leftOn ? `Left on ${formatDate(leftOn)}${howLeft ? ` (${howLeft})` : ''}` : undefined,
});

function beforeAndAfter(change: Change): [string, string] {
  switch (change.kind) {
    case 'new':
      return ['', ''];
    case 'left':
      return ['', `Left on ${formatDate(change.on)}${change.how ? ` (${change.how})` : ''}`];
    case 'back':
      return [`Left on ${formatDate(change.from)}`, 'A Party'];
    case 'acceded':
      return [change.from ? formatDate(change.from) : 'Not known', formatDate(change.to)];
    default:
      return [change.from ?? '', change.to];
  }
}

const number = (value: number): string => value.toLocaleString('en-GB');

const many = (count: number, one: string, several: string): string =>
  `${number(count)} ${count === 1 ? one : several}`;
