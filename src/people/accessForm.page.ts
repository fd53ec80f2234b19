import type { Problem } from '../errors.js';
import type { AccessChoice } from './accessForm.js';
import type { Organisation } from './organisations.store.js';

/** The fields of a form that gives access. A known person can be given the grant for confidential material alone. */
export function accessFieldsShown(
  form: AccessChoice,
  organisations: Organisation[],
  problems: Problem[],
  known: boolean,
) {
  const error = (field: string) => problems.find((problem) => problem.field === field)?.text;
  return {
    role: {
      name: 'role',
      label: 'What may the person do?',
      labelSize: 'm',
      value: form.role,
      error: error('role'),
      items: [
        { value: 'representative', text: 'Respond for an organisation', hint: 'A representative' },
        {
          value: 'panel',
          text: 'Read collated reports once a consultation has closed',
          hint: 'A Panel member',
        },
        { value: 'secas', text: 'Do all that you may do', hint: 'A SECAS colleague' },
        ...(known
          ? [
              {
                value: 'confidential',
                text: 'See confidential material',
                hint: 'Beside a Panel member’s or a SECAS colleague’s role',
              },
            ]
          : []),
      ],
    },
    organisation: {
      name: 'organisation',
      label: 'Organisation',
      hint: 'The one that a representative acts for, or that employs a Panel member. Leave it empty for SECAS and for independent Panel members.',
      prompt: 'No organisation',
      value: form.organisation,
      error: error('organisation'),
      items: organisations.map(({ id, name }) => ({ value: id, text: name })),
    },
    newOrganisation: {
      name: 'newOrganisation',
      label: 'Or an organisation that is not in the list',
      optional: true,
      hint: 'One without SEC Parties, such as a trade body. Those with Parties come from the Party register.',
      value: form.newOrganisation,
      error: error('newOrganisation'),
    },
    maySubmit: {
      name: 'maySubmit',
      values: form.maySubmit ? ['yes'] : [],
      items: [
        {
          value: 'yes',
          text: 'A representative may submit responses',
          hint: 'Without this they may draft them for a colleague to submit',
        },
      ],
    },
    mayManage: {
      name: 'mayManage',
      values: form.mayManage ? ['yes'] : [],
      items: [
        {
          value: 'yes',
          text: 'A representative may manage colleagues',
          hint: 'Lets people of the organisation in, removes those who leave, and says whether responses must be approved',
        },
      ],
    },
    confidential: known
      ? undefined
      : {
          name: 'confidential',
          values: form.confidential ? ['yes'] : [],
          error: error('confidential'),
          items: [{ value: 'yes', text: 'A Panel member or SECAS colleague may see confidential material' }],
        },
  };
}
