import type { Problem } from '../../errors.js';
import { tooLong } from '../answers/textLimit.js';
import { LONGEST_REASON, LONGEST_REPLY } from './clarifications.rules.js';

/** What is said in a reply. */
export interface SaidInReply {
  text: string;
  /** null: not asked for */
  confidential: { reason: string } | null;
}

/** @param whose in the words of the form: what is missing is said in them */
export const replyProblems = ({ text, confidential }: SaidInReply, whose: 'your' | 'the'): Problem[] => [
  ...(text === '' ? [{ field: 'text', text: `Write ${whose} reply` }] : tooLong('text', text, LONGEST_REPLY)),
  ...(confidential?.reason === ''
    ? [{ field: 'reason', text: `Say why ${whose} reply is confidential` }]
    : []),
  ...tooLong('reason', confidential?.reason ?? '', LONGEST_REASON),
];
