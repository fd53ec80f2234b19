import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';

/** A time as a Party; dates are London's, and on `leftOn` it is none any more. */
export interface Membership {
  accededOn: string | null;
  leftOn: string | null;
  howLeft: string | null;
}

/** A Party with all that the register has said of it. */
export interface PartyInFull {
  id: string;
  registerId: string;
  /** the latest first; the first one is what holds, or held last */
  memberships: Membership[];
  /** the latest first */
  particulars: {
    fromOn: string;
    name: string;
    category: string;
    organisation: { id: string; name: string };
    recordedAt: Instant;
  }[];
  /** those who act for its organisation */
  representatives: { id: string; name: string; email: string }[];
}

/** One statement. @throws NotFound */
export async function getParty(db: Db, id: string): Promise<PartyInFull> {
  const { rows } = await db.raw<{ rows: Omit<PartyInFull, 'particulars'>[] }>(
    `select p.id, p.register_id as "registerId",
       (select json_agg(json_build_object('accededOn', m.acceded_on, 'leftOn', m.left_on, 'howLeft', m.how_left)
          order by m.left_on desc nulls first)
        from (select p.acceded_on, p.left_on, p.how_left
              union all select acceded_on, left_on, how_left from earlier_membership where party_id = p.id) m) as memberships,
       (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'email', r.email) order by r.name), '[]')
        from person r where exists (
          select from role_grant g where g.person_id = r.id and g.role = 'representative' and g.ended_at is null
            and g.organisation_id = (select organisation_id from party_particulars where party_id = p.id
                                     order by from_on desc limit 1))) as representatives
     from party p where p.id = :id`,
    { id },
  );
  const [party] = rows;
  if (!party) throw new NotFound('There is no such Party.');
  return { ...party, particulars: await listParticulars(db, id) };
}

async function listParticulars(db: Db, partyId: string): Promise<PartyInFull['particulars']> {
  const { rows } = await db.raw<{ rows: PartyInFull['particulars'] }>(
    `select q.from_on as "fromOn", q.name, q.category, q.recorded_at as "recordedAt",
       json_build_object('id', o.id, 'name', o.name) as organisation
     from party_particulars q join organisation o on o.id = q.organisation_id
     where q.party_id = :partyId order by q.from_on desc`,
    { partyId },
  );
  return rows;
}
