import { overWord } from '../submissions.rules.js';
import type { Instruction } from '../closing/instructions.store.js';
import type { Draft } from '../drafting/drafts.store.js';

/**
 * Why a draft cannot be discarded; undefined when it can: nothing of it was ever submitted, it may still be changed
 * (docs/decisions/0013-discarding.md), and who may not submit takes back no instruction to do so.
 */
export function whyNotDiscarded(
  { enteredBySecas, decided, withdrawnAt }: Pick<Draft, 'enteredBySecas' | 'decided' | 'withdrawnAt'>,
  submitted: boolean,
  instruction: Pick<Instruction, 'leftBy'> | undefined,
  maySubmit: boolean,
): string | undefined {
  if (enteredBySecas) return 'What SECAS enters is removed at the desk.';
  if (decided)
    return `This consultation has been ${overWord({ withdrawnAt })}, so nothing of the draft can be changed.`;
  if (submitted) {
    return 'Something of this response has been submitted. You can withdraw what was submitted, and put earlier versions of your answers back; the response stays.';
  }
  if (instruction && !maySubmit) {
    return `${instruction.leftBy.name} left the instruction that it be submitted when it closes. You may draft for this organisation; a colleague who may submit has to take that back first.`;
  }
  return undefined;
}
