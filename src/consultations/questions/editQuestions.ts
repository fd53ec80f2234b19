import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { lockConsultation } from '../consultations.store.js';
import { fingerprintOf } from '../fingerprint.js';
import { inOrderAsked, moveQuestionIn, moveSectionIn, questionSetProblems } from './questionSet.rules.js';
import { placedIn, type Place } from './placing.rules.js';
import { sectionsOf, type Question } from '../questions.js';
import { getQuestionDraft, saveQuestionDraft } from './questions.store.js';

/** A colleague changed this question, or took it out, after the form was shown. */
export class StaleQuestion extends Conflict {
  constructor(readonly now: Question | undefined) {
    super('A colleague has changed this question since you opened it.');
  }
}

/** Adds a question at the end of its section. @throws Invalid, Conflict once the set has been issued */
export const addQuestion = (
  db: Db,
  by: string,
  consultationId: string,
  question: Question,
  at: Instant,
): Promise<void> =>
  changeQuestions(db, by, consultationId, at, 'added', question.key, (questions) => [...questions, question]);

/**
 * Puts a changed question in the place of one of the set.
 * @param was the mark of the question that was shown
 * @throws Invalid, StaleQuestion, Conflict once the set has been issued
 */
export const editQuestion = (
  db: Db,
  by: string,
  consultationId: string,
  { key, was, question }: { key: string; was: string; question: Question },
  at: Instant,
): Promise<void> =>
  changeQuestions(db, by, consultationId, at, 'edited', key, (questions) => {
    assertUnchanged(questions, key, was);
    return questions.map((one) => (one.key === key ? question : one));
  });

/** @param was the mark of the question that was shown @throws Invalid, StaleQuestion, Conflict */
export const removeQuestion = (
  db: Db,
  by: string,
  consultationId: string,
  { key, was }: { key: string; was: string },
  at: Instant,
): Promise<void> =>
  changeQuestions(db, by, consultationId, at, 'removed', key, (questions) => {
    assertUnchanged(questions, key, was);
    return questions.filter((one) => one.key !== key);
  });

/** Moves a question within its section, or a whole section. @throws Invalid, NotFound, Conflict */
export const moveQuestion = (
  db: Db,
  by: string,
  consultationId: string,
  move: { what: 'question' | 'section'; key: string; by: -1 | 1 },
  at: Instant,
): Promise<void> =>
  changeQuestions(db, by, consultationId, at, 'moved', move.key, (questions) => {
    if (move.what === 'question') {
      questionIn(questions, move.key);
      return moveQuestionIn(questions, move.key, move.by);
    }
    if (!sectionsOf(questions).some(({ slug }) => slug === move.key)) throw new NotFound();
    return moveSectionIn(questions, move.key, move.by);
  });

/** The mark of the order in which questions were shown: what is dragged is put into that order and no other. */
export const orderMarkOf = (questions: Question[]): string =>
  fingerprintOf(questions.map(({ key, section }) => [key, section]));

/**
 * Puts a question, or a whole section, where it was let go.
 * @param was the mark of the order that was shown
 * @throws Conflict when that is no longer the order, or when a question would be asked before the answer that it
 *   depends on; nothing is moved then
 */
export async function placeQuestion(
  db: Db,
  by: string,
  consultationId: string,
  { was, ...place }: Place & { was: string },
  at: Instant,
): Promise<void> {
  try {
    await changeQuestions(db, by, consultationId, at, 'moved', place.key, (questions) => {
      const placed = orderMarkOf(questions) === was ? placedIn(questions, place) : undefined;
      if (!placed) throw new Conflict('It was not moved: a colleague has changed the questions meanwhile.');
      return placed;
    });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new Conflict(`It was not moved. ${error.problems.map(({ text }) => `${text}.`).join(' ')}`);
  }
}

/** Reads, changes and writes the set under the consultation's lock, so that two colleagues' changes both stay. */
function changeQuestions(
  db: Db,
  by: string,
  consultationId: string,
  at: Instant,
  done: 'added' | 'edited' | 'removed' | 'moved',
  key: string,
  change: (questions: Question[]) => Question[],
): Promise<void> {
  return db.transaction(async (trx) => {
    const { publishedAt } = await lockConsultation(trx, consultationId, 'update');
    if (publishedAt)
      throw new Conflict('These questions have been issued: their wording can still be corrected.');
    const questions = inOrderAsked(change(await getQuestionDraft(trx, consultationId)));
    assertSound(questions, key);
    await saveQuestionDraft(trx, consultationId, questions);
    const action = `consultation.question-${done}` as const;
    await recordAudit(trx, { action, at, personId: by, consultationId, detail: { question: key } });
  });
}

function assertUnchanged(questions: Question[], key: string, was: string): void {
  const now = questions.find((one) => one.key === key);
  if (!now || fingerprintOf(now) !== was) throw new StaleQuestion(now);
}

/** What is wrong with this question, each field once; where nothing is, what another would lose by the change. */
function assertSound(questions: Question[], key: string): void {
  if (questions.length > 100)
    throw new Invalid([{ field: 'ask', text: 'A question set has at most 100 questions' }]);
  const problems = questionSetProblems(questions);
  const own = problems.filter((problem) => problem.key === key).map(({ field, text }) => ({ field, text }));
  if (own.length > 0)
    throw new Invalid([...new Map(own.map((problem) => [problem.field, problem])).values()]);
  const others = problems.map((problem) => {
    const { ask } = questions.find((one) => one.key === problem.key)!;
    // It stands on the page of the other question, so no field of this one is named.
    return { field: '', text: `The question “${ask}” stands in the way. ${problem.text}` };
  });
  if (others.length > 0) throw new Invalid(others);
}

/** One question of a set. @throws NotFound */
export function questionIn(questions: Question[], key: string): Question {
  const question = questions.find((one) => one.key === key);
  if (!question) throw new NotFound();
  return question;
}
