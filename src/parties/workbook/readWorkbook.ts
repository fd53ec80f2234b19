import path from 'node:path';
import { atMost } from '../../atMost.js';
import { inProcess } from '../../inProcess.js';
import type { NotRead, Sheet } from './sheets.js';

export type WorkbookSays = { sheets: Sheet[] } | { notRead: NotRead };

const LIMITS = { longestMs: 30_000, mostComputingS: 15, mostMemoryKb: 1_000_000 };
const inTurn = atMost({ running: 1, waiting: 4, each: 2 });

/** Whether it is a workbook, or what an older or protected one is: nothing that is written as text begins so. */
export const isWorkbook = (bytes: Buffer): boolean =>
  ['PK\x03\x04', '\xd0\xcf\x11\xe0'].includes(bytes.toString('latin1', 0, 4));

/**
 * Reads a workbook in a process of its own, as attachments are read for the search: whatever it is made to do there,
 * nothing of the portal is within its reach, and it ends at its limits (docs/decisions/0021-search.md).
 * @param who whose upload it is
 * @throws Busy when too many wait already
 */
export async function readWorkbook(bytes: Buffer, who: string): Promise<WorkbookSays> {
  const file = path.join(import.meta.dirname, 'workbookProcess.js');
  const done = await inTurn(() => inProcess(file, bytes, LIMITS), { who });
  return 'wrote' in done ? (JSON.parse(done.wrote.toString()) as WorkbookSays) : { notRead: 'too much' };
}
