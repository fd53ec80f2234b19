import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import knex from 'knex';
import { openDatabase, type Database } from '../../src/db/connection.js';
import { pathIn } from '../../src/root.js';

/** What test/support/run.ts leaves for the test files: a server, and a migrated template on it. */
export interface TestServer {
  adminUrl: string;
  template: string;
}

export function testServer(): TestServer {
  const given = process.env['TEST_DATABASE'];
  if (!given)
    throw new Error('Run the tests with `npm test`, or one file with `npm test -- test/some.test.ts`.');
  return JSON.parse(given) as TestServer;
}

/**
 * A database of its own, copied from the migrated template, for one test file; dropped when the file is done.
 * @returns its URL and the two pools on it
 */
export async function aDatabase(): Promise<Database & { url: string }> {
  const { adminUrl, template } = testServer();
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(adminUrl, `create database ${name} template ${template}`);
  // A copy does not have what migrate sets for the database.
  await onServer(adminUrl, `alter database ${name} set jit = off`);
  const url = urlOf(adminUrl, name);
  const database = openDatabase(url, 10, 4);
  after(async () => {
    await database.close();
    await onServer(adminUrl, `drop database if exists ${name} with (force)`);
  });
  return { ...database, url };
}

export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs one statement on the server's own database. */
export async function onServer(adminUrl: string, sql: string): Promise<void> {
  const admin = knex({ client: 'pg', connection: adminUrl, pool: { min: 0, max: 1 } });
  try {
    // Several test files may copy the template at once, and Postgres allows one copy at a time.
    for (let tries = 1; ; tries += 1) {
      try {
        await admin.raw(sql);
        return;
      } catch (error) {
        const busy = (error as { code?: string }).code === '55006';
        if (!busy || tries > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  } finally {
    await admin.destroy();
  }
}

/** A file under test/samples. */
export const testSample = (name: string): Promise<Buffer> => readFile(pathIn('test/samples', name));
