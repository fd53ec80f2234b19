import { soon } from '../../beside.js';
import { listUndecided } from '../../collation/redacting/redactions.store.js';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { countUndone, type Undone } from './findings.store.js';
import type { LookedThrough } from './lookThrough.js';
import type { Look } from './looks.js';
import { listPublications, type ListedPublication } from './published.store.js';

/** All that SECAS looks at before it publishes. */
export interface Preview {
  consultation: PublishedConsultation;
  publications: ListedPublication[];
  /** undefined: it is not closed yet, or being read */
  read?: PreviewRead;
  /** how many responses have been read so far */
  reading?: number;
}

export interface PreviewRead extends LookedThrough {
  /** submissions with redactions of earlier versions that nobody has decided on */
  undecided: { id: string; organisation: string; count: number }[];
  undone: Undone;
}

/**
 * What would be published and what stands in the way.
 * @param lookAt reads it, or has read it already
 * @param whole waits until it has been read, however long that takes
 */
export async function readPreview(
  db: Db,
  lookAt: (consultation: PublishedConsultation) => Promise<Look>,
  consultation: PublishedConsultation,
  whole: boolean,
): Promise<Preview> {
  const { id, closed, withdrawnAt } = consultation;
  const publications = await listPublications(db, id);
  if (!closed || withdrawnAt) return { consultation, publications };
  const look = await lookAt(consultation);
  const looked = await (whole ? look.done : soon(look));
  if (!looked) return { consultation, publications, reading: look.progress };
  const [undecided, undone] = await Promise.all([listUndecided(db, id), countUndone(db, id)]);
  return { consultation, publications, read: { ...looked, undecided, undone } };
}
