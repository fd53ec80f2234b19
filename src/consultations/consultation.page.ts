import { acceptedType } from '../attachments/acceptedTypes.js';
import { formatBytes } from '../attachments/formatBytes.js';
import type { Instant } from '../db/connection.js';
import { formatDate, formatDeadline, formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import type { Viewer } from '../people/viewer.js';
import { rootShown } from '../proof/rootShown.js';
import { KINDS, STATE_WORDS, stateAt } from './consultations.rules.js';
import type { Consultation } from './consultations.store.js';
import type { StoredDocument } from './documents/documents.store.js';
import { historyTable } from './history.page.js';
import { outcomeOf, type Outcome } from './history.store.js';
import { proseOf } from './markdown.js';
import { othersOn } from './modification/modification.page.js';
import { modificationsIn, modificationsOf } from './modification/modification.rules.js';
import { summaryDueNote, summaryShown } from './outcome/summaryShown.page.js';
import type { ConsultationInFull } from './readInFull.js';
import { shownSections } from './questions/questions.page.js';
import { deadlineForViewer, responding } from './responding.page.js';

/** One consultation for everybody: its deadline first, then what to do, then all there is to read. */
export function consultationPage(all: ConsultationInFull, viewer: Viewer, at: Instant) {
  const { consultation, documents, history, summary } = all;
  const outcome = outcomeOf(history);
  const { reference, kind, title } = consultation;
  const state = stateAt(consultation, at);
  return {
    title,
    breadcrumbs: [{ text: 'Consultations', href: paths.front() }, { text: reference }],
    heading: {
      caption: `${reference} · ${KINDS[kind]}`,
      text: title,
      tag:
        state === 'decided'
          ? { text: STATE_WORDS.decided, tone: 'good' }
          : state === 'withdrawn'
            ? { text: STATE_WORDS.withdrawn, tone: 'warn' }
            : undefined,
    },
    deadline: deadlineForViewer(consultation, viewer, all.standings, at),
    respond: responding(consultation, viewer, all.standings, at),
    outcome: outcome && outcomeRows(outcome),
    summary: summary && summaryShown(summary),
    summaryDue: summaryDueNote(consultation, summary, at),
    dispositions: all.dispositions
      ? {
          title: 'What was said, and what SECAS and the Panel reply',
          link: { text: 'Read the dispositions', href: paths.dispositions({ reference }) },
        }
      : undefined,
    withdrawn: history.withdrawal && {
      warning: true,
      title: 'SECAS withdrew this consultation',
      text: history.withdrawal.reason,
    },
    responses: all.responsesAt && {
      text: `SECAS published them, ${formatMoment(all.responsesAt)}. What is confidential is left out.`,
      link: { text: 'Read the responses', href: paths.publishedResponses({ reference }) },
    },
    external: kind === 'external' ? externalNote(consultation.issuedBy) : undefined,
    facts: facts(consultation),
    about: proseOf(consultation.summary),
    documents: documents.filter((one) => !one.replacedAt).map((one) => shownDocument(consultation, one)),
    earlier: documents.filter((one) => one.replacedAt).map((one) => shownDocument(consultation, one)),
    howToRespond: state === 'decided' ? [] : proseOf(consultation.howToRespond),
    sections: shownSections(all.questions),
    forms:
      consultation.publishedAt && !consultation.withdrawnAt && state !== 'decided' && mayAnswer(viewer)
        ? formLinks(reference)
        : undefined,
    others: all.sameModification && othersOn(consultation, all.sameModification, at),
    history: historyTable(consultation, documents, history, at),
    root: rootShown(all.roots),
    desk: viewer.secas ? paths.deskConsultation({ reference }) : undefined,
  };
}

const mayAnswer = ({ represents, secas }: Viewer): boolean => represents.length > 0 || secas;

/** The questions to work on elsewhere: with colleagues, in Word, on paper. */
const formLinks = (reference: string) => [
  { text: 'Blank response form (Word)', href: paths.consultationWordForm({ reference }) },
  { text: 'Blank response form to read or print', href: paths.consultationForm({ reference }) },
];

/** The way in for those who have the portal's link only, and the way back from it. */
const externalNote = (issuer: string) => ({
  warning: true,
  title: `Answering here does not respond to ${issuer}`,
  text: `${issuer} collects the formal responses itself; how is told below. What you write here goes to SECAS, which collates the Parties’ views for the Panel’s own response.`,
});

/** What is known of a consultation at a glance. */
export function facts(consultation: Consultation) {
  const { issuedBy, kind, opensAt, closesAt, publishedAt, audience } = consultation;
  const published = publishedAt !== null;
  return [
    { key: 'Issued by', value: issuedBy },
    { key: 'Kind', value: KINDS[kind] },
    ...modificationRows(consultation),
    ...(published && opensAt ? [instantRow('Opens', opensAt)] : []),
    ...(published && closesAt ? [instantRow('Closes', closesAt)] : []),
    { key: 'Who is asked', value: audience.length === 5 ? 'All Party Categories' : audience.join(', ') },
  ];
}

/** Each as a link to all that is consulted on it; what SECAS entered and is no number stands as it is. */
function modificationRows(consultation: Consultation) {
  const numbers = modificationsOf(consultation);
  const entered = consultation.modification ?? '';
  const other = modificationsIn(entered).some(({ modification }) => modification) ? '' : entered;
  return [
    ...numbers.map((modification) => ({
      key: 'Modification',
      value: modification,
      href: paths.modification({ modification }),
    })),
    ...(other ? [{ key: 'Modification', value: other }] : []),
  ];
}

const instantRow = (key: string, instant: Instant) => ({
  key,
  value: formatDeadline(instant),
  time: instant.toString(),
});

export const outcomeRows = (outcome: Outcome) => [
  { key: 'Decision', value: outcome.decision },
  { key: 'Decided by', value: outcome.decidedBy },
  { key: 'Decided on', value: formatDate(outcome.decidedOn) },
  ...(outcome.implementsOn ? [{ key: 'To be implemented on', value: formatDate(outcome.implementsOn) }] : []),
  ...(outcome.recommendation ? [{ key: 'Recommendation', value: outcome.recommendation }] : []),
];

function shownDocument({ reference }: Consultation, { id, title, file, replacedAt }: StoredDocument) {
  const type = acceptedType(file.mediaType)?.word ?? 'File';
  const waits = file.scan === 'waiting';
  return {
    text: title,
    href: waits ? undefined : paths.consultationDocument({ reference, id }),
    type: `${type}, ${formatBytes(file.bytes)}`,
    note: waits
      ? 'Being checked for viruses: it can be downloaded in a few minutes'
      : replacedAt
        ? `Replaced at ${formatDeadline(replacedAt)}`
        : undefined,
  };
}
