import { Temporal } from 'temporal-polyfill';
import { formatMoment } from '../londonTime.js';
import type { Discarded } from './discarding/discard.store.js';

/** Said on the pages of a draft that has been put aside, with the way back. */
export const discardedNote = ({ at, by }: Discarded) => ({
  warning: true,
  title: `${by} discarded this draft at ${formatMoment(Temporal.Instant.from(at))}`,
  text: 'It is kept as it was, and what is still written in it is saved. It counts as a draft for nobody, and cannot be submitted unless it is brought back.',
});
