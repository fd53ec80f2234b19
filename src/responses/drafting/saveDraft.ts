import { isDeepStrictEqual } from 'node:util';
import type { Question } from '../../consultations/questions.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict } from '../../errors.js';
import type { Person } from '../../people/viewer.js';
import { isEmptyAnswer } from '../answers/answerTypes.js';
import { rowsOf } from '../answers/rows.js';
import type { DraftToSave } from './drafts.store.js';
import { listStoredAnswers, upsertAnswers, type AnswerToSave, type StoredAnswer } from './saving.store.js';

export interface Saved {
  /** the version of each answer now; 0: there is nothing to keep */
  versions: Record<string, number>;
  /** what somebody else, or another window, saved since the form was made and that differs: it was left as it is */
  conflicts: StoredAnswer[];
}

/** The consultation has been decided: nothing was saved. */
export class OutcomeRecorded extends Conflict {
  constructor() {
    super(
      'This consultation has been decided or withdrawn, so the draft can no longer be changed. Nothing was saved.',
    );
  }
}

/**
 * Saves answers as they were typed, right or wrong, all in one transaction; a version counts up only where something
 * has changed. An answer that was changed elsewhere since the form was made is never written over: it comes back as a
 * conflict while the others are saved.
 * @param draft as loaded for the viewer, which proves the right to save
 * @param at when they reached the portal
 * @throws OutcomeRecorded once the outcome is recorded
 */
export async function saveDraft(
  db: Db,
  draft: DraftToSave,
  by: Person,
  answers: AnswerToSave[],
  at: Instant,
): Promise<Saved> {
  if (draft.decided && !draft.enteredBySecas) throw new OutcomeRecorded();
  const kept = answers.filter((answer) => isWorthKeeping(answer, questionOf(draft, answer.key)));
  const untouched = Object.fromEntries(answers.map(({ key }) => [key, 0]));
  if (kept.length === 0) return { versions: untouched, conflicts: [] };

  const { open, versions } = await upsertAnswers(db, draft.id, kept, by.id, at);
  if (!open) throw new OutcomeRecorded();
  const others = kept.filter(({ key }) => versions[key] === undefined);
  const stored =
    others.length === 0
      ? []
      : await listStoredAnswers(
          db,
          draft.id,
          others.map(({ key }) => key),
        );
  return {
    versions: {
      ...untouched,
      ...Object.fromEntries(stored.map(({ key, version }) => [key, version])),
      ...versions,
    },
    conflicts: stored.filter((theirs) =>
      differs(
        theirs,
        others.find(({ key }) => key === theirs.key),
      ),
    ),
  };
}

/** Nothing saved before and nothing given now leaves no row. */
function isWorthKeeping(answer: AnswerToSave, question: Question): boolean {
  const asTheFormWas =
    answer.confidential === (question.confidentialByDefault ?? false) && answer.reason === '';
  const moreRows = question.type === 'rows' && rowsOf(answer.value).length > 1;
  return answer.version > 0 || !asTheFormWas || moreRows || !isEmptyAnswer(question, answer.value);
}

function questionOf(draft: DraftToSave, key: string): Question {
  const question = draft.questions.find((one) => one.key === key);
  if (!question) throw new Error(`No question has the key ${key}`);
  return question;
}

const differs = (theirs: StoredAnswer, mine: AnswerToSave | undefined): boolean =>
  mine !== undefined &&
  !isDeepStrictEqual(
    [theirs.value, theirs.confidential, theirs.reason],
    [mine.value, mine.confidential, mine.reason],
  );
