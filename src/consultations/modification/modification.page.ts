import type { Instant } from '../../db/connection.js';
import { paths } from '../../paths.js';
import type { Listed, Listing } from '../consultationList.store.js';
import { entry } from '../front.page.js';
import { modificationsOf } from './modification.rules.js';

/** All consultations on one modification, from the first draft to the decision, as everybody may see them. */
export function modificationPage(modification: string, listing: Listing, at: Instant) {
  const all = [...listing.current, ...listing.closed];
  const [on, mention] = [all.filter(isOn(modification)), all.filter((one) => !isOn(modification)(one))];
  const more = listing.closedInAll > listing.closed.length;
  return {
    title: modification,
    breadcrumbs: [{ text: 'Consultations', href: paths.front() }, { text: modification }],
    lead: 'The consultations on this modification: where each stands, and what was decided.',
    empty:
      all.length === 0
        ? {
            title: 'No consultations yet',
            text: `Consultations on ${modification} stand here from the day on which they are announced.`,
            action: { text: 'All consultations', href: paths.front() },
          }
        : undefined,
    parts: [
      { title: `Consultations on ${modification}`, id: 'on', entries: on.map((one) => entry(one, at)) },
      { title: 'Others that mention it', id: 'mention', entries: mention.map((one) => entry(one, at)) },
    ].filter(({ entries }) => entries.length > 0),
    more: more
      ? {
          text: 'Search all that are closed',
          href: `${paths.front()}?${new URLSearchParams({ q: modification }).toString()}`,
        }
      : undefined,
  };
}

/** The other consultations on what this one is on; undefined where there are none. */
export function othersOn(
  consultation: { reference: string; modification: string | null; title: string },
  listing: Listing,
  at: Instant,
) {
  const modifications = modificationsOf(consultation);
  const others = [...listing.current, ...listing.closed].filter(
    (one) => one.reference !== consultation.reference && modifications.some((each) => isOn(each)(one)),
  );
  if (others.length === 0) return undefined;
  return {
    title: `Other consultations on ${modifications.join(' and ')}`,
    entries: others.map((one) => entry(one, at)),
  };
}

const isOn =
  (modification: string) =>
  (one: Listed): boolean =>
    modificationsOf(one).includes(modification);
