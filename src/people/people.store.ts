import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';
import { grantInWords, type Grant } from './people.rules.js';

export interface ListedPerson {
  id: string;
  name: string;
  email: string;
  /** those in force */
  grants: Grant[];
}

/** As the desk lists them. */
export interface PersonAtDesk extends ListedPerson {
  /** null: never */
  lastSignedIn: Instant | null;
}

export interface PersonInFull extends PersonAtDesk {
  createdAt: Instant;
  past: (Grant & { endedAt: Instant; endedBy: string | null })[];
}

export interface PeopleFilter {
  /** in the name, the address or the organisation; '' for all */
  search: string;
  /** '' for all, 'none' for those without a grant in force, 'confidential' for all who see what is confidential */
  role: string;
}

/** One page of people by name, and how many there are in all. */
export async function listPeople(
  db: Db,
  filter: PeopleFilter,
  page: { number: number; size: number },
): Promise<{ people: PersonAtDesk[]; total: number }> {
  const bindings = {
    ...filter,
    like: `%${filter.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
    size: page.size,
    offset: (page.number - 1) * page.size,
  };
  const [counted, listed] = await Promise.all([
    db.raw<{ rows: { total: number }[] }>(`select count(*) as total from person p where ${FOUND}`, bindings),
    db.raw<{ rows: PersonAtDesk[] }>(
      `select p.id, p.name, p.email, ${GRANTS_IN_FORCE} as grants, ${LAST_SIGNED_IN} as "lastSignedIn"
       from person p where ${FOUND}
       order by lower(p.name), p.id limit :size offset :offset`,
      bindings,
    ),
  ]);
  return { people: listed.rows, total: counted.rows[0]!.total };
}

const FOUND = `
  (:search = '' or p.name ilike :like or p.email ilike :like or exists (
     select from role_grant g join organisation o on o.id = g.organisation_id
     where g.person_id = p.id and g.ended_at is null and o.name ilike :like))
  and (:role = ''
    or (:role = 'none' and not exists (select from role_grant g where g.person_id = p.id and g.ended_at is null))
    or exists (select from role_grant g where g.person_id = p.id and g.ended_at is null
      and (g.role = :role or :role = 'confidential' and g.role = 'secas')))`;

const LAST_SIGNED_IN = `
  (select e.at from audit_entry e where e.person_id = p.id and e.action = 'person.signed-in'
   order by e.id desc limit 1)`;

const GRANTS_IN_FORCE = `
  (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'organisationId', g.organisation_id,
            'organisationName', o.name, 'maySubmit', g.may_submit, 'mayManage', g.may_manage) order by g.role, o.name), '[]')
   from role_grant g left join organisation o on o.id = g.organisation_id
   where g.person_id = p.id and g.ended_at is null)`;

/** A person with what they may do and might once do. @throws NotFound */
export async function getPerson(db: Db, id: string): Promise<PersonInFull> {
  const { rows } = await db.raw<{
    rows: (Omit<PersonInFull, 'createdAt' | 'past'> & { created_at: Instant })[];
  }>(
    `select p.id, p.name, p.email, p.created_at, ${GRANTS_IN_FORCE} as grants, ${LAST_SIGNED_IN} as "lastSignedIn"
     from person p where p.id = :id`,
    { id },
  );
  const [row] = rows;
  if (!row) throw new NotFound('There is no such person.');
  const { created_at: createdAt, ...person } = row;
  return { ...person, createdAt, past: await listPastGrants(db, id) };
}

/** The person, until the transaction ends nobody else's to change. @throws NotFound */
export async function lockPerson(trx: Db, id: string): Promise<{ name: string; email: string }> {
  const row = await trx('person').where({ id }).forUpdate().first('name', 'email');
  if (!row) throw new NotFound('There is no such person.');
  return row;
}

export async function updatePerson(trx: Db, id: string, to: { name: string; email: string }): Promise<void> {
  await trx('person').where({ id }).update(to);
}

async function listPastGrants(db: Db, personId: string): Promise<PersonInFull['past']> {
  const { rows } = await db.raw<{ rows: PersonInFull['past'] }>(
    `select g.id, g.role, g.organisation_id as "organisationId", o.name as "organisationName",
            g.may_submit as "maySubmit", g.may_manage as "mayManage", g.ended_at as "endedAt", by.name as "endedBy"
     from role_grant g
     left join organisation o on o.id = g.organisation_id
     left join person by on by.id = g.ended_by
     where g.person_id = :personId and g.ended_at is not null
     order by g.ended_at desc, g.id`,
    { personId },
  );
  return rows;
}

/** Those of these addresses who are people already. */
export async function findPeopleByEmail(db: Db, emails: string[]): Promise<ListedPerson[]> {
  const { rows } = await db.raw<{ rows: ListedPerson[] }>(
    `select p.id, p.name, p.email, ${GRANTS_IN_FORCE} as grants from person p
     where p.email in (select jsonb_array_elements_text(:emails::jsonb))`,
    { emails: JSON.stringify(emails) },
  );
  return rows;
}

/**
 * Adds those people who are not there yet, however many, in two statements; a known person's name stays as it is.
 * @returns everybody's id by address
 */
export async function ensurePeople(
  trx: Db,
  people: { name: string; email: string }[],
  at: Instant,
): Promise<Map<string, string>> {
  // These two and no more: what else is known of them may hold what jsonb refuses.
  const bindings = { people: JSON.stringify(people.map(({ name, email }) => ({ name, email }))), at };
  await trx.raw(
    `insert into person (name, email, created_at)
     select w.name, w.email, :at::timestamptz from jsonb_to_recordset(:people::jsonb) as w(name text, email text)
     order by w.email
     on conflict (email) do nothing`,
    bindings,
  );
  const { rows } = await trx.raw<{ rows: { id: string; email: string }[] }>(
    `select p.id, p.email from person p
     join jsonb_to_recordset(:people::jsonb) as w(email text) on w.email = p.email`,
    bindings,
  );
  return new Map(rows.map((row) => [row.email, row.id]));
}

/** Where mail reaches these people. */
export async function findAddresses(
  db: Db,
  ids: string[],
): Promise<{ id: string; name: string; email: string }[]> {
  return db('person').whereIn('id', ids).orderBy('email').select('id', 'name', 'email');
}

/** The names of those who may submit for an organisation. */
export async function listSubmitters(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db('role_grant as g')
    .join('person as p', 'p.id', 'g.person_id')
    .where({ 'g.organisation_id': organisationId, 'g.role': 'representative', 'g.may_submit': true })
    .whereNull('g.ended_at')
    .orderBy('p.name')
    .select('p.name');
  return rows.map((row: { name: string }) => row.name);
}

/** Everybody with what they may do, a line each, for the terminal. */
export async function listPeopleForCommand(db: Db): Promise<string[]> {
  const { rows } = await db.raw<{ rows: ListedPerson[] }>(
    `select p.id, p.name, p.email, ${GRANTS_IN_FORCE} as grants from person p order by lower(p.name), p.id`,
  );
  return rows.map(
    ({ name, email, grants }) => `${name} <${email}>: ${grants.map(grantInWords).join('; ') || 'nothing'}`,
  );
}
