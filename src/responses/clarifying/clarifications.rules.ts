import type { Instant } from '../../db/connection.js';
import type { Fate } from '../submissions.rules.js';

/** The longest that SECAS asks and an organisation replies, in characters: each stands in a cell of the report. */
export const LONGEST_QUESTION = 5_000;
export const LONGEST_REPLY = 20_000;
export const LONGEST_REASON = 1_000;

export type EntryKind = 'asked' | 'replied' | 'closed' | 'reopened';

/** One thing that was said, or done, in a thread. */
export interface Entry {
  questionKey: string;
  number: number;
  kind: EntryKind;
  key: string;
  text: string;
  /** a date in London that SECAS wishes a reply by; nothing depends on it */
  wishedBy: string | null;
  confidential: boolean;
  /** why the organisation wants its reply kept confidential; '' it did not ask */
  reason: string;
  /** for what SECAS entered from a mail: when it was entered */
  writtenAt: Instant;
  writtenBy: { id: string; name: string };
  /** the one that SECAS read when it asked */
  submission: { id: string; reference: string };
  /** when the mail reached SECAS from which SECAS entered it; null: it was written in the portal */
  arrivedAt: Instant | null;
  mail: EnteredMail | null;
}

/** The mail from which SECAS entered a reply. */
export interface EnteredMail {
  id: string;
  senderName: string;
  senderAddress: string;
  /** its file's name */
  file: string;
}

/** What of a thread a report tells: questions and replies. */
export interface SaidInThread extends Pick<Entry, 'text' | 'confidential' | 'reason'> {
  kind: 'asked' | 'replied';
  /** ISO 8601 */
  at: string;
  /** of a reply that came by e-mail: when it arrived; SECAS entered it `at` */
  arrivedAt: string | null;
}

/** Who is waited for: the organisation, SECAS (it has been replied to), or nobody any more. */
export type ThreadState = 'asked' | 'replied' | 'closed';

/** Whoever reopens a thread takes another reply. @param last what was said last */
export const stateAfter = (last: EntryKind): ThreadState => (last === 'reopened' ? 'asked' : last);

/** @param entries of one thread, the earliest first; undefined: nothing was asked */
export function stateOf(entries: Pick<Entry, 'kind'>[]): ThreadState | undefined {
  const last = entries.at(-1);
  return last && stateAfter(last.kind);
}

/** Why SECAS cannot ask about a submission; undefined: it can, also about a late one that is held, which admits nothing. */
export function whyNotAsked(fate: Fate, withdrawnAt: Instant | null): string | undefined {
  if (withdrawnAt) return 'The consultation has been withdrawn, so nothing is asked about its responses.';
  if (fate === 'counts' || fate === 'held') return undefined;
  return WHY_NOT[fate];
}

const WHY_NOT: Record<Exclude<Fate, 'counts' | 'held'>, string> = {
  replaced: 'This version does not count any more: ask about the one that does.',
  withdrawn: 'The response has been withdrawn, so nothing is asked about it.',
  refused: 'The response was late and was not admitted, so nothing is asked about it.',
};

/** The threads of a response by question, each with the earliest first. */
export function byQuestion<One extends { questionKey: string }>(entries: One[]): Map<string, One[]> {
  const threads = new Map<string, One[]>();
  for (const entry of entries)
    threads.set(entry.questionKey, [...(threads.get(entry.questionKey) ?? []), entry]);
  return threads;
}
