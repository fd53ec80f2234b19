import type { Db } from '../db/connection.js';
import type { Registered } from './register.rules.js';

export interface PartyFilter {
  /** in the name, the id or the organisation; '' for all */
  search: string;
  /** '' for all */
  category: string;
  show: 'current' | 'left' | 'all';
}

export interface ListedParty extends Registered {
  id: string;
}

/** One page of the Parties by name, as they are on a London date, and how many there are in all. */
export async function listParties(
  db: Db,
  day: string,
  filter: PartyFilter,
  page: { number: number; size: number },
): Promise<{ parties: ListedParty[]; total: number }> {
  const bindings = {
    ...filter,
    day,
    like: `%${filter.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
    size: page.size,
    offset: (page.number - 1) * page.size,
  };
  const [counted, listed] = await Promise.all([
    db.raw<{ rows: { total: number }[] }>(`select count(*) as total ${FOUND}`, bindings),
    db.raw<{ rows: ListedParty[] }>(
      `select p.party_id as id, ${COLUMNS} ${FOUND} order by lower(p.name), p.register_id limit :size offset :offset`,
      bindings,
    ),
  ]);
  return { parties: listed.rows, total: counted.rows[0]!.total };
}

const COLUMNS = `p.register_id as "registerId", p.name, p.category, o.name as organisation,
  p.acceded_on as "accededOn", p.left_on as "leftOn", p.how_left as "howLeft"`;

const FOUND = `
  from party_on(:day::date) p join organisation o on o.id = p.organisation_id
  where (:search = '' or p.name ilike :like or p.register_id ilike :like or o.name ilike :like)
    and (:category = '' or p.category = :category)
    and (:show = 'all' or (:show = 'left') = coalesce(p.left_on <= :day::date, false))`;

/** How many Parties each category has on a London date, and how many organisations own them. */
export async function countParties(
  db: Db,
  day: string,
): Promise<{ byCategory: Map<string, number>; parties: number; organisations: number }> {
  const { rows } = await db.raw<{
    rows: { category: string | null; parties: number; organisations: number }[];
  }>(
    `select category::text, count(*) as parties, count(distinct organisation_id) as organisations
     from party_on(:day::date) where coalesce(left_on > :day::date, true)
     group by grouping sets ((category), ())`,
    { day },
  );
  const all = rows.find((row) => row.category === null);
  const byCategory = new Map(
    rows.flatMap(({ category, parties }) => (category ? [[category, parties]] : [])),
  );
  return { byCategory, parties: all?.parties ?? 0, organisations: all?.organisations ?? 0 };
}

/** Everything that the register holds on a London date, those that have left too. */
export async function listRegistered(db: Db, day: string): Promise<Registered[]> {
  const { rows } = await db.raw<{ rows: Registered[] }>(
    `select ${COLUMNS} from party_on(:day::date) p join organisation o on o.id = p.organisation_id
     order by p.register_id`,
    { day },
  );
  return rows;
}

/** Capitals and spaces do not matter; should two differ in these only, the exact one is found. */
export async function findOrganisationByName(
  db: Db,
  name: string,
): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await db.raw<{ rows: { id: string; name: string }[] }>(
    `select id, name from organisation
     where lower(regexp_replace(btrim(name), '\\s+', ' ', 'g')) = lower(regexp_replace(btrim(:name), '\\s+', ' ', 'g'))
     order by name = :name desc, name limit 1`,
    { name },
  );
  return rows[0];
}
