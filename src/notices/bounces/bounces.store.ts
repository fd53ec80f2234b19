import type { Db, Instant } from '../../db/connection.js';
import { TROUBLED_AFTER } from '../mail.rules.js';
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

/** An address that mail does not reach, as the last that went there shows. */
export interface Unreached {
  address: string;
  /** false: no mail server has taken it yet */
  bounced: boolean;
  /** when it was reported, or the mail was written: real time, as mail goes by */
  at: Instant;
  /** what the mail server said */
  said: string | null;
}

/**
 * Those of these addresses whose latest mail bounced, or could not be sent again and again. Another that was sent since
 * makes it good: nobody reports what arrives.
 */
export async function listUnreached(db: Db, addresses: string[]): Promise<Unreached[]> {
  const { rows } = await db.raw<{ rows: Unreached[] }>(
    `with troubled as materialized (
       select m.to_address as address, true as bounced, m.written_at, d.reported_at as at, d.said
       from delivery_report d join outbox_mail m on m.id = d.mail_id
       where d.action = 'failed' and m.to_address = any(:addresses::text[])
       union all
       select to_address, false, written_at, written_at, last_error from outbox_mail
       where sent_at is null and (refused_at is not null or attempts >= :troubled)
         and to_address = any(:addresses::text[])),
     latest as materialized (
       select distinct on (address) * from troubled order by address, written_at desc, at)
     select t.address, t.bounced, t.at, t.said from latest t
     where not exists (select from outbox_mail l
       where l.to_address = t.address and l.written_at > t.written_at and l.sent_at is not null)`,
    { addresses, troubled: TROUBLED_AFTER },
  );
  return rows;
}
