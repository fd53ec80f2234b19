import { recordAudits } from '../../audit/audit.store.js';
import type { Deps } from '../../deps.js';
import { inThread } from '../../inThread.js';
import { findReturned, insertReports, type Returned } from './bounces.store.js';
import { mailOf } from './mark.js';
import { reportWords, type Reported } from './report.rules.js';
import type { Done } from './reportThread.js';

/** So much of a mail is read: what a report says stands before the original, and no mail of the portal is so long. */
export const MOST_READ = 1024 * 1024;

/** A mail comes from outside, and may be made to hold a reader up: it is read where it can be stopped. */
const read = inThread<Uint8Array, Done>(new URL('./reportThread.js', import.meta.url), {
  running: 1,
  waiting: 20,
  each: 3,
  longestMs: 20_000,
  mostMemoryMb: 200,
});

/** What became of it; `words` complete "It tells that …", a line for each recipient, none when all was known before. */
export type Taken = { of: Returned; words: string[] } | { nothing: 'no report' | 'not ours' | 'no failure' };

/**
 * Takes a mail that may be a bounce, and keeps what it says of a mail that this portal has sent. Anything else changes
 * nothing.
 * @param bytes its first MOST_READ at least
 * @param by who uploaded it; null: a mail server handed it over
 * @throws Busy
 */
export async function takeBounce(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  bytes: Buffer,
  by: { id: string } | null,
): Promise<Taken> {
  const mail = bytes.subarray(0, MOST_READ);
  // Most mail is none, and needs no thread to see it.
  if (!/delivery-status/i.test(mail.toString('latin1'))) return { nothing: 'no report' };
  const report = await read(mail, by?.id ?? 'mail server');
  if (!report) return { nothing: 'no report' };
  const id = mailOf(config, report.marks);
  const of = id && (await findReturned(db, id));
  if (!of) return { nothing: 'not ours' };
  if (report.reported.length === 0) return { nothing: 'no failure' };
  const at = clock.now();
  const reports = report.reported.map((one) => ({ ...one, said: reportWords(one, of.to) }));
  return db.transaction(async (trx) => {
    const written = await insertReports(trx, of.id, reports);
    const added = reports.filter(({ action, recipient }) =>
      written.some((one) => one.action === action && one.recipient === recipient),
    );
    await recordAudits(
      trx,
      added.map(({ action, status }) => ({
        action: action === 'failed' ? 'notice.bounced' : 'notice.delayed',
        at,
        personId: by?.id ?? null,
        ...(of.consultationId && { consultationId: of.consultationId }),
        subjectId: of.id,
        detail: { mail: of.kind, to: of.personId, status },
      })),
    );
    return { of, words: added.map((one) => wordsOf(one, of)) };
  });
}

const wordsOf = ({ action, said }: Reported & { said: string }, { subject, to }: Returned): string =>
  `“${subject}” to ${to} ${action === 'failed' ? 'bounced' : 'is delayed'}: ${said}`;
