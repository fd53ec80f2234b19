import type { Db } from '../../db/connection.js';
import type { Viewer } from '../../people/viewer.js';
import { isOutward } from '../access.rules.js';
import { findWaiting, type Waiting } from '../editions/due.store.js';
import { numberIn } from '../editions/edition.rules.js';
import {
  findEdition,
  findLastDownloaded,
  listEditions,
  listToldAnew,
  type Edition,
} from '../editions/editions.store.js';
import { countAll } from '../counting/countAll.js';
import type { Tally } from '../counting/tally.rules.js';
import type { Crossed, Dimension } from '../narrowing/crossTab.rules.js';
import { countNarrowed, crossed, listNarrowed } from '../narrowing/facts.store.js';
import {
  crossTabIn,
  isNarrowed,
  narrowingIn,
  type CloserQuery,
  type Narrowing,
} from '../narrowing/narrowing.rules.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import { toldIn } from '../telling/told.js';

/** What the report's page is made of. */
export interface ReportRead {
  report: Report;
  /** those that the page tells in full: all, or the first of very many */
  told: Told[];
  /** at an edition */
  closer?: Closer;
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

/** A closer look: what respondents and answers are narrowed to, and a cross-tab. */
export interface Closer {
  query: CloserQuery;
  narrowing: Narrowing;
  /** the address asks for something that this report does not have */
  unknown: boolean;
  /** how many fit, of all; undefined: nothing narrows */
  fits?: { responses: number; parties: number };
  /** of those that fit; undefined where they are too many to be counted anew for a page */
  tallies?: Tally[];
  crossTab?: { of: [Dimension, Dimension]; crossed: Crossed[] } | { problem: string };
}

/**
 * Reads for the page of a report what it tells in full, at most 500 responses, and what is new to its reader.
 * @param query a closer look at an edition; nothing else is looked at closer
 */
export async function readPage(
  bulk: Db,
  report: Report,
  { person, secas }: Pick<Viewer, 'person' | 'secas'>,
  query?: CloserQuery,
): Promise<ReportRead> {
  const { consultation, version, edition, everybody } = report;
  if (!edition || everybody)
    return { report, told: await firstOf(bulk, report), editions: [], anew: new Set() };
  const { told, closer } = query
    ? await lookCloser(bulk, report, edition.id, query)
    : { told: await firstOf(bulk, report) };
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
  // What goes outside is made when SECAS wants to, and on a page of its own.
  const waits = secas && newest && !isOutward(version);
  const waiting = waits ? await findWaiting(bulk, consultation.id) : undefined;
  return { report, told, closer, editions, downloaded: before && downloaded, anew: new Set(anew), waiting };
}

async function firstOf(bulk: Db, report: Report): Promise<Told[]> {
  const told: Told[] = [];
  for await (const one of toldIn(bulk, report)) {
    told.push(one);
    if (told.length === MOST_ON_PAGE) break;
  }
  return told;
}

async function lookCloser(
  bulk: Db,
  report: Report,
  editionId: string,
  query: CloserQuery,
): Promise<{ told: Told[]; closer: Closer }> {
  const { narrowing, unknown } = narrowingIn(report, query);
  const narrows = isNarrowed(narrowing);
  const told = narrows
    ? await listNarrowed(bulk, editionId, narrowing, MOST_ON_PAGE)
    : await firstOf(bulk, report);
  const fits = narrows ? await countNarrowed(bulk, editionId, narrowing) : undefined;
  const tallies = fits && fits.responses === told.length ? await talliesOf(report, told) : undefined;
  const asked = crossTabIn(report, query);
  const crossTab =
    asked && 'of' in asked
      ? { ...asked, crossed: await crossed(bulk, editionId, narrowing, asked.of) }
      : asked;
  return { told, closer: { query, narrowing, unknown, fits, tallies, crossTab } };
}

/** Of some of the responses of a report. */
async function talliesOf({ questions, tallies }: Report, told: Told[]): Promise<Tally[]> {
  const themes = tallies.flatMap(({ question, themes: own = [] }) =>
    own.map(({ theme, label }) => ({ id: theme, questionKey: question.key, name: label })),
  );
  async function* those() {
    yield* told;
  }
  return (await countAll(questions, those(), themes)).tallies;
}
