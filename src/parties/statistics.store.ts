import type { Db } from '../db/connection.js';

/** How many Parties of one category there were, came and went. */
export interface CategoryStatistics {
  category: string;
  /** when the period began, and when it had ended */
  before: number;
  after: number;
  acceded: number;
  expelled: number;
  /** withdrew, or left in another way than by being expelled */
  withdrew: number;
}

/**
 * What happened to the register in a period, by the category held at that moment: Parties before it and after it,
 * those that acceded and left. What is missing to the sum came or went by a change of category.
 * @param from, to London dates, both included
 */
export async function getStatistics(db: Db, from: string, to: string): Promise<CategoryStatistics[]> {
  const { rows } = await db.raw<{ rows: CategoryStatistics[] }>(STATISTICS, { from, to });
  return rows;
}

/** The category held on a day; of a day before the first that is known, that one. */
const categoryOn = (day: string): string => `(
  select q.category from party_particulars q where q.party_id = m.party_id
  order by q.from_on <= ${day} desc, case when q.from_on <= ${day} then q.from_on end desc, q.from_on limit 1)`;

const STATISTICS = `
  with membership as (
    select id as party_id, acceded_on, left_on, how_left from party
    union all select party_id, acceded_on, left_on, how_left from earlier_membership
  ), counted as (
    select ${categoryOn(':from::date - 1')} as category, 'before' as what from membership m
    where coalesce(acceded_on < :from::date, true) and coalesce(left_on >= :from::date, true)
    union all
    select ${categoryOn(':to::date')}, 'after' from membership m
    where coalesce(acceded_on <= :to::date, true) and coalesce(left_on > :to::date, true)
    union all
    select ${categoryOn('m.acceded_on')}, 'acceded' from membership m where acceded_on between :from::date and :to::date
    union all
    select ${categoryOn('m.left_on - 1')}, case when how_left ilike '%expel%' then 'expelled' else 'withdrew' end
    from membership m where left_on between :from::date and :to::date
  )
  select category, count(*) filter (where what = 'before') as before, count(*) filter (where what = 'after') as after,
    count(*) filter (where what = 'acceded') as acceded, count(*) filter (where what = 'expelled') as expelled,
    count(*) filter (where what = 'withdrew') as withdrew
  from counted group by category`;
