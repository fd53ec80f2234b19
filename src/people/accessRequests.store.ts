import type { Db, Instant } from '../db/connection.js';
import type { AccessRequestRow } from '../db/schema.js';
import { NotFound } from '../errors.js';

export interface AccessRequest {
  id: string;
  name: string;
  email: string;
  organisation: string;
  message: string;
  askedAt: Instant;
  settledAt: Instant | null;
}

export interface NewAccessRequest {
  name: string;
  email: string;
  organisation: string;
  message: string;
}

export async function insertAccessRequest(trx: Db, asked: NewAccessRequest, at: Instant): Promise<string> {
  const [row] = await trx('access_request')
    .insert({ ...asked, asked_at: at })
    .returning('id');
  return row!.id;
}

/** @throws NotFound */
export async function getAccessRequest(db: Db, id: string): Promise<AccessRequest> {
  const row = await db('access_request').where({ id }).first();
  if (!row) throw new NotFound('There is no such request for access.');
  return requestOf(row);
}

/** Those that nobody has settled, the oldest first; at most 100. */
export async function listOpenAccessRequests(db: Db): Promise<AccessRequest[]> {
  const rows = await db('access_request').whereNull('settled_at').orderBy(['asked_at', 'id']).limit(100);
  return rows.map(requestOf);
}

/** @returns false when somebody settled it before */
export async function settleAccessRequest(trx: Db, id: string, by: string, at: Instant): Promise<boolean> {
  const settled = await trx('access_request')
    .where({ id })
    .whereNull('settled_at')
    .update({ settled_at: at, settled_by: by });
  return settled === 1;
}

/** The addresses of all SECAS colleagues. */
export async function listSecas(db: Db): Promise<{ id: string; email: string }[]> {
  return db('person as p')
    .whereExists(
      db('role_grant as g').whereRaw('g.person_id = p.id').where('g.role', 'secas').whereNull('g.ended_at'),
    )
    .select('p.id', 'p.email');
}

const requestOf = (row: AccessRequestRow): AccessRequest => ({
  id: row.id,
  name: row.name,
  email: row.email,
  organisation: row.organisation,
  message: row.message,
  askedAt: row.asked_at,
  settledAt: row.settled_at,
});
