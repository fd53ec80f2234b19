import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded.js';
import { binariesFor } from '../../src/db/embedded/binaries.js';
import { isAnswering } from '../../src/db/embedded/postgres.js';

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'embedded-test-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Another process that uses the server in a folder. */
function aUser(folder: string): { child: ChildProcess; url: Promise<string> } {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'embeddedUser.js'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout!.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', () => reject(new Error('it ended before it answered')));
  });
  url.catch(() => undefined);
  return { child, url };
}

const kill = (child: ChildProcess) =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows as unknown[];
}

async function untilStopped(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (!(await isAnswering(url))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('the server is still there after 10 s');
}

test('starts cold, keeps its data, starts again', async () => {
  const folder = aFolder();
  const first = await startEmbeddedPostgres(folder);
  await query(first.url, 'create table kept as select 1 as one');
  assert.deepEqual(await query(first.url, 'show fsync'), [{ fsync: 'on' }]);
  await first.stop();
  assert.equal(await isAnswering(first.url), false);
  const second = await startEmbeddedPostgres(folder);
  assert.deepEqual(await query(second.url, 'select one from kept'), [{ one: 1 }]);
  await second.stop();
});

test('a killed process leaves no server behind, and the data are whole', async () => {
  const folder = aFolder();
  const user = aUser(folder);
  const url = await user.url;
  await query(url, 'create table kept as select 2 as two');
  await kill(user.child);
  await untilStopped(url);
  const again = await startEmbeddedPostgres(folder);
  assert.deepEqual(await query(again.url, 'select two from kept'), [{ two: 2 }]);
  await again.stop();
});

test('two first starts at once use one server; it outlives the one that is killed, and stops after the last', async () => {
  const folder = aFolder();
  const [one, two] = [aUser(folder), aUser(folder)];
  const [url, same] = await Promise.all([one.url, two.url]);
  assert.equal(url, same);
  await kill(one.child);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(await isAnswering(url), true);
  two.child.stdin!.end();
  await untilStopped(url);
});

test('killed at any moment of the first start, it starts afterwards', async (t) => {
  for (const afterMs of [350, 500, 650, 800, 1000]) {
    await t.test(`after ${afterMs} ms`, async () => {
      const folder = aFolder();
      const user = aUser(folder);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await kill(user.child);
      const again = await startEmbeddedPostgres(folder);
      assert.equal(await isAnswering(again.url), true);
      await again.stop();
    });
  }
});

test('data of another major version are refused, with what to do', async () => {
  const folder = aFolder();
  const first = await startEmbeddedPostgres(folder);
  await first.stop();
  const file = path.join(folder, 'postgres/cluster/PG_VERSION');
  const kept = readFileSync(file, 'utf8');
  writeFileSync(file, '9\n');
  await assert.rejects(startEmbeddedPostgres(folder), /belong to PostgreSQL 9.*Set DATABASE_URL/s);
  writeFileSync(file, kept);
});

test('libraries without their links, as after an install without scripts, are linked', async () => {
  const folder = aFolder();
  const { postgres } = await binariesFor({ folder });
  const native = path.dirname(path.dirname(postgres));
  const copy = path.join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(path.join(copy, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of links) rmSync(path.join(folder, target));
  const { linkLibraries } = await import('../../src/db/embedded/binaries.js');
  assert.equal(linkLibraries(copy), true);
  assert.ok(links.every(({ target }) => existsSync(path.join(folder, target))));
});

test('as root, below a folder that nobody else may enter, the data are kept where Postgres can read them', async (t) => {
  if (process.getuid?.() !== 0) return t.diagnostic('Not root here: the data are kept in the folder itself.');
  const folder = aFolder();
  chmodSync(folder, 0o700);
  const embedded = await startEmbeddedPostgres(path.join(folder, 'data'));
  assert.equal(await isAnswering(embedded.url), true);
  await embedded.stop();
  const note = readFileSync(path.join(folder, 'data/postgres/WHERE.txt'), 'utf8');
  const elsewhere = /are in (\S+)/.exec(note)![1]!;
  assert.ok(existsSync(path.join(elsewhere, 'cluster/PG_VERSION')));
  folders.push(elsewhere);
});
