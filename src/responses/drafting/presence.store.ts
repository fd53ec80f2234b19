import { ownExtension } from '../../consultations/extending/extension.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { prepared } from '../../db/prepared.js';
import { NotFound } from '../../errors.js';
import type { Viewer } from '../../people/viewer.js';
import { drafterOf, MAY_DRAFT } from './drafts.store.js';

/** What was done to a response: to all of it, or, of a note, to one of its answers. */
export interface Happened {
  what:
    | 'submitted'
    | 'submitted at closing'
    | 'withdrawn'
    | 'left to be submitted'
    | 'taken back'
    | 'approval asked'
    | 'approved'
    | 'returned'
    | 'changed'
    | 'discarded'
    | 'brought back'
    | 'corrected'
    | 'note';
  /** ISO 8601 */
  at: string;
  by: { id: string; name: string };
  /** of a submission */
  reference: string | null;
  /** that a note is on */
  question: { key: string; ask: string; section: string } | null;
}

/** What somebody who has a response open is told of it. */
export interface Together {
  /** the colleagues who have it open too, and in which section, by name */
  others: { name: string; section: string }[];
  /** the version of each answer, by the question's key */
  versions: Record<string, number>;
  /** the ids of the notes on each answer, by the question's key, earliest first */
  notes: Record<string, string[]>;
  /** earliest first; changed answers and notes of colleagues only */
  happened: Happened[];
  /** the deadline for all */
  closesAt: Instant;
  ownExtension: Instant | null;
}

/** What was done to `draft`, and to the wording of its questions, since the page was made. */
const HAPPENED = `
  select case when exists (select from closing_instruction where id = s.submit_key) then 'submitted at closing'
      else 'submitted' end as what, s.recorded_at as at, s.submitted_by as by, s.reference, null as key
    from submission s where s.response_id = (select id from draft)
  union all
  select 'withdrawn', w.withdrawn_at, w.withdrawn_by, s.reference, null
    from submission s join withdrawal w on w.submission_id = s.id where s.response_id = (select id from draft)
  union all
  select 'approval asked', asked_at, asked_by, null, null
    from approval_request where response_id = (select id from draft)
  union all
  select case when approved then 'approved' else 'returned' end, decided_at, decided_by, null, null
    from approval where response_id = (select id from draft)
  union all
  select 'left to be submitted', left_at, left_by, null, null
    from closing_instruction where response_id = (select id from draft)
  union all
  select 'taken back', b.taken_back_at, b.taken_back_by, null, null
    from closing_instruction b where b.response_id = (select id from draft)
      and not exists (select from closing_instruction n where n.response_id = b.response_id and n.left_at = b.taken_back_at)
  union all
  select 'discarded', discarded_at, discarded_by, null, null
    from discard where response_id = (select id from draft)
  union all
  select 'brought back', brought_back_at, brought_back_by, null, null
    from discard where response_id = (select id from draft)
  union all
  select 'corrected', issued_at, issued_by, null, null
    from question_issue where consultation_id = (select consultation_id from draft) and number > 1
  union all
  select 'changed', max(saved_at), saved_by, null, null
    from draft_answer where response_id = (select id from draft) and saved_by <> :personId::uuid group by saved_by
  union all
  select 'note', written_at, written_by, null, question_key
    from answer_note where response_id = (select id from draft) and written_by <> :personId::uuid`;

/**
 * Notes that the viewer has a response open, and tells who else has. Real time; whoever has not been seen for 50 s has
 * gone. One statement.
 * @param since what happened after it is told; null: nothing is
 * @throws NotFound also for another organisation's
 */
export async function markPresent(
  db: Db,
  viewer: Viewer,
  personId: string,
  responseId: string,
  section: string,
  since: Instant | null,
): Promise<Together> {
  const { rows } = await prepared<Together>(
    db,
    'presence',
    `with draft as (
       select r.id, r.consultation_id, r.organisation_id from response r
       where r.id = :responseId::uuid and ${MAY_DRAFT}
     ), here as (
       insert into response_presence as p (response_id, person_id, section, seen_at)
       select draft.id, :personId::uuid, :section, clock_timestamp() from draft
       on conflict (response_id, person_id) do update set section = excluded.section, seen_at = excluded.seen_at
     )
     select c.closes_at as "closesAt", ${ownExtension('c.id', 'draft.organisation_id')} as "ownExtension",
       (select coalesce(json_agg(json_build_object('name', o.name, 'section', p.section) order by o.name), '[]')
        from response_presence p join person o on o.id = p.person_id
        where p.response_id = draft.id and p.person_id <> :personId::uuid
          and p.seen_at > clock_timestamp() - interval '50 seconds') as others,
       (select coalesce(json_object_agg(question_key, version), '{}') from draft_answer
        where response_id = draft.id) as versions,
       (select coalesce(json_object_agg(question_key, ids), '{}')
        from (select question_key, json_agg(id order by written_at, id) as ids from answer_note
              where response_id = draft.id group by question_key) n) as notes,
       (select coalesce(json_agg(json_build_object('what', h.what, 'at', h.at, 'reference', h.reference,
          'by', json_build_object('id', hp.id, 'name', hp.name),
          'question', (select json_build_object('key', q ->> 'key', 'ask', q ->> 'ask', 'section', q ->> 'section')
            from (select questions from question_issue where consultation_id = c.id order by number desc limit 1) i,
              jsonb_array_elements(i.questions) q where q ->> 'key' = h.key)) order by h.at), '[]')
        from (${HAPPENED}) h join person hp on hp.id = h.by where h.at > :since::timestamptz) as happened
     from draft join consultation c on c.id = draft.consultation_id`,
    { responseId, section, personId, since, ...drafterOf(viewer) },
  );
  const [together] = rows;
  if (!together) throw new NotFound();
  return together;
}

/** Forgets who was there a day ago. */
export async function deleteOldPresence(db: Db): Promise<void> {
  await db.raw(`delete from response_presence where seen_at < clock_timestamp() - interval '1 day'`);
}
