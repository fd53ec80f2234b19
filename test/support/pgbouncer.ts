import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import pg from 'pg';

/** PgBouncer, to stand where an operator may put one; undefined where there is none. */
export const findPgBouncer = (): string | undefined =>
  ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync);

/** Starts it in transaction mode, with two server connections for everybody. @returns the URL through it */
export async function aPooler(program: string, databaseUrl: string): Promise<string> {
  const to = new URL(databaseUrl);
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-pgbouncer-'));
  const port = await freePort();
  const server = [
    `host=${to.hostname} port=${to.port || 5432} dbname=${to.pathname.slice(1)} user=${to.username}`,
    ...(to.password ? [`password=${to.password}`] : []),
  ];
  const settings = [
    '[databases]',
    `portal = ${server.join(' ')}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    'default_pool_size = 2',
  ];
  const file = path.join(folder, 'pgbouncer.ini');
  writeFileSync(file, settings.join('\n'));
  // It refuses to run as root, and must be able to read its settings as somebody else.
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(program, [...asNobody, file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  after(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `postgres://anybody@127.0.0.1:${port}/portal`;
  for (let tries = 0; tries < 100; tries += 1) {
    if (await answers(url)) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`PgBouncer does not answer: ${said}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
