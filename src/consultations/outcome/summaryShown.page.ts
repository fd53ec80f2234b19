import { formatDay } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { proseOf } from '../markdown.js';
import type { Consultation } from '../consultations.store.js';
import { summaryPromise } from './outcome.rules.js';
import { PARTS } from './publishSummary.js';
import type { PublishedSummary, SummaryTexts } from './summary.store.js';
import type { Instant } from '../../db/connection.js';

/** A summary as everybody reads it: its three parts, each under its heading. */
export const summaryParts = (texts: SummaryTexts) =>
  (['asked', 'said', 'nextSteps'] as const).map((part) => ({
    id: part,
    title: PARTS[part],
    prose: proseOf(texts[part]),
  }));

/** The summary that holds, on the page of its consultation. */
export const summaryShown = (summary: PublishedSummary) => ({
  published: publishedWords(summary),
  parts: summaryParts(summary),
});

function publishedWords({ number, changed, publishedAt }: PublishedSummary): string {
  const day = formatDay(publishedAt);
  return number === 1
    ? `SECAS published this summary on ${day}.`
    : `SECAS changed this summary on ${day}: ${changed}`;
}

/** When everybody may expect one; undefined while it is open, once it is there, and of what was withdrawn. */
export function summaryDueNote(
  { publishedAt, closesAt, withdrawnAt, decided }: Consultation,
  summary: PublishedSummary | undefined,
  at: Instant,
): string | undefined {
  if (!publishedAt || !closesAt || withdrawnAt || summary) return undefined;
  if (at.epochNanoseconds < closesAt.epochNanoseconds) return undefined;
  return summaryPromise({ closesAt, decided }, at);
}

/** One version of a summary by itself, such as one that was changed since. */
export function summaryPage(
  { reference, title }: Consultation,
  summary: PublishedSummary,
  latest: PublishedSummary,
) {
  const href = paths.consultation({ reference });
  const earlier = summary.number !== latest.number;
  return {
    title: earlier ? `Earlier summary of ${reference}` : `Summary of ${reference}`,
    breadcrumbs: [
      { text: 'Consultations', href: paths.front() },
      { text: reference, href },
      { text: `Summary, version ${summary.number}` },
    ],
    heading: { text: title, caption: `Summary, version ${summary.number} · ${reference}` },
    note: earlier
      ? {
          warning: true,
          title: 'This is an earlier version',
          text: 'SECAS has changed it since. It is kept as it was.',
          link: { text: 'Read the summary that holds', href: `${href}#summary` },
        }
      : undefined,
    summary: summaryShown(summary),
  };
}
