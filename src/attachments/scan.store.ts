import type { Db, Instant } from '../db/connection.js';
import type { ScanResult } from '../deps.js';

export interface FileToScan {
  id: string;
  bytes: number;
}

const AT_A_TIME = 100;

/** Files that wait for their scan: first those never tried, then the one whose try lies back longest. */
export const listFilesToScan = (db: Db): Promise<FileToScan[]> =>
  db('file')
    .select('id', 'bytes')
    .where({ scan: 'waiting' })
    .whereNotNull('completed_at')
    .orderByRaw('scanned_at nulls first, completed_at')
    .limit(AT_A_TIME);

/** The first verdict holds. */
export async function recordScan(db: Db, fileId: string, result: ScanResult, at: Instant): Promise<void> {
  await db('file')
    .where({ id: fileId, scan: 'waiting' })
    .update({
      scan: result.verdict,
      scanned_at: at,
      scan_detail: result.verdict === 'infected' ? result.name : null,
    });
}

/** Keeps why a try failed, for those who run the portal; the file goes on waiting. */
export async function recordFailedScan(db: Db, fileId: string, why: string, at: Instant): Promise<void> {
  await db('file').where({ id: fileId, scan: 'waiting' }).update({ scanned_at: at, scan_detail: why });
}

/** One job for all files that wait: it is found by its key, so that asking twice is asking once. */
export const insertScanJob = (db: Db): Promise<unknown> =>
  db.raw(`select graphile_worker.add_job('scan-file', job_key := 'scan-file', job_key_mode := 'replace')`);
