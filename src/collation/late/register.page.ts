import { counted } from '../../counted.js';
import type { Consultation } from '../../consultations/consultations.store.js';
import { formatExact, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import { howLate, lateState, toldWords } from './late.rules.js';
import type { LateEntry } from './register.store.js';

export const LATE_PER_PAGE = 100;

/** The register of one consultation. */
export function lateRegisterPage(consultation: Consultation, entries: LateEntry[], page: Paging) {
  const { reference, closed } = consultation;
  return {
    ...placeOf(consultation, 'responses', 'Late'),
    title: `Late responses: ${reference}`,
    heading: { text: 'Late responses', caption: `${reference} · ${consultation.title}` },
    lead: closed
      ? 'The consultation is closed for good. One that is admitted now changes the report, and the pack gets a new version. It is too late for a longer deadline.'
      : 'Until the closure, a longer deadline for one organisation makes what it submits from then on in time.',
    waiting: waitingWords(entries),
    table: registerTable(entries, false),
    download: entries.length > 0 ? paths.deskLateCsv({ reference }) : undefined,
    all: { text: 'Late responses in all consultations', href: paths.deskAllLate() },
    ...around(page, paths.deskLate({ reference })),
  };
}

/** The register over all consultations: those that wait for a decision first. */
export function allLatePage(entries: LateEntry[], page: Paging) {
  return {
    breadcrumbs: [{ text: 'Desk', href: paths.desk() }, { text: 'Late responses' }],
    tabs: [],
    title: 'Late responses',
    heading: { text: 'Late responses', caption: 'In all consultations' },
    lead: 'Late is never silent and never lost: each is kept as it was sent, and admitted or refused with a reason.',
    waiting: waitingWords(entries),
    table: registerTable(entries, true),
    download: undefined,
    all: undefined,
    ...around(page, paths.deskAllLate()),
  };
}

interface Paging {
  page: number;
  more: boolean;
}

const around = ({ page, more }: Paging, url: string) => ({
  newer: page > 1 ? `${url}?page=${page - 1}` : undefined,
  older: more ? `${url}?page=${page + 1}` : undefined,
});

function waitingWords(entries: LateEntry[]): string | undefined {
  const waiting = entries.filter(({ decision, withdrawn }) => !decision && !withdrawn).length;
  if (entries.length === 0) return undefined;
  if (waiting === 0) return 'None waits for a decision.';
  return `${counted(waiting, 'late response waits', 'late responses wait')} for a decision.`;
}

function registerTable(entries: LateEntry[], withConsultation: boolean) {
  return {
    caption: 'Late responses',
    captionHidden: true,
    columns: [
      { text: 'Organisation' },
      ...(withConsultation ? [{ text: 'Consultation' }] : []),
      { text: 'Received' },
      { text: 'Deadline' },
      { text: 'Decision' },
      { text: 'The respondent' },
    ],
    rows: entries.map((one) => [
      {
        text: one.organisation,
        href: paths.deskSubmission({ reference: one.consultation.reference, submission: one.submissionId }),
        note: one.reference,
      },
      ...(withConsultation
        ? [
            {
              text: one.consultation.title,
              href: paths.deskLate({ reference: one.consultation.reference }),
              note: one.consultation.reference,
            },
          ]
        : []),
      {
        text: formatExact(one.receivedAt),
        time: one.receivedAt.toString(),
        note:
          one.standing === 'late'
            ? `${howLate(one.deadline, one.receivedAt)} late`
            : `in time; recorded at ${formatExact(one.recordedAt)}, after the closure`,
      },
      { text: formatExact(one.deadline), time: one.deadline.toString() },
      decisionCell(one),
      toldWords(one),
    ]),
    empty:
      'Nothing has come late. What arrives after a deadline is kept and stands here, with both instants.',
  };
}

function decisionCell(one: LateEntry) {
  const { decision, decidedAt, withdrawn } = one;
  const at = { reference: one.consultation.reference, submission: one.submissionId };
  if (!decision && !withdrawn) {
    const hidden = `the response of ${one.organisation}`;
    return { text: 'Admit or refuse', hidden, href: paths.deskLateDecision(at), tag: lateState(one) };
  }
  return {
    tag: lateState(one),
    note:
      decision && decidedAt ? `${decision.reason} · ${decision.by}, ${formatMoment(decidedAt)}` : undefined,
  };
}
