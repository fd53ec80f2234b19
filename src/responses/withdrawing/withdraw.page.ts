import { closesFor } from '../../consultations/consultations.rules.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { deadlineBlock } from '../deadlineBlock.page.js';
import type { Instruction } from '../closing/instructions.store.js';
import type { Submission } from '../submissions.store.js';
import { whyNotWithdrawn } from './withdraw.rules.js';

/** Asks once more before a submission is withdrawn; says why where it cannot be. */
export function withdrawPage(
  submission: Submission,
  shown: { now: Instant; contact: string; instruction?: Instruction; reason?: string; problem?: string },
) {
  const whyNot = whyNotWithdrawn(submission, shown.now);
  const { consultation, organisation, reference, responseId } = submission;
  const deadline = closesFor(submission.closesAt, submission.ownExtension);
  const whom = [
    ...submission.parties.filter(({ live }) => live).map(({ name }) => name),
    ...(submission.organisationLive ? [`${organisation.name} itself`] : []),
  ];
  const back = paths.submission({ id: responseId, reference });
  return {
    title: `Withdraw ${reference}`,
    heading: {
      text: submission.kind === 'nil' ? 'Withdraw your “no comment”' : 'Withdraw your response',
      caption: `${consultation.reference} · ${consultation.title}`,
    },
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: reference, href: back },
      { text: 'Withdraw' },
    ],
    errors: shown.problem ? [{ text: shown.problem, href: '#reason' }] : [],
    whyNot: whyNot && {
      warning: true,
      title: 'It cannot be withdrawn',
      paragraphs: [whyNot, `Questions? Contact ${shown.contact}.`],
      link: { text: `See ${reference}`, href: back },
    },
    deadline: deadlineBlock(submission, shown.now),
    effects: [
      `${reference} will not count any more, for ${whom.join(', ')}.`,
      'It is not deleted: you and SECAS see it, marked as withdrawn.',
      ...(submission.siblings.some(({ number }) => number < submission.number)
        ? ['What you had submitted before it does not come back.']
        : []),
      `Unless you submit again by ${formatDeadline(deadline)}, you will not have answered.`,
      ...(shown.instruction
        ? [
            `The instruction to submit it when it closes, which ${shown.instruction.leftBy.name} left, is taken back.`,
          ]
        : []),
    ],
    action: paths.withdraw({ id: responseId, reference }),
    reason: {
      name: 'reason',
      label: 'Why? (optional)',
      labelSize: 's',
      hint: 'It is kept, and SECAS sees it.',
      value: shown.reason ?? '',
      error: shown.problem,
      rows: 3,
    },
    buttons: [
      { text: 'Withdraw', kind: 'warning' },
      { text: 'Keep it as it is', kind: 'link', href: back },
    ],
  };
}
