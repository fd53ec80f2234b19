import type { Db, Instant } from '../../db/connection.js';

/** The three parts of a summary, in Markdown. */
export interface SummaryTexts {
  asked: string;
  said: string;
  nextSteps: string;
}

export interface SummaryDraft extends SummaryTexts {
  version: number;
  savedAt: Instant;
  savedBy: string;
}

export interface PublishedSummary extends SummaryTexts {
  /** 1 for the first; a change is the next */
  number: number;
  /** the draft that was published */
  version: number;
  /** what changed since the one before; '' for the first */
  changed: string;
  publishedAt: Instant;
}

/** The latest that was saved, published or not. */
export async function findSummaryDraft(db: Db, consultationId: string): Promise<SummaryDraft | undefined> {
  const { rows } = await db.raw<{ rows: SummaryDraft[] }>(
    `select d.version, d.asked, d.said, d.next_steps as "nextSteps", d.saved_at as "savedAt", p.name as "savedBy"
     from summary_draft d join person p on p.id = d.saved_by
     where d.consultation_id = :consultationId order by d.version desc limit 1`,
    { consultationId },
  );
  return rows[0];
}

/** The caller holds the consultation's lock, so that no two have one version. */
export async function insertSummaryDraft(
  trx: Db,
  consultationId: string,
  { asked, said, nextSteps, version }: SummaryTexts & { version: number },
  by: string,
  at: Instant,
): Promise<void> {
  await trx('summary_draft').insert({
    consultation_id: consultationId,
    version,
    asked,
    said,
    next_steps: nextSteps,
    saved_at: at,
    saved_by: by,
  });
}

/** The published one that holds, or an earlier one by its number. */
export async function findPublishedSummary(
  db: Db,
  consultationId: string,
  number?: number,
): Promise<PublishedSummary | undefined> {
  const { rows } = await db.raw<{ rows: PublishedSummary[] }>(
    `select p.number, p.version, p.changed, p.published_at as "publishedAt", d.asked, d.said,
       d.next_steps as "nextSteps"
     from published_summary p join summary_draft d using (consultation_id, version)
     where p.consultation_id = :consultationId and p.number = coalesce(:number::int, p.number)
     order by p.number desc limit 1`,
    { consultationId, number: number ?? null },
  );
  return rows[0];
}

export async function insertPublishedSummary(
  trx: Db,
  consultationId: string,
  { number, version, changed }: { number: number; version: number; changed: string },
  by: string,
  at: Instant,
): Promise<void> {
  await trx('published_summary').insert({
    consultation_id: consultationId,
    number,
    version,
    changed,
    published_at: at,
    published_by: by,
  });
}

/** SQL for when the first summary of a consultation was published; null: not yet. */
export const summaryPublishedAt = (consultation: string): string =>
  `(select min(published_at) from published_summary where consultation_id = ${consultation})`;

/** Whether less may be told than at an instant: something was redacted since, or a consent was taken back. */
export async function isLessTold(db: Db, consultationId: string, since: Instant): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ less: boolean }] }>(
    `select exists (select from redaction r where r.consultation_id = :consultationId and r.marked_at >= :since)
       or exists (select from lifted_marking m join submission s on s.id = m.submission_id
         where s.consultation_id = :consultationId and m.taken_back_at >= :since) as less`,
    { consultationId, since },
  );
  return rows[0].less;
}

export interface DueSummary {
  reference: string;
  title: string;
  closesAt: Instant;
  /** something has been saved */
  drafted: boolean;
}

/** What closed for all before an instant and has no summary, the longest waiting first. */
export async function listDueSummaries(db: Db, closedBefore: Instant): Promise<DueSummary[]> {
  const { rows } = await db.raw<{ rows: DueSummary[] }>(
    `select c.reference, c.title, c.closes_at as "closesAt",
       exists (select from summary_draft d where d.consultation_id = c.id) as drafted
     from consultation c join closure k on k.consultation_id = c.id
     where c.closes_at < :closedBefore
       and not exists (select from published_summary p where p.consultation_id = c.id)
       and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)
     order by c.closes_at, c.id limit 50`,
    { closedBefore },
  );
  return rows;
}
