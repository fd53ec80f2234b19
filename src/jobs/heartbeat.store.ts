import type { Db } from '../db/connection.js';

/** Heartbeats are by real time, as the locks of graphile-worker are. */
export async function beat(db: Db, workerId: string): Promise<void> {
  await db.raw(
    `insert into worker_heartbeat (worker_id, beat_at) values (:workerId, clock_timestamp())
     on conflict (worker_id) do update set beat_at = excluded.beat_at`,
    { workerId },
  );
}

export async function removeHeartbeat(db: Db, workerId: string): Promise<void> {
  await db('worker_heartbeat').where({ worker_id: workerId }).delete();
}

/**
 * Unlocks the jobs of workers that have not beaten for so long, also of one that was killed before its first beat,
 * and forgets them. One that was only slow takes up beating again; its job may then be done twice.
 * @returns their ids
 */
export async function releaseSilentWorkers(db: Db, silentSeconds: number): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { workers: string[] }[] }>(
    `with forgotten as (
       delete from worker_heartbeat
       where beat_at < statement_timestamp() - make_interval(secs => :silentSeconds)
       returning worker_id
     ), silent as (
       select worker_id from forgotten
       union
       select j.locked_by from graphile_worker.jobs j
       where j.locked_at < statement_timestamp() - make_interval(secs => :silentSeconds)
         and not exists (select from worker_heartbeat h where h.worker_id = j.locked_by)
     )
     select array_agg(worker_id) as workers, graphile_worker.force_unlock_workers(array_agg(worker_id))
     from silent having count(*) > 0`,
    { silentSeconds },
  );
  return rows[0]?.workers ?? [];
}
