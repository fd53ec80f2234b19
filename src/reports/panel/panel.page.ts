import { KINDS, type Kind } from '../../consultations/consultations.rules.js';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import { pagesOf } from '../../consultations/pages.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline, formatMoment, formatTimeLeft } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { ListedReport, ReadyReport } from './panel.store.js';

export const REPORTS_PER_PAGE = 50;

/** What the Panel's page lists. */
interface PanelList {
  ready: { rows: ReadyReport[]; total: number };
  running: ListedReport[];
  page: number;
  /** what the reader has not taken away is marked: not for SECAS, whose own it is */
  marked: boolean;
}

/** What there is to read, the latest first, and what will come. Of what is open nothing is told but its deadline. */
export function listPage({ ready, running, page, marked }: PanelList, at: Instant) {
  const address = (number: number) => `${paths.panel()}?page=${number}`;
  const pagination = pagesOf(page, Math.ceil(ready.total / REPORTS_PER_PAGE), address);
  return {
    title: 'Reports',
    heading: { text: 'Reports' },
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
              formatDeadline(row.closedAt ?? row.closesAt),
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

/** In the version that the reader took away last. */
export const reportLink = ({ reference, version }: Pick<ReadyReport, 'reference' | 'version'>): string =>
  paths.panelConsultation({ reference }) + (version === 'all' ? '' : `?version=${version}`);

/** Its newest version, and whether the reader has it. */
export function editionCell(
  { newest, frozenAt, downloaded }: Pick<ReadyReport, 'newest' | 'frozenAt' | 'downloaded'>,
  marked: boolean,
) {
  if (!newest || !frozenAt) return { text: '', note: 'Being made' };
  const since = `${newest}, ${formatMoment(frozenAt)}`;
  if (!marked || downloaded === newest) return { text: since };
  return downloaded === null
    ? { text: since, tag: { text: 'New', tone: 'accent' } }
    : { text: since, tag: { text: `Changed since you downloaded version ${downloaded}`, tone: 'accent' } };
}

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
