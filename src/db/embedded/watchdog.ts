import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './place.js';

/**
 * Waits at a pipe until the process at its other end has gone, in whatever way; then, unless another process that uses
 * the server lives, stops the server (SIGINT: a fast, clean shutdown).
 */
const WATCH = `
cat >/dev/null
rm -f "$0/users/$1"
for user in "$0"/users/*; do
  if [ -e "$user" ] && kill -0 "\${user##*/}" 2>/dev/null; then exit 0; fi
done
read -r pid < "$0/cluster/postmaster.pid" && kill -INT "$pid"
`;

/** Registers this process as one that uses the server. `end` gives it up and waits until the server has stopped, if it does. */
export function watch(place: Place): { end(): Promise<void> } {
  const users = path.join(place.folder, 'users');
  mkdirSync(users, { recursive: true });
  for (const pid of readdirSync(users).filter((name) => !isAlive(Number(name))))
    rmSync(path.join(users, pid), { force: true });
  const name = String(process.pid);
  writeFileSync(path.join(users, name), '');
  const dog = spawn('/bin/sh', ['-c', WATCH, place.folder, name], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  dog.unref();
  (dog.stdin as unknown as { unref(): void }).unref();
  const gone = new Promise((resolve) => dog.once('exit', resolve));
  return {
    end: async () => {
      dog.ref();
      dog.stdin.end();
      await gone;
      await untilStopped(place);
    },
  };
}

/** The server's file is gone when it has shut down; another user's server goes on. */
async function untilStopped(place: Place): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 25) {
    const others = readdirSync(path.join(place.folder, 'users')).some((pid) => isAlive(Number(pid)));
    if (others || !serverLives(place)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function serverLives(place: Place): boolean {
  const server = readPostmaster(place);
  return server !== undefined && isAlive(server.pid);
}

/** What the server's own file says of it; it may be long gone. */
export function readPostmaster(place: Place): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(path.join(place.folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
