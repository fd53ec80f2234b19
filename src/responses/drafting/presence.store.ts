import type { Db } from '../../db/connection.js';
import { prepared } from '../../db/prepared.js';
import { NotFound } from '../../errors.js';
import type { Viewer } from '../../people/viewer.js';
import { drafterOf, MAY_DRAFT } from './drafts.store.js';

/** What somebody who has a response open is told of it. */
export interface Together {
  /** the colleagues who have it open too, and in which section, by name */
  others: { name: string; section: string }[];
  /** the version of each answer, by the question's key */
  versions: Record<string, number>;
}

/**
 * Notes that the viewer has a response open, and tells who else has. Real time; whoever has not been seen for 50 s has
 * gone. One statement.
 * @throws NotFound also for another organisation's
 */
export async function markPresent(
  db: Db,
  viewer: Viewer,
  personId: string,
  responseId: string,
  section: string,
): Promise<Together> {
  const { rows } = await prepared<Together & { open: boolean }>(
    db,
    'presence',
    `with draft as (
       select r.id from response r where r.id = :responseId::uuid and ${MAY_DRAFT}
     ), here as (
       insert into response_presence as p (response_id, person_id, section, seen_at)
       select draft.id, :personId::uuid, :section, clock_timestamp() from draft
       on conflict (response_id, person_id) do update set section = excluded.section, seen_at = excluded.seen_at
     )
     select exists (select from draft) as open,
       (select coalesce(json_agg(json_build_object('name', o.name, 'section', p.section) order by o.name), '[]')
        from response_presence p join person o on o.id = p.person_id
        where p.response_id = (select id from draft) and p.person_id <> :personId::uuid
          and p.seen_at > clock_timestamp() - interval '50 seconds') as others,
       (select coalesce(json_object_agg(question_key, version), '{}') from draft_answer
        where response_id = (select id from draft)) as versions`,
    { responseId, section, personId, ...drafterOf(viewer) },
  );
  const { open, others, versions } = rows[0]!;
  if (!open) throw new NotFound();
  return { others, versions };
}

/** Forgets who was there a day ago. */
export async function deleteOldPresence(db: Db): Promise<void> {
  await db.raw(`delete from response_presence where seen_at < clock_timestamp() - interval '1 day'`);
}
