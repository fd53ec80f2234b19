import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';

/** Somebody who acts for an organisation now. */
export interface Colleague {
  grantId: string;
  personId: string;
  name: string;
  email: string;
  maySubmit: boolean;
  mayManage: boolean;
}

/** Everybody who acts for an organisation now, by name. */
export async function listColleagues(db: Db, organisationId: string): Promise<Colleague[]> {
  return db('role_grant as g')
    .join('person as p', 'p.id', 'g.person_id')
    .where({ 'g.organisation_id': organisationId, 'g.role': 'representative' })
    .whereNull('g.ended_at')
    .orderByRaw('lower(p.name), p.id')
    .select({
      grantId: 'g.id',
      personId: 'p.id',
      name: 'p.name',
      email: 'p.email',
      maySubmit: 'g.may_submit',
      mayManage: 'g.may_manage',
    });
}

/** @throws NotFound when nobody acts for the organisation by that grant now */
export async function getColleague(db: Db, organisationId: string, grantId: string): Promise<Colleague> {
  const colleague = (await listColleagues(db, organisationId)).find((one) => one.grantId === grantId);
  if (!colleague) throw new NotFound('This person does not act for your organisation any more.');
  return colleague;
}
