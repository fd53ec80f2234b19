import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

interface Limits {
  longestMs: number;
  mostComputingS: number;
  mostMemoryKb: number;
}

interface Options {
  signal?: AbortSignal | undefined;
  /** an open file that it writes to instead of being read by the portal */
  into?: number;
  /** all that it finds in its environment; without it nothing */
  env?: Record<string, string>;
}

/** What the process wrote, or how it ended otherwise and what it said of that. */
export type Ended = { wrote: Buffer } | { ended: string; said: string };

/**
 * Has work that may take seconds, or hundreds of megabytes, done in a process of its own and below everything else. It
 * is given its job on its input and writes what it has done to its output. The system ends what goes beyond its memory
 * or computing time, even when the portal is gone, and before the portal when it has no memory left; no core is kept.
 * @param file the process's file, which finds nothing of the portal's environment
 * @param job whole, or in pieces that are asked for as the process reads them
 * @throws the reason of `signal` when it aborts; what the pieces threw
 */
export async function inProcess(
  file: string,
  job: string | Buffer | AsyncIterable<string>,
  { longestMs, mostComputingS, mostMemoryKb }: Limits,
  { signal, into, env = {} }: Options = {},
): Promise<Ended> {
  const limited =
    'echo 1000 2>/dev/null >/proc/self/oom_score_adj; ' +
    `ulimit -c 0; ulimit -d ${mostMemoryKb}; ulimit -t ${mostComputingS}; exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', limited, process.execPath, file], {
    env,
    cwd: '/',
    stdio: ['pipe', into ?? 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGKILL');
  const timer = setTimeout(stop, longestMs);
  process.once('exit', stop);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, killed) => resolve(String(killed ?? code)));
    });
    if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const given = give(job, child.stdin!);
    given.catch(stop);
    const wrote = child.stdout ? buffer(child.stdout) : Buffer.alloc(0);
    const [how, bytes, said] = await Promise.all([ended, wrote, text(child.stderr!)]);
    signal?.throwIfAborted();
    await given;
    return how === '0' ? { wrote: bytes } : { ended: how, said };
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
    signal?.removeEventListener('abort', stop);
  }
}

/** Writes the job piece by piece, as fast as it is read. @throws what the pieces threw */
async function give(job: string | Buffer | AsyncIterable<string>, input: Writable): Promise<void> {
  let failed: unknown;
  async function* pieces() {
    try {
      if (typeof job === 'string' || Buffer.isBuffer(job)) yield job;
      else yield* job;
    } catch (error) {
      failed = error;
    }
  }
  // It may end before it has read everything: how it ended tells.
  await pipeline(pieces, input).catch(() => undefined);
  if (failed !== undefined) throw failed as Error;
}
