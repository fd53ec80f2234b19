import { sectionsOf, type Question } from '../consultations/questions.js';
import type { Submission, SubmittedFile } from './submissions.store.js';

/** What a submission says to one question, in words or by files. */
export interface SubmittedAnswer {
  question: Pick<Question, 'key' | 'ask'>;
  /** undefined: only files were given */
  answer: Submission['answers'][number] | undefined;
  files: SubmittedFile[];
}

/**
 * What a submission says, section by section, in the order and with the wording that was answered; files whose question
 * is not among these stand at the end.
 * @param questions those that were answered, unless told
 */
export function submittedSections(
  { answers, attachments }: Pick<Submission, 'answers' | 'attachments'>,
  questions: Question[] = answers.map(({ question }) => question),
): { title: string; answers: SubmittedAnswer[] }[] {
  const shown = sectionsOf(questions).map(({ title, questions: asked }) => ({
    title,
    answers: asked.map((question) => ({
      question,
      answer: answers.find((one) => one.question.key === question.key),
      files: attachments.filter(({ questionKey }) => questionKey === question.key),
    })),
  }));
  const keys = new Set(questions.map(({ key }) => key));
  const others = attachments.filter(({ questionKey }) => !keys.has(questionKey));
  if (others.length === 0) return shown;
  const question = { key: '', ask: 'Files sent with it' };
  return [
    ...shown,
    { title: 'Supporting documents', answers: [{ question, answer: undefined, files: others }] },
  ];
}
