import type { Db } from '../../db/connection.js';
import { RECALLED, type FrozenVersion } from '../editions/editions.store.js';

/** One position of a respondent that changed from one stage of a modification to the next. */
export interface ChangedPosition {
  /** references of the two consultations */
  earlier: string;
  later: string;
  respondent: string;
  categories: string[];
  ask: string;
  before: string;
  now: string;
}

/**
 * SQL for the positions that changed between two stages of a modification, as the readers of one version may know them.
 *
 * Stages are the consultations on the same modification that are closed, each compared with the one that closed before
 * it; of each the newest edition is read, so nothing is told that is not in both reports. A question is the same where
 * it is a single choice among the same options, under the same key or else in the same words: where the options differ,
 * nobody can say what would be a change. A respondent is the same organisation, where it has one response in each
 * stage or the two speak for a Party in common. Whose name is withheld in a stage, and an answer that is, is left out:
 * it is not counted either. What was chosen is read from the facts of responses (migrations/0050), put together by
 * organisation: Postgres, which cannot guess how many there are, would compare thousands with thousands one by one.
 */
const CHANGED = `
  with ended as (
    select c.id, c.reference, c.modification,
      lag(c.id) over (partition by c.modification order by k.last_closes_at, c.reference) as earlier
    from consultation c join closure k on k.consultation_id = c.id
    where c.modification = any(:modifications) and c.published_at is not null
      and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)
  ), stage as (
    select l.modification, f.reference as earlier, l.reference as later, a.id as earlier_edition, b.id as later_edition,
      a.frame as earlier_frame, b.frame as later_frame
    from ended l join consultation f on f.id = l.earlier
    cross join lateral (${newest('f.id')}) a cross join lateral (${newest('l.id')}) b
    where (:after::text[] is null or l.reference = any(:after::text[])) and not a.recalled and not b.recalled
  ), same as (
    select distinct on (s.later, y.key) s.earlier_edition, s.later_edition, x.key as earlier_key, y.key, y.ask, y.place, x.options
    from stage s
    cross join lateral (${choicesIn('s.earlier_frame')}) x
    join lateral (${choicesIn('s.later_frame')}) y on x.options = y.options and (x.key = y.key or x.folded = y.folded)
    order by s.later, y.key, x.key <> y.key
  ), said as (
    select s.later_edition, e.edition_id = s.later_edition as is_later, o.organisation_id,
      jsonb_build_object('id', e.submission_id, 'position', e.position, 'digest', e.digest, 'said', t.facts -> 'said') as response
    from stage s join report_edition_response e on e.edition_id in (s.earlier_edition, s.later_edition)
    join told_response t on t.digest = e.digest join submission o on o.id = e.submission_id
    where t.facts ->> 'kind' = 'response' and not jsonb_exists(t.facts -> 'by', 'Withheld')
  ), paired as (
    select later_edition, organisation_id, jsonb_agg(response) filter (where not is_later) as earlier_ones,
      jsonb_agg(response) filter (where is_later) as later_ones
    from said group by later_edition, organisation_id having bool_or(is_later) and not bool_and(is_later)
  ), changed as (
    select s.modification, s.earlier, s.later, w.organisation_id, (b ->> 'position')::integer as position,
      b ->> 'digest' as digest, q.place, q.ask,
      a -> 'said' -> q.earlier_key ->> 'choice' as before, b -> 'said' -> q.key ->> 'choice' as now
    from stage s
    join same q on q.later_edition = s.later_edition
    join paired w on w.later_edition = s.later_edition
    cross join jsonb_array_elements(w.earlier_ones) a cross join jsonb_array_elements(w.later_ones) b
    where (jsonb_array_length(w.earlier_ones) + jsonb_array_length(w.later_ones) = 2 or exists (
        select from submission_party p join submission_party o using (party_id)
        where p.submission_id = (a ->> 'id')::uuid and o.submission_id = (b ->> 'id')::uuid))
      and a -> 'said' -> q.earlier_key ->> 'choice' = any(q.options) and b -> 'said' -> q.key ->> 'choice' = any(q.options)
      and a -> 'said' -> q.earlier_key ->> 'choice' <> b -> 'said' -> q.key ->> 'choice'
  )`;

/** The newest edition of a consultation, in the version asked for. */
function newest(consultation: string): string {
  return `select e.id, e.frame, ${RECALLED} as recalled from report_edition e
    where e.consultation_id = ${consultation} and e.version = :version order by e.major desc, e.minor desc limit 1`;
}

/** The single choices of a frame, their options in an order of their own. */
function choicesIn(frame: string): string {
  return `select q ->> 'key' as key, q ->> 'ask' as ask, place, lower(regexp_replace(trim(q ->> 'ask'), '\\s+', ' ', 'g')) as folded,
      (select array_agg(o order by o) from json_array_elements_text(q -> 'options') o) as options
    from json_array_elements(${frame} -> 'questions') with ordinality as asked(q, place)
    where q ->> 'type' = 'single-choice'`;
}

/** How many respondents changed a position between some consultations and the stage before each, where any did. */
export async function countChanged(
  db: Db,
  after: { reference: string; modification: string | null }[],
  version: FrozenVersion,
): Promise<{ modification: string; respondents: number }[]> {
  const modifications = after.flatMap(({ modification }) => modification ?? []);
  if (modifications.length === 0) return [];
  const { rows } = await db.raw<{ rows: { modification: string; respondents: number }[] }>(
    `${CHANGED} select modification, count(distinct organisation_id) as respondents from changed
     group by modification order by modification`,
    { modifications, version, after: after.map(({ reference }) => reference) },
  );
  return rows;
}

/** The positions that changed in a modification, the latest stages first; `total` of them in all. */
export async function listChanged(
  db: Db,
  modification: string,
  version: FrozenVersion,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: ChangedPosition[]; total: number }> {
  const { rows } = await db.raw<{ rows: (ChangedPosition & { total: number })[] }>(
    `${CHANGED}, shown as (
       select x.*, k.last_closes_at, count(*) over () as total
       from changed x join consultation c on c.reference = x.later join closure k on k.consultation_id = c.id
       order by k.last_closes_at desc, later, place, position, before limit :limit offset :offset
     )
     select earlier, later, t.told ->> 'name' as respondent, t.told -> 'countedAs' as categories, ask, before, now, total
     from shown join told_response t using (digest) order by last_closes_at desc, later, place, position, before`,
    { modifications: [modification], version, after: null, limit, offset },
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

/** The closed consultations on a modification, in the order in which they closed. */
export async function listStages(
  db: Db,
  modification: string,
): Promise<{ id: string; reference: string; title: string }[]> {
  const { rows } = await db.raw<{ rows: { id: string; reference: string; title: string }[] }>(
    `select c.id, c.reference, c.title from consultation c join closure k on k.consultation_id = c.id
     where c.modification = :modification and c.published_at is not null
       and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)
     order by k.last_closes_at, c.reference`,
    { modification },
  );
  return rows;
}
