import type { Db, Instant } from '../../db/connection.js';
import { NotFound } from '../../errors.js';

export interface StoredDocument {
  id: string;
  title: string;
  /** what came with a replacement: what has changed */
  note: string | null;
  addedAt: Instant;
  /** the document whose place it took */
  replaces: string | null;
  replacedAt: Instant | null;
  file: { id: string; name: string; mediaType: string; bytes: number; sha256: string; scan: string };
}

/** All documents of a consultation, replaced ones included, in their order and the newest version first. */
export async function listDocuments(db: Db, consultationId: string): Promise<StoredDocument[]> {
  const rows = await selectDocuments(db)
    .where('d.consultation_id', consultationId)
    .orderBy([{ column: 'd.position' }, { column: 'd.added_at', order: 'desc' }]);
  return rows.map(fromRow);
}

/** One document of this consultation, replaced or not. @throws NotFound */
export async function getDocument(db: Db, consultationId: string, id: string): Promise<StoredDocument> {
  const row = await selectDocuments(db).where({ 'd.consultation_id': consultationId, 'd.id': id }).first();
  if (!row) throw new NotFound();
  return fromRow(row);
}

export interface NewDocument {
  consultationId: string;
  fileId: string;
  title: string;
  replaces: string | null;
  note: string | null;
  by: string;
  at: Instant;
}

/**
 * Adds a document at the end, or in the place of the one that it replaces. The caller holds the consultation's lock.
 * @returns its id
 * @throws NotFound when the file has not been stored whole
 */
export async function insertDocument(trx: Db, document: NewDocument): Promise<string> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `insert into document (consultation_id, file_id, title, position, replaces, note, added_at, added_by)
     select :consultationId::uuid, f.id, :title,
       coalesce((select position from document where id = :replaces::uuid),
                (select coalesce(max(position), 0) + 1 from document where consultation_id = :consultationId::uuid)),
       :replaces::uuid, :note, :at::timestamptz, :by::uuid
     from file f where f.id = :fileId::uuid and f.completed_at is not null
     returning id`,
    { ...document },
  );
  const [row] = rows;
  if (!row) throw new NotFound('The file has not been stored whole, so it cannot be added.');
  return row.id;
}

/** Puts documents in a new order, replaced versions with theirs. @param positions position by document id */
export async function saveDocumentOrder(trx: Db, positions: Map<string, number>): Promise<void> {
  await trx.raw(
    `update document d set position = o.position
     from unnest(:ids::uuid[], :positions::int[]) as o(id, position) where d.id = o.id`,
    { ids: [...positions.keys()], positions: [...positions.values()] },
  );
}

export const deleteDocument = (trx: Db, id: string): Promise<number> =>
  trx('document').where({ id }).delete();

interface DocumentFacts {
  id: string;
  title: string;
  note: string | null;
  added_at: Instant;
  replaces: string | null;
  replaced_at: Instant | null;
  file_id: string;
  name: string;
  media_type: string;
  bytes: number;
  sha256: string | null;
  scan: string;
}

const selectDocuments = (db: Db) =>
  db('document as d')
    .join('file as f', 'f.id', 'd.file_id')
    .leftJoin('document as later', 'later.replaces', 'd.id')
    .select<DocumentFacts[]>(
      'd.id',
      'd.title',
      'd.note',
      'd.added_at',
      'd.replaces',
      'later.added_at as replaced_at',
      'f.id as file_id',
      'f.name',
      'f.media_type',
      'f.bytes',
      'f.sha256',
      'f.scan',
    );

const fromRow = (row: DocumentFacts): StoredDocument => ({
  id: row.id,
  title: row.title,
  note: row.note,
  addedAt: row.added_at,
  replaces: row.replaces,
  replacedAt: row.replaced_at,
  file: {
    id: row.file_id,
    name: row.name,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256 ?? '',
    scan: row.scan,
  },
});
