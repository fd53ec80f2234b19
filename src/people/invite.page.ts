import type { Problem } from '../errors.js';
import { formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import { accessFieldsShown } from './accessForm.page.js';
import { NOTHING_CHOSEN, type AccessChoice } from './accessForm.js';
import type { AccessRequest } from './accessRequests.store.js';
import { organisationKey } from './people.rules.js';
import type { Organisation } from './organisations.store.js';
import type { ListedPerson } from './people.store.js';

export interface InviteForm extends AccessChoice {
  name: string;
  email: string;
  /** the id of the request for access that this answers; '' for none */
  request: string;
}

/**
 * The form of an invitation as it begins: empty, for a representative of the organisation that was being looked at, or
 * with what was written in a request for access.
 */
export function beginInvitation(
  asked: AccessRequest | undefined,
  organisations: Organisation[],
  lookedAt?: string,
): InviteForm {
  if (!asked) {
    const organisation = organisations.find(({ id }) => id === lookedAt)?.id;
    const nobody = { ...NOTHING_CHOSEN, name: '', email: '', request: '' };
    return organisation ? { ...nobody, role: 'representative', organisation } : nobody;
  }
  const known = organisations.find(
    ({ name }) => organisationKey(name) === organisationKey(asked.organisation),
  );
  return {
    ...NOTHING_CHOSEN,
    role: 'representative',
    name: asked.name,
    email: asked.email,
    organisation: known?.id ?? '',
    newOrganisation: known ? '' : asked.organisation,
    request: asked.id,
  };
}

export function invitePage(form: InviteForm, organisations: Organisation[], problems: Problem[] = []) {
  const error = (field: string) => problems.find((problem) => problem.field === field)?.text;
  return {
    title: 'Invite somebody',
    errors: problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    breadcrumbs: [...toPeople, { text: 'Invite somebody' }],
    lead: 'They are told by mail how to sign in.',
    action: paths.deskInvite(),
    request: form.request,
    person: [
      { name: 'name', label: 'Name', value: form.name, error: error('name'), spellcheck: false },
      {
        name: 'email',
        label: 'E-mail address',
        type: 'email',
        value: form.email,
        error: error('email'),
        spellcheck: false,
      },
    ],
    access: accessFieldsShown(form, organisations, problems, false),
    buttons: [{ text: 'Send the invitation' }, { text: 'Cancel', kind: 'link', href: paths.deskPeople() }],
  };
}

/** The same for somebody who is known: only what they may do. */
export function giveAccessPage(
  person: ListedPerson,
  form: AccessChoice,
  organisations: Organisation[],
  problems: Problem[] = [],
) {
  const back = paths.deskPerson({ id: person.id });
  return {
    title: `Give ${person.name} access`,
    errors: problems.map(({ field, text }) => ({ text, href: `#${field === 'email' ? 'role' : field}` })),
    breadcrumbs: [...toPeople, { text: person.name, href: back }, { text: 'Give access' }],
    lead: `${person.email} is told by mail.`,
    action: paths.deskGrant({ id: person.id }),
    person: [],
    request: undefined,
    access: accessFieldsShown(form, organisations, problems, true),
    buttons: [{ text: 'Give access' }, { text: 'Cancel', kind: 'link', href: back }],
  };
}

/** What somebody without access wrote, and what SECAS can do about it. */
export function accessRequestPage(asked: AccessRequest, known: ListedPerson | undefined) {
  const { id } = asked;
  const person = known && paths.deskPerson({ id: known.id });
  return {
    title: `${asked.name} asks for access`,
    breadcrumbs: [...toPeople, { text: 'Request for access' }],
    facts: [
      { key: 'Name', value: asked.name },
      { key: 'E-mail', value: asked.email, note: known && `Known already as ${known.name}` },
      { key: 'Organisation', value: asked.organisation },
      { key: 'Message', value: asked.message, verbatim: true, none: 'None' },
      { key: 'Asked', value: formatMoment(asked.askedAt), time: asked.askedAt.toString() },
      ...(asked.settledAt
        ? [{ key: 'Settled', value: formatMoment(asked.settledAt), time: asked.settledAt.toString() }]
        : []),
    ],
    note: {
      title: 'Nobody has checked this',
      text: 'Anybody can write anything here. Make sure that the organisation knows of it before you invite: a representative sees what their colleagues draft.',
      warning: true,
    },
    open: asked.settledAt === null,
    invite: `${paths.deskInvite()}?${new URLSearchParams({ request: id }).toString()}`,
    known: known && { text: `See what ${known.name} may do`, href: person },
    dismiss: paths.deskAccessRequest({ id }),
  };
}

const toPeople = [
  { text: 'Desk', href: paths.desk() },
  { text: 'People', href: paths.deskPeople() },
];
