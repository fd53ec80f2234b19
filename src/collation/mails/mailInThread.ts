import { MAIL } from '../../attachments/acceptedTypes.js';
import { bytesOf } from '../../attachments/storedBytes.js';
import type { Deps } from '../../deps.js';
import { inThread } from '../../inThread.js';
import type { MailFacts, MailRefusal } from './mailFacts.js';
import type { Done, Job } from './mailThread.js';

/** A mail comes from outside, and may be made to hold a reader up: it is read where it can be stopped. */
const work = inThread<Job, Done>(new URL('./mailThread.js', import.meta.url), {
  running: 2,
  waiting: 20,
  each: 3,
  longestMs: 20_000,
  mostMemoryMb: 400,
});

interface KeptMail {
  id: string;
  bytes: number;
  mediaType: string;
}

/** What is read in a mail that is kept, or why not. @param who the person's id @throws Busy */
export async function readMail(
  deps: Pick<Deps, 'bulk'>,
  file: KeptMail,
  who: string,
): Promise<{ mail: MailFacts } | { refused: MailRefusal }> {
  const done = await work(() => jobOf(deps, file), who);
  if (!done || 'content' in done) return { refused: 'is too large inside' };
  return done;
}

/** The bytes of one of its attachments, by its place. @throws Busy */
export async function readAttached(
  deps: Pick<Deps, 'bulk'>,
  file: KeptMail,
  place: number,
  who: string,
): Promise<Buffer | undefined> {
  const done = await work(async () => ({ ...(await jobOf(deps, file)), attachment: place }), who);
  return done && 'content' in done ? Buffer.from(done.content) : undefined;
}

async function jobOf({ bulk }: Pick<Deps, 'bulk'>, { id, bytes, mediaType }: KeptMail): Promise<Job> {
  const pieces: Buffer[] = [];
  for await (const piece of bytesOf(bulk, id, 0, bytes)) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), outlook: mediaType === MAIL.msg.mediaType };
}
