import type { Db, Instant } from '../../db/connection.js';
import type { Transcription } from '../../responses/confirming/confirming.rules.js';
import { transcriptionOf } from '../../responses/confirming/confirming.store.js';
import type { FateFacts, Standing } from '../../responses/submissions.rules.js';

/** A submission as the desk lists it. */
export interface ListedSubmission extends FateFacts {
  id: string;
  reference: string;
  responseId: string;
  kind: 'response' | 'nil';
  organisation: string;
  submitter: string;
  receivedAt: Instant;
  deadline: Instant;
  standing: Standing;
  /** null: it came through the form */
  transcription: Transcription | null;
  parties: { name: string; category: string }[];
  forOrganisation: boolean;
  /** what of it is confidential */
  confidential: boolean;
  nameConfidential: boolean;
  confidentialAnswers: number;
  confidentialFiles: number;
  files: number;
  /** places of the response that have a comment of SECAS */
  comments: number;
}

/** The submissions that speak for somebody now. */
const LIVE = `(exists (select from representation n where n.submission_id = s.id)
  or exists (select from organisation_representation n where n.submission_id = s.id))`;

/** Late, or met the closure, and SECAS has not decided. */
const HELD = `s.standing <> 'in time' and d.submission_id is null and w.submission_id is null`;

/** One page of the submissions that count, the newest first. */
export const listLive = (db: Db, consultationId: string, page: { limit: number; offset: number }) =>
  list(db, consultationId, LIVE, page);

/** The late ones that wait for SECAS's decision, the newest first. */
export const listHeld = (db: Db, consultationId: string) => list(db, consultationId, HELD);

/** What does not count and does not wait: replaced by a newer one, withdrawn, refused. */
export const listNotCounting = (db: Db, consultationId: string, page: { limit: number; offset: number }) =>
  list(db, consultationId, `not ${LIVE} and not (${HELD})`, page);

/** Every submission of one response, the newest first. */
export const listThread = (db: Db, consultationId: string, responseId: string) =>
  list(db, consultationId, 's.response_id = :responseId', undefined, { responseId });

/** How many count, wait and do neither: what stands on the pages of the list. */
export async function countListed(
  db: Db,
  consultationId: string,
): Promise<{ live: number; held: number; notCounting: number }> {
  const { rows } = await db.raw<{ rows: [{ live: number; held: number; notCounting: number }] }>(
    `select count(*) filter (where live) as live, count(*) filter (where held) as held,
       count(*) filter (where not live and not held) as "notCounting"
     from (select ${LIVE} as live, ${HELD} as held ${FROM} where s.consultation_id = :consultationId) x`,
    { consultationId },
  );
  return rows[0];
}

const FROM = `
  from submission s
  left join late_decision d on d.submission_id = s.id
  left join withdrawal w on w.submission_id = s.id`;

async function list(
  db: Db,
  consultationId: string,
  where: string,
  page: { limit: number; offset: number } = { limit: 500, offset: 0 },
  bindings: Record<string, unknown> = {},
): Promise<ListedSubmission[]> {
  const { rows } = await db.raw<{ rows: ListedSubmission[] }>(
    `with listed as (
       select s.*, d.admitted, w.submission_id is not null as withdrawn, ${LIVE} as represents ${FROM}
       where s.consultation_id = :consultationId and ${where}
       order by s.received_at desc, s.number desc, s.id limit :limit offset :offset
     ), places as (
       select distinct on (t.response_id, c.question_key) t.response_id, c.removed_at
       from secas_comment c join submission t on t.id = c.submission_id
       where c.consultation_id = :consultationId and t.response_id in (select response_id from listed)
       order by t.response_id, c.question_key, c.written_at desc
     )
     select s.id, s.reference, s.response_id as "responseId", s.kind, s.organisation_name as organisation,
       coalesce(n.name, 'somebody whose name was removed') as submitter, s.received_at as "receivedAt", s.deadline,
       s.standing, s.admitted, s.withdrawn, s.represents, ${transcriptionOf('s')} as transcription,
       s.for_organisation as "forOrganisation", s.confidential, s.name_confidential as "nameConfidential",
       (select coalesce(json_agg(json_build_object('name', p.name, 'category', p.category) order by p.name), '[]')
        from submission_party p where p.submission_id = s.id) as parties,
       (select count(*) from submission_answer a where a.submission_id = s.id and a.confidential) as "confidentialAnswers",
       (select count(*) from submission_attachment a where a.submission_id = s.id and a.confidential) as "confidentialFiles",
       (select count(*) from submission_attachment a where a.submission_id = s.id) as files,
       (select count(*) from places p where p.response_id = s.response_id and p.removed_at is null) as comments
     from listed s left join submitter n on n.submission_id = s.id
     order by s.received_at desc, s.number desc, s.id`,
    { consultationId, limit: page.limit, offset: page.offset, ...bindings },
  );
  return rows;
}

export interface Neighbours {
  /** its place among those that count, from 1; null: it does not count itself */
  place: number | null;
  live: number;
  previous: Neighbour | null;
  next: Neighbour | null;
}

export interface Neighbour {
  id: string;
  organisation: string;
}

/** What stands before and after a submission in the list of those that count, the newest first. */
export async function findNeighbours(
  db: Db,
  consultationId: string,
  submissionId: string,
): Promise<Neighbours> {
  const { rows } = await db.raw<{ rows: [Neighbours] }>(
    `with live as (
       select s.id, s.organisation_name as organisation,
         row_number() over (order by s.received_at desc, s.number desc, s.id) as place
       from submission s where s.consultation_id = :consultationId and ${LIVE}
     ), here as (select place from live where id = :submissionId)
     select (select place from here) as place, (select count(*) from live) as live,
       (select json_build_object('id', id, 'organisation', organisation) from live
        where place = (select place from here) - 1) as previous,
       (select json_build_object('id', id, 'organisation', organisation) from live
        where place = (select place from here) + 1) as next`,
    { consultationId, submissionId },
  );
  return rows[0];
}
