import { formatBytes } from '../attachments/formatBytes.js';
import type { Config } from '../config.js';
import type { Instant } from '../db/connection.js';
import { paths } from '../paths.js';
import { datetimeOf } from '../pdf/datetime.js';
import type { Job } from '../pdf/makePdf.js';
import { shownAnswer, type ShownAnswer } from './answers/shownAnswer.js';
import { receiptFileName, type Inclusion } from '../proof/receiptFile.js';
import { submissionPage } from './submission.page.js';
import type { NoteShown } from './submissionNotes.page.js';
import type { Submission, SubmittedFile } from './submissions.store.js';
import { submittedSections, type SubmittedAnswer } from './submittedSections.js';

/**
 * A submission with its receipt as a document to be filed, for views/responses/receipt.typ: what its page says, and
 * of each file its size and SHA-256. It carries no date of its own making: while nothing new is known of a submission,
 * it is the same to the byte.
 */
export function receiptPdf(
  config: Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact' | 'brandColour'>,
  submission: Submission,
  now: Instant,
  inclusion: Inclusion | undefined,
): Job {
  const page = submissionPage(submission, {
    now,
    contact: config.serviceContact,
    maySubmit: false,
    inclusion,
  });
  const { reference, consultation, organisation, responseId } = submission;
  const url = `${config.baseUrl}${paths.submission({ id: responseId, reference })}`;
  return {
    template: 'responses/receipt.typ',
    data: {
      title: `Receipt ${reference}: ${consultation.reference}, ${organisation.name}`,
      service: config.serviceName,
      colour: config.brandColour,
      madeAt: datetimeOf(submission.recordedAt),
      running: `Receipt ${reference} · ${consultation.reference}`,
      marking: marking(submission),
      heading: page.receipt.title,
      about: page.receipt.lines,
      reference,
      notes: page.notes.map(note),
      facts: page.facts.map((fact) => ({
        key: fact.key,
        lines: fact.lines ?? [fact.value ?? fact.tag?.text ?? ''],
        note: fact.note ?? '',
      })),
      sections: sections(submission),
      closing: [
        ...(submission.signed ? [copyOf(reference)] : []),
        ...page.proof.paragraphs,
        ...(inclusion ? [whereToCheck(config.baseUrl, inclusion)] : []),
        `This document says how the submission stood when it was downloaded. How it stands now:\n${url}`,
      ],
    },
  };
}

/** What somebody who files it has to know: that what is signed is another file. */
const copyOf = (reference: string): string =>
  `This document is a copy to read and to file. The signed receipt itself is the file “${receiptFileName(reference)}”, downloaded from the same page: keep both.`;

/** On paper nothing is a link. */
const whereToCheck = (baseUrl: string, { root }: Inclusion): string =>
  `The roots of ${root.consultation}:\n${baseUrl}${paths.consultation({ reference: root.consultation })}#proof\nWhere anybody can check a signed receipt:\n${baseUrl}${paths.verify()}`;

function note(one: NoteShown) {
  const { title = '', text, paragraphs = [], link, warning = false } = one;
  return {
    title,
    paragraphs: [...(text ? [text] : []), ...paragraphs, ...(link ? [link.text] : [])],
    warning,
  };
}

function marking({ confidential, answers, attachments, nameConfidential }: Submission): string {
  if (confidential) return 'Confidential';
  const parts = [...answers, ...attachments].some((part) => part.confidential);
  return parts || nameConfidential ? 'Confidential in part' : '';
}

const sections = (submission: Submission) =>
  submittedSections(submission).map(({ title, answers }) => ({ title, answers: answers.map(answerSet) }));

function answerSet({ question, answer, files }: SubmittedAnswer) {
  const shown: ShownAnswer = answer ? shownAnswer(answer.question, answer.value) : {};
  const { text = '', pairs = [], table, reasons = '' } = shown;
  return {
    ask: question.ask,
    confidential: answer?.confidential ? answer.reason : null,
    text,
    pairs,
    table: table
      ? {
          columns: table.columns.map((column) => column.text),
          rows: table.rows.map((row) => row.map((cell) => cell.text)),
        }
      : null,
    reasons,
    files: files.map(fileSet),
    none: !text && pairs.length === 0 && !table && !reasons && files.length === 0,
  };
}

const fileSet = ({ name, bytes, sha256, confidential, reason }: SubmittedFile) => ({
  name,
  size: formatBytes(bytes),
  sha256,
  confidential: confidential ? reason : null,
});
