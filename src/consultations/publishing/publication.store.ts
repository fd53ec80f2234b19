import type { Db, Instant } from '../../db/connection.js';

/** Who will be asked, or who was: the numbers, and what is missing. */
export interface Audience {
  parties: number;
  byCategory: { category: string; parties: number }[];
  organisations: number;
  /** people who are told by mail */
  representatives: number;
  /** Parties whose organisation has nobody to tell */
  nobodyToTell: { name: string; category: string; organisation: string }[];
}

/** Who would be asked if it were published on that London date. */
export const previewAudience = (db: Db, day: string, categories: string[]): Promise<Audience> =>
  readAudience(db, ELIGIBLE_ON, { day, categories });

/** Who was asked: the Parties frozen at publication. */
export const getAudience = (db: Db, consultationId: string): Promise<Audience> =>
  readAudience(db, FROZEN, { consultationId });

/**
 * Freezes the Parties that are asked: those of the audience's categories on that London date. What the register says
 * later does not change them.
 */
export async function freezeEligibleParties(
  trx: Db,
  consultationId: string,
  day: string,
  categories: string[],
  at: Instant,
): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into eligible_party (consultation_id, party_id, organisation_id, name, category, added_at)
     select :consultationId::uuid, e.party_id, e.organisation_id, e.name, e.category, :at::timestamptz
     from (${ELIGIBLE_ON}) e`,
    { consultationId, day, categories, at },
  );
  return rowCount;
}

export const updatePublished = (
  trx: Db,
  consultationId: string,
  { opensAt, announcedAt, by, at }: { opensAt: Instant; announcedAt: Instant; by: string; at: Instant },
): Promise<number> =>
  trx('consultation')
    .where({ id: consultationId })
    .update({ published_at: at, published_by: by, opens_at: opensAt, announced_at: announcedAt });

const ELIGIBLE_ON = `
  select party_id, organisation_id, name, category from party_on(:day::date)
  where category = any(:categories::text[]) and coalesce(left_on > :day::date, true)
    and coalesce(acceded_on <= :day::date, true)`;

const FROZEN = `
  select party_id, organisation_id, name, category from eligible_party where consultation_id = :consultationId::uuid`;

async function readAudience(
  db: Db,
  eligible: string,
  bindings: Record<string, string | string[]>,
): Promise<Audience> {
  const { rows } = await db.raw<{ rows: AudienceRow[] }>(
    `with eligible as materialized (${eligible}),
     told as (select distinct organisation_id, person_id from role_grant
              where role = 'representative' and ended_at is null
                and organisation_id in (select organisation_id from eligible))
     select
       (select count(*) from eligible)::int as parties,
       (select count(distinct organisation_id) from eligible)::int as organisations,
       (select count(distinct person_id) from told)::int as representatives,
       (select coalesce(json_agg(json_build_object('category', category, 'parties', parties) order by category), '[]')
        from (select category::text, count(*)::int as parties from eligible group by category) c) as "byCategory",
       (select coalesce(json_agg(json_build_object('name', e.name, 'category', e.category, 'organisation', o.name)
          order by e.category, e.name), '[]')
        from eligible e join organisation o on o.id = e.organisation_id
        where e.organisation_id not in (select organisation_id from told)) as "nobodyToTell"`,
    bindings,
  );
  return rows[0]!;
}

type AudienceRow = Audience;
