import { createHash } from 'node:crypto';
import type { Consultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { countAll } from '../counting/countAll.js';
import { listReported } from '../report.store.js';
import { readCoverage } from '../telling/coverageRead.js';
import type { Told } from '../telling/redaction.rules.js';
import { toldNow } from '../telling/told.js';
import type { Frame } from './published.store.js';

export interface PublicRead {
  frame: Frame;
  /** of all that would be published: what was looked at is what is published */
  mark: string;
}

/** Reads what would be published, a response at a time; nothing is held. */
export async function readPublic(
  db: Db,
  { id, title, issuedBy }: Pick<Consultation, 'id' | 'title' | 'issuedBy'>,
  each: (told: Told, position: number) => Promise<void> | void,
): Promise<PublicRead> {
  const hash = createHash('sha256');
  async function* looked() {
    let position = 0;
    for await (const told of toldNow(db, id, 'public')) {
      hash.update(JSON.stringify(told));
      await each(told, position);
      position += 1;
      yield told;
    }
  }
  const questions = await listReported(db, id);
  const counted = await countAll(questions, looked());
  const shown = { title, issuedBy, questions, coverage: await readCoverage(db, id, 'public') };
  return { frame: { ...shown, ...counted }, mark: hash.update(JSON.stringify(shown)).digest('hex') };
}
