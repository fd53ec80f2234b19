import type { Db, Instant } from '../db/connection.js';
import { organisationKey } from './people.rules.js';

export interface Organisation {
  id: string;
  name: string;
}

/** Every organisation, by name. */
export async function listOrganisations(db: Db): Promise<Organisation[]> {
  const { rows } = await db.raw<{ rows: Organisation[] }>(
    'select id, name from organisation order by lower(name), name',
  );
  return rows;
}

/**
 * Adds those organisations that are not there yet, however many, in two statements; capitals and spaces do not make
 * another organisation.
 * @returns every organisation, those added now too
 */
export async function ensureOrganisations(trx: Db, names: string[], at: Instant): Promise<Organisation[]> {
  const existing = await listOrganisations(trx);
  // Of two spellings the first is taken.
  const missing = new Map(names.toReversed().map((name) => [organisationKey(name), name]));
  for (const { name } of existing) missing.delete(organisationKey(name));
  if (missing.size === 0) return existing;
  const { rows } = await trx.raw<{ rows: Organisation[] }>(
    `insert into organisation (name, created_at)
     select jsonb_array_elements_text(:names::jsonb), :at::timestamptz
     on conflict (name) do update set name = excluded.name
     returning id, name`,
    { names: JSON.stringify([...missing.values()]), at },
  );
  return [...existing, ...rows];
}
