import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import type { Submission } from '../../responses/submissions.store.js';

/** What of a submission is confidential now, and the way to what SECAS has asked and the organisation has lifted. */
export function confidentialityFact(submission: Submission) {
  const { confidential, nameConfidential, answers, attachments, consentAsked } = submission;
  const marked = (list: { confidential: boolean }[]) => list.filter((one) => one.confidential).length;
  const parts = [
    ...(confidential ? ['The whole response'] : []),
    ...(nameConfidential ? ['The name'] : []),
    ...(marked(answers) > 0 ? [counted(marked(answers), 'answer')] : []),
    ...(marked(attachments) > 0 ? [counted(marked(attachments), 'file')] : []),
  ];
  const at = { reference: submission.consultation.reference, submission: submission.id };
  return {
    key: 'Confidential now',
    value: parts.join(', '),
    none: 'Nothing',
    note: consentAsked ? 'You have asked them to lift something, and wait for an answer.' : undefined,
    actions: submission.closed
      ? [
          parts.length > 0
            ? { text: 'Ask for consent', hidden: 'to lift what is confidential', href: paths.deskConsent(at) }
            : { text: 'Consents', hidden: 'to lift what was confidential', href: paths.deskConsent(at) },
        ]
      : undefined,
  };
}
