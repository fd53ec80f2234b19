import {
  answerConfidential,
  fileConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { bindingsOf, matching, READ_BY_ME } from './filters.store.js';
import type { Filters } from './filters.js';
import type { Transcription } from '../../responses/confirming/confirming.rules.js';
import { transcriptionOf } from '../../responses/confirming/confirming.store.js';
import { threadsIn } from '../../responses/clarifying/clarifications.store.js';
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
  /** threads on its answers that wait for the organisation, and for SECAS */
  asked: number;
  replied: number;
  /** the colleagues who have marked it as read, in that order */
  readers: { id: string; name: string }[];
}

/** What the viewer sees of the list, and from where: `viewer` is a person's id. */
export interface Seen {
  viewer: string;
  filters: Filters;
}

/** The submissions that speak for somebody now. */
export const LIVE = `(exists (select from representation n where n.submission_id = s.id)
  or exists (select from organisation_representation n where n.submission_id = s.id))`;

/** Late, or met the closure, and SECAS has not decided. */
export const HELD = `s.standing <> 'in time' and d.submission_id is null and w.submission_id is null`;

/** One page of the submissions that count and match, the newest first. */
export const listLive = (
  db: Db,
  consultationId: string,
  { viewer, filters }: Seen,
  page: { limit: number; offset: number },
) => list(db, consultationId, `${LIVE} and ${matching(filters)}`, page, bindingsOf(filters, viewer));

/** The late ones that wait for SECAS's decision, the newest first. */
export const listHeld = (db: Db, consultationId: string) => list(db, consultationId, HELD);

/** What does not count and does not wait: replaced by a newer one, withdrawn, refused. */
export const listNotCounting = (db: Db, consultationId: string, page: { limit: number; offset: number }) =>
  list(db, consultationId, `not ${LIVE} and not (${HELD})`, page);

/** Every submission of one response, the newest first. */
export const listThread = (db: Db, consultationId: string, responseId: string) =>
  list(db, consultationId, 's.response_id = :responseId', undefined, { responseId });

export interface Counts {
  live: number;
  held: number;
  notCounting: number;
  /** of those that count: that match, how many of these the viewer has not read, and the newest of these */
  matching: number;
  unread: number;
  firstUnread: string | null;
}

/** How many count, wait and do neither: what stands on the pages of the list. */
export async function countListed(db: Db, consultationId: string, seen: Seen): Promise<Counts> {
  const { rows } = await db.raw<{ rows: [Counts] }>(
    `with standing as (
       select s.id, s.received_at, s.number, ${LIVE} as live, ${HELD} as held,
         ${LIVE} and ${matching(seen.filters)} as matches, ${READ_BY_ME} as read
       ${FROM} where s.consultation_id = :consultationId
     )
     select count(*) filter (where live) as live, count(*) filter (where held) as held,
       count(*) filter (where not live and not held) as "notCounting", count(*) filter (where matches) as matching,
       count(*) filter (where matches and not read) as unread,
       (select id from standing where matches and not read order by received_at desc, number desc, id limit 1)
         as "firstUnread"
     from standing`,
    { consultationId, ...bindingsOf(seen.filters, seen.viewer) },
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
       s.for_organisation as "forOrganisation", ${wholeConfidential('s')} as confidential,
       ${nameConfidential('s')} as "nameConfidential",
       (select coalesce(json_agg(json_build_object('name', p.name, 'category', p.category) order by p.name), '[]')
        from submission_party p where p.submission_id = s.id) as parties,
       (select count(*) from submission_answer a where a.submission_id = s.id and ${answerConfidential('a')}) as "confidentialAnswers",
       (select count(*) from submission_attachment a where a.submission_id = s.id and ${fileConfidential('a')}) as "confidentialFiles",
       (select count(*) from submission_attachment a where a.submission_id = s.id) as files,
       (select count(*) from places p where p.response_id = s.response_id and p.removed_at is null) as comments,
       ${threadsIn('s.response_id', 'asked')} as asked, ${threadsIn('s.response_id', 'replied')} as replied,
       (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) order by m.read_at, p.name), '[]')
        from reading_mark m join person p on p.id = m.person_id where m.submission_id = s.id) as readers
     from listed s left join submitter n on n.submission_id = s.id
     order by s.received_at desc, s.number desc, s.id`,
    { consultationId, limit: page.limit, offset: page.offset, ...bindings },
  );
  return rows;
}

export interface Neighbours {
  /** whether it counts itself */
  counts: boolean;
  /** its place among those that count and match, from 1; null: it does not match, or does not count */
  place: number | null;
  /** how many count and match */
  live: number;
  previous: Neighbour | null;
  next: Neighbour | null;
  /** the nearest one further on that the viewer has not read; from the end the search begins again at the top */
  nextUnread: Neighbour | null;
}

export interface Neighbour {
  id: string;
  organisation: string;
}

/** What stands before and after a submission in the list of those that count and match, the newest first. */
export async function findNeighbours(
  db: Db,
  consultationId: string,
  submissionId: string,
  { viewer, filters }: Seen,
): Promise<Neighbours> {
  const neighbour = (where: string, order: string) =>
    `(select json_build_object('id', id, 'organisation', organisation) from listed, here
      where matches and ${where} order by ${order} limit 1)`;
  const { rows } = await db.raw<{ rows: [Neighbours] }>(
    `with standing as (
       select s.id, s.organisation_name as organisation, s.received_at, s.number, ${LIVE} as live,
         ${LIVE} and ${matching(filters)} as matches, ${READ_BY_ME} as read
       from submission s where s.consultation_id = :consultationId
     ), listed as (
       select *, row_number() over (order by received_at desc, number desc, id) as place from standing
       where matches or id = :submissionId
     ), here as (select id as here_id, place as here, live as counts, matches as listed from listed where id = :submissionId)
     select (select counts from here) as counts,
       (select case when here.listed then (select count(*) from listed where matches and place <= here.here) end from here)
         as place,
       (select count(*) from listed where matches) as live,
       ${neighbour('place < here', 'place desc')} as previous,
       ${neighbour('place > here', 'place')} as next,
       ${neighbour('not read and id <> here_id', 'place < here, place')} as "nextUnread"`,
    { consultationId, submissionId, ...bindingsOf(filters, viewer) },
  );
  return rows[0];
}
