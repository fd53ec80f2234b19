import type { Db, Instant } from '../../db/connection.js';
import { bounceOf } from '../../notices/bounces/bounces.store.js';
import type { Standing } from '../../responses/submissions.rules.js';

/** A submission that was late, or met the closure, and what became of it. */
export interface LateEntry {
  submissionId: string;
  reference: string;
  consultation: { reference: string; title: string };
  organisation: string;
  receivedAt: Instant;
  recordedAt: Instant;
  deadline: Instant;
  standing: Exclude<Standing, 'in time'>;
  withdrawn: boolean;
  /** null: it waits for one */
  decision: { admitted: boolean; reason: string; by: string } | null;
  decidedAt: Instant | null;
  /** the mails that tell the respondent of the decision */
  told: { to: string; sent: boolean; error: string | null; bounce: string | null }[];
}

/**
 * The register of what was late, or met the closure: those that wait first, the longest waiting at the top, then the
 * others, the latest first.
 * @param consultationId null: of all consultations
 */
export async function listLate(
  db: Db,
  consultationId: string | null,
  page: { limit: number; offset: number },
): Promise<LateEntry[]> {
  const { rows } = await db.raw<{ rows: LateEntry[] }>(
    `select s.id as "submissionId", s.reference, s.organisation_name as organisation, s.received_at as "receivedAt",
       s.recorded_at as "recordedAt", s.deadline, s.standing, w.submission_id is not null as withdrawn,
       json_build_object('reference', c.reference, 'title', c.title) as consultation,
       case when d.submission_id is not null then
         json_build_object('admitted', d.admitted, 'reason', d.reason, 'by', p.name) end as decision,
       d.decided_at as "decidedAt",
       (select coalesce(json_agg(json_build_object('to', m.to_address, 'sent', m.sent_at is not null,
           'error', m.last_error, 'bounce', ${bounceOf('m')}) order by m.to_address), '[]')
        from outbox_mail m where d.submission_id is not null and m.kind = 'late-decision'
          and m.dedupe_key like 'late-decision:' || s.id || ':%') as told
     from submission s join consultation c on c.id = s.consultation_id
     left join late_decision d on d.submission_id = s.id
     left join person p on p.id = d.decided_by
     left join withdrawal w on w.submission_id = s.id
     where s.standing <> 'in time' and s.consultation_id = coalesce(:consultationId::uuid, s.consultation_id)
     order by d.submission_id is not null or w.submission_id is not null,
       case when d.submission_id is null and w.submission_id is null then s.recorded_at end,
       coalesce(d.decided_at, s.recorded_at) desc, s.id
     limit :limit offset :offset`,
    { consultationId, ...page },
  );
  return rows;
}
