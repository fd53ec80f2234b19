import { isHandedOut } from '../../attachments/attachments.rules.js';
import type { Question } from '../../consultations/questions.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';
import { isOutward, type Version } from '../access.rules.js';
import type { Report } from '../report.js';
import type { ToldThread } from '../telling/clarifications.rules.js';
import { pointNumbersOf } from './dispositionsShown.js';
import { THE_WHOLE, type Told, type ToldAnswer } from '../telling/redaction.rules.js';

/** What a response says to one question, with all that stands beside it, as the reader of its version may have it. */
export interface Said {
  question: Question;
  /** of the question, from 1 */
  number: number;
  /** undefined: there is only what stands beside it */
  answer: ToldAnswer | undefined;
  /** one is confidential too by what it belongs to */
  files: SubmittedFile[];
  /** so many more are not for this reader */
  filesWithheld: number;
  /** SECAS's; '' where there is none */
  comment: string;
  thread: ToldThread | undefined;
}

/** @returns undefined where there is nothing: the question was not answered, and no point on it was raised */
export function saidTo(
  told: Told,
  question: Question,
  number: number,
  report: Pick<Report, 'points'>,
): Said | undefined {
  const { key } = question;
  const answer = told.answers[key];
  const hidden = answer?.withheld === false && answer.confidential;
  const files = told.files
    .filter(({ questionKey }) => questionKey === key)
    .map((file) => ({ ...file, confidential: file.confidential || hidden || isWhole(told) }));
  const filesWithheld = told.filesWithheld[key] ?? 0;
  const comment = told.comments[key] ?? '';
  const thread = told.clarifications[key];
  const raises = pointNumbersOf(report, told, key).length > 0;
  const something = answer ?? (files.length > 0 || filesWithheld > 0 || comment !== '' || raises || thread);
  return something ? { question, number, answer, files, filesWithheld, comment, thread } : undefined;
}

const isWhole = ({ asked }: Told): boolean => asked.some(({ what }) => what === THE_WHOLE);

/** What a response says, question by question. */
export const saidBy = (told: Told, report: Pick<Report, 'questions' | 'points'>): Said[] =>
  report.questions.flatMap((question, index) => saidTo(told, question, index + 1, report) ?? []);

/** What is marked beside an answer: that it is confidential, or what stands in its place; '' for any other. */
export function markOn({ answer }: Pick<Said, 'answer'>): string {
  if (!answer) return '';
  if (answer.withheld) return answer.placeholder;
  return answer.confidential ? 'Confidential' : '';
}

/** “2 confidential”: of files that this reader does not get; '' for none. */
export const filesNotTold = (count: number, version: Version): string =>
  count === 0 ? '' : `${count} ${isOutward(version) ? 'not published' : 'confidential'}`;

/** Why a file is not handed out with the report; '' it is. What is not handed out bears no hash either. */
export function whyLeftOut({ scan }: Pick<SubmittedFile, 'scan'>): string {
  if (isHandedOut(scan)) return '';
  return scan === 'infected' ? 'left out: a virus was found in it' : 'left out: not scanned for viruses yet';
}
