import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import path from 'node:path';

const PATIENCE_MS = 60_000;

/**
 * Lets one process at a time work on a folder. The lock is a listening socket, which the system takes away from a
 * process that is killed at any moment.
 */
export async function withLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const lock = await listenWhenFree(nameOf(folder));
  try {
    return await work();
  } finally {
    await new Promise((resolve) => lock.close(resolve));
  }
}

/** On Linux a name without a file; elsewhere a socket beside the data, which may be left behind. */
const nameOf = (folder: string): string =>
  process.platform === 'linux'
    ? `\0portal-postgres-${createHash('sha256').update(folder).digest('hex')}`
    : path.join(folder, 'lock');

async function listenWhenFree(name: string): Promise<Server> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const server = await listen(name);
    if (server) return server;
    if (Date.now() > until)
      throw new Error('Another process has been starting the embedded Postgres for a minute.');
    if (!name.startsWith('\0') && !(await isHeld(name))) rmSync(name, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}

function isHeld(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(name);
    connection.once('connect', () => resolve(connection.destroy() && true));
    connection.once('error', () => resolve(false));
  });
}
