import type { Db } from '../../db/connection.js';
import type { Viewer } from '../../people/viewer.js';
import { findWaiting, type Waiting } from '../editions/due.store.js';
import { numberIn } from '../editions/edition.rules.js';
import {
  findEdition,
  findLastDownloaded,
  listEditions,
  listToldAnew,
  type Edition,
} from '../editions/editions.store.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import { toldIn } from '../telling/told.js';

/** What the report's page is made of. */
export interface ReportRead {
  report: Report;
  /** those that the page tells in full: all, or the first of very many */
  told: Told[];
  /** of its version, the latest first; none where everybody reads what is published */
  editions: Edition[];
  /** the number of the edition that the reader downloaded last */
  downloaded?: string | undefined;
  /** the submissions that are told otherwise, or first, since then */
  anew: Set<string>;
  /** for SECAS, of the newest edition: what is not told in it yet */
  waiting?: Waiting | undefined;
}

/** A page with more would be no page: the workbook has them all. */
const MOST_ON_PAGE = 500;

/** Reads for the page of a report what it tells in full, at most 500 responses, and what is new to its reader. */
export async function readPage(
  bulk: Db,
  report: Report,
  { person, secas }: Pick<Viewer, 'person' | 'secas'>,
): Promise<ReportRead> {
  const told: Told[] = [];
  for await (const one of toldIn(bulk, report)) {
    told.push(one);
    if (told.length === MOST_ON_PAGE) break;
  }
  const { consultation, version, edition, everybody } = report;
  if (!edition || everybody) return { report, told, editions: [], anew: new Set() };
  const [editions, downloaded] = await Promise.all([
    listEditions(bulk, consultation.id, version),
    person ? findLastDownloaded(bulk, person.id, consultation.id, version) : undefined,
  ]);
  const before =
    downloaded === undefined
      ? undefined
      : await findEdition(bulk, consultation.id, version, numberIn(downloaded));
  const anew = before ? await listToldAnew(bulk, edition.id, before.edition.id) : [];
  const newest = editions[0]!.id === edition.id;
  const waiting = secas && newest ? await findWaiting(bulk, consultation.id) : undefined;
  return { report, told, editions, downloaded: before && downloaded, anew: new Set(anew), waiting };
}
