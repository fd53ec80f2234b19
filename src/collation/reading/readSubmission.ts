import { findCurrentIssue, type Consultation } from '../../consultations/consultations.store.js';
import type { Question } from '../../consultations/questions.js';
import type { Db } from '../../db/connection.js';
import { getSubmission, type Submission } from '../../responses/submissions.store.js';
import { byPlace, type CommentHistory } from '../comments/comments.rules.js';
import { listCommentsOnResponse, type Comment } from '../comments/comments.store.js';
import {
  findNeighbours,
  listThread,
  type ListedSubmission,
  type Neighbours,
  type Seen,
} from './listed.store.js';
import { findMailOf, type ArrivedMail } from '../mails/mails.store.js';
import { planCarryOver } from '../themes/coding/codePassage.js';
import { listCodingsOn, type Coding } from '../themes/coding/codings.store.js';
import type { CarryPlan } from '../themes/coding/carry.rules.js';
import { listAllThemes, type Theme } from '../themes/themes.store.js';
import { countSharing } from '../wording/wording.store.js';
import { byQuestion, type Entry } from '../../responses/clarifying/clarifications.rules.js';
import { listEntries } from '../../responses/clarifying/clarifications.store.js';
import { listReaders, type Reader } from './marks.store.js';
import { getLateSubmission, type LateSubmission } from '../late/decision.store.js';

/** A submission with all that SECAS reads beside it. */
export interface ReadSubmission {
  seen: Seen;
  consultation: Consultation;
  submission: Submission;
  neighbours: Neighbours;
  /** the colleagues who have read it */
  readers: Reader[];
  /** every submission of the same response, the newest first */
  thread: ListedSubmission[];
  /** SECAS's comments by question; `''` is the response as a whole */
  comments: Map<string, CommentHistory<Comment>>;
  /** what was asked about its answers, by question */
  clarifications: Map<string, Entry[]>;
  /** of the issue in force, for what was not answered */
  questions: Question[];
  /** from which SECAS entered it */
  mail: ArrivedMail | undefined;
  /** undefined: it was in time */
  late: LateSubmission | undefined;
  /** what of it is coded, and the themes of every question */
  codings: Coding[];
  themes: (Theme & { questionKey: string })[];
  /** what could be carried over from earlier versions */
  carry: CarryPlan;
  /** other organisations that say nearly the same as something in it */
  sharing: number;
}

/** A fixed number of statements. @throws NotFound also for another consultation's */
export async function readSubmission(
  db: Db,
  consultation: Consultation,
  submissionId: string,
  seen: Seen,
): Promise<ReadSubmission> {
  const { id } = consultation;
  const submission = await getSubmission(db, id, submissionId);
  const [
    neighbours,
    readers,
    thread,
    comments,
    clarifications,
    issue,
    mail,
    late,
    codings,
    themes,
    carry,
    sharing,
  ] = await Promise.all([
    findNeighbours(db, id, submissionId, seen),
    listReaders(db, submissionId),
    listThread(db, id, submission.responseId),
    listCommentsOnResponse(db, id, submission.responseId),
    listEntries(db, submission.responseId),
    findCurrentIssue(db, id),
    submission.enteredBySecas ? findMailOf(db, submission.responseId) : undefined,
    submission.standing === 'in time' ? undefined : getLateSubmission(db, id, submissionId),
    listCodingsOn(db, submissionId),
    listAllThemes(db, id),
    planCarryOver(db, submissionId, submission.answers),
    countSharing(db, submissionId),
  ]);
  const questions = issue?.questions ?? [];
  return {
    seen,
    consultation,
    submission,
    neighbours,
    readers,
    thread,
    comments: byPlace(comments),
    clarifications: byQuestion(clarifications),
    questions,
    mail,
    late,
    codings,
    themes,
    carry,
    sharing,
  };
}
