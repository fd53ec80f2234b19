import type { Db } from '../db/connection.js';
import { prepared } from '../db/prepared.js';

/** Smaller goes first. */
export const PRIORITY = { code: 0, receipt: 5, notice: 10 } as const;

export interface NewMail {
  kind: string;
  priority: number;
  personId: string | null;
  to: string;
  subject: string;
  body: string;
  /** the body is erased once sent */
  secret?: boolean;
  /** a second mail with the same key is not written */
  dedupeKey?: string;
}

/**
 * Writes mail to the outbox, in the transaction of what it tells of: one statement, however many mails. The worker's
 * sweep finds it within two seconds. Only a code is worth a job of its own: adding one ends in a NOTIFY, which lets
 * one transaction commit at a time, and submits at 17:00 would queue for one another to have their receipts sent a
 * second sooner.
 */
export async function queueMail(trx: Db, mails: NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  // As one value: thousands of people may be told, and a statement takes 65,535 parameters.
  const rows = mails.map((mail) => ({
    kind: mail.kind,
    priority: mail.priority,
    person_id: mail.personId,
    to_address: oneLine(mail.to),
    subject: oneLine(mail.subject),
    body: mail.body,
    secret: mail.secret ?? false,
    dedupe_key: mail.dedupeKey ?? null,
  }));
  await prepared(
    trx,
    'queue-mail',
    `insert into outbox_mail (kind, priority, person_id, to_address, subject, body, secret, dedupe_key)
     select m.kind, m.priority, m.person_id, m.to_address, m.subject, m.body, m.secret, m.dedupe_key
     from jsonb_populate_recordset(null::outbox_mail, :rows::jsonb) m
     on conflict (dedupe_key) do nothing`,
    { rows: JSON.stringify(rows) },
  );
  if (mails.some((mail) => mail.priority === PRIORITY.code)) await wakeMailer(trx);
}

/** Has the worker send what is due as soon as this transaction commits. Any number of such jobs do no harm. */
export const wakeMailer = (trx: Db): Promise<unknown> =>
  trx.raw(`select graphile_worker.add_job('send-mail')`);

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ').trim();
