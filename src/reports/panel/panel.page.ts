import { KINDS, type Kind } from '../../consultations/consultations.rules.js';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import { summaryDueWords, summaryPromise } from '../../consultations/outcome/outcome.rules.js';
import { pagesOf } from '../../consultations/pages.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline, formatTimeLeft } from '../../londonTime.js';
import type { Meeting, MeetingPack } from '../../meetings/meetings.store.js';
import { meetingsTable, withoutPacks } from '../../meetings/packsShown.js';
import { paths } from '../../paths.js';
import type { Viewer } from '../../people/viewer.js';
import { changedLine } from './positions.page.js';
import { editionCell, reportLink } from './newest.js';
import type { ListedReport, ReadyReport } from './panel.store.js';

export const REPORTS_PER_PAGE = 50;
/** A year of all bodies has no more. */
export const MOST_MEETINGS = 100;

/** What the Panel's page lists. */
interface PanelList {
  meetings: Meeting[];
  packs: MeetingPack[];
  ready: { rows: ReadyReport[]; total: number };
  /** how many respondents changed a position since the stage before, by modification */
  positions: { modification: string; respondents: number }[];
  running: ListedReport[];
  page: number;
}

/** What there is to read, the latest first, and what will come. Of what is open nothing is told but its deadline. */
export function listPage(list: PanelList, viewer: Pick<Viewer, 'panel' | 'secas'>, at: Instant) {
  const { meetings, packs, ready, positions, running, page } = list;
  // What SECAS has not taken away is no news to it.
  const marked = viewer.panel;
  const address = (number: number) => `${paths.panel()}?page=${number}`;
  const pagination = pagesOf(page, Math.ceil(ready.total / REPORTS_PER_PAGE), address);
  return {
    title: 'Reports',
    heading: { text: 'Reports' },
    meetings:
      page === 1
        ? {
            ...meetingsTable(meetings, packs, marked, at),
            empty:
              meetings.length > 0
                ? 'No report is on the agenda of a meeting yet.'
                : 'No meeting is entered yet. Each stands here with the reports that it will consider.',
            others: withoutPacks(meetings, packs, at),
          }
        : undefined,
    addMeeting: viewer.secas
      ? { text: 'Add a meeting', kind: 'secondary', href: paths.newMeeting() }
      : undefined,
    positions:
      positions.length > 0
        ? { title: 'Positions that changed between stages', lines: positions.map(changedLine) }
        : undefined,
    ready:
      ready.rows.length > 0
        ? {
            caption: 'Ready to read',
            columns: [{ text: 'Consultation' }, { text: 'Kind' }, { text: 'Closed' }, { text: 'Version' }],
            rows: ready.rows.map((row) => [
              {
                text: row.title,
                href: reportLink(row),
                note: `${row.reference} · ${row.issuedBy}`,
              },
              KINDS[row.kind as Kind],
              { text: formatDeadline(row.closedAt ?? row.closesAt), note: summaryDue(row, at) },
              editionCell(row, marked),
            ]),
          }
        : undefined,
    empty: {
      title: 'No reports yet',
      text: 'The report of a consultation is ready about half a minute after its deadline. You are told by mail.',
    },
    running: {
      caption: 'Not closed yet',
      columns: [{ text: 'Consultation' }, { text: 'Deadline' }],
      rows: running.map((row) => [
        { text: row.title, href: paths.consultation({ reference: row.reference }), note: row.reference },
        { text: formatDeadline(row.closesAt), note: timeLeft(at, row.closesAt) },
      ]),
    },
    pagination: pagination && { ...pagination, label: 'Pages of reports' },
  };
}

/** What everybody is promised, in short. */
const summaryDue = ({ closesAt, summarised, decided }: ReadyReport, at: Instant): string | undefined =>
  !summarised && summaryPromise({ closesAt, decided }, at) ? summaryDueWords(closesAt, at).text : undefined;

/** Instead of a report that is not there yet. */
export function notYetPage({ reference, title, closesAt, closed }: PublishedConsultation, at: Instant) {
  const past = closesAt.epochNanoseconds <= at.epochNanoseconds;
  return {
    title: 'There is no report yet',
    breadcrumbs: [{ text: 'Reports', href: paths.panel() }, { text: reference }],
    heading: { text: 'There is no report yet', caption: `${reference} · ${title}` },
    coming: closed,
    when: closed
      ? 'The consultation is closed, and its report is being made. This page shows it when it is ready, in a few seconds.'
      : past
        ? `The deadline for all was ${formatDeadline(closesAt)}. The report is ready about half a minute after the last deadline, extensions included. Reload this page then.`
        : `This consultation closes at ${formatDeadline(closesAt)}. The report is ready about half a minute later, and Panel members are told by mail.`,
  };
}

const timeLeft = (at: Instant, closesAt: Instant): string =>
  at.epochNanoseconds < closesAt.epochNanoseconds
    ? `closes in ${formatTimeLeft(at, closesAt)}`
    : 'past the deadline for all; the report is ready about half a minute after the last extension';
