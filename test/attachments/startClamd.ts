import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

/** What every scanner knows as the harmless test virus (eicar.org), in two parts so that this file is not one. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** The largest file that this clamd takes. */
export const STREAM_MAX = 1024 * 1024;

export const findClamd = (): string | undefined =>
  ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find((place) => existsSync(place));

export interface RunningClamd {
  url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The real clamd on a port of its own, with one signature: that of the test virus. Stopped when the tests are done. */
export async function startClamd(program: string): Promise<RunningClamd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-clamd-'));
  const database = path.join(folder, 'database');
  const settings = path.join(folder, 'clamd.conf');
  const port = await freePort();
  await mkdir(database);
  const signature = Buffer.from('EICAR-STANDARD-ANTIVIRUS-TEST-FILE').toString('hex');
  await writeFile(path.join(database, 'test.ndb'), `Test.Eicar:0:*:${signature}\n`);
  await writeFile(
    settings,
    [
      `DatabaseDirectory ${database}`,
      `TemporaryDirectory ${folder}`,
      `LogFile ${path.join(folder, 'log')}`,
      `TCPSocket ${port}`,
      'TCPAddr 127.0.0.1',
      'Foreground yes',
      `StreamMaxLength ${STREAM_MAX}`,
      '',
    ].join('\n'),
  );

  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(program, [`--config-file=${settings}`], { stdio: 'ignore' });
    const exited = once(child, 'exit').then(() => {
      throw new Error('clamd did not start');
    });
    exited.catch(() => undefined);
    await Promise.race([answers(port), exited]);
  };
  const stop = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  after(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  await start();
  return { url: `tcp://127.0.0.1:${port}`, start, stop };
}

/** Asks until it says PONG, for a minute at most. */
async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await says(port, 'zPING\0', 'PONG\0')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('clamd does not answer');
}

const says = (port: number, question: string, answer: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(question));
    socket.on('data', (data) => resolve(data.toString() === answer));
    socket.on('error', () => resolve(false)).on('close', () => resolve(false));
  });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
