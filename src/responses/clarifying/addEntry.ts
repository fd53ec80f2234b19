import type { Db, Instant } from '../../db/connection.js';
import { Conflict } from '../../errors.js';
import type { Entry, EntryKind } from './clarifications.rules.js';
import { insertEntry, isConfidentialInSome, listEntries } from './clarifications.store.js';
import { lockForSubmit } from '../submit.store.js';

/** Something was said, or done, in the thread since the page was opened: it is read first. */
export class ThreadMovedOn extends Conflict {
  constructor() {
    super(
      'Something has been added here since you opened this page. Read it, then send yours if it is still needed.',
    );
  }
}

/** The page was sent before, and with other words: these are not lost, and not taken for the same. */
export class SentOtherwise extends Conflict {
  constructor() {
    super(
      'This page has been sent before, with other words, which stand here now. Send these too if they should follow.',
    );
  }
}

/** The page was sent before, about another answer: its words stand there, and these were not taken. */
class SentElsewhere extends Conflict {
  constructor() {
    super('This page has been sent before, about another answer. Nothing was added here: send yours again.');
  }
}

export interface Saying {
  consultationId: string;
  responseId: string;
  questionKey: string;
  /** the page's: sent twice, it is said once */
  key: string;
  /** the number of what was shown last; 0: nothing */
  seen: number;
  kind: EntryKind;
  text: string;
  wishedBy?: string | null;
  /** undefined: of what was said last */
  submissionId?: string;
  /** that it be kept confidential, and why; what stands beside something confidential is so anyway */
  confidential?: { reason: string } | null;
  /** from which SECAS enters it, and when that reached SECAS */
  mail?: { id: string; arrivedAt: Instant };
  by: string;
  at: Instant;
}

/**
 * Adds something to a thread, in the transaction given, with the response locked. It is confidential where anything
 * that it may repeat is: an answer, file, name or whole of any version of the response, or what was said before.
 * @param may throws when it cannot be said to a thread as it stands
 * @returns its id and the thread before it; undefined: it has been said already
 * @throws ThreadMovedOn, SentOtherwise, SentElsewhere
 */
export async function addEntry(
  trx: Db,
  saying: Saying,
  may: (thread: Entry[]) => void | Promise<void>,
): Promise<{ id: string; thread: Entry[] } | undefined> {
  const { responseId, questionKey, key } = saying;
  await lockForSubmit(trx, responseId);
  const thread = await listEntries(trx, responseId, questionKey);
  const before = thread.find((entry) => entry.key === key);
  if (before) {
    if (!isTheSame(before, saying)) throw new SentOtherwise();
    return undefined;
  }
  const last = thread.at(-1);
  if ((last?.number ?? 0) !== saying.seen) throw new ThreadMovedOn();
  await may(thread);
  const beside =
    thread.some((entry) => entry.confidential) || (await isConfidentialInSome(trx, responseId, questionKey));
  const id = await insertEntry(trx, {
    responseId,
    questionKey,
    key,
    kind: saying.kind,
    text: saying.text,
    consultationId: saying.consultationId,
    number: (last?.number ?? 0) + 1,
    submissionId: saying.submissionId ?? last!.submission.id,
    wishedBy: saying.wishedBy ?? null,
    confidential: beside || Boolean(saying.confidential),
    reason: saying.confidential?.reason ?? '',
    mail: saying.mail ?? null,
    at: saying.at,
    by: saying.by,
  });
  if (!id) throw new SentElsewhere();
  return { id, thread };
}

const isTheSame = (before: Entry, { kind, text, wishedBy, confidential, mail }: Saying): boolean =>
  before.kind === kind &&
  before.text === text &&
  before.wishedBy === (wishedBy ?? null) &&
  before.reason === (confidential?.reason ?? '') &&
  before.mail?.id === mail?.id &&
  before.arrivedAt?.epochNanoseconds === mail?.arrivedAt.epochNanoseconds;
