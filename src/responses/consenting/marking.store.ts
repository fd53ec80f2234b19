/**
 * SQL for what is confidential now: the marking that was frozen with the submission, without what its organisation has
 * lifted since. The one place: whatever decides what may be told, or marks what is shown, asks here. Receipts and what
 * an organisation reads of its own show the frozen marking.
 */

const lifted = (submission: string, part: string): string =>
  `exists (select from lifted_marking lifted where lifted.submission_id = ${submission} and lifted.taken_back_at is null
     and lifted.part = ${part})`;

/** Of a `submission`, by its alias: the whole of it. */
export const wholeConfidential = (s: string): string =>
  `(${s}.confidential and not ${lifted(`${s}.id`, `'whole'`)})`;

/** Of a `submission`, by its alias: the respondent's name. */
export const nameConfidential = (s: string): string =>
  `(${s}.name_confidential and not ${lifted(`${s}.id`, `'name'`)})`;

/** Of a `submission_answer`, by its alias: the answer by itself. */
export const answerConfidential = (a: string): string =>
  `(${a}.confidential and not ${lifted(`${a}.submission_id`, `'answer' and lifted.question_key = ${a}.question_key`)})`;

/** Of a `submission_attachment`, by its alias: the file by itself. */
export const fileConfidential = (a: string): string =>
  `(${a}.confidential and not ${lifted(`${a}.submission_id`, `'file' and lifted.attachment_id = ${a}.id`)})`;
