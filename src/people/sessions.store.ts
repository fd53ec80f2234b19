import type { Db } from '../db/connection.js';

/** Keeps a new session of a browser. @param days how long it lasts, in real time */
export async function insertSession(db: Db, sid: string, held: object, days: number): Promise<void> {
  await db.raw(
    `insert into session (sid, sess, expire)
     values (:sid, :held::jsonb, clock_timestamp() + make_interval(days => :days))`,
    { sid, held: JSON.stringify(held), days },
  );
}

/** Changes what a session holds. One that has ended meanwhile stays ended. */
export async function updateSession(db: Db, sid: string, held: object): Promise<void> {
  await db.raw(`update session set sess = :held::jsonb where sid = :sid`, {
    sid,
    held: JSON.stringify(held),
  });
}

/** Whether a session goes on. */
export async function isSession(db: Db, sid: string): Promise<boolean> {
  const row = await db('session').select('sid').where({ sid }).first();
  return row !== undefined;
}

export async function deleteSession(db: Db, sid: string): Promise<void> {
  await db('session').where({ sid }).delete();
}

/** Ends every session of a person, at once: the next request of any of their browsers is a stranger's. */
export async function endSessionsOf(trx: Db, personId: string): Promise<void> {
  await trx.raw(`delete from session where sess ->> 'personId' = :personId`, { personId });
}

export async function deleteExpiredSessions(db: Db): Promise<void> {
  await db.raw('delete from session where expire < clock_timestamp()');
}
