import type { Question } from '../consultations/questions.js';
import { BadRequest, Conflict } from '../errors.js';

/** What decides whether the files of a draft may change. */
interface FilesStanding {
  /** the outcome is recorded */
  decided: boolean;
  enteredBySecas: boolean;
}

/**
 * A draft may change until the consultation's outcome is recorded: also past the deadline and after the closure,
 * because a late response is held for SECAS and never lost (DOMAIN.md, The deadline). SECAS goes on even then with
 * what came by e-mail or on paper.
 */
export const isDecided = (draft: FilesStanding): boolean => draft.decided && !draft.enteredBySecas;

/** @throws Conflict when the draft can no longer be changed */
export function assertOpen(draft: FilesStanding): void {
  if (isDecided(draft)) {
    throw new Conflict(
      'This consultation has been decided, so the files of this response can no longer be changed.',
    );
  }
}

/** Whether anybody may have a file: nothing that waits for its virus scan, or has a virus, goes out. */
export const isHandedOut = (scan: string): boolean => scan === 'clean' || scan === 'not needed';

/** The question that a file is to answer. @throws BadRequest when the question set has no such question */
export function fileQuestion(questions: Question[], key: string): Question {
  const question = questions.find((one) => one.key === key && one.type === 'file');
  if (!question) throw new BadRequest();
  return question;
}

/**
 * Of the files that were sent, those that stand at their question already: the same name and the same bytes. Sending one
 * again, because its reply was lost or by mistake, is sending it once.
 */
export function apartFromThere<File extends { name: string; sha256: string }>(
  sent: File[],
  there: { name: string; sha256: string }[],
): { added: File[]; already: File[] } {
  const seen = new Set(there.map(same));
  const added: File[] = [];
  const already: File[] = [];
  for (const file of sent) {
    (seen.has(same(file)) ? already : added).push(file);
    seen.add(same(file));
  }
  return { added, already };
}

const same = ({ name, sha256 }: { name: string; sha256: string }): string => `${sha256} ${name}`;

/** What to say when the files sent do not fit in beside the `held` ones; without a full stop. */
export function tooManyFiles(held: number, most: number): string {
  const room = Math.max(most - held, 0);
  if (room === 0)
    return `This response has ${most} files, which is the most it can have. Remove one to add another`;
  if (held === 0) return `A response can have ${most} files at most`;
  const more = room === 1 ? 'one more file' : `${room} more files or fewer`;
  return `A response can have ${most} files at most and this one has ${held}: add ${more}`;
}
