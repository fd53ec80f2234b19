import type { Db } from '../../db/connection.js';
import { findCurrentIssue, type Consultation } from '../consultations.store.js';
import type { Dates, Kind } from '../consultations.rules.js';
import { listDocuments } from '../documents/documents.store.js';
import { asksSomething } from '../questions.js';
import { getQuestionDraft } from '../questions/questions.store.js';
import { withdrawnAtOf } from '../withdrawing/withdrawn.store.js';

/** One that may be copied, whatever became of it. */
export interface ToCopy extends Dates {
  reference: string;
  title: string;
  kind: Kind;
  issuedBy: string;
}

export const TO_COPY_PER_PAGE = 20;

/** A page of all consultations, the newest first: those that have all the words in what they are called by. */
export async function listToCopy(
  db: Db,
  words: string,
  page: number,
): Promise<{ rows: ToCopy[]; inAll: number }> {
  const patterns = words
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 10)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  const { rows } = await db.raw<{ rows: (ToCopy & { inAll: number })[] }>(
    `select c.reference, c.title, c.kind, c.issued_by as "issuedBy", c.announced_at as "announcedAt",
       c.published_at as "publishedAt", c.opens_at as "opensAt", c.closes_at as "closesAt",
       exists (select from outcome o where o.consultation_id = c.id) as decided,
       ${withdrawnAtOf('c.id')} as "withdrawnAt", (count(*) over ())::int as "inAll"
     from consultation c
     where concat_ws(' ', c.reference, c.modification, c.title, c.issued_by) ilike all (:patterns::text[])
     order by c.created_at desc, c.reference limit :perPage offset :skipped`,
    { patterns, perPage: TO_COPY_PER_PAGE, skipped: (page - 1) * TO_COPY_PER_PAGE },
  );
  return { rows, inAll: rows[0]?.inAll ?? 0 };
}

/** What a new consultation begins as a copy of. */
export interface Copied {
  reference: string;
  title: string;
  questions: number;
  /** the titles of its documents, which are not copied */
  documents: string[];
}

/** What a copy takes over beside the details, and what it leaves. */
export async function readCopied(db: Db, { id, reference, title }: Consultation): Promise<Copied> {
  const [issue, draft, documents] = await Promise.all([
    findCurrentIssue(db, id),
    getQuestionDraft(db, id),
    listDocuments(db, id),
  ]);
  return {
    reference,
    title,
    questions: (issue?.questions ?? draft).filter(asksSomething).length,
    documents: documents.filter(({ replacedAt }) => !replacedAt).map((document) => document.title),
  };
}
