import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import type { Binaries } from './binaries.js';
import type { Place } from './place.js';
import { isAlive, readPostmaster } from './watchdog.js';

const START_MS = 60_000;

/** Makes the files of a cluster in an empty folder. @throws Error with what initdb said */
export async function runInitdb(
  place: Place,
  { initdb }: Binaries,
  folder: string,
  passwordFile: string,
): Promise<void> {
  const child = spawn(
    initdb,
    [
      '-D',
      folder,
      '-U',
      'portal',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...place.user, cwd: place.folder, env: plainEnvironment() },
  );
  const said: string[] = [];
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  child.stdout.resume();
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  if (code !== 0)
    throw new Error(`The embedded Postgres could not be set up: ${said.join('') || String(code)}`);
}

/** Starts the server on a free port of loopback and waits until it answers. @returns the port */
export async function spawnServer(
  place: Place,
  { postgres }: Binaries,
  cluster: string,
  urlAt: (port: number) => string,
): Promise<number> {
  const port = await freePort();
  const logFile = path.join(place.folder, 'server.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(
    postgres,
    [
      '-D',
      cluster,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      '',
      '-c',
      'shared_buffers=64MB',
      '-c',
      'max_connections=100',
    ],
    {
      ...place.user,
      cwd: place.folder,
      env: plainEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  child.unref();
  await untilAnswering(urlAt(port), child, logFile);
  return port;
}

/**
 * The port of the server that runs already. One that is just starting, or shutting down after its last user was killed,
 * is waited for.
 * @returns undefined when none runs
 */
export async function findRunning(
  place: Place,
  urlAt: (port: number) => string,
): Promise<number | undefined> {
  for (const until = Date.now() + START_MS; Date.now() < until;) {
    const server = readPostmaster(place);
    if (!server || !isAlive(server.pid)) return undefined;
    if (server.port && (await isAnswering(urlAt(server.port)))) return server.port;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  return undefined;
}

export async function isAnswering(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the database `portal` where there is none. */
export async function ensurePortalDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'portal'`);
    if (rowCount === 0) await client.query('create database portal');
  } finally {
    await client.end();
  }
}

async function untilAnswering(url: string, child: ChildProcess, logFile: string): Promise<void> {
  let ended = false;
  child.once('exit', () => (ended = true)).once('error', () => (ended = true));
  for (const until = Date.now() + START_MS; Date.now() < until && !ended;) {
    if (await isAnswering(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  const last = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  throw new Error(`The embedded Postgres did not start. It said (${logFile}):\n${last}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Nothing of our environment may configure the server: PGDATA, PGPORT, a locale that is not installed. */
const plainEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
});
