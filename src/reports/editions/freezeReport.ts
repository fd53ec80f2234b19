import { randomUUID } from 'node:crypto';
import {
  getPublishedConsultation,
  type PublishedConsultation,
} from '../../consultations/consultations.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Frame } from '../report.js';
import { readNow } from '../report.store.js';
import { noteFreeze } from './due.store.js';
import { changesBetween, nextNumber, type EditionNumber } from './edition.rules.js';
import {
  digestOf,
  findEdition,
  FROZEN,
  insertEdition,
  listDifferences,
  tryLockReport,
  type FrozenVersion,
} from './editions.store.js';
import { keepTold } from './keepTold.js';

/**
 * Freezes what a consultation's report tells now, in each version of its own, as the next edition; a version that
 * would say the same as its newest edition gets none. All of it is read from one moment: nothing is admitted,
 * commented on or opened between two pages of it. Several processes may call it at once: one does it.
 * @param at the portal's instant
 * @returns how many editions were made
 * @throws NotFound
 */
export const freezeReport = (db: Db, reference: string, at: Instant): Promise<number> =>
  db.transaction(
    async (trx) => {
      if (!(await tryLockReport(trx, reference))) return 0;
      const consultation = await getPublishedConsultation(trx, reference);
      let made = 0;
      for (const version of FROZEN) {
        if (await freeze(trx, consultation, version, at)) made += 1;
      }
      await noteFreeze(trx, consultation.id, consultation.closed, at);
      return made;
    },
    { isolationLevel: 'repeatable read' },
  );

class SaysTheSame extends Error {}

async function freeze(
  trx: Db,
  consultation: PublishedConsultation,
  version: FrozenVersion,
  at: Instant,
): Promise<boolean> {
  try {
    await trx.transaction((part) => freezeAs(part, randomUUID(), consultation, version, at));
    return true;
  } catch (error) {
    if (error instanceof SaysTheSame) return false;
    throw error;
  }
}

/** @throws SaysTheSame, with which all that was written goes */
async function freezeAs(
  trx: Db,
  id: string,
  consultation: PublishedConsultation,
  version: FrozenVersion,
  at: Instant,
): Promise<void> {
  const { keep, end } = keepTold(trx, id);
  const frame = await readNow(trx, consultation, version, keep);
  await end();
  if (!(await completeFreezing(trx, id, consultation.closed, frame, at))) throw new SaysTheSame();
}

/**
 * Writes the edition of which the responses have been kept, as the next of its version.
 * @returns its number; undefined: it would say the same as the one before, which may still be read
 */
export async function completeFreezing(
  trx: Db,
  id: string,
  closed: boolean,
  frame: Frame,
  at: Instant,
): Promise<EditionNumber | undefined> {
  const { consultation, version } = frame;
  const digest = await digestOf(trx, id, frame);
  const latest = await findEdition(trx, consultation.id, version);
  if (latest?.digest === digest && !latest.edition.recalled) return undefined;
  const changes = latest
    ? changesBetween(latest.frame, frame, await listDifferences(trx, latest.edition.id, id))
    : [];
  const number = nextNumber(closed, latest?.edition.number);
  const edition = { id, consultationId: consultation.id, version, number, frame, changes, digest };
  await insertEdition(trx, edition, at);
  return number;
}
