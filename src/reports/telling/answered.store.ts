import type { Db, Instant } from '../../db/connection.js';
import { inPages } from '../../db/inPages.js';
import { prepared } from '../../db/prepared.js';
import type { Transcription } from '../../responses/confirming/confirming.rules.js';
import { transcriptionOf } from '../../responses/confirming/confirming.store.js';
import type { SaidInThread } from '../../responses/clarifying/clarifications.rules.js';
import { saidInThreads } from '../../responses/clarifying/clarifications.store.js';
import {
  answerConfidential,
  fileConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import type { Covered, Reason } from '../../collation/redacting/redactions.rules.js';
import { REDACTIONS } from '../../collation/redacting/redactions.store.js';
import type { Standing } from '../../responses/submissions.rules.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';

/** A submission that counts, as it was frozen, with what of it is confidential now: what is told of it depends on the reader (redaction.rules.ts). */
export interface Answered {
  id: string;
  reference: string;
  kind: 'response' | 'nil';
  organisation: string;
  receivedAt: Instant;
  standing: Standing;
  /** null: it came through the form */
  transcription: Transcription | null;
  confidential: boolean;
  confidentialReason: string;
  nameConfidential: boolean;
  nameConfidentialReason: string;
  digest: string;
  /** those that it speaks for now */
  parties: { name: string; category: string }[];
  answers: Record<string, AnswerGiven>;
  files: SubmittedFile[];
  /** SECAS's comments, by the question's key; '' on the response as a whole */
  comments: Record<string, CommentGiven>;
  /** what SECAS asked about its answers and was replied, by the question's key, the earliest first */
  clarifications: Record<string, SaidInThread[]>;
  /** the themes with which SECAS has coded its answers, or passages of them: their ids, by the question's key */
  themes: Record<string, string[]>;
  /** what SECAS keeps out of the public version */
  redactions: { covered: Covered; reason: Reason }[];
}

export interface AnswerGiven {
  value: unknown;
  confidential: boolean;
  reason: string;
}

export interface CommentGiven {
  text: string;
  /** it was written beside something confidential, perhaps of an earlier submission of the response */
  confidential: boolean;
}

const PAGE = 100;

/**
 * Every live submission of a consultation, by the organisation's name, those whose name is confidential last and in
 * no order that tells anything. Read in pages of their ids, so that memory is flat; frozen rows, so that pages agree.
 */
export async function* answeredIn(db: Db, consultationId: string): AsyncGenerator<Answered> {
  const ids = await listLive(db, consultationId);
  yield* inPages(PAGE, (from) => listAnswered(db, ids.slice(from, from + PAGE)));
}

/** The submissions that speak for somebody now. */
const LIVE = `
  select submission_id from representation where consultation_id = :consultationId
  union select submission_id from organisation_representation where consultation_id = :consultationId`;

/** Their ids, in the order in which they are told. */
async function listLive(db: Db, consultationId: string): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select s.id from submission s where s.id in (${LIVE})
     order by ${nameConfidential('s')}, case when ${nameConfidential('s')} then '' else s.organisation_name end, s.id`,
    { consultationId },
  );
  return rows.map(({ id }) => id);
}

async function listAnswered(db: Db, ids: string[]): Promise<Answered[]> {
  if (ids.length === 0) return [];
  const { rows } = await prepared<Answered>(db, 'list-answered', ANSWERED, { ids });
  return rows;
}

const THEMES = `(select coalesce(json_object_agg(x.question_key, x.themes), '{}') from (
       select c.question_key, json_agg(distinct c.theme_id order by c.theme_id) as themes
       from coding c where c.submission_id = s.id and c.removed_at is null group by c.question_key) x)`;

/** Planned once: that takes Postgres as long as a page of it. */
const ANSWERED = `
     select s.id, s.reference, s.kind, s.organisation_name as organisation, s.received_at as "receivedAt", s.standing,
       ${transcriptionOf('s')} as transcription, ${wholeConfidential('s')} as confidential, s.confidential_reason as "confidentialReason",
       ${nameConfidential('s')} as "nameConfidential", s.name_confidential_reason as "nameConfidentialReason", s.digest,
       (select coalesce(json_agg(json_build_object('name', p.name, 'category', p.category) order by p.name), '[]')
        from submission_party p
        join representation r on r.submission_id = p.submission_id and r.party_id = p.party_id
        where p.submission_id = s.id) as parties,
       (select coalesce(json_object_agg(a.question_key, json_build_object('value', a.value,
           'confidential', ${answerConfidential('a')}, 'reason', a.reason)), '{}')
        from submission_answer a where a.submission_id = s.id) as answers,
       (select coalesce(json_agg(json_build_object('id', a.id, 'fileId', a.file_id, 'questionKey', a.question_key,
           'name', a.name, 'mediaType', a.media_type, 'bytes', a.bytes, 'sha256', a.sha256,
           'confidential', ${fileConfidential('a')}, 'reason', a.reason, 'scan', f.scan) order by a.position), '[]')
        from submission_attachment a join file f on f.id = a.file_id where a.submission_id = s.id) as files,
       (select coalesce(json_object_agg(coalesce(k.question_key, ''),
            json_build_object('text', k.text, 'confidential', k.confidential)), '{}') from (
          select distinct on (c.question_key) c.question_key, c.text, c.removed_at,
            ${wholeConfidential('t')} or ${nameConfidential('t')} or exists (
              select from submission_answer w where w.submission_id = t.id and ${answerConfidential('w')}
                and w.question_key = coalesce(c.question_key, w.question_key)) or exists (
              select from submission_attachment w where w.submission_id = t.id and ${fileConfidential('w')}
                and w.question_key = coalesce(c.question_key, w.question_key)) as confidential
          from submission t join secas_comment c on c.submission_id = t.id
          where t.response_id = s.response_id
          order by c.question_key, c.written_at desc) k
        where k.removed_at is null) as comments,
       ${saidInThreads('s')} as clarifications,
       ${THEMES} as themes,
       ${REDACTIONS} as redactions
     from unnest(:ids::uuid[]) with ordinality as page(id, place) join submission s on s.id = page.id
     order by page.place`;

/** One submission in the same way, live or not; for what would be told of it. */
export const findAnswered = async (db: Db, submissionId: string): Promise<Answered | undefined> =>
  (await listAnswered(db, [submissionId]))[0];

/** The live submission that has an attachment. */
export async function findAnsweredWith(
  db: Db,
  consultationId: string,
  attachmentId: string,
): Promise<Answered | undefined> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select submission_id as id from submission_attachment where id = :attachmentId and submission_id in (${LIVE})`,
    { consultationId, attachmentId },
  );
  return rows[0] && findAnswered(db, rows[0].id);
}

/** Whether the name of any live submission is confidential, for whomever it speaks. */
export async function isSomebodyNameless(db: Db, consultationId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { nameless: boolean }[] }>(
    `select exists (
       select from submission s where s.id in (${LIVE}) and ${nameConfidential('s')}) as nameless`,
    { consultationId },
  );
  return rows[0]!.nameless;
}

/** One that was late, or met the closure, and has not been admitted. */
export interface NotAdmitted {
  organisation: string;
  nameConfidential: boolean;
  reference: string;
  receivedAt: Instant;
  deadline: Instant;
  standing: Standing;
  /** why SECAS refused it; null: not decided yet */
  refusedBecause: string | null;
}

/** The annex of what was not admitted, by arrival. */
export async function listNotAdmitted(db: Db, consultationId: string): Promise<NotAdmitted[]> {
  const { rows } = await db.raw<{ rows: NotAdmitted[] }>(
    `select s.organisation_name as organisation, ${nameConfidential('s')} as "nameConfidential", s.reference,
       s.received_at as "receivedAt", s.deadline, s.standing, d.reason as "refusedBecause"
     from submission s left join late_decision d on d.submission_id = s.id
     where s.consultation_id = :consultationId and s.standing <> 'in time' and coalesce(not d.admitted, true)
       and not exists (select from withdrawal w where w.submission_id = s.id)
     order by s.received_at, s.id`,
    { consultationId },
  );
  return rows;
}

/** The keys of the questions about whose answers, of live submissions, SECAS has asked something. */
export async function listClarified(db: Db, consultationId: string): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { key: string }[] }>(
    `select distinct e.question_key as key from clarification_entry e join submission s on s.response_id = e.response_id
     where e.consultation_id = :consultationId and s.id in (${LIVE})`,
    { consultationId },
  );
  return rows.map(({ key }) => key);
}
