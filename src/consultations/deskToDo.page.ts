import { counted } from '../counted.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline } from '../londonTime.js';
import { paths } from '../paths.js';
import { stateAt } from './consultations.rules.js';
import type { DeskRow } from './deskList.store.js';
import { summaryDueWords } from './outcome/outcome.rules.js';

/** What SECAS has to do next, and where. */
interface Next {
  text: string;
  href?: string;
  note?: string;
  tag?: { text: string; tone: string };
}

/** The next thing to do on a consultation, as a cell of the desk's list. */
export function toDo(row: DeskRow, at: Instant): Next & { hidden?: string } {
  const next = nextOf(row, at);
  return next.href ? { ...next, hidden: `(${row.reference})` } : next;
}

function nextOf(row: DeskRow, at: Instant): Next {
  const { reference } = row;
  const publish = { text: 'Check and publish', href: paths.deskPublish({ reference }) };
  const setDeadline = { text: 'Set a deadline', href: `${paths.deskEdit({ reference })}#closes` };
  switch (stateAt(row, at)) {
    case 'draft':
      return (
        publicationOf(row) ??
        (row.closesAt ? publish : { ...setDeadline, note: 'or announce it without one' })
      );
    case 'announced':
      return (
        publicationOf(row) ??
        (row.closesAt
          ? { ...publish, note: 'announced already' }
          : { ...setDeadline, note: 'announced without one' })
      );
    case 'upcoming':
      return { text: 'Nothing: it opens by itself' };
    case 'open':
      return {
        text: 'See who has answered',
        href: paths.deskCoverage({ reference }),
        note: howFar(row),
      };
    case 'withdrawn':
      return { text: 'Nothing: it was withdrawn' };
    case 'decided':
      return decidedToDo(row, at);
    default:
      return closedToDo(row, at);
  }
}

/** `12 of 202 Parties answered, 9 responses so far, 3 unread` */
function howFar({ eligible, answered, responses, unread }: DeskRow): string {
  const parties = eligible > 0 ? `${answered} of ${counted(eligible, 'Party', 'Parties')} answered, ` : '';
  const read = responses === 0 ? '' : unread === 0 ? ', all read' : `, ${unread} unread`;
  return `${parties}${counted(responses, 'response')} so far${read}`;
}

/** What was set for its publication, and what came of it. */
function publicationOf({ reference, setFor, notPublished }: DeskRow): Next | undefined {
  const href = paths.deskPublish({ reference });
  if (setFor) return { text: 'Nothing: it is published by itself', note: formatDeadline(setFor) };
  return notPublished
    ? { text: 'Check and publish', href, note: `Not published: ${notPublished}` }
    : undefined;
}

function closedToDo(row: DeskRow, at: Instant): Next {
  const { reference, closed, stillOpenFor, summaryAt } = row;
  if (stillOpenFor > 0) {
    const organisations = stillOpenFor === 1 ? 'one organisation' : `${stillOpenFor} organisations`;
    return { text: 'Wait', note: `still open for ${organisations}` };
  }
  if (!closed) return { text: 'Wait: it is being closed' };
  if (summaryAt) return { text: 'Record what was decided', href: paths.deskOutcome({ reference }) };
  return {
    text: 'Collate, then write the summary',
    href: paths.deskResponses({ reference }),
    ...dueOf(row, at),
  };
}

function decidedToDo(row: DeskRow, at: Instant): Next {
  if (row.summaryAt) return { text: 'Nothing: its outcome is recorded' };
  return {
    text: 'Write the summary',
    href: paths.deskSummary({ reference: row.reference }),
    ...dueOf(row, at),
  };
}

/** By when its summary is due, in words, and marked from two weeks before. */
function dueOf({ closesAt }: DeskRow, at: Instant): Pick<Next, 'note' | 'tag'> {
  if (!closesAt) return {};
  const { text, warn } = summaryDueWords(closesAt, at);
  return warn ? { tag: { text, tone: 'warn' } } : { note: text };
}
