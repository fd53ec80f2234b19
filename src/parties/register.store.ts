import type { Db, Instant } from '../db/connection.js';
import type { PlannedParty } from './register.rules.js';

/** One import at a time; those who read the register, and submits, are not kept waiting. */
export const lockRegister = (trx: Db): Promise<unknown> =>
  trx.raw('lock table party in share row exclusive mode');

/**
 * Writes new and changed Parties with their particulars, however many, in one statement.
 *
 * Particulars hold from the day of the import; a new Party's from its accession, so that reports of what was asked
 * before the import find its name. A row of the same day takes the earlier one's place. Of a Party that had left and
 * acceded anew, the time before is kept apart.
 * @param organisations each organisation's id by the name in the rows
 * @param day the London date of the import
 */
export async function writeParties(
  trx: Db,
  planned: PlannedParty[],
  organisations: (name: string) => string,
  day: string,
  at: Instant,
): Promise<void> {
  const parties = planned.map(({ row, particulars, changes }) => ({
    register_id: row.registerId,
    name: row.name,
    category: row.category,
    organisation_id: organisations(row.organisation),
    acceded_on: row.accededOn,
    left_on: row.leftOn,
    how_left: row.howLeft,
    particulars,
    from_on: changes[0]?.kind === 'new' && row.accededOn && row.accededOn < day ? row.accededOn : day,
  }));
  await trx.raw(
    `with given as (
       select * from jsonb_to_recordset(:parties::jsonb) as g(register_id text, name text, category text,
         organisation_id uuid, acceded_on date, left_on date, how_left text, particulars boolean, from_on date)
     ), ended as (
       insert into earlier_membership (party_id, acceded_on, left_on, how_left, recorded_at)
       select p.id, p.acceded_on, p.left_on, p.how_left, :at::timestamptz from given g join party p using (register_id)
       where p.left_on <= g.acceded_on
       on conflict (party_id, left_on) do nothing
     ), written as (
       insert into party as p (register_id, acceded_on, left_on, how_left, created_at)
       select register_id, acceded_on, left_on, how_left, :at::timestamptz from given
       on conflict (register_id) do update
         set acceded_on = excluded.acceded_on, left_on = excluded.left_on, how_left = excluded.how_left
       returning p.id, p.register_id
     )
     insert into party_particulars (party_id, from_on, name, category, organisation_id, recorded_at)
     select w.id, g.from_on, g.name, g.category, g.organisation_id, :at::timestamptz
     from given g join written w using (register_id) where g.particulars
     on conflict (party_id, from_on) do update
       set name = excluded.name, category = excluded.category, organisation_id = excluded.organisation_id,
           recorded_at = excluded.recorded_at`,
    { parties: JSON.stringify(parties), at },
  );
}
