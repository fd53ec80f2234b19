import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { paths } from '../../src/paths.js';
import { A_FEW_QUESTIONS } from '../support/build.js';
import { countFigure, durationFigure, rateFigure, type Figure } from './figures.js';
import { SECTION } from './journey.js';
import { someDrafts } from './rows.js';
import { startPortal, type Stage } from './stage.js';

/** Reading the form: 12 questions in one section. */
export async function form({ db, portal, bare, client, statements, inTurns }: Stage): Promise<Figure[]> {
  const [draft] = await someDrafts(db, 1);
  const { id, cookie } = draft!;
  const section = paths.section({ id, section: SECTION });
  const turns = await inTurns(
    () => client.ask('pages', { url: portal.origin + section, cookie }),
    () => client.ask('pages', { url: bare + section, cookie }),
  );
  const beside = 'bare Express and EJS: the same template and object, and one look-up of the session';
  return [
    rateFigure({ name: 'form', unit: 'requests/s', beside, target: 0.5 }, turns),
    countFigure({ name: 'form statements', unit: 'statements', target: 4 }, statements.form),
  ];
}

const JOURNEYS = 200;

/** Form, save, check, submit, with 12 answers of 2 kB. */
export async function journey({ db, portal, bare, client, statements, inTurns }: Stage): Promise<Figure[]> {
  const walk = async (origin: string) =>
    client.ask('journeys', { origin, drafts: await someDrafts(db, JOURNEYS) });
  const turns = await inTurns(
    () => walk(portal.origin),
    () => walk(bare),
  );
  const beside = 'bare Express and EJS: the same requests, pages and rows by plain inserts, without rules';
  return [
    rateFigure({ name: 'journey', unit: 'journeys/s', beside, target: 0.5 }, turns),
    countFigure({ name: 'submit statements', unit: 'statements', target: 14 }, statements.submit),
  ];
}

const WINDOWS = 8;

/** One answer of 2 kB saved while its page stays open. */
export async function autosave({ db, portal, bare, client, inTurns }: Stage): Promise<Figure[]> {
  const top = async (origin: string) =>
    client.ask('autosaves', { origin, drafts: await someDrafts(db, WINDOWS) });
  const turns = await inTurns(
    () => top(portal.origin),
    () => top(bare),
  );
  const rate = turns.value / 2;
  const paced = async (origin: string) =>
    client.ask('pacedAutosaves', { origin, rate, drafts: await someDrafts(db, WINDOWS) });
  const times = await inTurns(
    () => paced(portal.origin),
    () => paced(bare),
  );
  const route = 'a bare Express route with a look-up of the session and an upsert';
  const sameRate = `the same route; both at half of the portal’s top rate, ${rate.toFixed(0)} requests/s`;
  return [
    rateFigure({ name: 'autosave', unit: 'requests/s', beside: route, target: 0.5 }, turns),
    durationFigure({ name: 'autosave p99', unit: 'ms', beside: sameRate, target: null }, times),
  ];
}

/** A file of 50 MB. */
export async function upload({ databaseUrl, db, portal, client, inTurns }: Stage): Promise<Figure[]> {
  const send = async (origin: string, count: number) =>
    client.ask('upload', { origin, drafts: await someDrafts(db, count, A_FEW_QUESTIONS) });
  const turns = await inTurns(
    () => send(portal.origin, 1),
    () => client.ask('chunks', { databaseUrl }),
  );
  const fresh = await startPortal(databaseUrl);
  try {
    const growth = await growthOf(fresh.pid, () => send(fresh.origin, 4));
    const beside = 'the same chunks of 256 KiB written by pg alone';
    return [
      rateFigure({ name: 'upload', unit: 'MB/s', beside, target: 0.7 }, turns),
      countFigure({ name: 'upload memory', unit: 'MB', target: 60 }, growth),
    ];
  } finally {
    await fresh.stop();
  }
}

/** By how many MB the resident memory of a process grows at most while something is done. */
async function growthOf(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = await residentBytes(pid);
  let most = before;
  let done = false;
  const watch = async () => {
    while (!done) {
      most = Math.max(most, await residentBytes(pid));
      await wait(50);
    }
  };
  const working = work().finally(() => {
    done = true;
  });
  await Promise.all([working, watch()]);
  return (most - before) / 1_000_000;
}

async function residentBytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024;
}
