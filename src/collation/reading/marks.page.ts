import { listed } from '../../counted.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { isFiltered, listUrl, queryOf, submissionUrl } from './filters.js';
import type { Neighbour } from './listed.store.js';
import type { ReadSubmission } from './readSubmission.js';

/** Where it stands among those that count (and match the filters), and the ways to the ones beside it. */
export function around({ consultation: { reference }, neighbours, seen: { filters } }: ReadSubmission) {
  const { counts, place, live, previous, next } = neighbours;
  if (!counts) return undefined;
  const way = (neighbour: Neighbour | null) =>
    neighbour && {
      text: neighbour.organisation,
      href: submissionUrl(reference, neighbour.id, filters),
    };
  const which = isFiltered(filters) ? 'that match your filters' : 'that count';
  return {
    position: place === null ? `Not among the ${live} ${which}` : `${place} of ${live} ${which}`,
    list: isFiltered(filters) ? listUrl(reference, filters) : undefined,
    previous: way(previous),
    next: way(next),
  };
}

/** The viewer's own mark, to be made or taken back, and the way to what is not read yet. */
export function marking({
  consultation: { reference },
  submission,
  neighbours,
  readers,
  seen,
}: ReadSubmission) {
  const mine = readers.find(({ id }) => id === seen.viewer);
  const { nextUnread } = neighbours;
  return {
    action: paths.deskReadingMark({ reference, submission: submission.id }) + queryOf(seen.filters),
    read: mine ? `You read it at ${formatMoment(mine.at)}.` : undefined,
    button: mine
      ? { text: 'Mark as unread', step: 'unread' }
      : { text: nextUnread ? 'Mark as read and go to the next' : 'Mark as read', step: 'read' },
    next: nextUnread && {
      text: 'Next unread',
      name: nextUnread.organisation,
      href: submissionUrl(reference, nextUnread.id, seen.filters),
    },
    none: nextUnread
      ? undefined
      : isFiltered(seen.filters)
        ? 'You have read all others that match your filters.'
        : 'You have read all others that count.',
  };
}

export const readersFact = ({ readers }: ReadSubmission) => ({
  key: 'Read by',
  lines: readers.map(({ name, at }) => `${name}, ${formatMoment(at)}`),
  none: 'Nobody yet',
});

/** Of a row of the list: who has read it, the viewer first. */
export function readersCell(readers: { id: string; name: string }[], viewer: string): string {
  const others = readers.filter(({ id }) => id !== viewer).map(({ name }) => name);
  return listed(others.length < readers.length ? ['You', ...others] : others);
}
