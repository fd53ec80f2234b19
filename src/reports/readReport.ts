import type { Db } from '../db/connection.js';
import type { GrownRoot } from '../proof/root.js';
import { listRoots } from '../proof/tree.store.js';
import { listNotAdmitted, type NotAdmitted } from './telling/answered.store.js';
import { readCoverage } from './telling/coverageRead.js';
import type { CoverageTold } from './telling/coverageTold.rules.js';
import type { Told } from './telling/redaction.rules.js';
import type { Report } from './report.store.js';
import { startTally, type Tally } from './counting/tally.rules.js';
import { toldIn } from './telling/told.js';

/** What the report's page is made of. */
export interface ReportRead {
  report: Report;
  /** how many responses count, nil returns too */
  answered: number;
  /** those that the page tells in full: all, or the first of very many */
  told: Told[];
  tallies: Tally[];
  coverage: CoverageTold;
  /** none in public: they do not count */
  late: NotAdmitted[];
  /** Parties that the responses speak for, without those of respondents whose name is withheld */
  parties: number;
  nilReturns: number;
  /** of its tree */
  roots: GrownRoot[];
}

/** A page with more would be no page: the workbook has them all. */
const MOST_ON_PAGE = 500;

/** Reads a report for its page: every response is counted, at most 500 are told in full. */
export async function readReport(bulk: Db, report: Report): Promise<ReportRead> {
  const { id } = report.consultation;
  const isPublic = report.version === 'public';
  const tally = startTally(report.questions);
  const told: Told[] = [];
  let [answered, parties, nilReturns] = [0, 0, 0];
  for await (const one of toldIn(bulk, report)) {
    tally.add(one);
    answered += 1;
    if (one.kind === 'nil') nilReturns += 1;
    parties += one.parties.length;
    if (told.length < MOST_ON_PAGE) told.push(one);
  }
  const [coverage, late, roots] = await Promise.all([
    readCoverage(bulk, report),
    isPublic ? [] : listNotAdmitted(bulk, id),
    isPublic ? [] : listRoots(bulk, { 'c.id': id }),
  ]);
  return { report, answered, told, tallies: tally.result(), coverage, late, parties, nilReturns, roots };
}
