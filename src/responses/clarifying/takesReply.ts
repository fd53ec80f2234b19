import { Conflict, NotFound } from '../../errors.js';
import { stateOf, type Entry } from './clarifications.rules.js';

/** @param closed why a closed thread takes none @throws NotFound when nothing was asked; Conflict when it is closed */
export function assertTakesReply(thread: Entry[], closed: string): void {
  const state = stateOf(thread);
  if (!state) throw new NotFound();
  if (state === 'closed') throw new Conflict(closed);
}
