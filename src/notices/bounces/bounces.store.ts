import type { Db } from '../../db/connection.js';
import type { Reported } from './report.rules.js';

/** SQL: why a mail bounced, as pages show it; null: nothing of the kind has been reported. */
export const bounceOf = (mail: string): string => reportOf(mail, 'failed');

/** SQL: why a mail is delayed, as pages show it. */
export const delayOf = (mail: string): string => reportOf(mail, 'delayed');

const reportOf = (mail: string, action: Reported['action']): string =>
  `(select d.said from delivery_report d where d.mail_id = ${mail}.id and d.action = '${action}'
    order by d.reported_at, d.recipient limit 1)`;

/** A mail that came back. */
export interface Returned {
  id: string;
  kind: string;
  to: string;
  subject: string;
  personId: string | null;
  /** the one that it reminded of */
  consultationId: string | null;
}

export async function findReturned(db: Db, id: string): Promise<Returned | undefined> {
  const { rows } = await db.raw<{ rows: Returned[] }>(
    `select m.id, m.kind, m.to_address as "to", m.subject, m.person_id as "personId",
       r.consultation_id as "consultationId"
     from outbox_mail m left join reminder r on r.mail_key = m.dedupe_key where m.id = :id`,
    { id },
  );
  return rows[0];
}

/** @returns those that had not been reported before */
export async function insertReports(
  trx: Db,
  mailId: string,
  reports: (Reported & { said: string })[],
): Promise<Pick<Reported, 'action' | 'recipient'>[]> {
  const rows = reports.map(({ action, recipient, status, said }) => ({
    mail_id: mailId,
    action,
    recipient,
    status,
    said,
  }));
  return trx('delivery_report')
    .insert(rows)
    .onConflict()
    .ignore()
    .returning(['action', 'recipient']) as Promise<Pick<Reported, 'action' | 'recipient'>[]>;
}
