import type { Db } from '../db/connection.js';

/** Somebody to tell, once, however many organisations they act for. */
export interface Recipient {
  personId: string;
  name: string;
  email: string;
  /** the organisations concerned that they act for */
  organisations: string[];
}

/** The representatives of the organisations that were asked or that have begun a response. */
export const listConcerned = (db: Db, consultationId: string): Promise<Recipient[]> =>
  listRepresentatives(
    db,
    `select organisation_id from eligible_party where consultation_id = :id
     union select organisation_id from response where consultation_id = :id`,
    consultationId,
  );

/** The representatives of the organisations whose responses count. */
export const listAnswering = (db: Db, consultationId: string): Promise<Recipient[]> =>
  listRepresentatives(
    db,
    `select s.organisation_id from submission s where s.id in (
       select submission_id from representation where consultation_id = :id
       union select submission_id from organisation_representation where consultation_id = :id)`,
    consultationId,
  );

/** The representatives of one organisation. */
export const listRepresentativesOf = (db: Db, organisationId: string): Promise<Recipient[]> =>
  listRepresentatives(db, 'select :id::uuid', organisationId);

/** Everybody at SECAS. */
export const listSecas = (db: Db): Promise<{ personId: string; name: string; email: string }[]> =>
  db('person as p')
    .whereExists(
      db('role_grant as g').whereRaw(`g.person_id = p.id and g.role = 'secas' and g.ended_at is null`),
    )
    .select({ personId: 'p.id', name: 'p.name', email: 'p.email' })
    .orderBy('p.email');

async function listRepresentatives(db: Db, organisations: string, id: string): Promise<Recipient[]> {
  const { rows } = await db.raw<{ rows: Recipient[] }>(
    `select p.id as "personId", p.name, p.email, array_agg(o.name order by o.name) as organisations
     from role_grant g join person p on p.id = g.person_id join organisation o on o.id = g.organisation_id
     where g.role = 'representative' and g.ended_at is null and g.organisation_id in (${organisations})
     group by p.id order by p.email`,
    { id },
  );
  return rows;
}

/** Organisations to choose from when a deadline is extended for one. */
export const listOrganisations = (
  db: Db,
  consultationId: string,
): Promise<{ id: string; name: string; asked: boolean }[]> =>
  db('organisation as o')
    .select<{ id: string; name: string; asked: boolean }[]>(
      'o.id',
      'o.name',
      db.raw(
        `exists (select from eligible_party e where e.organisation_id = o.id and e.consultation_id = ?) as asked`,
        [consultationId],
      ),
    )
    .orderBy([{ column: 'asked', order: 'desc' }, { column: 'o.name' }]);
