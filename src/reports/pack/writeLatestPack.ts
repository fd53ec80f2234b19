import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Busy, NotFound } from '../../errors.js';
import { numberText } from '../editions/edition.rules.js';
import { getEdition, type FrozenVersion } from '../editions/editions.store.js';
import { freezeReport } from '../editions/freezeReport.js';
import { makeDueFiles } from '../editions/makeReports.js';
import { listPacked } from '../editions/making.store.js';
import { zipOf } from './zip.js';

/**
 * Writes the pack of a closed consultation as it stands now, for whoever runs the portal, who has the database anyway.
 * What has changed since the newest edition is frozen first; a running worker shares the work.
 * @returns the edition's number
 * @throws NotFound before the closure, and where there is no such consultation; Busy when the worker is still at it
 */
export async function writeLatestPack(
  deps: Deps,
  reference: string,
  version: FrozenVersion,
  out: Writable,
): Promise<string> {
  const consultation = await getPublishedConsultation(deps.db, reference).catch((error: unknown) => {
    throw error instanceof NotFound ? new NotFound(`There is no consultation ${reference} here.`) : error;
  });
  if (!consultation.closed) throw new NotFound(`${consultation.reference} has not been closed yet.`);
  await freezeReport(deps.db, consultation.reference, deps.clock.now());
  await makeDueFiles(deps, undefined, { consultationId: consultation.id });
  const { edition, frame } = await getEdition(deps.bulk, consultation.id, version);
  if (!edition.completedAt) throw new Busy('The worker is making this pack: try again in a minute.');
  const packed = await listPacked(deps.bulk, edition.id);
  const zip = zipOf(packed, frame.closedAt ?? frame.consultation.closesAt);
  await pipeline(Readable.from(zip.read(deps.bulk, 0, zip.bytes), { objectMode: false }), out);
  return numberText(edition.number);
}
