import { capital } from '../../counted.js';
import type { Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { mayInWords } from '../people.rules.js';
import type { Represented } from '../viewer.js';
import type { Colleague } from './colleagues.store.js';
import type { RequiredApproval } from './signOff.store.js';

export interface InviteColleagueForm {
  name: string;
  email: string;
  maySubmit?: 'yes';
  mayManage?: 'yes';
}

export interface ColleaguesShown {
  organisation: Represented;
  colleagues: Colleague[];
  approval: RequiredApproval | undefined;
  viewerId: string;
  contact: string;
  form: InviteColleagueForm;
  problems: Problem[];
}

/** An organisation's people, what each may do, and whether responses must be approved; managers change it here. */
export function colleaguesPage(shown: ColleaguesShown) {
  const { organisation, colleagues, viewerId, problems } = shown;
  const { organisationId: id, organisationName, mayManage } = organisation;
  return {
    title: organisationName,
    heading: { text: organisationName, caption: 'Your organisation' },
    breadcrumbs: [{ text: 'Your responses', href: paths.responses() }, { text: organisationName }],
    errors: problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    table: {
      caption: 'Who acts for it',
      columns: [
        { text: 'Name' },
        { text: 'E-mail' },
        { text: 'May' },
        ...(mayManage ? [{ text: 'Change', hidden: true }] : []),
      ],
      rows: colleagues.map((one) => [
        one.personId === viewerId ? { text: one.name, note: 'You' } : one.name,
        one.email,
        capital(mayInWords(one)),
        ...(mayManage
          ? [{ text: 'Change', hidden: one.name, href: paths.colleague({ id, grant: one.grantId }) }]
          : []),
      ]),
    },
    approval: approvalOf(shown),
    invite: mayManage ? inviteForm(id, shown.form, problems) : undefined,
    manager: mayManage ? undefined : whoManages(colleagues, shown.contact),
  };
}

function approvalOf({ organisation, colleagues, approval, problems }: ColleaguesShown) {
  const { organisationId: id, mayManage } = organisation;
  const submitters = colleagues.filter(({ maySubmit }) => maySubmit);
  const holds = submitters.some(({ personId }) => personId === approval?.approver.id);
  const set = approval && `${approval.setBy} set this at ${formatMoment(approval.setAt)}.`;
  return {
    text: !approval
      ? 'Responses are submitted without an approval.'
      : holds
        ? `${approval.approver.name} has to approve a response before it is submitted. ${set}`
        : `${approval.approver.name} had to approve responses, but may not submit for the organisation any more: responses are submitted without an approval until somebody else is named.`,
    warning: approval !== undefined && !holds,
    form: mayManage
      ? {
          action: paths.organisationSignOff({ id }),
          field: {
            name: 'approver',
            label: 'Who has to approve responses?',
            hint: 'They get a link to exactly what would be sent. Only they may then answer “no comment”. Choose among those who may submit.',
            value: holds ? approval?.approver.id : '',
            error: problems.find(({ field }) => field === 'approver')?.text,
            prompt: 'Nobody: responses need no approval',
            items: submitters.map(({ personId, name }) => ({ value: personId, text: name })),
          },
        }
      : undefined,
  };
}

function inviteForm(id: string, form: InviteColleagueForm, problems: Problem[]) {
  const error = (name: string) => problems.find(({ field }) => field === name)?.text;
  return {
    action: paths.colleagues({ id }),
    fields: [
      { name: 'name', label: 'Name', value: form.name, error: error('name'), spellcheck: false },
      {
        name: 'email',
        label: 'E-mail address',
        type: 'email',
        hint: 'Codes to sign in are sent there.',
        value: form.email,
        error: error('email'),
        spellcheck: false,
      },
    ],
    may: mayField(form),
  };
}

const mayField = ({ maySubmit, mayManage }: Pick<InviteColleagueForm, 'maySubmit' | 'mayManage'>) => [
  {
    name: 'maySubmit',
    values: maySubmit ? ['yes'] : [],
    items: [{ value: 'yes', text: 'May submit', hint: 'Without this they may draft for others to submit' }],
  },
  {
    name: 'mayManage',
    values: mayManage ? ['yes'] : [],
    items: [{ value: 'yes', text: 'May manage colleagues', hint: 'As you do on this page' }],
  },
];

/** What one colleague may do, to be changed; and the way to remove them. */
export function colleaguePage(
  { organisationId: id, organisationName }: Represented,
  colleague: Colleague,
  self: boolean,
) {
  const { grantId: grant, name, email } = colleague;
  return {
    title: name,
    heading: { text: name, caption: organisationName },
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: organisationName, href: paths.organisation({ id }) },
      { text: name },
    ],
    email,
    action: paths.colleague({ id, grant }),
    may: mayField({
      maySubmit: colleague.maySubmit ? 'yes' : undefined,
      mayManage: colleague.mayManage ? 'yes' : undefined,
    }),
    remove: {
      action: paths.removeColleague({ id, grant }),
      text: self
        ? `You will not act for ${organisationName} any more, and be signed out at once. What you drafted and submitted stays.`
        : `${name} will be signed out everywhere at once, and will not see anything of ${organisationName} any more. What they drafted and submitted stays.`,
      button: self ? 'Remove yourself' : `Remove ${name}`,
    },
    back: paths.organisation({ id }),
  };
}

function whoManages(colleagues: Colleague[], contact: string): string {
  const managers = colleagues.filter(({ mayManage }) => mayManage).map(({ name }) => name);
  return managers.length > 0
    ? `To let a colleague in, to remove one or to change this, ask ${managers.join(' or ')}.`
    : `Nobody of your organisation may manage colleagues yet. Ask ${contact} to let somebody do so.`;
}
