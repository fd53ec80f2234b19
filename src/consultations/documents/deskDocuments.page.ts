import { ACCEPTED_EXTENSIONS, ACCEPTED_WORDS, acceptedType } from '../../attachments/acceptedTypes.js';
import { formatBytes } from '../../attachments/formatBytes.js';
import type { Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Consultation } from '../consultations.store.js';
import type { StoredDocument } from './documents.store.js';
import { formProblems } from '../../http/formProblems.js';
import { crumbs } from '../deskCrumbs.js';

/** What was typed beside a file. */
export interface DocumentForm {
  title: string;
  note: string;
}

/** The documents in their order, and the form that adds one. */
export function documentsPage(
  { reference, announcedAt }: Consultation,
  documents: StoredDocument[],
  maxBytes: number,
  form: DocumentForm,
  problems: Problem[] = [],
) {
  const { errors, of } = formProblems(problems);
  const current = documents.filter((document) => !document.replacedAt);
  return {
    title: 'Documents',
    errors,
    breadcrumbs: crumbs(reference, { text: 'Documents' }),
    caption: reference,
    documents: current.map((document, index) => ({
      ...shownFile(reference, document),
      replace: paths.deskDocument({ reference, id: document.id }),
      remove: announcedAt ? undefined : paths.deskRemoveDocument({ reference, id: document.id }),
      move: {
        action: paths.deskMoveDocument({ reference, id: document.id }),
        name: document.title,
        up: index > 0,
        down: index < current.length - 1,
      },
    })),
    earlier: documents
      .filter((document) => document.replacedAt)
      .map((document) => shownFile(reference, document)),
    action: paths.deskDocuments({ reference }),
    fields: {
      title: {
        name: 'title',
        label: 'What it is called',
        optional: true,
        hint: 'The file’s name when it is empty.',
        value: form.title,
        error: of('title'),
      },
      file: fileField(maxBytes, of('file')),
    },
    buttons: [
      { text: 'Add the document' },
      { text: 'Back to the consultation', kind: 'link', href: paths.deskConsultation({ reference }) },
    ],
  };
}

/** Replacing one document by a newer file. */
export function replacePage(
  { reference, publishedAt }: Consultation,
  document: StoredDocument,
  maxBytes: number,
  form: DocumentForm,
  problems: Problem[] = [],
) {
  const { errors, of } = formProblems(problems);
  const back = paths.deskDocuments({ reference });
  return {
    title: 'Replace a document',
    errors,
    breadcrumbs: crumbs(reference, { text: 'Documents', href: back }, { text: 'Replace' }),
    caption: reference,
    lead: publishedAt
      ? 'The earlier version stays in the history. The representatives of everybody asked, and of everybody who has begun a response, are told by mail.'
      : 'The earlier version stays in the history.',
    now: shownFile(reference, document),
    action: paths.deskDocument({ reference, id: document.id }),
    fields: {
      title: { name: 'title', label: 'What it is called', value: form.title, error: of('title') },
      note: {
        name: 'note',
        label: 'What has changed',
        rows: 2,
        hint: 'It stands in the history and in the mail.',
        value: form.note,
        error: of('note'),
      },
      file: fileField(maxBytes, of('file')),
    },
    buttons: [{ text: 'Replace the document' }, { text: 'Cancel', kind: 'link', href: back }],
  };
}

const fileField = (maxBytes: number, error: string | undefined) => ({
  name: 'file',
  label: 'File',
  hint: `${ACCEPTED_WORDS}, up to ${formatBytes(maxBytes)}.`,
  accept: ACCEPTED_EXTENSIONS,
  error,
});

const shownFile = (reference: string, { id, title, file, addedAt, replacedAt }: StoredDocument) => ({
  text: title,
  href: paths.consultationDocument({ reference, id }),
  type: `${acceptedType(file.mediaType)?.word ?? 'File'}, ${formatBytes(file.bytes)}`,
  note: [
    `${file.name}, added ${formatMoment(addedAt)}`,
    ...(replacedAt ? [`replaced ${formatMoment(replacedAt)}`] : []),
    ...(file.scan === 'waiting' ? ['waits for its virus scan'] : []),
  ].join(', '),
});
