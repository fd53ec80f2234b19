import type { Db, Instant } from '../db/connection.js';
import { PRIORITY, wakeMailer } from '../notices/outbox.store.js';

/**
 * Begins a browser's asking for a code, whoever asks, and forgets what is a day old (no job of its own: it matters
 * to nobody, and this keeps the tables small).
 * @returns the person with that address, or null
 */
export async function insertAttempt(
  db: Db,
  email: string,
): Promise<{ attemptId: string; personId: string | null }> {
  const { rows } = await db.raw<{ rows: { id: string; person_id: string | null }[] }>(
    `with old_attempts as (
       delete from sign_in_attempt where started_at < statement_timestamp() - interval '1 day'
     ), old_codes as (
       delete from sign_in_code where expires_at < statement_timestamp() - interval '1 day'
     )
     insert into sign_in_attempt (email) values (:email)
     returning id, (select p.id from person p where p.email = :email) as person_id`,
    { email },
  );
  return { attemptId: rows[0]!.id, personId: rows[0]!.person_id };
}

/**
 * Keeps a code and writes its mail. For an id that is nobody's it does the same work and writes nothing, so that
 * asking takes as long for an address that the portal does not know; `queueMail` would be left out and show it.
 */
export async function insertMailedCode(
  trx: Db,
  code: { personId: string; hmac: string; minutes: number; subject: string; body: string },
): Promise<void> {
  await trx.raw(
    `with code as (
       insert into sign_in_code (person_id, code_hmac, expires_at)
       select p.id, :hmac, clock_timestamp() + make_interval(mins => :minutes) from person p where p.id = :personId
       returning person_id
     )
     insert into outbox_mail (kind, priority, secret, person_id, to_address, subject, body)
     select 'sign-in-code', :priority, true, p.id, p.email, :subject, :body
     from code join person p on p.id = code.person_id`,
    { ...code, priority: PRIORITY.code },
  );
  await wakeMailer(trx);
}

/** Keeps a code that a SECAS colleague reads out. @returns when it expires, in real time */
export async function insertReadOutCode(
  trx: Db,
  code: { personId: string; hmac: string; minutes: number; readOutBy: string },
): Promise<Instant> {
  const { rows } = await trx.raw<{ rows: { expires_at: Instant }[] }>(
    `insert into sign_in_code (person_id, code_hmac, expires_at, read_out_by)
     values (:personId, :hmac, clock_timestamp() + make_interval(mins => :minutes), :readOutBy)
     returning expires_at`,
    code,
  );
  return rows[0]!.expires_at;
}

/**
 * Counts one try of the browser that asked; the count is one statement, so that ten requests at once are ten tries.
 * @returns undefined when its tries are used up or it never asked
 */
export async function countTry(
  db: Db,
  attemptId: string,
  most: number,
): Promise<{ email: string; personId: string | null; left: number } | undefined> {
  const { rows } = await db.raw<{ rows: { email: string; person_id: string | null; tries: number }[] }>(
    `update sign_in_attempt a set tries = tries + 1 where id = :attemptId and tries < :most
     returning (select p.id from person p where p.email = a.email) as person_id, email, tries`,
    { attemptId, most },
  );
  const [row] = rows;
  return row && { email: row.email, personId: row.person_id, left: most - row.tries };
}

/**
 * Uses a code up, once: of two requests with the same code one finds it used.
 * @returns the real time of signing in, or undefined when there is no such unexpired code of that person
 */
export async function useCode(trx: Db, personId: string, hmac: string): Promise<Instant | undefined> {
  const { rows } = await trx.raw<{ rows: { used_at: Instant }[] }>(
    `update sign_in_code set used_at = clock_timestamp()
     where person_id = :personId and code_hmac = :hmac and used_at is null and clock_timestamp() < expires_at
     returning used_at`,
    { personId, hmac },
  );
  return rows[0]?.used_at;
}

/** Codes that were given out and not used end. */
export async function forgetCodesOf(trx: Db, personId: string): Promise<void> {
  await trx('sign_in_code').where({ person_id: personId }).whereNull('used_at').delete();
}

/** The address that a browser asked a code for. */
export async function findAttempt(db: Db, attemptId: string): Promise<{ email: string } | undefined> {
  return db('sign_in_attempt').where({ id: attemptId }).first('email');
}
