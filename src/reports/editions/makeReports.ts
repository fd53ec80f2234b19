import { Temporal } from 'temporal-polyfill';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { queueMail } from '../../notices/outbox.store.js';
import { isOutward } from '../access.rules.js';
import { makeFiles } from '../pack/makeFiles.js';
import type { Frame } from '../report.js';
import { listDueReports, SETTLED } from './due.store.js';
import { getEdition } from './editions.store.js';
import { freezeReport } from './freezeReport.js';
import {
  claimMaking,
  completeMaking,
  keepClaim,
  leaveMaking,
  type ToMake,
  type Which,
} from './making.store.js';
import { listReadersOfEarlier, listReportReaders } from './readers.store.js';
import { reportChangedMail, reportReadyMail } from './readyMails.js';

const SAY_EVERY_MS = 5_000;

/** Freezes the reports that are due, and makes their files: both, one after the other. */
export async function makeReports(deps: Deps, stopping?: AbortSignal): Promise<void> {
  await freezeDueReports(deps);
  await makeDueFiles(deps, stopping);
}

/** Freezes the reports that are due, found in the tables. Several processes may do it at once. */
export async function freezeDueReports({ db, bulk, clock, log }: Deps): Promise<void> {
  for (const reference of await listDueReports(db, clock.now().subtract(SETTLED))) {
    try {
      const editions = await freezeReport(bulk, reference, clock.now());
      if (editions > 0) log.info({ reference, editions }, 'report frozen');
    } catch (error) {
      log.error({ err: error, reference }, 'could not freeze a report; trying again');
    }
  }
}

/**
 * Makes the files of every edition that has none yet, and tells the Panel. Found in the tables, so that a worker that
 * was killed delays them by half a minute at most. Several processes may do it at once.
 * @param stopping when it aborts, the file in hand is finished and no other is begun
 */
export async function makeDueFiles(deps: Deps, stopping?: AbortSignal, which: Which = {}): Promise<void> {
  const { db } = deps;
  const next = () => claimMaking(db, which);
  for (let making = await next(); making; making = await next()) {
    if (stopping?.aborted) return leaveMaking(db, making.editionId);
    await make(deps, making, stopping);
  }
}

async function make(deps: Deps, making: ToMake, stopping: AbortSignal | undefined): Promise<void> {
  const { db, clock, log } = deps;
  const { editionId } = making;
  try {
    await saying(db, editionId, (progress) => makeFiles(deps, making, { progress, stopping }));
    await complete(deps, making, clock.now());
    log.info({ editionId }, 'the files of a report are ready');
  } catch (error) {
    if (stopping?.aborted) return await leaveMaking(db, editionId);
    // Until its claim has run out.
    log.error({ err: error, editionId }, 'could not make the files of a report; trying again');
  }
}

/**
 * Says while they are being made how far that is, and in between, while one large file is, that somebody makes them.
 * Its last word is said when this ends: said later, it would keep others from what has been left by then.
 */
async function saying(
  db: Db,
  editionId: string,
  making: (progress: (made: number, wanted: number) => void) => Promise<void>,
): Promise<void> {
  let [made, wanted] = [0, 0];
  let said = Promise.resolve();
  const say = () => {
    said = said.then(() => keepClaim(db, editionId, made, wanted)).catch(() => undefined);
  };
  const heartbeat = setInterval(say, SAY_EVERY_MS);
  try {
    await making((nowMade, nowWanted) => {
      [made, wanted] = [nowMade, nowWanted];
      say();
    });
  } finally {
    clearInterval(heartbeat);
    await said;
  }
}

/** What closed longer ago, before there were editions perhaps, is news to nobody. */
const isNews = ({ closedAt }: Pick<Frame, 'closedAt'>, at: Instant): boolean =>
  closedAt !== null && Temporal.Instant.compare(at, closedAt.add({ hours: 7 * 24 })) < 0;

/** From now on its files can be had; whom it concerns is told. */
async function complete({ db, config }: Deps, making: ToMake, at: Instant): Promise<void> {
  const { editionId, consultationId, version, number } = making;
  await db.transaction(async (trx) => {
    if (!(await completeMaking(trx, editionId, at))) return;
    const { edition, frame } = await getEdition(trx, consultationId, version, number);
    if (number.major === 1 && number.minor === 0 && version === 'all' && isNews(frame, at)) {
      const members = await listReportReaders(trx);
      await queueMail(
        trx,
        members.map((member) => reportReadyMail(config, member, frame)),
      );
    }
    // SECAS itself has made what goes outside, and forwards it.
    if (edition.changes.length === 0 || isOutward(version)) return;
    const readers = await listReadersOfEarlier(trx, consultationId, version);
    await queueMail(
      trx,
      readers.map((reader) => reportChangedMail(config, reader, frame, edition)),
    );
  });
}
