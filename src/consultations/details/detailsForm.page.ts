import { counted } from '../../counted.js';
import type { Problem } from '../../errors.js';
import { formatDeadline, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { CATEGORIES, KINDS } from '../consultations.rules.js';
import type { Consultation } from '../consultations.store.js';
import { copiedNote } from './copying.page.js';
import type { Copied } from './copying.store.js';
import { whenTyped, type EditForm, type NewForm, type SharedForm } from './detailsForm.js';
import { changedFields, LABELS, type Details } from './details.rules.js';
import { formProblems } from '../../http/formProblems.js';
import { asksSomething } from '../questions.js';
import { TEMPLATES } from '../questions/templates.js';
import type { Instant } from '../../db/connection.js';

/** The form of a new consultation. @param copied what it begins as a copy of */
export function newPage(form: NewForm, problems: Problem[] = [], copied?: Copied) {
  const { errors, of } = formProblems(problems);
  return {
    title: 'New consultation',
    errors,
    breadcrumbs: [{ text: 'Desk', href: paths.desk() }, { text: 'New consultation' }],
    caption: undefined,
    action: paths.deskNewConsultation(),
    version: undefined,
    conflict: undefined,
    copied: copied && { note: copiedNote(copied), reference: form.copyOf },
    copy: copied
      ? { text: 'Choose another consultation to copy', href: paths.deskCopy() }
      : { text: 'Begin with a copy of an earlier consultation instead', href: paths.deskCopy() },
    kind: copied
      ? { ...kindField(form.kind, of), hint: undefined }
      : {
          radios: true,
          name: 'template',
          label: 'What kind of consultation is it?',
          labelSize: 'm',
          hint: 'It begins with the questions that this kind usually asks. You can change them.',
          value: form.template,
          error: of('template'),
          items: [
            ...Object.entries(TEMPLATES).map(([value, { title, questions }]) => ({
              value,
              text: title,
              hint: counted(questions.filter(asksSomething).length, 'question'),
            })),
            {
              value: 'none',
              text: 'From scratch',
              hint: 'No questions yet',
              reveal: { ...kindField(form.kind, of), prompt: 'Choose', hint: undefined, kind: 'select' },
            },
          ],
        },
    fields: fields(form, of),
    buttons: [{ text: 'Create' }, { text: 'Cancel', kind: 'link', href: paths.desk() }],
  };
}

/** The form of one that is not published. @param stale what a colleague saved meanwhile, and who */
export function editPage(
  consultation: Consultation,
  form: EditForm,
  problems: Problem[] = [],
  stale?: Stale,
) {
  const { reference } = consultation;
  const { errors, of } = formProblems(problems);
  const back = paths.deskConsultation({ reference });
  return {
    title: 'Edit the details',
    errors,
    breadcrumbs: [
      { text: 'Desk', href: paths.desk() },
      { text: reference, href: back },
      { text: 'Edit the details' },
    ],
    caption: reference,
    action: paths.deskEdit({ reference }),
    version: consultation.version,
    conflict: stale && conflictOf(stale),
    copied: undefined,
    copy: undefined,
    kind: kindField(form.kind, of),
    fields: fields(form, of),
    buttons: [{ text: stale ? 'Save mine over it' : 'Save' }, { text: 'Cancel', kind: 'link', href: back }],
  };
}

const kindField = (value: string, of: (field: string) => string | undefined) => ({
  radios: false,
  name: 'kind',
  label: 'Kind',
  labelSize: undefined,
  hint: 'Changing it leaves the questions as they are.',
  value,
  error: of('kind'),
  items: Object.entries(KINDS).map(([item, text]) => ({ value: item, text, hint: undefined })),
});

/** Two versions of the same details, after two colleagues edited them at once. */
export interface Stale {
  saved: Details;
  mine: Details;
  by?: { name: string; at: Instant };
}

/** What a colleague saved, field by field, beside what this form would put in its place. */
export function conflictOf({ saved, mine, by }: Stale) {
  const who = by ? `${by.name} saved a change at ${formatMoment(by.at)}` : 'A colleague saved a change';
  return {
    note: {
      warning: true,
      title: `${who}, after you opened this page`,
      text: 'Nothing of either is lost: what you typed is still in the form. Save it over the colleague’s, or change it first.',
    },
    table: {
      caption: 'What differs',
      columns: [{ text: 'Field' }, { text: 'Saved now' }, { text: 'In your form' }],
      rows: changedFields(saved, mine).map((name) => [
        LABELS[name],
        { text: shown(saved[name]), verbatim: true },
        { text: shown(mine[name]), verbatim: true },
      ]),
      empty: 'Your form says the same as what is saved now.',
    },
  };
}

function shown(value: Details[keyof Details]): string {
  if (value === null || value === '') return '(empty)';
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(', ') : formatDeadline(value);
}

function fields(form: SharedForm, of: (field: string) => string | undefined) {
  return {
    lines: [
      {
        name: 'reference',
        label: 'Reference',
        hint: 'Letters, figures and hyphens, such as SECMP0026-MRC. It stands in the page’s address.',
        width: 20,
        spellcheck: false,
        value: form.reference,
        error: of('reference'),
      },
      { name: 'title', label: 'Title', value: form.title, error: of('title') },
      {
        name: 'issuedBy',
        label: 'Issued by',
        hint: 'Such as SEC Panel, SECAS for a Working Group, Ofgem or BEIS',
        width: 30,
        value: form.issuedBy,
        error: of('issuedBy'),
      },
      {
        name: 'modification',
        label: 'Modification',
        optional: true,
        hint: 'Such as SECMP0026',
        width: 20,
        spellcheck: false,
        value: form.modification,
        error: of('modification'),
      },
    ],
    texts: wordingFields(form, of),
    audience: {
      name: 'audience',
      label: 'Who is asked',
      hint: 'The Parties of these categories are told, chased and counted. Any organisation may respond.',
      values: form.audience,
      error: of('audience'),
      items: CATEGORIES.map((category) => ({ value: category, text: category })),
    },
    dates: [
      {
        name: 'opens',
        label: LABELS.opensAt,
        optional: true,
        hint: 'London time. Without a date it opens when it is published; without a time, at 09:00.',
        value: whenTyped(form, 'opens'),
        error: of('opens'),
      },
      {
        name: 'closes',
        label: LABELS.closesAt,
        optional: true,
        hint: 'London time; without a time, 17:00. A response counts when it arrives before this moment. Leave it empty until it is known.',
        value: whenTyped(form, 'closes'),
        error: of('closes'),
      },
    ],
  };
}

/** The texts that can be put right at any time. */
export const wordingFields = (
  form: { summary: string; howToRespond: string },
  of: (field: string) => string | undefined,
) => [
  {
    name: 'summary',
    label: LABELS.summary,
    rows: 10,
    hint: MARKDOWN,
    value: form.summary,
    error: of('summary'),
  },
  {
    name: 'howToRespond',
    label: LABELS.howToRespond,
    rows: 6,
    hint: MARKDOWN,
    value: form.howToRespond,
    error: of('howToRespond'),
  },
];

const MARKDOWN = 'Markdown: a blank line between paragraphs, **bold**, - lists, [link](https://…).';
