import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../src/db/migrate.js';
import { pathIn } from '../../src/root.js';
import { findChromium } from './chromium.js';
import { findPdftotext } from './pdf.js';
import { findPgBouncer } from './pgbouncer.js';
import { findSoffice } from './soffice.js';
import { onServer, urlOf, type TestServer } from './database.js';

/** So many files at most run in one process, one after the other. */
const IN_TURN = 10;

/** These begin: at the end no process waits long for another. */
const SLOWEST = ['browser/', 'reports/thousand/'];

/**
 * Runs the test files given, or all of them, on DATABASE_URL's server or on an embedded one of its own.
 * One migrated database is the template; every test file copies it.
 */
const files = process.argv.length > 2 ? process.argv.slice(2) : await listTests();
const server = await startServer();
const template = `test_template_${process.pid}`;
let exitCode = 1;
try {
  await onServer(server.adminUrl, `create database ${template}`);
  await migrate(urlOf(server.adminUrl, template));
  if (!findChromium())
    console.log('No Chromium was found: the tests in a real browser are left out of this run.');
  if (!findSoffice())
    console.log(
      'No LibreOffice was found: opening the workbook and saving Word forms with it is left out of this run.',
    );
  if (!findPdftotext())
    console.log('No pdftotext (poppler-utils) was found: reading PDFs is left out of this run.');
  if (!findPgBouncer())
    console.log('No PgBouncer was found: running behind a pooler is left out of this run.');
  exitCode = await runNodeTests(files, { adminUrl: server.adminUrl, template });
} finally {
  await onServer(server.adminUrl, `drop database if exists ${template} with (force)`);
  await server.stop();
}
process.exit(exitCode);

async function listTests(): Promise<string[]> {
  const names = await readdir(pathIn('test'), { recursive: true });
  const tests = names
    .filter((name) => name.endsWith('.test.ts') && (findChromium() || !name.startsWith('browser/')))
    .toSorted();
  const isSlow = (name: string) => SLOWEST.some((folder) => name.startsWith(folder));
  return [...tests.filter(isSlow), ...tests.filter((name) => !isSlow(name))].map((name) =>
    path.join('test', name),
  );
}

async function startServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { adminUrl: given, stop: async () => undefined };
  const { startEmbeddedPostgres } = await import('../../src/db/embedded.js');
  const dataDir = await mkdtemp(path.join(tmpdir(), 'portal-test-'));
  const embedded = await startEmbeddedPostgres(dataDir);
  // It ends with the tests: nothing of it has to outlive a power cut.
  await onServer(embedded.url, 'alter system set fsync = off');
  await onServer(embedded.url, 'select pg_reload_conf()');
  return {
    adminUrl: embedded.url,
    stop: async () => {
      await embedded.stop();
      if (existsSync(dataDir)) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The files with which Node's processes begin, made in a folder: each runs some of the tests in turn. */
async function turnsIn(folder: string, tests: string[], atOnce: number): Promise<string[]> {
  const inTurn = Math.min(IN_TURN, Math.ceil(tests.length / atOnce));
  const from = new URL('./inTurn.js', import.meta.url).href;
  const turns: string[] = [];
  for (let at = 0; at < tests.length; at += inTurn) {
    const turn = path.join(folder, `${String(turns.length).padStart(3, '0')}.mjs`);
    const files = JSON.stringify(tests.slice(at, at + inTurn));
    await writeFile(turn, `import { inTurn } from '${from}';\nawait inTurn(${files});\n`);
    turns.push(turn);
  }
  return turns;
}

async function runNodeTests(tests: string[], testServer: TestServer): Promise<number> {
  const { DATABASE_URL: _, NODE_ENV: __, ...env } = process.env;
  const atOnce = availableParallelism();
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-turns-'));
  const child = spawn(
    process.execPath,
    [
      '--test',
      `--test-concurrency=${atOnce}`,
      '--test-reporter=spec',
      // They cost a fifth of the time: only for whoever looks into a few files.
      ...(process.argv.length > 2 ? ['--enable-source-maps'] : []),
      ...(await turnsIn(folder, tests, atOnce)),
    ],
    { cwd: pathIn(), stdio: 'inherit', env: { ...env, TEST_DATABASE: JSON.stringify(testServer) } },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  await rm(folder, { recursive: true });
  return code ?? 1;
}
