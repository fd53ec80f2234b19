import { Temporal } from 'temporal-polyfill';
import { closesFor } from '../consultations/consultations.rules.js';
import { sectionsOf, slugOf, type Question } from '../consultations/questions.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline, formatTime } from '../londonTime.js';
import { paths } from '../paths.js';
import type { Happened, Together } from './drafting/presence.store.js';

interface Open {
  id: string;
  questions: Question[];
  closesAt: Instant;
  ownExtension: Instant | null;
}

/** What an open page asks of its response with. @param section '' for a page of the whole; @param now when it was made */
export const togetherOnPage = (draft: Open, section: string, now: Instant) => ({
  url: paths.presence({ id: draft.id }),
  section,
  sections: JSON.stringify(
    Object.fromEntries(sectionsOf(draft.questions).map(({ slug, title }) => [slug, title])),
  ),
  since: now.toString(),
  closesAt: closesFor(draft.closesAt, draft.ownExtension).toString(),
});

interface News {
  text: string;
  href?: string;
}

/** What an open page is told: who else is there, what each answer and its notes are now, and what has happened. */
export function toldTogether(
  together: Together,
  page: { responseId: string; section: string; closesAt?: Instant; since?: Instant },
  viewerId: string,
  now: Instant,
) {
  const { others, versions, notes, happened } = together;
  const closesAt = closesFor(together.closesAt, together.ownExtension);
  return {
    others,
    versions,
    notes,
    /** the deadline is another than the page shows */
    closesAt: page.closesAt?.equals(closesAt) ? undefined : closesAt.toString(),
    news: [
      ...happened
        .filter(({ what }) => what !== 'changed' || page.section === '')
        .map((one) => newsOf(one, page.responseId, viewerId)),
      ...deadlineNews(closesAt, page, now),
    ],
  };
}

function newsOf({ what, by, at, reference, question }: Happened, id: string, viewerId: string): News {
  const who = by.id === viewerId ? 'You' : by.name;
  const when = formatTime(Temporal.Instant.from(at));
  const submission = reference ? paths.submission({ id, reference }) : undefined;
  switch (what) {
    case 'submitted':
      return {
        text: `${who} submitted this response at ${when}. What you change now has to be submitted again.`,
        href: submission,
      };
    case 'submitted at closing':
      return {
        text: `This response was submitted as it was saved when it closed, as ${who} had left it to be.`,
        href: submission,
      };
    case 'withdrawn':
      return {
        text: `${who} withdrew this response at ${when}. Nothing of it counts until it is submitted again.`,
        href: submission,
      };
    case 'left to be submitted':
      return {
        text: `${who} left this at ${when} to be submitted as it is saved when it closes.`,
        href: paths.check({ id }),
      };
    case 'taken back':
      return {
        text: `${who} took back at ${when} that this is submitted when it closes.`,
        href: paths.check({ id }),
      };
    case 'approval asked':
      return {
        text: `${who} asked for this response to be approved at ${when}. Any change starts it again.`,
        href: paths.approve({ id }),
      };
    case 'approved':
      return {
        text: `${who} approved this response at ${when}. Any change voids the approval.`,
        href: paths.check({ id }),
      };
    case 'returned':
      return { text: `${who} returned this response at ${when}, with a note.`, href: paths.check({ id }) };
    case 'discarded':
      return {
        text: `${who} discarded this draft at ${when}. What you write is kept; it cannot be submitted unless it is brought back.`,
        href: paths.response({ id }),
      };
    case 'brought back':
      return { text: `${who} brought this draft back at ${when}.` };
    case 'corrected':
      return {
        text: `SECAS corrected the wording of a question at ${when}. Load this page again to read it as it is now; what you have written stays.`,
      };
    case 'changed':
      return { text: `${who} changed answers at ${when}. Load this page again to see them as they are now.` };
    case 'note':
      return {
        text: `${who} wrote a note on “${question!.ask}” at ${when}.`,
        href: `${paths.section({ id, section: slugOf(question!.section) })}#${question!.key}-notes`,
      };
  }
}

function deadlineNews(
  closesAt: Instant,
  page: { closesAt?: Instant; since?: Instant },
  now: Instant,
): News[] {
  if (page.closesAt && !page.closesAt.equals(closesAt)) {
    return [{ text: `The deadline has moved: it is now ${formatDeadline(closesAt)}.` }];
  }
  const passed = Temporal.Instant.compare(closesAt, now) <= 0;
  const passedMeanwhile = passed && page.since && Temporal.Instant.compare(page.since, closesAt) < 0;
  return passedMeanwhile
    ? [{ text: `This consultation closed at ${formatDeadline(closesAt)}. What is submitted now is late.` }]
    : [];
}
