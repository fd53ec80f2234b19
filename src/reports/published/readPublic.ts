import { createHash } from 'node:crypto';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import type { Frame } from '../report.js';
import { readNow } from '../report.store.js';
import type { Told } from '../telling/redaction.rules.js';

export interface PublicRead {
  frame: Frame;
  /** of all that would be published: what was looked at is what is published */
  mark: string;
}

/** Reads what would be published, a response at a time; nothing is held. */
export async function readPublic(
  db: Db,
  consultation: PublishedConsultation,
  each: (told: Told) => Promise<void>,
): Promise<PublicRead> {
  const hash = createHash('sha256');
  const frame = await readNow(db, consultation, 'public', async (told) => {
    hash.update(JSON.stringify(told));
    await each(told);
  });
  return { frame, mark: hash.update(JSON.stringify(frame)).digest('hex') };
}
