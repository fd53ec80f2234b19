import type { Db, Instant } from '../../db/connection.js';

/** A Party in a category that is asked, which is not among those asked. */
export interface Candidate {
  id: string;
  name: string;
  category: string;
  organisation: { id: string; name: string };
  /** a London date; null: not known */
  accededOn: string | null;
}

/** Those that the register has on a London date, by name. */
export async function listCandidates(
  db: Db,
  { id, audience }: { id: string; audience: string[] },
  day: string,
): Promise<Candidate[]> {
  const { rows } = await db.raw<{ rows: Candidate[] }>(
    `select p.party_id as id, p.name, p.category::text as category, to_char(p.acceded_on, 'YYYY-MM-DD') as "accededOn",
       json_build_object('id', o.id, 'name', o.name) as organisation
     from party_on(:day::date) p join organisation o on o.id = p.organisation_id
     where p.category = any(:audience::text[]) and coalesce(p.left_on > :day::date, true)
       and coalesce(p.acceded_on <= :day::date, true)
       and not exists (select from eligible_party e where e.consultation_id = :id and e.party_id = p.party_id)
     order by lower(p.name), p.register_id`,
    { id, audience, day },
  );
  return rows;
}

export async function insertAddedParty(
  trx: Db,
  consultationId: string,
  party: Candidate,
  { reason, by, at }: { reason: string; by: string; at: Instant },
): Promise<void> {
  await trx('eligible_party').insert({
    consultation_id: consultationId,
    party_id: party.id,
    organisation_id: party.organisation.id,
    name: party.name,
    category: party.category,
    added_at: at,
    added_by: by,
    reason,
  });
}

/** A Party that was added to those asked after publication. */
export interface AddedParty {
  name: string;
  category: string;
  at: Instant;
  reason: string;
  by: string;
}

/** The earliest first. */
export async function listAddedParties(db: Db, consultationId: string): Promise<AddedParty[]> {
  return db('eligible_party as e')
    .join('person as p', 'p.id', 'e.added_by')
    .where('e.consultation_id', consultationId)
    .orderBy(['e.added_at', 'e.name'])
    .select<AddedParty[]>('e.name', 'e.category', { at: 'e.added_at', reason: 'e.reason', by: 'p.name' });
}
