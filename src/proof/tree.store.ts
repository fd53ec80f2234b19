import type { Db, Instant } from '../db/connection.js';
import type { GrownRoot } from './root.js';

/** Locks a consultation's closure, so that one tree grows at a time. @returns false: it has not been closed */
export async function lockClosure(trx: Db, consultationId: string): Promise<boolean> {
  const found = await trx('closure')
    .where({ consultation_id: consultationId })
    .forUpdate()
    .first('closed_at');
  return found !== undefined;
}

/**
 * Adds what was submitted in time or admitted: what speaks for nobody now first, and each kind in an order that tells
 * nothing, as references are random.
 * @returns how many speak for nobody: they were replaced or withdrawn
 */
export async function insertLeaves(trx: Db, consultationId: string): Promise<number> {
  const { rows } = await trx.raw<{ rows: { replaced: number }[] }>(
    `with kept as (
       select s.id, s.consultation_id, s.reference,
         exists (select from representation where submission_id = s.id)
           or exists (select from organisation_representation where submission_id = s.id) as counts
       from submission s
       where s.consultation_id = :consultationId
         and (s.standing = 'in time'
           or exists (select from late_decision where submission_id = s.id and admitted))
     ), leaves as (
       insert into tree_leaf (consultation_id, position, submission_id)
       select consultation_id, row_number() over (order by counts, reference collate "C") - 1, id from kept
     )
     select count(*) filter (where not counts)::integer as replaced from kept`,
    { consultationId },
  );
  return rows[0]!.replaced;
}

/** Adds one more at the end. */
export async function insertLeaf(trx: Db, consultationId: string, submissionId: string): Promise<void> {
  await trx.raw(
    `insert into tree_leaf (consultation_id, position, submission_id)
     select :consultationId::uuid, count(*), :submissionId::uuid from tree_leaf
     where consultation_id = :consultationId::uuid`,
    { consultationId, submissionId },
  );
}

/** The digests of a tree's submissions, in their places. */
export async function listDigests(db: Db, consultationId: string): Promise<string[]> {
  const rows = await db('tree_leaf as l')
    .join('submission as s', 's.id', 'l.submission_id')
    .where('l.consultation_id', consultationId)
    .orderBy('l.position')
    .select('s.digest');
  return rows.map(({ digest }) => digest);
}

export async function insertRoot(
  trx: Db,
  consultationId: string,
  { number, size, replaced, root, consistency, key, signature }: GrownRoot,
  at: Instant,
): Promise<void> {
  await trx('tree_root').insert({
    consultation_id: consultationId,
    number,
    size,
    replaced,
    root,
    made_at: at,
    consistency,
    key_id: key,
    signature,
  });
}

/** The roots of a consultation by its id or its reference, the first one first; none before its closure. */
export async function listRoots(
  db: Db,
  which: { 'c.id': string } | { 'c.reference': string },
): Promise<GrownRoot[]> {
  const rows = await db('tree_root as t')
    .join('consultation as c', 'c.id', 't.consultation_id')
    .where(which)
    .orderBy('t.number')
    .select('t.*', 'c.reference');
  return rows.map((row) => ({
    format: 'consultation-root/1',
    consultation: row.reference,
    number: row.number,
    size: row.size,
    replaced: row.replaced,
    root: row.root,
    madeAt: row.made_at.toString(),
    key: row.key_id,
    signature: row.signature,
    consistency: row.consistency,
  }));
}

/** Where a submission stands in its consultation's tree. @returns undefined: it is in none */
export async function findLeaf(
  db: Db,
  submissionId: string,
): Promise<{ consultationId: string; position: number } | undefined> {
  return db('tree_leaf')
    .where({ submission_id: submissionId })
    .first('consultation_id as consultationId', 'position');
}

/** The ids of all keys that something has been signed with. */
export async function listKeyIds(db: Db): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select key_id as id from submission where key_id is not null union select key_id from tree_root order by id`,
  );
  return rows.map(({ id }) => id);
}
