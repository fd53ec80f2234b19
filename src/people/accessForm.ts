import { z } from 'zod';
import type { Problem } from '../errors.js';
import { readName, type NewGrant, type OrganisationRef } from './people.rules.js';

/** The fields of a form that gives access, as they arrive: an unticked box is not sent. */
export const accessFields = {
  role: z.enum(['representative', 'secas', 'panel', 'confidential']).optional(),
  organisation: z.string(),
  newOrganisation: z.string(),
  maySubmit: z.literal('yes').optional(),
  mayManage: z.literal('yes').optional(),
  confidential: z.literal('yes').optional(),
};

const accessForm = z.object(accessFields);
export type AccessChoice = z.infer<typeof accessForm>;

export const NOTHING_CHOSEN: AccessChoice = {
  organisation: '',
  newOrganisation: '',
  maySubmit: 'yes',
};

/** The grants that a form asks for, or what is wrong with it. */
export function readAccess(form: AccessChoice): { grants: NewGrant[] } | { problems: Problem[] } {
  const { role } = form;
  if (!role) return { problems: [{ field: 'role', text: 'Choose what the person may do' }] };
  const organisation = readOrganisation(form);
  if ('problem' in organisation) return { problems: [organisation.problem] };
  const { chosen } = organisation;
  if ((role === 'secas' || role === 'confidential') && chosen) {
    const text = 'Only representatives and Panel members belong to an organisation: leave this empty';
    return { problems: [{ field: 'organisation', text }] };
  }
  if (role === 'representative') {
    if (!chosen) {
      return {
        problems: [{ field: 'organisation', text: 'Choose the organisation that the person acts for' }],
      };
    }
    if (form.confidential) {
      const text =
        'A representative always sees their own organisation’s responses and no others’: untick this';
      return { problems: [{ field: 'confidential', text }] };
    }
    const may = { maySubmit: form.maySubmit === 'yes', mayManage: form.mayManage === 'yes' };
    return { grants: [{ role, organisation: chosen, ...may }] };
  }
  const grant: NewGrant = role === 'panel' ? { role, organisation: chosen } : { role };
  return { grants: form.confidential ? [grant, { role: 'confidential' }] : [grant] };
}

function readOrganisation(form: AccessChoice): { chosen: OrganisationRef | null } | { problem: Problem } {
  if (form.newOrganisation.trim() === '') {
    return { chosen: form.organisation === '' ? null : { id: form.organisation } };
  }
  if (form.organisation !== '') {
    const text = 'Choose an organisation of the list or name another, not both';
    return { problem: { field: 'newOrganisation', text } };
  }
  const read = readName(form.newOrganisation, 'the organisation’s name');
  if ('problem' in read) return { problem: { field: 'newOrganisation', text: read.problem } };
  return { chosen: { name: read.name } };
}
