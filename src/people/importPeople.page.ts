import { paths } from '../paths.js';
import type { Preview } from './importPeople.js';
import type { Effect, PlannedRow } from './importPeople.rules.js';
import { MOST_ROWS } from './readPeopleCsv.js';

/** Rows and problems shown; an import may have 20,000 of each. */
const MOST_SHOWN = 100;

const breadcrumbs = [
  { text: 'Desk', href: paths.desk() },
  { text: 'People', href: paths.deskPeople() },
  { text: 'Invite many' },
];

export interface ImportForm {
  csv: string;
  addOrganisations: boolean;
}

/** Asks for the file, or tells what is wrong with it line by line. */
export function importPage(form: ImportForm, problems: { line: number; text: string }[] = []) {
  const shown = problems.slice(0, MOST_SHOWN).map(({ line, text }) => `Line ${line}: ${text}`);
  const count = `${number(problems.length)} ${problems.length === 1 ? 'line' : 'lines'}`;
  const error = problems.length > 0 ? `Nothing was done: ${count} must be corrected` : undefined;
  return importForm(form, {
    errors: error ? [{ text: error, href: form.csv ? '#csv' : '#file' }] : [],
    [form.csv ? 'csvError' : 'fileError']: error,
    problems: shown,
    more: problems.length > MOST_SHOWN ? `and ${number(problems.length - MOST_SHOWN)} more` : undefined,
  });
}

/** The form again when there was neither a file nor text. */
export const importNothingPage = (form: ImportForm) =>
  importForm(form, {
    errors: [{ text: 'Choose a CSV file, or paste its text', href: '#file' }],
    fileError: 'Choose a CSV file, or paste its text',
    problems: [],
  });

function importForm(
  form: ImportForm,
  said: {
    errors: { text: string; href: string }[];
    fileError?: string;
    csvError?: string;
    problems: string[];
    more?: string;
  },
) {
  return {
    title: 'Invite many representatives',
    breadcrumbs,
    ...said,
    lead: 'Bring in a CSV file. You will see what would change before anything does.',
    columns: [
      'organisation: its name as in the Party register',
      'name: of the person',
      'email: where codes to sign in are sent',
      'may submit: yes or no; without this column everybody may',
    ],
    limit: `Up to ${number(MOST_ROWS)} people, 5 MB. The first line names the columns, in any order.`,
    action: paths.deskPeopleImport(),
    file: {
      name: 'file',
      label: 'CSV file',
      accept: '.csv,.txt,text/csv,text/plain',
      error: said.fileError,
    },
    csv: {
      name: 'csv',
      label: 'Or paste its text',
      rows: 6,
      autosize: false,
      spellcheck: false,
      value: form.csv,
      error: said.csvError,
    },
    addOrganisations: {
      name: 'addOrganisations',
      values: form.addOrganisations ? ['yes'] : [],
      items: [
        {
          value: 'yes',
          text: 'Add organisations that the portal does not have yet',
          hint: 'Otherwise a line with an unknown organisation is a problem: it may be a slip',
        },
      ],
    },
    buttons: [
      { text: 'Show what would change', name: 'step', value: 'preview' },
      { text: 'Cancel', kind: 'link', href: paths.deskPeople() },
    ],
  };
}

const EFFECTS: Record<Effect, { text: string; tone: string }> = {
  invite: { text: 'New person', tone: 'good' },
  give: { text: 'More access', tone: 'good' },
  'may submit': { text: 'May submit from now on', tone: 'good' },
  'may not submit': { text: 'May not submit any more', tone: 'bad' },
  nothing: { text: 'Already so', tone: 'neutral' },
};

/** What the import would do, for a person to confirm. */
export function previewPage(form: ImportForm, preview: Preview) {
  const count = (effect: Effect) => preview.rows.filter((row) => row.effect === effect).length;
  const changing = preview.rows.filter((row) => row.effect !== 'nothing');
  return {
    title: 'What would change',
    breadcrumbs,
    stats: [
      { label: 'New people', value: number(new Set(emailsOf(preview.rows, 'invite')).size) },
      { label: 'More access for people known', value: number(count('give')) },
      { label: 'May submit from now on', value: number(count('may submit')) },
      { label: 'May not submit any more', value: number(count('may not submit')) },
      { label: 'Already so', value: number(count('nothing')) },
    ],
    notes: notesOf(preview),
    table: changing.length > 0 && {
      caption:
        changing.length > MOST_SHOWN
          ? `The first ${MOST_SHOWN} of ${number(changing.length)} lines that change something`
          : 'Lines that change something',
      columns: [
        { text: 'Line', numeric: true },
        { text: 'Name' },
        { text: 'E-mail' },
        { text: 'Organisation' },
        { text: 'May' },
        { text: 'Effect' },
      ],
      plainFirst: true,
      rows: changing.slice(0, MOST_SHOWN).map(rowOf),
    },
    action: paths.deskPeopleImport(),
    csv: form.csv,
    addOrganisations: form.addOrganisations,
    nothing: changing.length === 0,
    buttons: [
      ...(changing.length > 0
        ? [{ text: 'Make these changes and send the invitations', name: 'step', value: 'confirm' }]
        : []),
      { text: 'Cancel', kind: 'link', href: paths.deskPeopleImport() },
    ],
  };
}

function notesOf(preview: Preview): { title?: string; text: string; warning?: boolean }[] {
  const { newOrganisations, ignored } = preview;
  const losing = preview.rows.filter(({ effect }) => effect === 'may not submit');
  const some = newOrganisations.slice(0, MOST_SHOWN).join(', ');
  return [
    ...(losing.length > 0
      ? [
          {
            title: `${number(losing.length)} ${losing.length === 1 ? 'person' : 'people'} may not submit any more`,
            text: `For these lines the file says “no”, and they may submit now: ${losing
              .slice(0, MOST_SHOWN)
              .map(({ name, organisation }) => `${name} (${organisation})`)
              .join(', ')}${losing.length > MOST_SHOWN ? ' …' : ''}`,
            warning: true,
          },
        ]
      : []),
    ...(newOrganisations.length > 0
      ? [
          {
            title: `${number(newOrganisations.length)} new ${newOrganisations.length === 1 ? 'organisation' : 'organisations'}`,
            text: newOrganisations.length > MOST_SHOWN ? `${some} …` : some,
            warning: true,
          },
        ]
      : []),
    ...(preview.maySubmitLeftOut
      ? [{ text: 'There is no column “may submit”: everybody in the file may submit responses.' }]
      : []),
    ...(ignored.length > 0 ? [{ text: `These columns are not used: ${ignored.join(', ')}.` }] : []),
  ];
}

const emailsOf = (rows: PlannedRow[], effect: Effect): string[] =>
  rows.filter((row) => row.effect === effect).map(({ email }) => email);

const rowOf = (row: PlannedRow) => [
  row.line,
  { text: row.name, note: row.knownAs && `Known as ${row.knownAs}, and stays so` },
  row.email,
  row.organisation,
  row.maySubmit ? 'Draft and submit' : 'Draft only',
  { tag: EFFECTS[row.effect] },
];

const number = (value: number): string => value.toLocaleString('en-GB');
