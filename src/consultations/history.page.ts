import type { Instant } from '../db/connection.js';
import { formatDate, formatDeadline, formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import type { Consultation } from './consultations.store.js';
import type { StoredDocument } from './documents/documents.store.js';
import type { ExtensionEntry, HistoryRows, Outcome } from './history.store.js';

interface Event {
  at: Instant;
  text: string;
  href?: string;
  note?: string;
}

/** What has happened to a consultation until an instant, the latest first, as a table. */
export function historyTable(
  consultation: Consultation,
  documents: StoredDocument[],
  history: HistoryRows,
  at: Instant,
) {
  const events: Event[] = [
    ...milestones(consultation, history, at),
    ...documents.flatMap((document) => documentEvent(consultation, history, document)),
    ...history.extensions.map(extensionEvent),
    ...history.corrections.map(({ at: when, note, question, by }) => ({
      at: when,
      text: question ? `Wording corrected: “${question}”` : 'Wording corrected',
      note: decisionNote(note, by),
    })),
    ...history.outcomes.map(outcomeEvent),
    ...history.summaries.map((one) => summaryEvent(consultation.reference, one)),
    ...history.published.map(publishedEvent),
    ...history.added.map(({ at: when, name, category, reason, by }) => ({
      at: when,
      text: `Asked too: ${name} (${category})`,
      note: decisionNote(reason, by),
    })),
    ...(history.copied
      ? [
          {
            at: history.copied.at,
            text: `Begun as a copy of ${history.copied.reference}`,
            note: history.copied.by ?? undefined,
          },
        ]
      : []),
    ...(history.withdrawal ? [withdrawalEvent(history.withdrawal)] : []),
  ];
  return {
    caption: 'History',
    captionHidden: true,
    columns: [{ text: 'When' }, { text: 'What happened' }],
    plainFirst: true,
    empty: 'Nothing has happened yet.',
    rows: events
      .toSorted((one, other) => (one.at.epochNanoseconds < other.at.epochNanoseconds ? 1 : -1))
      .map((event) => [
        { text: formatMoment(event.at), time: event.at.toString() },
        { text: event.text, href: event.href, note: event.note },
      ]),
  };
}

function milestones(
  { announcedAt, publishedAt, opensAt, closesAt, withdrawnAt }: Consultation,
  history: HistoryRows,
  at: Instant,
): Event[] {
  const last = withdrawnAt ?? at;
  const past = (instant: Instant | null): instant is Instant =>
    instant !== null && instant.epochNanoseconds <= last.epochNanoseconds;
  const by = (action: string) => byWhom(history, `consultation.${action}`);
  const events: Event[] = [];
  if (past(announcedAt) && !(publishedAt && announcedAt.equals(publishedAt))) {
    events.push({ at: announcedAt, text: 'Announced', note: by('announced') });
  }
  if (!past(publishedAt)) return events;
  events.push({
    at: publishedAt,
    text: 'Published, and the Parties asked were told',
    note: by('published'),
  });
  if (past(opensAt) && !opensAt.equals(publishedAt))
    events.push({ at: opensAt, text: 'Opened for responses' });
  if (past(closesAt)) events.push({ at: closesAt, text: 'Deadline passed' });
  return events;
}

/** What was there from the start is not news. */
function documentEvent(
  { announcedAt }: Consultation,
  history: HistoryRows,
  { id, addedAt, replaces, title, note }: StoredDocument,
): Event[] {
  const by = (action: string) => byWhom(history, `consultation.document-${action}`, id);
  if (replaces) {
    const said = decisionNote(note ?? '', by('replaced') ?? null) || undefined;
    return [{ at: addedAt, text: `Document replaced: ${title}`, note: said }];
  }
  const later = announcedAt && addedAt.epochNanoseconds > announcedAt.epochNanoseconds;
  return later ? [{ at: addedAt, text: `Document added: ${title}`, note: by('added') }] : [];
}

/** Who did it; undefined: not for the reader, or not known. */
const byWhom = ({ acts }: HistoryRows, action: string, document?: string): string | undefined =>
  acts.find((act) => act.action === action && (!document || act.document === document))?.by ?? undefined;

function extensionEvent({
  at,
  organisationName,
  previousClosesAt,
  closesAt,
  reason,
  by,
}: ExtensionEntry): Event {
  const moved =
    closesAt.epochNanoseconds > previousClosesAt.epochNanoseconds ? 'extended' : 'brought forward';
  const text = organisationName
    ? `Deadline extended for ${organisationName} alone, to ${formatDeadline(closesAt)}`
    : `Deadline ${moved} from ${formatDeadline(previousClosesAt)} to ${formatDeadline(closesAt)}`;
  return { at, text, note: decisionNote(reason, by) };
}

const withdrawalEvent = ({ at, reason, by }: NonNullable<HistoryRows['withdrawal']>): Event => ({
  at,
  text: 'Withdrawn: it takes no more responses',
  note: decisionNote(reason, by),
});

/** A decision's reason, and for SECAS who made it. */
const decisionNote = (reason: string, by: string | null): string => [reason, by].filter(Boolean).join(' · ');

function outcomeEvent(outcome: Outcome): Event {
  const { recordedAt, decision, decidedBy, decidedOn, changed, by } = outcome;
  const decided = `${decidedBy}, ${formatDate(decidedOn)}`;
  return {
    at: recordedAt,
    text: `Outcome ${changed ? 'corrected' : 'recorded'}: ${decision}`,
    note: decisionNote(changed ? `${decided} · What changed: ${changed}` : decided, by),
  };
}

function summaryEvent(reference: string, summary: HistoryRows['summaries'][number]): Event {
  const { at, number, changed, by } = summary;
  return {
    at,
    text: number === 1 ? 'Summary published' : `Summary changed: version ${number}`,
    href: paths.consultationSummary({ reference, number: String(number) }),
    note: decisionNote(changed, by) || undefined,
  };
}

/** Without a way there: what can be read now is linked above, and what was taken down is nowhere. */
function publishedEvent({ what, number, at, note, by }: HistoryRows['published'][number]): Event {
  const said = decisionNote(note, by) || undefined;
  if (what === 'taken-down') return { at, text: 'The responses were taken down', note: said };
  const name = what === 'responses' ? 'Responses' : 'Dispositions';
  return {
    at,
    text: number === 1 ? `${name} published` : `${name} published anew: version ${number}`,
    note: said,
  };
}
