import { Busy } from '../../errors.js';
import { inThread } from '../../inThread.js';
import type { Done, Job } from './formThread.js';
import type { Against } from './readAgainst.js';
import type { WordForm } from './wordForm.js';

/** A large document takes a second or more of computing. */
const work = inThread<Job, Done>(new URL('./formThread.js', import.meta.url), {
  running: 2,
  waiting: 20,
  each: 3,
  longestMs: 20_000,
  mostMemoryMb: 400,
});

/** @param who the person's id @throws Busy when too many wait already, or are this person's */
export async function writeWordForm(form: WordForm, who: string): Promise<Buffer> {
  const done = await work({ write: form }, who);
  if (!done || !('written' in done)) throw new Busy();
  return Buffer.from(done.written);
}

/** What a document would change, or why not; one that takes too long or too much memory is too large inside. */
export async function readWordForm(
  bytes: Buffer,
  against: Against,
): Promise<Exclude<Done, { written: Uint8Array }>> {
  const done = await work({ read: bytes, against }, against.viewerId);
  if (!done || 'written' in done) return { refused: 'too large inside' };
  return done;
}
