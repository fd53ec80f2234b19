import { createHash } from 'node:crypto';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import type { Outward } from '../access.rules.js';
import type { Frame } from '../report.js';
import { readNow } from '../report.store.js';
import type { Told } from '../telling/redaction.rules.js';

export interface PublicRead {
  frame: Frame;
  /** of all that is told, whichever of them it is for: what was looked at is what is published, or forwarded */
  mark: string;
}

/** Reads what would be told to readers outside, a response at a time; nothing is held. */
export async function readPublic(
  db: Db,
  consultation: PublishedConsultation,
  version: Outward,
  each: (told: Told) => Promise<void>,
): Promise<PublicRead> {
  const hash = createHash('sha256');
  const frame = await readNow(db, consultation, version, async (told) => {
    hash.update(JSON.stringify(told));
    await each(told);
  });
  const shown = JSON.stringify({ ...frame, version: undefined });
  return { frame, mark: hash.update(shown).digest('hex') };
}
