import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../src/db/migrate.js';
import { pathIn } from '../../src/root.js';
import { findChromium } from './chromium.js';
import { findPdftotext } from './pdf.js';
import { findPgBouncer } from './pgbouncer.js';
import { findSoffice } from './soffice.js';
import { onServer, urlOf, type TestServer } from './database.js';

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
  const tests = names.filter((name) => name.endsWith('.test.ts')).toSorted();
  const browser = tests.filter((name) => name.startsWith('browser/'));
  const others = tests.filter((name) => !name.startsWith('browser/'));
  return [...(findChromium() ? browser : []), ...others].map((name) => path.join('test', name));
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

/** What `tsc` has made of a test file. */
function built(file: string): string {
  return path.join('.build', file.replace(/\.ts$/, '.js'));
}

function runNodeTests(tests: string[], testServer: TestServer): Promise<number> {
  const { DATABASE_URL: _, NODE_ENV: __, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      '--test',
      `--test-concurrency=${availableParallelism()}`,
      '--test-reporter=spec',
      // They cost a fifth of the time: only for whoever looks into a few files.
      ...(process.argv.length > 2 ? ['--enable-source-maps'] : []),
      ...tests.map(built),
    ],
    { cwd: pathIn(), stdio: 'inherit', env: { ...env, TEST_DATABASE: JSON.stringify(testServer) } },
  );
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
