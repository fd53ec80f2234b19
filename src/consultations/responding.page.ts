import type { Instant } from '../db/connection.js';
import { formatDeadline } from '../londonTime.js';
import { paths, signInAndGoTo } from '../paths.js';
import type { Viewer } from '../people/viewer.js';
import { closesFor, isOpen, stateAt } from './consultations.rules.js';
import type { Consultation } from './consultations.store.js';
import { shownDeadline, type ShownDeadline } from './deadline.page.js';
import type { OrganisationStanding } from './standing.store.js';

/** What the viewer can do about a consultation now: a few words, and buttons. */
interface Responding {
  note?: { title?: string; text: string; warning?: boolean };
  buttons: { text: string; href: string; kind?: 'primary' | 'secondary' | 'link' }[];
}

/**
 * The deadline that counts for the viewer. A representative whose organisations all have longer sees that one; of
 * several organisations with different deadlines the one for all stands first, and the others beside it.
 */
export function deadlineForViewer(
  consultation: Consultation,
  viewer: Viewer,
  standings: OrganisationStanding[],
  at: Instant,
): ShownDeadline {
  const general = consultation.closesAt;
  const extended = general ? standings.flatMap((one) => ownDeadline(general, one, viewer)) : [];
  if (!general || extended.length === 0 || consultation.withdrawnAt) return shownDeadline(consultation, at);
  const latest = extended.reduce((one, other) =>
    one.closesAt.epochNanoseconds > other.closesAt.epochNanoseconds ? one : other,
  ).closesAt;
  const generalIsOver = general.epochNanoseconds <= at.epochNanoseconds;
  const own = extended.length === standings.length || generalIsOver;
  const each = extended.map(
    ({ name, closesAt }) => `${name} has been given until ${formatDeadline(closesAt)}.`,
  );
  const others = own ? [`For everybody else it is ${formatDeadline(general)}.`] : [];
  const shown = shownDeadline({ ...consultation, closesAt: own ? latest : general }, at);
  return { ...shown, note: [...each, ...others].join(' ') };
}

/** Who is to do what next: sign in, start, go on, change, or send late. */
export function responding(
  consultation: Consultation,
  viewer: Viewer,
  standings: OrganisationStanding[],
  at: Instant,
): Responding {
  const { reference, opensAt, closesAt, publishedAt } = consultation;
  const here = paths.consultation({ reference });
  if (!publishedAt || !opensAt || !closesAt) return { buttons: [] };
  const response = paths.consultationResponse({ reference });
  if (consultation.withdrawnAt) {
    const begun = standings.some((one) => one.begun);
    return { buttons: begun ? [{ text: 'See your response', href: response, kind: 'secondary' }] : [] };
  }
  const open = [closesAt, ...standings.map((one) => closesFor(closesAt, one.ownExtension))].some((closing) =>
    isOpen(opensAt, closing, at),
  );
  if (!viewer.person && open) {
    const signIn = signInAndGoTo(here);
    return { buttons: [{ text: 'Sign in to respond', href: signIn }] };
  }
  if (standings.length === 0 || stateAt(consultation, at) === 'upcoming') return { buttons: [] };
  if (open) return { buttons: openButtons(standings, response, paths.noComment({ reference })) };
  const late = { text: lateButton(standings), href: response, kind: 'secondary' } as const;
  // Once it is decided nothing is started any more; what was begun can be read.
  if (consultation.decided) return { buttons: standings.some((one) => one.begun) ? [late] : [] };
  return {
    note: {
      warning: true,
      title: `This consultation closed at ${formatDeadline(closesAt)}`,
      text: 'A response sent now is late. It is kept and held, and SECAS admits or refuses it with a reason.',
    },
    buttons: [late],
  };
}

function openButtons(
  standings: OrganisationStanding[],
  response: string,
  noComment: string,
): Responding['buttons'] {
  const submitted = standings.some((one) => one.submitted);
  const begun = standings.some((one) => one.begun);
  const text = submitted
    ? 'See or change your response'
    : begun
      ? 'Continue your response'
      : 'Start your response';
  return [{ text, href: response }, ...(submitted ? [] : [{ text: 'No comment', href: noComment } as const])];
}

const lateButton = (standings: OrganisationStanding[]): string =>
  standings.some((one) => one.submitted)
    ? 'See your response'
    : standings.some((one) => one.begun)
      ? 'Your draft was not submitted: send it late'
      : 'Send a late response';

function ownDeadline(general: Instant, standing: OrganisationStanding, { represents }: Viewer) {
  const closesAt = closesFor(general, standing.ownExtension);
  const name = represents.find((one) => one.organisationId === standing.organisationId)?.organisationName;
  return closesAt.equals(general) ? [] : [{ name: name ?? 'Your organisation', closesAt }];
}
