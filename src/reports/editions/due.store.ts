import type { AuditAction } from '../../audit/actions.js';
import type { Db, Instant } from '../../db/connection.js';
import { FROZEN, RECALLED } from './editions.store.js';

/** What is being worked on settles before there is another edition: so long nothing more has changed. */
export const SETTLED = { minutes: 5 };

/**
 * What may change what a report tells. Looking at it or redacting it for the public changes nothing; nor does a theme
 * with which nothing is coded: it is not told.
 */
const CHANGES: AuditAction[] = [
  'attachment.infected',
  'clarification.asked',
  'clarification.closed',
  'clarification.entered',
  'clarification.reopened',
  'clarification.replied',
  'coding.carried-over',
  'coding.made',
  'coding.removed',
  'comment.removed',
  'comment.written',
  'consent.given',
  'consent.taken-back',
  'consultation.corrected',
  'consultation.document-added',
  'consultation.document-replaced',
  'consultation.party-added',
  'consultation.question-corrected',
  'dispositions.approval-switched-off',
  'dispositions.approval-switched-on',
  'dispositions.published',
  'party.decline-removed',
  'party.declined',
  'point.approved',
  'point.edited',
  'point.made',
  'point.removed',
  'point.responses-added',
  'point.responses-removed',
  'point.returned',
  'response.admitted',
  'response.no-comment',
  'response.refused',
  'response.submitted',
  'response.submitted-by-instruction',
  'response.withdrawn',
  'theme.merged',
  'theme.moved',
  'theme.renamed',
  'theme.split',
  'transcription.confirmed',
  'transcription.said-wrong',
];

/** Entries are numbered as they are begun: one with a lower number may become visible a little later. */
const LATER_BY = 1_000;

/** The changes that a freeze may have missed; `f.changes` of them it has told. */
const SINCE = `audit_entry a where a.consultation_id = c.id and a.id > f.through - :later and a.action = any(:changes)`;

const FILES_WAITING = `(
  select count(*)::integer from submission s join submission_attachment a on a.submission_id = s.id
  join file f on f.id = a.file_id where s.consultation_id = c.id and f.scan = 'waiting')`;

/**
 * The consultations that have no report yet though they are closed, or released to the Panel, and those in which
 * something has changed since their newest edition and nothing more after `before`: what is still being worked on
 * would only make another edition. One that is recalled is replaced at once, and so is what SECAS asked for.
 * @returns their references, those with few submissions first: a large one takes its time
 */
export async function listDueReports(db: Db, before: Instant): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { reference: string }[] }>(
    `select c.reference from consultation c
     left join closure k on k.consultation_id = c.id
     left join release r on r.consultation_id = c.id
     left join report_freeze f on f.consultation_id = c.id
     where (k.consultation_id is not null or r.consultation_id is not null)
       and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)
       and (f.consultation_id is null or f.closed <> (k.consultation_id is not null)
         or exists (select from edition_request q where q.consultation_id = c.id and q.done_at is null)
         or (f.files_waiting > 0 and f.files_waiting > ${FILES_WAITING})
         or exists (
           select from report_edition e where e.consultation_id = c.id and e.version = any(:frozen) and ${RECALLED} and not exists (
             select from report_edition l where l.consultation_id = c.id and l.version = e.version
               and (l.major, l.minor) > (e.major, e.minor)))
         or exists (
           select from ${SINCE} having count(*) > f.changes and max(a.at) <= :before))
     order by (select count(*) from submission s where s.consultation_id = c.id), c.reference`,
    { changes: CHANGES, later: LATER_BY, before, frozen: [...FROZEN] },
  );
  return rows.map(({ reference }) => reference);
}

/** What has changed since a report was last compared with its newest edition, and what was asked for. */
export interface Waiting {
  changes: number;
  /** of the last change; null: nothing has changed */
  lastAt: Instant | null;
  /** SECAS has asked for the next edition, and the worker has not looked yet */
  asked: boolean;
  /** when it had last looked because SECAS had asked; null: it never did */
  lookedAt: Instant | null;
}

/** @returns undefined: the report has not been frozen yet */
export async function findWaiting(db: Db, consultationId: string): Promise<Waiting | undefined> {
  const { rows } = await db.raw<{ rows: Waiting[] }>(
    `select n.number - f.changes + greatest(f.files_waiting - ${FILES_WAITING}, 0) as changes,
       case when n.number > f.changes then n.last_at end as "lastAt",
       coalesce(r.asked, false) as asked, r.looked_at as "lookedAt"
     from consultation c join report_freeze f on f.consultation_id = c.id
     cross join lateral (select count(*) as number, max(a.at) as last_at from ${SINCE}) n
     cross join lateral (select bool_or(q.done_at is null) as asked, max(q.done_at) as looked_at
       from edition_request q where q.consultation_id = c.id) r
     where c.id = :consultationId`,
    { consultationId, changes: CHANGES, later: LATER_BY },
  );
  return rows[0];
}

/** @returns false: it had been asked for before, and waits for the worker */
export async function insertEditionRequest(
  trx: Db,
  consultationId: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const inserted = await trx('edition_request')
    .insert({ consultation_id: consultationId, asked_at: at, asked_by: by })
    .onConflict(trx.raw('(consultation_id) where done_at is null'))
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

/** Notes, in the transaction that freezes, how far things had come, and that what was asked for is done. */
export async function noteFreeze(
  trx: Db,
  consultationId: string,
  closed: boolean,
  at: Instant,
): Promise<void> {
  await trx('edition_request')
    .where({ consultation_id: consultationId })
    .whereNull('done_at')
    .update({ done_at: at });
  await trx.raw(
    `insert into report_freeze (consultation_id, closed, through, changes, files_waiting)
     select c.id, :closed::boolean, m.through,
       (select count(*) from audit_entry a where a.consultation_id = c.id and a.id > m.through - :later
          and a.action = any(:changes)),
       ${FILES_WAITING}
     from consultation c, (select coalesce(max(id), 0) as through from audit_entry) m where c.id = :consultationId
     on conflict (consultation_id) do update set closed = excluded.closed, through = excluded.through,
       changes = excluded.changes, files_waiting = excluded.files_waiting`,
    { consultationId, closed, changes: CHANGES, later: LATER_BY },
  );
}
