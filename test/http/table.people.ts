import { paths } from '../../src/paths.js';
import { csrfFrom, pageOf, send } from '../support/browse.js';
import { get, post, SECAS, type Row } from './rows.js';
import { browsers } from './everybody.js';
import { world } from './world.js';

const { somebody, somebodyElse, organisations } = world;
const grant = { id: somebody.id, grant: somebody.grant };
const ofAnother = { elsewhere: { id: somebodyElse.id, grant: somebodyElse.grant } };
const request = { id: world.accessRequest };
const register = 'party_id,name,category,organisation\nT9001,New Party,Small Supplier,New Organisation\n';

/** The register is imported after its preview, whose mark comes back with it. */
async function previewed() {
  const url = paths.deskPartiesImport();
  const _csrf = await csrfFrom(browsers.secas, url);
  const preview = await send(browsers.secas, url, { _csrf, csv: register, step: 'preview' });
  const seen = pageOf(preview).querySelector('input[name="seen"]')?.getAttribute('value') ?? '';
  return { csv: register, step: 'confirm', seen };
}

/** The people, the Parties and the audit trail, which SECAS keeps. */
export const PEOPLE: Row[] = [
  get(paths.deskPeople, SECAS),
  get(paths.deskInvite, SECAS),
  get(paths.deskInvite, SECAS, {}, { query: `request=${world.accessRequest}` }),
  post(
    paths.deskInvite,
    SECAS,
    {},
    {
      name: 'Invited by whom',
      email: 'invited@test.example',
      request: '',
      role: 'representative',
      organisation: organisations.ours,
      newOrganisation: '',
      maySubmit: 'yes',
    },
  ),
  get(paths.deskPeopleImport, SECAS),
  post(
    paths.deskPeopleImport,
    SECAS,
    {},
    {
      csv: 'organisation,name,e-mail\nNorthmoor Energy Group,Imported by whom,imported@test.example\n',
      step: 'confirm',
    },
  ),
  get(paths.deskPerson, SECAS, { id: somebody.id }),
  get(paths.deskEditPerson, SECAS, { id: somebody.id }),
  post(
    paths.deskEditPerson,
    SECAS,
    { id: somebody.id },
    { name: 'Somebody Else', email: 'somebody.else@test.example' },
  ),
  get(paths.deskGrant, SECAS, { id: somebody.id }),
  post(paths.deskGrant, SECAS, { id: somebody.id }, { role: 'panel', organisation: '', newOrganisation: '' }),
  get(paths.deskEndGrant, SECAS, grant, ofAnother),
  post(paths.deskEndGrant, SECAS, grant, { confirmed: 'yes' }, ofAnother),
  post(paths.deskReadCode, SECAS, { id: somebody.id }, { sure: 'yes', ask: 'code' }),
  get(paths.deskAccessRequest, SECAS, request),
  post(paths.deskAccessRequest, SECAS, request, { settle: 'dismiss' }),

  get(paths.deskParties, SECAS),
  get(paths.deskPartiesImport, SECAS),
  post(paths.deskPartiesImport, SECAS, {}, previewed),
  get(paths.deskPartiesStatistics, SECAS),
  get(paths.deskParty, SECAS, { id: world.parties.one }),

  get(paths.deskAudit, SECAS),
  get(paths.deskAuditCsv, SECAS),
];
