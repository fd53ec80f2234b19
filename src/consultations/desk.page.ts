import type { Awaiting } from '../collation/late/decision.store.js';
import { searchAllField } from '../collation/searching/searchField.js';
import { counted } from '../counted.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline, formatExact, formatMoment, formatTimeLeft } from '../londonTime.js';
import type { TroubledMail } from '../notices/mailQueue.store.js';
import { paths } from '../paths.js';
import type { WaitingThread } from '../responses/clarifying/clarifications.store.js';
import { repliedSection } from '../collation/clarifying/repliedSection.js';
import type { AccessRequest } from '../people/accessRequests.store.js';
import { isClosingSoon, KINDS, stateAt, type State } from './consultations.rules.js';
import { ENDED_PER_PAGE, type DeskRow } from './deskList.store.js';
import { toDo } from './deskToDo.page.js';
import { summaryDueWords } from './outcome/outcome.rules.js';
import type { DueSummary } from './outcome/summary.store.js';
import { pagesOf } from './pages.js';

/** One part of the desk: a table of consultations with what needs doing. */
export interface DeskSection {
  title: string;
  id: string;
  /** words before the table, and where there is more */
  more?: { words: string; text: string; href: string };
  table: object;
}

/** What waits for SECAS beside the consultations. */
interface ToDo {
  awaiting: Awaiting[];
  /** to be published within two weeks, or overdue */
  summaries: DueSummary[];
  replied: WaitingThread[];
  requests: AccessRequest[];
  mail: TroubledMail[];
}

/** Where SECAS begins: every consultation by its state, with the next thing to do. */
export function deskPage(
  { rows, ended }: { rows: DeskRow[]; ended: number },
  { awaiting, replied, summaries, requests, mail }: ToDo,
  at: Instant,
  page: number,
) {
  const of = (...states: State[]) => rows.filter((row) => states.includes(stateAt(row, at)));
  const sections = [
    section('Open', 'open', of('open'), at),
    section('Opening soon', 'upcoming', of('upcoming'), at),
    section('In preparation', 'preparing', of('draft', 'announced'), at),
    section('Closed', 'closed', of('closed', 'decided', 'withdrawn').toReversed(), at),
  ];
  return {
    title: 'Desk',
    search: rows.length > 0 ? searchAllField('') : undefined,
    buttons: [{ text: 'New consultation', href: paths.deskNewConsultation() }],
    sections: [
      waitingSection(awaiting),
      repliedSection(replied),
      summarySection(summaries, at),
      requestSection(requests),
      ...sections,
      mailSection(mail),
    ].filter((one) => one !== undefined),
    empty:
      rows.length === 0
        ? {
            title: 'No consultations yet',
            text: 'Create one from a question set, add its documents, set the deadline and publish it.',
          }
        : undefined,
    pagination: pagesOf(
      page,
      Math.ceil(ended / ENDED_PER_PAGE),
      (number) => `${paths.desk()}?page=${number}#closed`,
    ),
  };
}

/** Summaries that are due within two weeks, or overdue, whichever page of the closed ones they stand on. */
function summarySection(due: DueSummary[], at: Instant): DeskSection | undefined {
  if (due.length === 0) return undefined;
  return {
    title: 'Summaries to publish',
    id: 'summaries',
    table: {
      caption: 'Summaries to publish',
      captionHidden: true,
      columns: [{ text: 'Consultation' }, { text: 'Due' }, { text: 'To do' }],
      rows: due.map(({ reference, title, closesAt, drafted }) => [
        { text: title, href: paths.deskConsultation({ reference }), note: reference },
        { tag: { text: summaryDueWords(closesAt, at).text, tone: 'warn' } },
        {
          text: drafted ? 'Go on with the summary' : 'Write the summary',
          hidden: `(${reference})`,
          href: paths.deskSummary({ reference }),
        },
      ]),
    },
  };
}

/** People who have asked for access, the longest waiting first. */
function requestSection(requests: AccessRequest[]): DeskSection | undefined {
  if (requests.length === 0) return undefined;
  return {
    title: 'Asking for access',
    id: 'access',
    table: {
      caption: 'Asking for access',
      captionHidden: true,
      columns: [{ text: 'Person' }, { text: 'Organisation' }, { text: 'Asked' }],
      rows: requests.map(({ id, name, email, organisation, askedAt }) => [
        { text: name, href: paths.deskAccessRequest({ id }), note: email },
        organisation,
        formatMoment(askedAt),
      ]),
    },
  };
}

/** Mail that does not arrive, so that SECAS can telephone instead, or put an address right. */
function mailSection(mail: TroubledMail[]): DeskSection | undefined {
  if (mail.length === 0) return undefined;
  return {
    title: 'Mail that did not arrive',
    id: 'mail',
    table: {
      caption: 'Mail that did not arrive',
      captionHidden: true,
      columns: [
        { text: 'To' },
        { text: 'Subject' },
        { text: 'Written' },
        { text: 'What the mail server said' },
      ],
      rows: mail.map(({ to, subject, writtenAt, lastError, ...one }) => [
        to,
        subject,
        formatMoment(writtenAt),
        {
          text: lastError ?? 'Nothing yet',
          note: triedWords(one),
        },
      ]),
    },
  };
}

function triedWords({
  bounced,
  nextAttemptAt,
  attempts,
}: Pick<TroubledMail, 'bounced' | 'nextAttemptAt' | 'attempts'>) {
  if (bounced) return 'bounced';
  return nextAttemptAt ? `tried ${counted(attempts, 'time')}, and tried again` : 'not tried any more';
}

/** What was late, or met the closure, and waits for SECAS, in whichever consultation; the longest waiting first. */
function waitingSection(awaiting: Awaiting[]): DeskSection | undefined {
  if (awaiting.length === 0) return undefined;
  return {
    title: 'Late, waiting for a decision',
    id: 'waiting',
    more: {
      words: `${counted(awaiting.length, 'response waits', 'responses wait')} for a decision.`,
      text: 'The register of all late responses',
      href: paths.deskAllLate(),
    },
    table: {
      caption: 'Late, waiting for a decision',
      captionHidden: true,
      columns: [{ text: 'Organisation' }, { text: 'Consultation' }, { text: 'Received' }, { text: 'To do' }],
      rows: awaiting.map(({ consultation, submissionId, organisation, reference, ...late }) => {
        const at = { reference: consultation.reference, submission: submissionId };
        return [
          { text: organisation, href: paths.deskSubmission(at), note: reference },
          { text: consultation.title, note: consultation.reference },
          {
            text: formatExact(late.receivedAt),
            time: late.receivedAt.toString(),
            note:
              late.standing === 'late'
                ? `${formatTimeLeft(late.deadline, late.receivedAt)} late`
                : 'in time, met the closure',
          },
          {
            text: 'Admit or refuse',
            hidden: `the response of ${organisation}`,
            href: paths.deskLateDecision(at),
          },
        ];
      }),
    },
  };
}

function section(title: string, id: string, rows: DeskRow[], at: Instant): DeskSection | undefined {
  if (rows.length === 0) return undefined;
  return {
    title,
    id,
    table: {
      caption: title,
      captionHidden: true,
      columns: [{ text: 'Consultation' }, { text: 'Deadline' }, { text: 'To do' }],
      rows: rows.map((row) => [
        {
          text: row.title,
          href: paths.deskConsultation({ reference: row.reference }),
          note: `${row.reference} · ${KINDS[row.kind]} · ${row.issuedBy}`,
        },
        deadlineCell(row, at),
        toDo(row, at),
      ]),
    },
  };
}

function deadlineCell({ opensAt, closesAt, publishedAt }: DeskRow, at: Instant) {
  if (!closesAt) return { text: 'Not set' };
  const cell = { text: formatDeadline(closesAt), time: closesAt.toString() };
  if (!publishedAt) return { ...cell, note: 'not published' };
  if (opensAt && opensAt.epochNanoseconds > at.epochNanoseconds) {
    return { ...cell, note: `opens in ${formatTimeLeft(at, opensAt)}` };
  }
  const open = closesAt.epochNanoseconds > at.epochNanoseconds;
  return {
    ...cell,
    note: open ? `${formatTimeLeft(at, closesAt)} left` : `${formatTimeLeft(closesAt, at)} ago`,
    tag: isClosingSoon(closesAt, at) ? { text: 'Closes soon', tone: 'warn' } : undefined,
  };
}
