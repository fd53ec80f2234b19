import type { Db, Instant } from '../../db/connection.js';

/** What is public now. Its edition, of the same id and the number N.0, is what everybody reads. */
export interface Publication {
  id: string;
  /** from 1 */
  number: number;
  publishedAt: Instant;
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
       (select count(*) from report_edition_response r where r.edition_id = n.id) as responses,
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
export async function findPublication(db: Db, consultationId: string): Promise<Publication | undefined> {
  const row = await db('response_publication as n')
    .leftJoin('response_takedown as t', 't.publication_id', 'n.id')
    .where('n.consultation_id', consultationId)
    .orderBy('n.number', 'desc')
    .first<(Publication & { gone: string | null }) | undefined>(
      'n.id',
      'n.number',
      'n.published_at as publishedAt',
      't.publication_id as gone',
    );
  if (!row || row.gone) return undefined;
  const { id, number, publishedAt } = row;
  return { id, number, publishedAt };
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

/** @param publication of which the edition is there already */
export async function insertPublication(
  trx: Db,
  publication: { id: string; consultationId: string; number: number; note: string; mark: string },
  by: string,
  at: Instant,
): Promise<void> {
  const { id, consultationId, number, note, mark } = publication;
  await trx('response_publication').insert({
    id,
    consultation_id: consultationId,
    number,
    note,
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
