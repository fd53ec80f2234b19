import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { atMost, type Asking } from '../atMost.js';
import { Busy } from '../errors.js';

/** What a template of views/ is given to show. Texts in it stay text, whatever they hold. */
export interface Job {
  /** below views/, as `responses/receipt.typ` */
  template: string;
  data: object;
}

/**
 * Documents are made in processes of their own, two at a time and below everything else: native code that may take
 * seconds and, for a very long document, hundreds of megabytes (docs/decisions/0012-pdf.md).
 */
const inTurn = atMost({ running: 2, waiting: 20, each: 3 });
const LONGEST_MS = 50_000;
const MOST_COMPUTING_S = 30;
const MOST_MEMORY_KB = 1_000_000;

/** The system ends what goes beyond its memory or computing time, even when the portal is gone. It leaves no core. */
const LIMITED = `ulimit -c 0; ulimit -d ${MOST_MEMORY_KB}; ulimit -t ${MOST_COMPUTING_S}; exec "$0" "$@"`;

const TOO_MUCH =
  'The PDF could not be made: it is very long, or the portal has much to do. Try again in a minute. ' +
  'If it fails again, print the page from your browser: it says the same.';

/**
 * A tagged PDF (PDF/UA-1). The same template and data give the same bytes, whenever and wherever they are made with
 * this release.
 * @param asking for whom it is made
 * @throws Busy when too many wait already, or when it took too long or too much; the reason of `signal` when it aborts
 */
export const makePdf = (job: Job, asking: Asking): Promise<Buffer> =>
  inTurn(() => inProcess(job, asking.signal), asking);

async function inProcess(job: Job, signal: AbortSignal | undefined): Promise<Buffer> {
  const child = spawn(
    '/bin/sh',
    ['-c', LIMITED, process.execPath, path.join(import.meta.dirname, 'pdfProcess.js')],
    { env: {}, cwd: '/' },
  );
  const stop = () => child.kill('SIGKILL');
  const timer = setTimeout(stop, LONGEST_MS);
  process.once('exit', stop);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, killed) => resolve(String(killed ?? code)));
    });
    if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    child.stdin.on('error', () => undefined); // it ended before it had read everything: `ended` tells
    child.stdin.end(JSON.stringify(job));
    const [how, bytes, said] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
    signal?.throwIfAborted();
    if (how === '0') return bytes;
    throw new Busy(TOO_MUCH, { cause: new Error(`The process of a PDF ended with ${how}: ${said}`) });
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
    signal?.removeEventListener('abort', stop);
  }
}
