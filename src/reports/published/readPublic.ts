import { createHash } from 'node:crypto';
import type { Db } from '../../db/connection.js';
import { readCoverage } from '../telling/coverageRead.js';
import type { Told } from '../telling/redaction.rules.js';
import type { Report } from '../report.store.js';
import { toldIn } from '../telling/told.js';
import type { Frame } from './published.store.js';

export interface PublicRead {
  frame: Frame;
  /** of all that would be published: what was looked at is what is published */
  mark: string;
}

/** Reads what would be published, a response at a time; nothing is held. */
export async function readPublic(
  db: Db,
  report: Report,
  each: (told: Told, position: number) => Promise<void> | void,
): Promise<PublicRead> {
  const hash = createHash('sha256');
  let position = 0;
  for await (const told of toldIn(db, report)) {
    hash.update(JSON.stringify(told));
    await each(told, position);
    position += 1;
  }
  const { consultation, questions } = report;
  const coverage = await readCoverage(db, report);
  const frame = { title: consultation.title, issuedBy: consultation.issuedBy, questions, coverage };
  return { frame, mark: hash.update(JSON.stringify(frame)).digest('hex') };
}
