import type { Instant } from '../db/connection.js';
import { formatDeadline } from '../londonTime.js';
import { paths } from '../paths.js';
import { signOffState } from './approving/approving.rules.js';
import { signOffWords } from './approving/signOffWords.js';
import { keptBackBy, type Awaited, type Awaiting } from './awaited.rules.js';

/** For whom it is said, and when. */
export interface Looking {
  viewerId: string;
  now: Instant;
}

interface AwaitedLine {
  text: string;
  link: { text: string; href: string };
}

/** What a draft waits for, a line each with where to go on: an approval, and the instruction to submit it at closing. */
export function awaitedLines(
  draft: Awaited & { id: string },
  closesAt: Instant,
  { viewerId, now }: Looking,
): AwaitedLine[] {
  const { id, version, signOff, instruction, whyNot } = draft;
  return [
    ...(whyNot
      ? [
          {
            text: `It ${wasNotSubmitted(whyNot)}`,
            link: { text: 'Check it, and submit it late', href: paths.check({ id }) },
          },
        ]
      : []),
    ...(signOff && version !== draft.submittedVersion
      ? [
          {
            text: signOffWords(signOff, version, viewerId),
            link: approvalLink(id, signOffState(signOff, version), signOff.approver.id === viewerId),
          },
        ]
      : []),
    ...(instruction
      ? [
          {
            text: instructionWords({ ...draft, instruction }, closesAt, { viewerId, now }),
            link: { text: 'See the instruction', href: `${paths.check({ id })}#at-closing` },
          },
        ]
      : []),
  ];
}

/** Of an instruction that submitted nothing, as representatives were told by mail. @param whyNot a sentence */
export const wasNotSubmitted = (whyNot: string): string =>
  `had been left to be submitted when it closed, and was not: ${whyNot.replace(/\.$/, '')}`;

function approvalLink(id: string, state: ReturnType<typeof signOffState>, mine: boolean) {
  const href = mine ? paths.approve({ id }) : `${paths.check({ id })}#approval`;
  if (state === 'returned') return { text: 'Read the note', href };
  if (state === 'approved') return { text: 'See the approval', href };
  if (mine) return { text: 'Read it, and approve it or return it', href };
  return { text: state === 'asked' ? 'See what was asked' : 'Ask for the approval', href };
}

/** What the instruction that stands for a draft will do with it, as it is now. */
export function instructionWords(
  draft: Awaiting & { instruction: NonNullable<Awaiting['instruction']> },
  closesAt: Instant,
  { viewerId, now }: Looking,
): string {
  const { id, name } = draft.instruction.leftBy;
  const by = id === viewerId ? 'you' : name;
  const when = formatDeadline(closesAt);
  if (now.epochNanoseconds >= closesAt.epochNanoseconds) {
    return `What was saved at ${when} is being looked at now, to be submitted as ${by} left it to be`;
  }
  if (draft.version === draft.submittedVersion) {
    return `What is changed by ${when} will be submitted then, as ${by} left it to be`;
  }
  return `${whatWillBe(draft, when, viewerId)}. The instruction was left by ${by}`;
}

/** What an instruction that stands would submit of a draft, as it stands now. @param when it closes */
export function whatWillBe(draft: Awaiting, when: string, viewerId: string): string {
  const approver = keptBackBy(draft);
  if (!approver) return `It will be submitted as it is saved at ${when}`;
  const approves = approver.id === viewerId ? 'you approve' : `${approver.name} approves`;
  return `As it stands now, nothing would be submitted at ${when} unless ${approves} it before`;
}
