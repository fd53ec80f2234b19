import type { SavedVersion } from './versions.store.js';

/** A pause after which somebody has sat down anew. */
const PAUSE_MS = 15 * 60_000;

/**
 * The versions that are worth reading: of what one person saved at one sitting, at every pause in typing, the last.
 * @param versions the newest first
 */
export function lastOfEachSitting<Saved extends SavedVersion>(versions: Saved[]): Saved[] {
  return versions.filter((one, index) => {
    const next = versions[index - 1];
    if (!next || next.savedBy.id !== one.savedBy.id) return true;
    return next.savedAt.epochMilliseconds - one.savedAt.epochMilliseconds >= PAUSE_MS;
  });
}
