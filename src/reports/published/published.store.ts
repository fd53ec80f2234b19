import { Temporal } from 'temporal-polyfill';
import type { Question } from '../../consultations/questions.js';
import type { Db, Instant } from '../../db/connection.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';
import type { Tally } from '../counting/tally.rules.js';
import type { Counts } from '../report.js';
import type { CoverageTold } from '../telling/coverageTold.rules.js';
import type { Told } from '../telling/redaction.rules.js';

/** What was published of a consultation's responses, beside the responses. */
export interface Publication {
  id: string;
  /** from 1 */
  number: number;
  /** what changed since the one before; '' of the first */
  note: string;
  publishedAt: Instant;
}

/** What is kept with a publication, so that nothing corrected later changes it. */
export interface Frame {
  title: string;
  issuedBy: string;
  questions: Question[];
  coverage: CoverageTold;
  /** what was published before these were kept has none */
  counts?: Counts;
  tallies?: Tally[];
}

/** A publication as SECAS sees it. */
export interface ListedPublication {
  id: string;
  number: number;
  note: string;
  publishedAt: Instant;
  publishedBy: string;
  responses: number;
  /** of all that was published (readPublic.ts); null: not kept then */
  mark: string | null;
  /** `at` in ISO 8601 */
  takenDown: { by: string; at: string; reason: string } | null;
}

/** Every publication of a consultation's responses, the latest first. */
export async function listPublications(db: Db, consultationId: string): Promise<ListedPublication[]> {
  const { rows } = await db.raw<{ rows: ListedPublication[] }>(
    `select n.id, n.number, n.note, n.mark, n.published_at as "publishedAt", p.name as "publishedBy",
       (select count(*) from published_response r where r.publication_id = n.id) as responses,
       (select json_build_object('by', q.name, 'at', t.taken_down_at, 'reason', t.reason)
        from response_takedown t join person q on q.id = t.taken_down_by where t.publication_id = n.id) as "takenDown"
     from response_publication n join person p on p.id = n.published_by
     where n.consultation_id = :consultationId order by n.number desc`,
    { consultationId },
  );
  return rows;
}

/**
 * What everybody may read now: the latest publication. One that was taken down brings no earlier one back, which may
 * hold the same. @returns undefined: nothing is public
 */
export async function findPublication(
  db: Db,
  consultationId: string,
): Promise<(Publication & { frame: Frame; closedAt: Instant }) | undefined> {
  const row = await db('response_publication as n')
    .join('closure as k', 'k.consultation_id', 'n.consultation_id')
    .leftJoin('response_takedown as t', 't.publication_id', 'n.id')
    .where('n.consultation_id', consultationId)
    .orderBy('n.number', 'desc')
    .first<
      | {
          id: string;
          number: number;
          note: string;
          frame: Frame;
          published_at: Instant;
          last_closes_at: Instant;
          gone: string | null;
        }
      | undefined
    >(
      'n.id',
      'n.number',
      'n.note',
      'n.frame',
      'n.published_at',
      'k.last_closes_at',
      't.publication_id as gone',
    );
  if (!row || row.gone) return undefined;
  const { id, number, note, frame, published_at: publishedAt, last_closes_at: closedAt } = row;
  return { id, number, note, publishedAt, frame, closedAt };
}

/**
 * Whether who has begun to read a publication may go on: neither it nor a later one was taken down, nor the consultation
 * withdrawn. That a later one has come in its place stops nobody.
 */
export async function isStillPublic(db: Db, publicationId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ gone: boolean }] }>(
    `select exists (
         select from response_publication n
         join response_publication later on later.consultation_id = n.consultation_id and later.number >= n.number
         join response_takedown t on t.publication_id = later.id where n.id = :publicationId)
       or exists (
         select from response_publication n
         join consultation_withdrawal w on w.consultation_id = n.consultation_id where n.id = :publicationId) as gone`,
    { publicationId },
  );
  return !rows[0].gone;
}

const PAGE = 100;

/** The responses of a publication in their order, as they were published; files with what their scan says now. */
export async function* publishedIn(db: Db, publicationId: string): AsyncGenerator<Told> {
  for (let from = 0; ; from += PAGE) {
    const { rows } = await db.raw<{ rows: { told: Kept; scans: Record<string, string> }[] }>(
      `select r.told, (select coalesce(json_object_agg(f.id, f.scan), '{}')
         from jsonb_array_elements(r.told -> 'files') e join file f on f.id = (e ->> 'fileId')::uuid) as scans
       from published_response r where r.publication_id = :publicationId and r.position >= :from
       order by r.position limit :limit`,
      { publicationId, from, limit: PAGE },
    );
    for (const { told, scans } of rows) {
      yield {
        ...told,
        receivedAt: told.receivedAt === null ? null : Temporal.Instant.from(told.receivedAt),
        files: told.files.map((file) => ({ ...file, scan: scans[file.fileId] ?? file.scan })),
      };
    }
    if (rows.length < PAGE) return;
  }
}

/** As JSON keeps it. */
type Kept = Omit<Told, 'receivedAt'> & { receivedAt: string | null };

/** A file of a publication, under the name that was published. */
export async function findPublishedFile(
  db: Db,
  publicationId: string,
  attachmentId: string,
): Promise<SubmittedFile | undefined> {
  const { rows } = await db.raw<{ rows: SubmittedFile[] }>(
    `select a.id, a.file_id as "fileId", a.question_key as "questionKey", n.name, a.media_type as "mediaType", a.bytes,
       a.sha256, a.confidential, a.reason, f.scan
     from published_file n join submission_attachment a on a.id = n.attachment_id join file f on f.id = a.file_id
     where n.publication_id = :publicationId and n.attachment_id = :attachmentId`,
    { publicationId, attachmentId },
  );
  return rows[0];
}

/** Writes responses of a publication that is written at the end of the same transaction. @param from their position */
export async function insertPublished(
  trx: Db,
  publicationId: string,
  from: number,
  told: Told[],
): Promise<void> {
  await trx.raw(
    `with files as (
       insert into published_file (publication_id, attachment_id, name)
       select :publicationId::uuid, (f ->> 'id')::uuid, f ->> 'name'
       from jsonb_array_elements(:told::jsonb) t, jsonb_array_elements(t -> 'files') f
     )
     insert into published_response (publication_id, position, told)
     select :publicationId::uuid, :from::integer + place - 1, t
     from jsonb_array_elements(:told::jsonb) with ordinality as e(t, place)`,
    { publicationId, from, told: JSON.stringify(told) },
  );
}

export async function insertPublication(
  trx: Db,
  publication: {
    id: string;
    consultationId: string;
    number: number;
    note: string;
    frame: Frame;
    mark: string;
  },
  by: string,
  at: Instant,
): Promise<void> {
  const { id, consultationId, number, note, frame, mark } = publication;
  await trx('response_publication').insert({
    id,
    consultation_id: consultationId,
    number,
    note,
    frame: JSON.stringify(frame),
    mark,
    published_at: at,
    published_by: by,
  });
}

export async function insertTakedown(
  trx: Db,
  publicationId: string,
  reason: string,
  by: string,
  at: Instant,
): Promise<void> {
  await trx('response_takedown').insert({
    publication_id: publicationId,
    reason,
    taken_down_at: at,
    taken_down_by: by,
  });
}
