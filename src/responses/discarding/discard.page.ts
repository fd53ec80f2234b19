import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { isEmptyAnswer } from '../answers/answerTypes.js';
import type { Instruction } from '../closing/instructions.store.js';
import { deadlineBlock } from '../deadlineBlock.page.js';
import { onBehalfOf } from '../drafting/draft.rules.js';
import type { Draft, DraftContent } from '../drafting/drafts.store.js';
import { whyNotDiscarded } from './discard.rules.js';

export interface DiscardFacts {
  draft: Draft;
  content: DraftContent;
  submitted: boolean;
  maySubmit: boolean;
  instruction: Instruction | undefined;
  /** who has worked on it, but for the viewer, by name */
  colleagues: string[];
  now: Instant;
  /** why it is shown again */
  conflict?: string;
}

/** Asks once more before a draft is discarded, with what it holds; says why where it cannot be. */
export function discardPage({
  draft,
  content,
  submitted,
  maySubmit,
  instruction,
  colleagues,
  now,
  conflict,
}: DiscardFacts) {
  const { id, consultation } = draft;
  const back = paths.response({ id });
  const whyNot = whyNotDiscarded(draft, submitted, instruction, maySubmit);
  const names = onBehalfOf(draft);
  return {
    title: 'Discard this draft',
    heading: {
      text: 'Discard this draft',
      caption: `${consultation.reference} · ${consultation.title}`,
    },
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: consultation.reference, href: back },
      { text: 'Discard' },
    ],
    errors: conflict ? [{ text: conflict }] : [],
    deadline: deadlineBlock(draft, now),
    whyNot: whyNot && {
      warning: true,
      title: 'It cannot be discarded',
      text: whyNot,
      link: submitted
        ? { text: 'What was submitted, and when', href: paths.history({ id }) }
        : { text: 'Back to the response', href: back },
    },
    holds: holds(draft, content),
    effects: [
      'Nothing is deleted. You or a colleague can bring it back, with all that it holds, until the outcome of the consultation is recorded.',
      ...(names.length > 0 ? [`It is not counted as a draft for ${names.join(', ')} any more.`] : []),
      'It is shown in no list, nobody is warned that it is not submitted, and it cannot be submitted.',
      ...(instruction
        ? [
            `The instruction to submit it when it closes, which ${instruction.leftBy.name} left, is taken back.`,
          ]
        : []),
      ...(colleagues.length > 0
        ? [
            `${colleagues.join(', ')} worked on it too, and ${colleagues.length === 1 ? 'is' : 'are'} told by mail.`,
          ]
        : []),
    ],
    action: paths.discard({ id }),
    version: draft.version,
    instruction: instruction?.id ?? '',
    buttons: [
      { text: 'Discard this draft', kind: 'warning' },
      { text: 'Keep it', kind: 'link', href: back },
    ],
  };
}

function holds(draft: Draft, { answers, attachments, notes }: DraftContent): string {
  const given = draft.questions.filter((question) => !isEmptyAnswer(question, answers[question.key]?.value));
  const parts = [
    counted(given.length, 'answer'),
    counted(attachments.length, 'file'),
    counted(Object.values(notes).flat().length, 'note'),
  ];
  return `It holds ${parts[0]}, ${parts[1]} and ${parts[2]} for colleagues, last saved at ${formatMoment(draft.savedAt)}.`;
}
