import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { LONGEST_COMMENT } from './comments.rules.js';
import {
  findComment,
  insertComment,
  lockPlace,
  markRemoved,
  placeExists,
  type Comment,
  type CommentPlace,
} from './comments.store.js';

export interface WrittenComment extends CommentPlace {
  /** '' removes the comment that stands there */
  text: string;
  /** the comment that the writer saw in this place; null: none */
  replaces: string | null;
  /** of one on a line: it refers to confidential material */
  confidential?: boolean;
}

/** A colleague wrote in the same place meanwhile: both texts are shown. */
export class CommentMeanwhile extends Conflict {
  constructor(readonly theirs: Comment | undefined) {
    super(
      theirs
        ? 'A colleague has written here since you opened this page. Read it, then save yours again if it should take its place.'
        : 'A colleague has removed the comment since you opened this page. Save yours again if it should stand.',
    );
  }
}

/**
 * Writes SECAS's comment in its place. The latest stands; earlier ones are kept. An empty text removes the comment
 * that stands there. Writing the same text again does nothing.
 * @throws CommentMeanwhile when another comment stands there than the writer saw; NotFound; Invalid when it is too long
 */
export async function writeComment(
  db: Db,
  by: { id: string },
  { text: typed, replaces, confidential = false, ...place }: WrittenComment,
  at: Instant,
): Promise<void> {
  const text = typed.trim();
  if (text.length > LONGEST_COMMENT) {
    throw new Invalid([
      { field: 'text', text: `Shorten it to ${LONGEST_COMMENT.toLocaleString('en-GB')} characters` },
    ]);
  }
  await db.transaction(async (trx) => {
    await lockPlace(trx, place);
    if (!(await placeExists(trx, place)))
      throw new NotFound('There is no such answer or question to comment on.');
    const standing = await findComment(trx, place);
    if ((standing?.text ?? '') === text && (standing?.confidential ?? confidential) === confidential) return;
    if ((standing?.id ?? null) !== replaces) throw new CommentMeanwhile(standing);

    const subjectId =
      text === '' ? standing!.id : await insertComment(trx, place, { text, confidential }, by.id, at);
    if (text === '') await markRemoved(trx, subjectId, at);
    await recordAudit(trx, {
      action: text === '' ? 'comment.removed' : 'comment.written',
      at,
      personId: by.id,
      consultationId: place.consultationId,
      subjectId,
      detail: {
        submission: place.submissionId,
        question: place.questionKey,
        line: place.line ?? undefined,
        replaces,
      },
    });
  });
}
