import path from 'node:path';
import { atMost, type Asking } from '../atMost.js';
import { Busy } from '../errors.js';
import { inProcess } from '../inProcess.js';

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
const LIMITS = { longestMs: 50_000, mostComputingS: 30, mostMemoryKb: 1_000_000 };

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
  inTurn(() => inOwnProcess(job, asking.signal), asking);

async function inOwnProcess(job: Job, signal: AbortSignal | undefined): Promise<Buffer> {
  const file = path.join(import.meta.dirname, 'pdfProcess.js');
  const done = await inProcess(file, JSON.stringify(job), LIMITS, { signal });
  if ('wrote' in done) return done.wrote;
  throw new Busy(TOO_MUCH, {
    cause: new Error(`The process of a PDF ended with ${done.ended}: ${done.said}`),
  });
}
