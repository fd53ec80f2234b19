import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';

export interface MailboxMail {
  id: string;
  to_address: string;
  subject: string;
  body: string;
  secret: boolean;
  written_at: Instant;
  sent_at: Instant | null;
  attempts: number;
  last_error: string | null;
}

/** The latest mail, newest first. @param to part of the address, '' for everybody's */
export async function listMailbox(db: Db, to: string, most: number): Promise<MailboxMail[]> {
  const mails = allMail(db).orderBy('written_at', 'desc').orderBy('id').limit(most);
  return to === '' ? mails : mails.whereRaw('position(lower(:to) in to_address) > 0', { to });
}

/** @throws NotFound */
export async function getMail(db: Db, id: string): Promise<MailboxMail> {
  const mail = await allMail(db).where({ id }).first();
  if (!mail) throw new NotFound();
  return mail;
}

const allMail = (db: Db) =>
  db('outbox_mail').select(
    'id',
    'to_address',
    'subject',
    'body',
    'secret',
    'written_at',
    'sent_at',
    'attempts',
    'last_error',
  );
