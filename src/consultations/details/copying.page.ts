import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import { formatDate, londonDate } from '../../londonTime.js';
import { copyOf, paths } from '../../paths.js';
import { KINDS, stateAt, STATE_WORDS } from '../consultations.rules.js';
import { pagesOf } from '../pages.js';
import { TO_COPY_PER_PAGE, type Copied, type ToCopy } from './copying.store.js';

/** Said above the form of a copy, so that nobody takes for copied what is not. */
export const copiedNote = ({ reference, title, questions, documents }: Copied) => ({
  title: `A copy of ${reference}: ${title}`,
  paragraphs: [
    `Its ${counted(questions, 'question')} will be copied, with the details below. Give it a reference and a title of its own.`,
    documents.length > 0
      ? `Its documents are not copied. It has: ${documents.join(' · ')}. Add what belongs to the new one.`
      : 'It has no documents.',
    'No dates, no modification, no responses and no outcome are copied.',
  ],
});

/** Every consultation there is, to choose the one that is copied. */
export function copyPage(
  { rows, inAll }: { rows: ToCopy[]; inAll: number },
  { q, page }: { q: string; page: number },
  at: Instant,
) {
  const address = (number: number) =>
    `${paths.deskCopy()}?${new URLSearchParams({ ...(q && { q }), page: String(number) }).toString()}`;
  const pagination = pagesOf(page, Math.ceil(inAll / TO_COPY_PER_PAGE), address);
  return {
    title: 'Copy an earlier consultation',
    lead: 'Its details and its questions are taken over; then you change what differs.',
    breadcrumbs: [
      { text: 'Desk', href: paths.desk() },
      { text: 'New consultation', href: paths.deskNewConsultation() },
      { text: 'Copy' },
    ],
    action: paths.deskCopy(),
    field: {
      name: 'q',
      label: 'Words of its title, reference, modification or issuer',
      type: 'search',
      value: q,
      maxlength: 200,
      spellcheck: false,
    },
    table: {
      caption: q ? `${counted(inAll, 'consultation')} found` : 'All consultations, the newest first',
      columns: [{ text: 'Consultation' }, { text: 'Kind' }, { text: 'Closes' }, { text: 'State' }],
      empty: q ? 'Try fewer or other words.' : 'There is none to copy yet.',
      rows: rows.map((row) => [
        { text: row.title, href: copyOf(row.reference), note: `${row.reference} · ${row.issuedBy}` },
        KINDS[row.kind],
        row.closesAt ? formatDate(londonDate(row.closesAt)) : 'No deadline yet',
        STATE_WORDS[stateAt(row, at)],
      ]),
    },
    pagination: pagination && { ...pagination, label: 'Pages of consultations' },
  };
}
