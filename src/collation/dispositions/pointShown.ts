import { capital, counted } from '../../counted.js';
import { paths } from '../../paths.js';
import type { Outcome } from './points.rules.js';
import type { PublishedPoint } from './published.store.js';

const TONES: Record<Outcome, string> = {
  accepted: 'good',
  'accepted in part': 'accent',
  'not accepted': 'warn',
  noted: 'neutral',
  'out of scope': 'neutral',
};

/** A point as it is read: what was said, the reply, the outcome, and what changed. */
export const pointShown = (
  { pointId, line, summary, reply, outcome, changed, responses }: PublishedPoint,
  yours: boolean,
) => ({
  id: `point-${pointId}`,
  line,
  summary,
  reply,
  outcome: { text: capital(outcome), tone: TONES[outcome] },
  changed: changed || undefined,
  count: responses === null ? undefined : `Raised by ${counted(responses, 'response')}`,
  yours: yours ? { text: 'You raised this', tone: 'accent' } : undefined,
});

/** The points under what was asked. @param theirs those that the reader's own organisations raised */
export function groupsShown(points: PublishedPoint[], theirs: Set<string>) {
  const asks = [...new Set(points.map(({ ask }) => ask))];
  return asks.map((ask) => ({
    ask: ask ?? 'On the consultation as a whole',
    points: points
      .filter((point) => point.ask === ask)
      .map((point) => pointShown(point, theirs.has(point.pointId))),
  }));
}

/** What became of what one response said, on its own page. @param points undefined: nothing has been published */
export function yourPoints(reference: string, points: PublishedPoint[] | undefined) {
  if (!points) return undefined;
  return {
    title: 'What SECAS and the Panel reply',
    text:
      points.length > 0
        ? undefined
        : 'The replies to what was said have been published. None of the points was taken from this response.',
    points: points.map((point) => pointShown(point, false)),
    link: { text: 'Read all dispositions', href: paths.dispositions({ reference }) },
  };
}
