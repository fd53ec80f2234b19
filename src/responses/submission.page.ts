import { closesFor } from '../consultations/consultations.rules.js';
import { yourPoints } from '../collation/dispositions/pointShown.js';
import type { PublishedPoint } from '../collation/dispositions/published.store.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline, formatExact } from '../londonTime.js';
import { paths } from '../paths.js';
import { MAKES_PDF } from '../pdf/compiler.js';
import type { Inclusion } from '../proof/receiptFile.js';
import { saidLines } from './answers/said.js';
import { confidentialityLines } from './draftShown.page.js';
import type { Entry } from './clarifying/clarifications.rules.js';
import type { WaitingThread } from './clarifying/clarifications.store.js';
import { clarificationList, waitingNotes } from './clarifying/waitingNotes.js';
import { confirmationWords } from './confirming/confirming.rules.js';
import { fateWords } from './fateWords.js';
import { sealedFacts, sealedWords, type FactShown } from './sealed.page.js';
import { submissionNotes } from './submissionNotes.page.js';
import { fateOfSubmission, type Fate } from './submissions.rules.js';
import type { Submission, SubmittedFile } from './submissions.store.js';
import { submittedSections } from './submittedSections.js';

export interface ReceiptOptions {
  now: Instant;
  contact: string;
  maySubmit: boolean;
  /** where it stands in its consultation's tree; undefined: in none, or none yet */
  inclusion: Inclusion | undefined;
  makesPdf?: boolean;
  /** what SECAS waits to have clarified, of the whole response */
  waiting?: WaitingThread[];
  /** what was asked about its answers */
  clarifications?: Entry[];
  /** those of the published dispositions that it raised; undefined: nothing has been published */
  points?: PublishedPoint[];
}

/** What was submitted, with its receipt. */
export function submissionPage(submission: Submission, options: ReceiptOptions) {
  const { now, contact, maySubmit, inclusion, makesPdf = MAKES_PDF, waiting = [] } = options;
  const fate = fateOfSubmission(submission);
  const nil = submission.kind === 'nil';
  const closesAt = closesFor(submission.closesAt, submission.ownExtension);
  const open = now.epochNanoseconds < closesAt.epochNanoseconds && !submission.closed;
  const { responseId: id, reference } = submission;
  return {
    title: `${submission.consultation.reference}: ${submission.reference}`,
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      {
        text: submission.consultation.reference,
        href: paths.consultation({ reference: submission.consultation.reference }),
      },
      { text: submission.reference },
    ],
    receipt: {
      title: title(submission, fate),
      lines: [
        `${submission.consultation.reference}: ${submission.consultation.title}`,
        `Received at ${formatExact(submission.receivedAt)}`,
      ],
      held: submission.standing !== 'in time' && fate !== 'counts',
      reference: submission.reference,
    },
    notes: [
      ...waitingNotes(waiting),
      ...confirmNote(submission),
      ...submissionNotes(submission, fate, contact),
    ],
    facts: facts(submission, fate, inclusion),
    downloads: [
      ...(makesPdf
        ? [
            {
              text: 'Download the receipt as PDF',
              note: 'to read, print and file',
              href: paths.receiptPdf({ id, reference }),
            },
          ]
        : []),
      ...(submission.signed
        ? [
            {
              text: 'Download the signed receipt',
              note: 'a file to keep, which proves what was submitted, and when',
              href: paths.receiptFile({ id, reference }),
            },
          ]
        : []),
    ],
    printInstead: makesPdf
      ? undefined
      : 'This installation of the portal does not make PDFs: print this page instead.',
    buttons: [
      ...(open && maySubmit && !nil && !submission.enteredBySecas
        ? [{ text: 'Change and submit again', kind: 'secondary', href: paths.response({ id }) }]
        : []),
      ...(open && maySubmit && fate === 'counts'
        ? [{ text: 'Withdraw', kind: 'link', href: paths.withdraw({ id, reference }), hidden: reference }]
        : []),
    ],
    points: yourPoints(submission.consultation.reference, options.points),
    sections: sectionsOf(submission),
    clarifications: clarificationList(submission, options.clarifications ?? []),
    proof: {
      summary: 'What the receipt proves',
      paragraphs: [
        'The signed receipt proves what was submitted and when, to whoever doubts it: download it as a file and keep it, or have it checked.',
        'It holds every answer, the wording of its question, the Parties, the time, the files by their own SHA-256, and a random number that nobody can guess. The fingerprint above is the SHA-256 of all of that (in its canonical form, RFC 8785), which is signed with the portal’s key. If one letter were changed, neither would hold any more.',
        sealedWords(inclusion, submission.closed, fate),
      ],
      link: { text: 'Check a receipt', href: paths.verify() },
    },
  };
}

/** What SECAS typed is to be confirmed by whom it was typed for. */
function confirmNote({ transcription, siblings, withdrawal, responseId: id, reference }: Submission) {
  if (!transcription || withdrawal || siblings[0]?.reference !== reference) return [];
  const words = confirmationWords(transcription);
  if (transcription.confirmed) return [{ good: true, text: `Entered by SECAS, ${words}.` }];
  return [
    {
      warning: true,
      title: 'Is it as you sent it?',
      text: 'SECAS typed it. Until somebody who may submit confirms it, the report says that it is not confirmed.',
      link: { text: 'Compare it with what came', href: paths.confirmEntered({ id, reference }) },
    },
  ];
}

const FINGERPRINT = 'It proves what was submitted: with one letter changed it would be another (SHA-256)';

function title(submission: Submission, fate: Fate): string {
  const nil = submission.kind === 'nil';
  if (submission.withdrawal) return nil ? 'Your “no comment” is withdrawn' : 'Your response is withdrawn';
  if (submission.enteredBySecas) {
    return `Your response has been entered by SECAS${submission.standing === 'in time' ? '' : `, and ${decided(fate)}`}`;
  }
  if (submission.standing === 'after closure') return `Your response arrived in time, and ${decided(fate)}`;
  if (submission.standing === 'late') return `Your response arrived late and ${decided(fate)}`;
  return nil ? 'Your “no comment” has been received' : 'Your response has been received';
}

/** What has come of one that SECAS decides on. */
const decided = (fate: Fate): string =>
  fate === 'held' ? 'is held' : fate === 'refused' ? 'was not admitted' : 'was admitted';

function facts(submission: Submission, fate: Fate, inclusion: Inclusion | undefined): FactShown[] {
  const replaced = (live: boolean) =>
    fate === 'counts' && !live ? ': another response speaks for it now' : '';
  const whom = [
    ...submission.parties.map(({ name, category, live }) => `${name} (${category})${replaced(live)}`),
    ...(submission.forOrganisation
      ? [`${submission.organisation.name} itself${replaced(submission.organisationLive)}`]
      : []),
  ];
  return [
    { key: 'Status', tag: fateWords(fate, submission.standing) },
    { key: 'Received', value: formatExact(submission.receivedAt), time: submission.receivedAt.toString() },
    ...(submission.enteredBySecas
      ? [
          {
            key: 'Entered by',
            value: `SECAS (${submission.submitterName}) at ${formatExact(submission.recordedAt)}`,
            note: `It came by ${submission.arrivedHow ?? 'e-mail'}, and counts from when it reached SECAS`,
            actions: [
              {
                text: 'What came',
                hidden: 'beside what was entered',
                href: paths.confirmEntered({ id: submission.responseId, reference: submission.reference }),
              },
            ],
          },
        ]
      : []),
    { key: 'Deadline', value: formatDeadline(submission.deadline) },
    { key: 'Organisation', value: submission.organisation.name },
    { key: 'On behalf of', lines: whom },
    ...(submission.enteredBySecas ? [] : [{ key: 'Submitted by', value: submission.submitterName }]),
    ...(submission.approverName ? [{ key: 'Approved by', value: submission.approverName }] : []),
    ...(submission.kind === 'nil'
      ? []
      : [
          {
            key: 'Confidentiality',
            lines: confidentialityLines(submission, [...submission.answers, ...submission.attachments]),
            note: submission.closed ? 'As it was submitted' : undefined,
            actions: consentLink(submission),
          },
        ]),
    { key: 'Fingerprint', value: submission.digest, digest: true, note: FINGERPRINT },
    ...(submission.signed
      ? [
          {
            key: 'Signature',
            value: submission.signed.signature,
            digest: true,
            note: `Ed25519, with key ${submission.signed.key}`,
          },
        ]
      : []),
    ...sealedFacts(inclusion, fate),
    {
      key: 'Version',
      value: `${submission.number} of ${submission.siblings.length}`,
      actions:
        submission.siblings.length > 1
          ? [{ text: 'History', href: paths.history({ id: submission.responseId }) }]
          : undefined,
    },
  ];
}

/** After the closure a marking can be lifted, by the organisation alone. */
function consentLink({ closed, responseId: id, reference, ...submission }: Submission) {
  const { confidential, nameConfidential, answers, attachments } = submission;
  const marked =
    confidential || nameConfidential || [...answers, ...attachments].some((one) => one.confidential);
  if (!closed || !marked) return undefined;
  return [{ text: 'See or lift', hidden: 'what is confidential', href: paths.consent({ id, reference }) }];
}

export const sectionsOf = (submission: Submission) =>
  submittedSections(submission).map(({ title, answers }) => ({
    title,
    answers: answers.map(({ question, answer, files }) => ({
      ask: question.ask,
      lines: answer ? saidLines(answer.question, answer.value) : [],
      confidential: answer?.confidential ? answer.reason : undefined,
      files: files.map((file) => fileShown(submission, file)),
    })),
  }));

const fileShown = (submission: Submission, file: SubmittedFile) => ({
  text: file.name,
  href: paths.submissionAttachment({
    id: submission.responseId,
    reference: submission.reference,
    attachment: file.id,
  }),
  note: file.confidential ? `confidential: ${file.reason}` : undefined,
  sha256: file.sha256,
});
