import type { Consultation } from '../../consultations/consultations.store.js';
import { pagesOf } from '../../consultations/pages.js';
import type { Question } from '../../consultations/questions.js';
import { capital, counted } from '../../counted.js';
import { formatTimeLeft } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { enteredWords } from '../../responses/confirming/confirming.rules.js';
import { fateOf } from '../../responses/submissions.rules.js';
import { fateWords, receivedWords } from '../../responses/fateWords.js';
import { isFiltered, listUrl, NO_FILTERS, submissionUrl, type Filters } from './filters.js';
import { filtersShown } from './filters.page.js';
import type { Counts, ListedSubmission, Seen } from './listed.store.js';
import { searchField } from '../searching/searchField.js';
import { readersCell } from './marks.page.js';
import { placeOf } from '../place.js';

export const RESPONSES_PER_PAGE = 100;

/** Which pages are shown: of those that count, and of those that do not. */
export interface ShownPages {
  page: number;
  rest: number;
}

export interface Listed {
  held: ListedSubmission[];
  live: ListedSubmission[];
  notCounting: ListedSubmission[];
  counts: Counts;
  /** of the issue in force */
  questions: Question[];
  seen: Seen;
}

/**
 * Every submission: those that wait for a decision first, then those that count, then those that do not. Filters narrow
 * those that count, and then only they are shown.
 */
export function responsesPage(consultation: Consultation, listed: Listed, shown: ShownPages) {
  const { reference, title } = consultation;
  const { held, live, notCounting, counts, questions, seen } = listed;
  const filtered = isFiltered(seen.filters);
  return {
    ...placeOf(consultation, 'responses'),
    title: `${reference}: responses`,
    heading: { text: 'Responses', caption: `${reference} · ${title}` },
    held:
      held.length > 0 && !filtered
        ? {
            title: 'Late, waiting for your decision',
            text: 'Each is kept as it was sent and speaks for nobody until you admit it.',
            table: heldTable(reference, held),
          }
        : undefined,
    search: counts.live + counts.held > 0 ? searchField(reference, '') : undefined,
    filters: counts.live > 0 || filtered ? filtersShown(reference, seen.filters, questions) : undefined,
    unread: counts.live > 0 ? unread(reference, counts, seen.filters) : undefined,
    live: {
      title: 'Those that count',
      table: live.length > 0 ? liveTable(reference, live, counts, seen) : undefined,
      pagination: pages(reference, shown, 'page', counts.matching, seen.filters),
    },
    empty: empty(reference, counts, filtered),
    notCounting:
      notCounting.length > 0 && !filtered
        ? {
            title: 'Those that do not count',
            text: 'Replaced by a newer one, withdrawn, or late and not admitted. Nothing is deleted.',
            table: restTable(reference, notCounting, counts.notCounting),
            pagination: pages(reference, shown, 'rest', counts.notCounting, seen.filters),
          }
        : undefined,
  };
}

function empty(reference: string, counts: Counts, filtered: boolean) {
  if (filtered && counts.live > 0)
    return {
      title: 'None matches',
      text: `${counted(counts.live, 'response counts', 'responses count')}, and none of them matches all of these filters.`,
      action: { text: 'Show all', href: paths.deskResponses({ reference }) },
    };
  if (counts.live + counts.held + counts.notCounting > 0)
    return { title: 'None counts yet', text: 'What is submitted in time, or admitted, is listed here.' };
  return {
    title: 'Nobody has answered yet',
    text: 'Responses are listed here as they arrive, the newest first. You can enter one that came by e-mail or on paper.',
    action: { text: 'Enter a response', href: paths.deskEnter({ reference }) },
  };
}

/** How many the viewer has still to read, and the way to the first. */
const unread = (reference: string, { matching, unread: left, firstUnread }: Counts, filters: Filters) =>
  firstUnread
    ? {
        text:
          left === matching
            ? 'You have read none of these.'
            : `You have not read ${left} of these ${matching}.`,
        link: { text: 'Read the first unread', href: submissionUrl(reference, firstUnread, filters) },
      }
    : matching > 0
      ? { text: 'You have read all of these.' }
      : undefined;

const RECEIVED = { text: 'Received' };

function heldTable(reference: string, rows: ListedSubmission[]) {
  return {
    caption: 'Late, waiting for your decision',
    captionHidden: true,
    columns: [{ text: 'Organisation' }, { text: 'On behalf of' }, RECEIVED, { text: 'Decision' }],
    rows: rows.map((one) => [
      organisation(reference, one),
      behalf(one),
      { ...moment(one), note: howLate(one) },
      {
        text: 'Admit or refuse',
        hidden: `the response of ${one.organisation}`,
        href: paths.deskLateDecision({ reference, submission: one.id }),
      },
    ]),
  };
}

function liveTable(reference: string, rows: ListedSubmission[], counts: Counts, { viewer, filters }: Seen) {
  const all = counted(counts.live, 'response counts', 'responses count');
  return {
    caption: isFiltered(filters)
      ? `${counts.matching} of ${counted(counts.live, 'response')} that count`
      : all,
    columns: [
      { text: 'Organisation' },
      { text: 'On behalf of' },
      RECEIVED,
      { text: 'Confidential' },
      { text: 'Comments', numeric: true },
      { text: 'Read by' },
    ],
    rows: rows.map((one) => [
      organisation(reference, one, filters),
      behalf(one),
      { ...moment(one), note: one.standing === 'in time' ? undefined : 'admitted' },
      confidential(one),
      one.comments === 0 ? '' : one.comments,
      readersCell(one.readers, viewer),
    ]),
  };
}

function restTable(reference: string, rows: ListedSubmission[], all: number) {
  return {
    caption: counted(all, 'does not count', 'do not count'),
    captionHidden: true,
    columns: [{ text: 'Organisation' }, { text: 'On behalf of' }, RECEIVED, { text: 'Why' }],
    rows: rows.map((one) => [
      organisation(reference, one),
      behalf(one),
      moment(one),
      { tag: fateWords(fateOf(one), one.standing) },
    ]),
  };
}

function organisation(reference: string, one: ListedSubmission, filters = NO_FILTERS) {
  return {
    text: one.organisation,
    href: submissionUrl(reference, one.id, filters),
    note: [
      one.reference,
      ...(one.kind === 'nil' ? ['no comment'] : []),
      ...(one.transcription ? [enteredWords(one.transcription)] : []),
      ...(one.asked > 0 ? [`waits for ${counted(one.asked, 'clarification')}`] : []),
      ...(one.replied > 0 ? [`${counted(one.replied, 'clarification')} replied to`] : []),
      ...(one.files > 0 ? [counted(one.files, 'file', 'files')] : []),
    ].join(' · '),
  };
}

/** Two names, and how many more; Parties are counted apart from responses. */
function behalf({ parties, forOrganisation }: ListedSubmission) {
  const names = [...parties.map(({ name }) => name), ...(forOrganisation ? ['The organisation itself'] : [])];
  const lines = names.length <= 3 ? names : [...names.slice(0, 2), `and ${names.length - 2} more`];
  const categories = [...new Set(parties.map(({ category }) => category))].join(', ');
  return { lines, note: categories };
}

const moment = ({ receivedAt, standing }: ListedSubmission) => ({
  text: receivedWords(receivedAt, standing),
  time: receivedAt.toString(),
});

const howLate = ({ standing, deadline, receivedAt }: ListedSubmission): string =>
  standing === 'late' ? `${formatTimeLeft(deadline, receivedAt)} late` : 'in time, met the closure';

function confidential(one: ListedSubmission) {
  const parts = [
    ...(one.confidential ? ['the whole'] : []),
    ...(one.nameConfidential ? ['the name'] : []),
    ...(one.confidentialAnswers > 0 ? [counted(one.confidentialAnswers, 'answer', 'answers')] : []),
    ...(one.confidentialFiles > 0 ? [counted(one.confidentialFiles, 'file', 'files')] : []),
  ];
  return capital(parts.join(', '));
}

function pages(reference: string, shown: ShownPages, which: keyof ShownPages, all: number, filters: Filters) {
  const address = (number: number) => {
    const query = { page: String(shown.page), rest: String(shown.rest), [which]: String(number) };
    return `${listUrl(reference, filters, query)}#${which === 'page' ? 'live' : 'rest'}`;
  };
  const pagination = pagesOf(shown[which], Math.ceil(all / RESPONSES_PER_PAGE), address);
  const label = which === 'page' ? 'Pages of those that count' : 'Pages of those that do not count';
  return pagination && { ...pagination, label };
}
