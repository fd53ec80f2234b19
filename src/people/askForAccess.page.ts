import type { Problem } from '../errors.js';
import { paths } from '../paths.js';
import type { Viewer } from './viewer.js';

export interface AccessForm {
  name: string;
  email: string;
  organisation: string;
  message: string;
}

/** The form for strangers, and for people who can sign in but may do nothing yet. */
export function askForAccessPage(
  viewer: Viewer,
  contact: string,
  form: AccessForm | undefined,
  problems: Problem[] = [],
) {
  const field = (name: keyof AccessForm, more: object) => ({
    name,
    value: form?.[name] ?? '',
    error: problems.find((problem) => problem.field === name)?.text,
    ...more,
  });
  const { person } = viewer;
  const nothingYet = person && viewer.represents.length === 0 && !viewer.secas && !viewer.panel;
  const known = { name: person?.name ?? '', email: person?.email ?? '' };
  return {
    title: 'Ask for access',
    errors: problems.map(({ field: name, text }) => ({ text, href: `#${name}` })),
    note: nothingYet && {
      title: 'You are signed in, but there is nothing here for you yet',
      text: `${person.email} does not act for an organisation in this portal. Tell SECAS below which one you act for, or contact ${contact}.`,
    },
    action: paths.askForAccess(),
    name: field('name', { label: 'Your name', autocomplete: 'name', value: form?.name ?? known.name }),
    email: field('email', {
      label: 'Your e-mail address at work',
      hint: 'Codes to sign in with will be sent to it.',
      type: 'email',
      autocomplete: 'email',
      spellcheck: false,
      value: form?.email ?? known.email,
    }),
    organisation: field('organisation', { label: 'Organisation', autocomplete: 'organization' }),
    message: field('message', {
      label: 'Anything that SECAS should know',
      optional: true,
      rows: 4,
      hint: 'For example which SEC Parties you act for, and whether you will submit responses or draft them.',
    }),
  };
}
