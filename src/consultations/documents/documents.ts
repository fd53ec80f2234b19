import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { lockConsultation } from '../consultations.store.js';
import {
  deleteDocument,
  getDocument,
  insertDocument,
  listDocuments,
  saveDocumentOrder,
} from './documents.store.js';
import { documentReplacedMails, type Sender } from '../mails.js';
import { listConcerned } from '../recipients.store.js';

/** Adds a stored file at the end of a consultation's documents. @returns the document's id @throws Invalid, NotFound */
export async function addDocument(
  db: Db,
  by: string,
  consultationId: string,
  { fileId, title }: { fileId: string; title: string },
  at: Instant,
): Promise<string> {
  if (title.trim() === '') throw new Invalid([{ field: 'title', text: 'Enter what the document is called' }]);
  return db.transaction(async (trx) => {
    await lockConsultation(trx, consultationId, 'update');
    const document = { consultationId, fileId, title: title.trim(), replaces: null, note: null, by, at };
    const id = await insertDocument(trx, document);
    const detail = { title: document.title };
    const action = 'consultation.document-added';
    await recordAudit(trx, { action, at, personId: by, consultationId, subjectId: id, detail });
    return id;
  });
}

/**
 * Puts a stored file in the place of a document. The earlier one stays in the history and can still be downloaded;
 * once the consultation is published, everybody concerned is told by mail.
 * @param replacement.title as before unless given; `note` says what has changed
 * @returns the new document's id, and how many people are told
 * @throws NotFound, Conflict when it has been replaced already
 */
export async function replaceDocument(
  { db, config }: { db: Db; config: Sender },
  by: string,
  consultationId: string,
  replacement: { documentId: string; fileId: string; title?: string; note: string },
  at: Instant,
): Promise<{ id: string; told: number }> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, consultationId, 'update');
    const before = await getDocument(trx, consultationId, replacement.documentId);
    if (before.replacedAt)
      throw new Conflict('This document has been replaced already: replace the newer one.');
    const title = replacement.title?.trim() || before.title;
    const note = replacement.note.trim();
    const { fileId } = replacement;
    const id = await insertDocument(trx, {
      consultationId,
      fileId,
      title,
      replaces: before.id,
      note,
      by,
      at,
    });
    const recipients = consultation.publishedAt ? await listConcerned(trx, consultationId) : [];
    await queueMail(trx, documentReplacedMails(config, recipients, consultation, { id, title, note }));
    const action = 'consultation.document-replaced';
    const detail = { title, note, replaced: before.id, told: recipients.length };
    await recordAudit(trx, { action, at, personId: by, consultationId, subjectId: id, detail });
    return { id, told: recipients.length };
  });
}

/** Moves a document before or after its neighbour; at the edge it stays. @throws NotFound */
export async function moveDocument(
  db: Db,
  consultationId: string,
  { documentId, by }: { documentId: string; by: -1 | 1 },
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockConsultation(trx, consultationId, 'update');
    const current = (await listDocuments(trx, consultationId)).filter((one) => !one.replacedAt);
    const from = current.findIndex((one) => one.id === documentId);
    const moved = current[from];
    if (!moved)
      throw new NotFound('A colleague has removed or replaced this document. Go back to the documents.');
    if (!current[from + by]) return;
    const order = current.toSpliced(from, 1).toSpliced(from + by, 0, moved);
    await saveDocumentOrder(trx, new Map(order.map((one, index) => [one.id, index + 1])));
  });
}

/** Takes a document away that nobody has seen yet. @throws Conflict once the consultation has been announced */
export async function removeDocument(
  db: Db,
  by: string,
  consultationId: string,
  documentId: string,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const { announcedAt } = await lockConsultation(trx, consultationId, 'update');
    if (announcedAt) throw new Conflict('Everybody can see this document: it can be replaced, not removed.');
    const document = await getDocument(trx, consultationId, documentId);
    if (document.replacedAt)
      throw new Conflict('This document has been replaced: remove the newer one first.');
    await deleteDocument(trx, documentId);
    const detail = { title: document.title };
    await recordAudit(trx, {
      action: 'consultation.document-removed',
      at,
      personId: by,
      consultationId,
      detail,
    });
  });
}
