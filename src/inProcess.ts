import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { buffer, text } from 'node:stream/consumers';

interface Limits {
  longestMs: number;
  mostComputingS: number;
  mostMemoryKb: number;
}

/** What the process wrote, or how it ended otherwise and what it said of that. */
export type Ended = { wrote: Buffer } | { ended: string; said: string };

/**
 * Has work that may take seconds, or hundreds of megabytes, done in a process of its own and below everything else. It
 * is given its job on its input and writes what it has done to its output. The system ends what goes beyond its memory
 * or computing time, even when the portal is gone; it leaves no core.
 * @param file the process's file, which finds nothing of the portal's environment
 * @throws the reason of `signal` when it aborts
 */
export async function inProcess(
  file: string,
  job: string | Buffer,
  { longestMs, mostComputingS, mostMemoryKb }: Limits,
  signal?: AbortSignal,
): Promise<Ended> {
  const limited = `ulimit -c 0; ulimit -d ${mostMemoryKb}; ulimit -t ${mostComputingS}; exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', limited, process.execPath, file], { env: {}, cwd: '/' });
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
    child.stdin.on('error', () => undefined); // it ended before it had read everything: `ended` tells
    child.stdin.end(job);
    const [how, wrote, said] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
    signal?.throwIfAborted();
    return how === '0' ? { wrote } : { ended: how, said };
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
    signal?.removeEventListener('abort', stop);
  }
}
