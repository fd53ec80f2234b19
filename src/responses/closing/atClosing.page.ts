import { closesFor } from '../../consultations/consultations.rules.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { leftOutWords } from '../spokenFor.js';
import type { SignOff } from '../approving/approving.rules.js';
import { whatWillBe } from '../awaited.page.js';
import type { SubmitFacts } from '../submit.store.js';
import { leftOutBy, missingIn } from './carryOut.rules.js';

/**
 * What the page of checking says of "submit what is saved when it closes": to leave it, with what would be missing, or
 * that it stands and can be taken back. Undefined: it is too late, or not the viewer's.
 */
export function atClosing(
  draft: SubmitFacts,
  { now, maySubmit, viewerId }: { now: Instant; maySubmit: boolean; viewerId: string },
) {
  const { responseId: id, signOff, instruction } = draft;
  const closesAt = closesFor(draft.closesAt, draft.ownExtension);
  const over =
    draft.closed || draft.withdrawnAt !== null || now.epochNanoseconds >= closesAt.epochNanoseconds;
  if (over || draft.enteredBySecas || (!instruction && !maySubmit)) return undefined;
  const when = formatDeadline(closesAt);
  if (instruction) {
    const leftOut = leftOutBy(draft, instruction);
    const by = instruction.leftBy.id === viewerId ? 'You' : instruction.leftBy.name;
    return {
      title: whatWillBe(draft, when, viewerId),
      text: [
        `${by} left this instruction at ${formatMoment(instruction.leftAt)}: to submit it as it is saved then. It can still be submitted before.`,
        ...missingText(draft),
        ...(signOff ? [onlyApproved(signOff, viewerId)] : []),
        ...(leftOut.length > 0 ? [leftOutWords(leftOut)] : []),
      ],
      form: maySubmit
        ? { action: paths.takeBackAtClosing({ id }), button: 'Take this instruction back', confirmed: true }
        : undefined,
    };
  }
  return {
    title: 'Or leave it to be submitted when it closes',
    text: [
      `What is saved at ${when} is then submitted, whatever is still missing; if you have submitted it yourself and changed nothing since, nothing more is sent. You can take this back until then. Receipts go to all your representatives.`,
      ...missingText(draft),
      ...(signOff ? [onlyApproved(signOff, viewerId)] : []),
      ...(draft.taken.length > 0
        ? ['Those for whom another response speaks now are left out, unless you submit it yourself.']
        : []),
    ],
    form: {
      action: paths.atClosing({ id }),
      button: 'Submit what is saved when it closes',
      confirmed: false,
    },
  };
}

function missingText(draft: SubmitFacts): string[] {
  const missing = missingIn(draft);
  if (missing.length === 0) return [];
  const asks = missing.map(({ ask }) => `“${ask}”`);
  return [`As it stands now these required answers would be missing: ${asks.join('; ')}`];
}

const onlyApproved = ({ approver }: SignOff, viewerId: string): string =>
  `Only what ${approver.id === viewerId ? 'you have' : `${approver.name} has`} approved by then is submitted.`;
