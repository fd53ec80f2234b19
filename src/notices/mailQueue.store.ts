import type { Db, Instant } from '../db/connection.js';
import { CODE_MINUTES } from '../people/signIn.rules.js';
import { CLAIM_SECONDS, TROUBLED_AFTER } from './mail.rules.js';
import { PRIORITY } from './outbox.store.js';

/** The queue runs by real time, as the mail server and the life of a code do, whatever the portal's clock is set to. */
export interface ClaimedMail {
  id: string;
  priority: number;
  to_address: string;
  subject: string;
  body: string;
  secret: boolean;
  /** this one included */
  attempts: number;
}

/**
 * Takes the next mail that is due, the most urgent first, and keeps it from others for CLAIM_SECONDS; no transaction
 * is held while it is sent. A code that has expired is not sent any more.
 */
export async function claimNextMail(db: Db, which: 'codes' | 'any'): Promise<ClaimedMail | undefined> {
  const { rows } = await db.raw<{ rows: ClaimedMail[] }>(
    `update outbox_mail
     set attempts = attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => :claim)
     where id = (
       select id from outbox_mail
       where sent_at is null and next_attempt_at <= statement_timestamp() and (:any or priority <= :code)
         and not (secret and written_at < statement_timestamp() - make_interval(mins => :minutes))
       order by priority, next_attempt_at
       limit 1 for update skip locked)
     returning id, priority, to_address, subject, body, secret, attempts`,
    { any: which === 'any', code: PRIORITY.code, claim: CLAIM_SECONDS, minutes: CODE_MINUTES },
  );
  return rows[0];
}

/** @param erase the body is erased with it: it holds a code */
export async function markSent(db: Db, id: string, erase: boolean): Promise<void> {
  await db.raw(
    `update outbox_mail set sent_at = clock_timestamp(), last_error = null, refused_at = null,
       body = case when :erase then '' else body end
     where id = :id and sent_at is null`,
    { id, erase },
  );
}

/** @param failure.refused the server refused this very mail, for good */
export async function markFailed(
  db: Db,
  id: string,
  failure: { error: string; seconds: number; refused: boolean },
): Promise<void> {
  await db.raw(
    `update outbox_mail set last_error = :error, next_attempt_at = clock_timestamp() + make_interval(secs => :seconds),
       refused_at = case when :refused then clock_timestamp() end
     where id = :id and sent_at is null`,
    { id, ...failure },
  );
}

/** Erases codes that have expired, sent or not, and forgets the mail of those that were never sent after a day. */
export async function eraseExpiredCodes(db: Db): Promise<void> {
  await db.raw(
    `with forgotten as (
       delete from outbox_mail
       where secret and sent_at is null and written_at < statement_timestamp() - interval '1 day'
       returning id
     )
     update outbox_mail set body = ''
     where secret and body <> '' and written_at < statement_timestamp() - make_interval(mins => :minutes)
       and id not in (select id from forgotten)`,
    { minutes: CODE_MINUTES },
  );
}

export interface TroubledMail {
  id: string;
  to: string;
  subject: string;
  attempts: number;
  lastError: string | null;
  writtenAt: Instant;
  /** null: it bounced, or is a code that expired unsent, and is not tried any more */
  nextAttemptAt: Instant | null;
  bounced: boolean;
}

/** So long a mail that bounced is listed. */
const BOUNCED_DAYS = 30;

/**
 * Mail that could not be sent again and again, codes that expired unsent, and what bounced lately, newest first: for
 * SECAS to act on.
 */
export async function listTroubledMail(db: Db): Promise<TroubledMail[]> {
  const { rows } = await db.raw<{ rows: TroubledMail[] }>(
    `select id, to_address as "to", subject, attempts, last_error as "lastError", written_at as "writtenAt",
       case when not expired then next_attempt_at end as "nextAttemptAt", false as bounced
     from (select *, secret and written_at < statement_timestamp() - make_interval(mins => :minutes) as expired
           from outbox_mail where sent_at is null) m
     where expired or attempts >= :troubled
     union all
     select m.id, m.to_address, m.subject, m.attempts, d.said, m.written_at, null, true
     from delivery_report d join outbox_mail m on m.id = d.mail_id
     where d.action = 'failed' and d.reported_at > statement_timestamp() - make_interval(days => :days)
     order by "writtenAt" desc limit 500`,
    { troubled: TROUBLED_AFTER, minutes: CODE_MINUTES, days: BOUNCED_DAYS },
  );
  return rows;
}
