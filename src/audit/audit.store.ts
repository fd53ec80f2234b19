import type { Db, Instant } from '../db/connection.js';
import { prepared } from '../db/prepared.js';
import type { AuditAction } from './actions.js';

export interface AuditFacts {
  /** what was done, as `response.submitted` */
  action: AuditAction;
  at: Instant;
  /** who did it; null: the portal itself */
  personId: string | null;
  consultationId?: string;
  organisationId?: string;
  /** the row that it was done to */
  subjectId?: string;
  /** never answers, codes or confidential text */
  detail?: Record<string, unknown>;
}

/** Writes the entry in the transaction of what it tells. */
export const recordAudit = (trx: Db, facts: AuditFacts): Promise<void> => recordAudits(trx, [facts]);

/** Writes many entries in one statement, however many. */
export async function recordAudits(trx: Db, entries: AuditFacts[]): Promise<void> {
  if (entries.length === 0) return;
  // An instant takes 10 µs to write, and many entries share one.
  const instants = new Map(entries.map(({ at }) => [at, '']));
  for (const at of instants.keys()) instants.set(at, at.toString());
  const rows = entries.map((entry) => ({ ...entry, at: instants.get(entry.at) }));
  await prepared(
    trx,
    'record-audits',
    `insert into audit_entry (action, at, person_id, consultation_id, organisation_id, subject_id, detail)
     select e.action, e.at, e."personId", e."consultationId", e."organisationId", e."subjectId", coalesce(e.detail, '{}')
     from jsonb_to_recordset(:entries::jsonb) as e(action text, at timestamptz, "personId" uuid,
       "consultationId" uuid, "organisationId" uuid, "subjectId" uuid, detail jsonb)`,
    { entries: JSON.stringify(rows) },
  );
}
