import { formatDeadline, formatExact, formatTimeLeft } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { byInstruction } from '../../responses/submissions.rules.js';
import { confidentialityFact } from '../consents/consentFact.js';
import { mailFacts, transcriptionFact } from '../entering/enteredFacts.js';
import { readersFact } from './marks.page.js';
import type { ReadSubmission } from './readSubmission.js';

/** When and how a submission came, from whom and for whom, and who has read it. */
export function submissionFacts(read: ReadSubmission) {
  const {
    consultation: { reference },
    submission,
    thread,
    mail,
  } = read;
  const { parties, organisation, responseId } = submission;
  const { leftAt, missing } = byInstruction(submission);
  const whom = [
    ...parties.map((party) => `${party.name} (${party.category})`),
    ...(submission.forOrganisation ? [`${organisation.name} itself`] : []),
  ];
  return [
    { key: 'Receipt', value: submission.reference },
    {
      key: submission.enteredBySecas ? 'Arrived' : 'Received',
      value: formatExact(submission.receivedAt),
      time: submission.receivedAt.toString(),
      note:
        submission.standing === 'late'
          ? `${formatTimeLeft(submission.deadline, submission.receivedAt)} after its deadline`
          : undefined,
    },
    ...(submission.enteredBySecas
      ? [
          {
            key: 'Entered by SECAS',
            value: formatExact(submission.recordedAt),
            time: submission.recordedAt.toString(),
            note: `By ${submission.submitterName}; it came by ${submission.arrivedHow ?? 'e-mail'}`,
            actions: [
              {
                text: 'Original',
                hidden: 'that was entered',
                href: paths.deskEnteredOriginal({ reference, response: responseId }),
              },
            ],
          },
          ...(mail ? mailFacts(reference, mail) : []),
          ...(submission.transcription ? [transcriptionFact(submission.transcription)] : []),
        ]
      : [
          {
            key: 'Submitted by',
            value: submission.submitterName,
            note: leftAt
              ? `By instruction, left at ${formatExact(leftAt)}: as it was saved when it closed`
              : undefined,
          },
        ]),
    ...(submission.approverName ? [{ key: 'Approved by', value: submission.approverName }] : []),
    ...(missing.length > 0 ? [{ key: 'Required and not answered', lines: missing }] : []),
    { key: 'Deadline', value: formatDeadline(submission.deadline), time: submission.deadline.toString() },
    { key: 'On behalf of', lines: whom, none: 'Nobody' },
    ...(thread.length > 1 ? [{ key: 'Version', value: `${submission.number} of ${thread.length}` }] : []),
    readersFact(read),
    confidentialityFact(submission),
    { key: 'Fingerprint (SHA-256)', value: submission.digest, digest: true },
  ];
}
