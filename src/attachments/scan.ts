import type { Config } from '../config.js';
import type { Deps, Scanner } from '../deps.js';
import { clamd } from './clamd.js';
import type { StoredFile } from './files.store.js';
import { dealWithInfected } from './dealWithInfected.js';
import { bytesOf } from './storedBytes.js';
import {
  insertScanJob,
  listFilesToScan,
  recordFailedScan,
  recordScan,
  type FileToScan,
} from './scan.store.js';

/** How long a person who has sent a file waits for its scan; a file that takes longer waits for the job. */
const SCAN_AT_ONCE_MS = 10_000;
/** So many failures in a row mean that the scanner is away, not that a file is odd. */
const SCANNER_IS_AWAY = 3;

/** clamd's, when CLAMD_URL is set. */
export const createScanner = ({ clamdUrl }: Pick<Config, 'clamdUrl'>): Scanner =>
  clamdUrl ? clamd(clamdUrl) : noScanner;

export const noScanner: Scanner = {
  enabled: false,
  scan: async () => ({ verdict: 'clean' }),
};

/**
 * Scans files that have just been completed, for at most ten seconds together. What cannot be scanned by then, or
 * now, keeps waiting: it is kept, and nobody can download it until the job has found it clean.
 */
export async function scanNow(
  deps: Deps,
  files: StoredFile[],
): Promise<{ infected: { name: string; virus: string }[]; waiting: boolean }> {
  const infected: { name: string; virus: string }[] = [];
  if (!deps.scanner.enabled) return { infected, waiting: false };
  let scanned = 0;
  let timeIsUp = false;
  const scanAll = async () => {
    for (const file of files) {
      if (timeIsUp) return;
      const virus = await scanFile(deps, file);
      if (virus) infected.push({ name: file.name, virus });
      scanned += 1;
    }
  };
  const scanning = scanAll().catch((error: unknown) =>
    deps.log.warn({ err: error }, 'a file could not be scanned now'),
  );
  await Promise.race([scanning, time(SCAN_AT_ONCE_MS)]);
  timeIsUp = true;
  return { infected: [...infected], waiting: scanned < files.length };
}

/**
 * The job 'scan-file', and the sweep: scans every file that waits, and takes infected ones out of the drafts that
 * hold them. May run twice at once, and again after a kill.
 * @throws Error when a file could not be scanned now, so that the job is tried again
 */
export async function scanWaitingFiles(deps: Deps): Promise<void> {
  if (!deps.scanner.enabled) return;
  await dealWithInfected(deps);
  let failuresInARow = 0;
  let failure: unknown;
  for (const file of await listFilesToScan(deps.db)) {
    if (underScan.has(file.id)) continue;
    try {
      await scanFile(deps, file);
      failuresInARow = 0;
    } catch (error) {
      failure = error;
      failuresInARow += 1;
      await recordFailedScan(deps.db, file.id, String(error), deps.clock.now());
    }
    if (failuresInARow === SCANNER_IS_AWAY) break;
  }
  if (failure) throw failure;
}

/** Asks the worker to scan what waits. Asking twice is asking once. */
export const wakeScanner = insertScanJob;

/** Files that this process is scanning: the sweep must not scan once more what an upload waits for. */
const underScan = new Set<string>();

/** @returns the virus's name; undefined when the file is clean */
async function scanFile(deps: Deps, file: FileToScan): Promise<string | undefined> {
  underScan.add(file.id);
  const scanning = deps.scanner.scan(bytesOf(deps.bulk, file.id, 0, file.bytes));
  const result = await scanning.finally(() => underScan.delete(file.id));
  await recordScan(deps.db, file.id, result, deps.clock.now());
  if (result.verdict === 'clean') return undefined;
  deps.log.warn({ fileId: file.id, virus: result.name }, 'a virus was found');
  await dealWithInfected(deps);
  return result.name;
}

const time = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
