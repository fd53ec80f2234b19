import type { Question } from '../../consultations/questions.js';
import { answerText } from '../answers/answerTypes.js';

/** An answer with what is said of its confidentiality, as plain text that can be compared; '' when there is none. */
export function saidText(
  question: Question,
  answer: { value: unknown; confidential: boolean; reason: string } | null | undefined,
): string {
  if (!answer) return '';
  const { value, confidential, reason } = answer;
  return [
    answerText(question, value),
    ...(confidential ? [`Confidential: ${reason || 'no reason given yet'}`] : []),
  ]
    .filter(Boolean)
    .join('\n');
}
