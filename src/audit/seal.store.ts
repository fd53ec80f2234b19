import type { Db, Instant } from '../db/connection.js';
import type { AuditEntryRow, AuditSealRow } from '../db/schema.js';
import type { Leaf } from './sealHash.js';

/** One sealer at a time, for as long as the transaction lasts. @returns false when another one is at it */
export async function lockSealing(trx: Db): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { locked: boolean }[] }>(
    'select pg_try_advisory_xact_lock(7315002019) as locked',
  );
  return rows[0]!.locked;
}

/**
 * The instant (of the database's real clock) before which every entry that was recorded is visible to the next
 * statement, so that none with a smaller number can still appear among them.
 *
 * Numbers are given out when an entry is inserted and become visible in the order of the commits, so 7 may appear
 * long after 8. But a transaction holds a lock on the table from before it takes its first number until after its
 * commit can be seen. An entry of a transaction that holds none now, and is not visible to the next statement, does
 * not have its number yet, and will have a greater one than all that were given out. One of a transaction that holds
 * the lock took its number after that transaction began. So everything recorded before the earliest beginning among
 * them is settled; and before now less `settleSeconds`, in case the machine's clock is put back by that much.
 * Entries of a transaction whose beginning cannot be seen (prepared, or another role's) settle nothing.
 */
export async function settledBefore(trx: Db, settleSeconds: number): Promise<Instant | null> {
  const { rows } = await trx.raw<{ rows: { settled: Instant | null }[] }>(
    `select case when bool_and(w.xact_start is not null) is not false
         then least(clock_timestamp() - make_interval(secs => :settleSeconds), min(w.xact_start)) end as settled
     from (select a.xact_start from pg_locks l left join pg_stat_activity a on a.pid = l.pid
           where l.locktype = 'relation' and l.relation = 'audit_entry'::regclass
             and l.database = (select oid from pg_database where datname = current_database())
             and l.mode = 'RowExclusiveLock') w`,
    { settleSeconds },
  );
  return rows[0]!.settled;
}

export async function findLastSeal(db: Db): Promise<AuditSealRow | undefined> {
  return db('audit_seal').orderBy('number', 'desc').first();
}

/** The entries after `after` that are settled, in the order of their numbers: up to the first that is not. */
export async function listSettledEntries(
  trx: Db,
  after: number,
  settled: Instant,
  most: number,
): Promise<AuditEntryRow[]> {
  const { rows } = await trx.raw<{ rows: AuditEntryRow[] }>(
    `select * from audit_entry
     where id > :after
       and id < coalesce((select min(id) from audit_entry where id > :after and recorded_at >= :settled), 9223372036854775807)
     order by id limit :most`,
    { after, settled, most },
  );
  return rows;
}

export async function insertSeal(trx: Db, seal: AuditSealRow): Promise<void> {
  await trx('audit_seal').insert(seal);
}

/** All in one statement. */
export async function insertLeaves(trx: Db, seal: number, leaves: Leaf[]): Promise<void> {
  await trx.raw(
    `insert into audit_leaf (entry_id, seal, hash)
     select l.id, :seal, l.hash from jsonb_to_recordset(:leaves::jsonb) as l(id bigint, hash text)`,
    { seal, leaves: JSON.stringify(leaves) },
  );
}

export async function listLeaves(db: Db, seal: number): Promise<Leaf[]> {
  return db('audit_leaf').where({ seal }).orderBy('entry_id').select({ id: 'entry_id', hash: 'hash' });
}

/** Seals in order, a page at a time. */
export async function listSealsAfter(db: Db, number: number, most: number): Promise<AuditSealRow[]> {
  return db('audit_seal').where('number', '>', number).orderBy('number').limit(most);
}

/** Every entry with a number in `(after, last]`: also one that was put between two seals. */
export async function listEntriesBetween(db: Db, after: number, last: number): Promise<AuditEntryRow[]> {
  return db('audit_entry').where('id', '>', after).where('id', '<=', last).orderBy('id');
}

/** How many entries wait for their seal. */
export async function countUnsealed(db: Db): Promise<number> {
  const { rows } = await db.raw<{ rows: { unsealed: number }[] }>(
    'select count(*) as unsealed from audit_entry where id > coalesce((select max(last_entry) from audit_seal), 0)',
  );
  return rows[0]!.unsealed;
}
