import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase, type Db } from '../../src/db/connection.js';
import { migrate } from '../../src/db/migrate.js';
import { paths } from '../../src/paths.js';
import { newReceiptKey } from '../../src/proof/receiptKeys.js';
import { pathIn } from '../../src/root.js';
import { onServer, urlOf } from '../support/database.js';
import type { BareTasks } from './bare.js';
import { startChild, type Child } from './child.js';
import type { ClientTasks } from './client.js';
import { inTurns } from './figures.js';
import { rehearse, type Rehearsal } from './rehearsal.js';
import { allRead } from './responses.js';
import { insertOrganisations, SESSION_SECRET, someDrafts } from './rows.js';

/** Where the benchmark is played: the database, the portal, the limit and the clients, each a process of its own. */
export interface Stage {
  databaseUrl: string;
  db: Db;
  /** the built portal, in production mode */
  portal: Portal;
  /** where the limit of test/bench/bare.ts listens */
  bare: string;
  client: Child<ClientTasks>;
  statements: Rehearsal['statements'];
  /**
   * As figures.inTurns, neither at the other's cost: ours begins when the portal's worker has read all that was
   * submitted, and the portal is held still while the limit is measured.
   */
  inTurns: typeof inTurns;
}

export interface Portal {
  origin: string;
  pid: number;
  whilePaused<Result>(work: () => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

/** Sets the stage on DATABASE_URL's server, or on an embedded one; plays; and leaves nothing behind. */
export async function onStage(play: (stage: Stage) => Promise<void>): Promise<void> {
  const undo: (() => unknown)[] = [];
  const cleanUp = async () => {
    for (let last = undo.pop(); last; last = undo.pop()) await last();
  };
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void cleanUp().then(() => process.exit(1)));
  try {
    const server = await startServer();
    undo.push(() => server.stop());
    const name = `bench_${process.pid}`;
    await onServer(server.adminUrl, `create database ${name}`);
    undo.push(() => onServer(server.adminUrl, `drop database if exists ${name} with (force)`));
    const databaseUrl = urlOf(server.adminUrl, name);
    await migrate(databaseUrl);
    const database = openDatabase(databaseUrl, 2, 1);
    undo.push(() => database.close());

    await insertOrganisations(database.db);
    const { statements, pages } = await rehearse(databaseUrl, await someDrafts(database.db, 3));
    const portal = await startPortal(databaseUrl);
    undo.push(() => portal.stop());
    const bare = startChild<BareTasks>('bare.js', { BENCH_DATABASE: databaseUrl });
    undo.push(() => bare.stop());
    const client = startChild<ClientTasks>('client.js');
    undo.push(() => client.stop());
    await play({
      databaseUrl,
      db: database.db,
      portal,
      bare: await bare.ask('listen', pages),
      client,
      statements,
      inTurns: (ours, limit) =>
        inTurns(
          () => allRead(database.db).then(ours),
          () => portal.whilePaused(limit),
        ),
    });
  } finally {
    await cleanUp();
  }
}

async function startServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { adminUrl: given, stop: async () => undefined };
  const { startEmbeddedPostgres } = await import('../../src/db/embedded.js');
  const dataDir = await mkdtemp(path.join(tmpdir(), 'portal-bench-'));
  const embedded = await startEmbeddedPostgres(dataDir);
  return {
    adminUrl: embedded.url,
    stop: async () => {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts dist/server.js as production does, with the settings that it has by default. */
export async function startPortal(databaseUrl: string): Promise<Portal> {
  const port = await freePort();
  const child = spawn(process.execPath, [pathIn('dist/server.js')], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      TRUST_PROXY: '1',
      DATABASE_URL: databaseUrl,
      SESSION_SECRET,
      SIGNING_KEY: SESSION_SECRET,
      RECEIPT_KEY: newReceiptKey('2017-01-01').current,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A group of their own, so that its worker is held still with it.
    detached: true,
  });
  const group = -(child.pid ?? 0);
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  while (!(await answers(origin + paths.readyz()))) {
    if (child.exitCode !== null)
      throw new Error(`The portal ended with ${child.exitCode} before it was ready.`);
    await wait(100);
  }
  return {
    origin,
    pid: child.pid ?? 0,
    whilePaused: async (work) => {
      process.kill(group, 'SIGSTOP');
      return work().finally(() => process.kill(group, 'SIGCONT'));
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (reply) => reply.ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
