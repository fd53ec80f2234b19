import { recordAudit } from '../../audit/audit.store.js';
import type { AuditAction } from '../../audit/actions.js';
import { listRepresentativesOf } from '../../consultations/recipients.store.js';
import type { readDate } from '../../consultations/deadlineEntry.js';
import type { Consultation } from '../../consultations/consultations.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotFound, type Problem } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { addEntry } from '../../responses/clarifying/addEntry.js';
import {
  LONGEST_QUESTION,
  stateOf,
  whyNotAsked,
  type Entry,
} from '../../responses/clarifying/clarifications.rules.js';
import { askedMails } from '../../responses/clarifying/clarifying.mails.js';
import { tooLong } from '../../responses/answers/textLimit.js';
import { fateOfSubmission } from '../../responses/submissions.rules.js';
import { getSubmission, type Submission } from '../../responses/submissions.store.js';

/** What SECAS does in the thread on an answer. */
export interface AtThread {
  submissionId: string;
  questionKey: string;
  /** the question's words */
  ask: string;
  /** the form's: sent twice, it is done once */
  key: string;
  /** the number of what was shown last; 0: nothing */
  seen: number;
}

/**
 * Asks the organisation about an answer, the first time or again (which opens a closed thread), and tells its
 * representatives. Nothing of the response changes, and a late one is not admitted by it.
 * @param wished what was typed as the date by which a reply is wished
 * @throws Invalid; Conflict when the submission neither counts nor is held, or something was added meanwhile
 */
export async function askClarification(
  deps: Pick<Deps, 'db' | 'config'>,
  by: { id: string },
  consultation: Consultation,
  thread: AtThread,
  asked: { text: string; wished: ReturnType<typeof readDate>; today: string },
  at: Instant,
): Promise<void> {
  const wishedBy = readAsked(asked);
  await say(deps, by, consultation, thread, { kind: 'asked', text: asked.text, wishedBy }, at);
}

/** Says that no more is needed: the thread takes no reply until it is reopened or SECAS asks again. @throws Conflict */
export const closeClarification = (
  deps: Pick<Deps, 'db' | 'config'>,
  by: { id: string },
  consultation: Consultation,
  thread: AtThread,
  at: Instant,
): Promise<void> => say(deps, by, consultation, thread, { kind: 'closed', text: '', wishedBy: null }, at);

/** Takes another reply, and tells the representatives. @throws Conflict */
export const reopenClarification = (
  deps: Pick<Deps, 'db' | 'config'>,
  by: { id: string },
  consultation: Consultation,
  thread: AtThread,
  at: Instant,
): Promise<void> => say(deps, by, consultation, thread, { kind: 'reopened', text: '', wishedBy: null }, at);

const ACTIONS: Record<'asked' | 'closed' | 'reopened', AuditAction> = {
  asked: 'clarification.asked',
  closed: 'clarification.closed',
  reopened: 'clarification.reopened',
};

async function say(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: { id: string },
  consultation: Consultation,
  { submissionId, questionKey, ask, key, seen }: AtThread,
  said: { kind: keyof typeof ACTIONS; text: string; wishedBy: string | null },
  at: Instant,
): Promise<void> {
  const { kind } = said;
  await db.transaction(async (trx) => {
    const submission = await getSubmission(trx, consultation.id, submissionId);
    const { responseId, organisation, reference } = submission;
    const place = { consultationId: consultation.id, submissionId, responseId, questionKey, key, seen };
    const added = await addEntry(trx, { ...place, ...said, by: by.id, at }, (thread) =>
      assertMay(trx, kind, consultation, submission, questionKey, thread),
    );
    if (!added) return;
    const { id, thread } = added;
    if (kind !== 'closed') {
      const asks = thread.length > 0 ? 'asks you once more to clarify' : 'asks you to clarify';
      const what = kind === 'asked' ? asks : 'takes another reply about';
      const about = { id, submission, questionKey, ask, wishedBy: said.wishedBy, what };
      await queueMail(trx, askedMails(config, await listRepresentativesOf(trx, organisation.id), about));
    }
    await recordAudit(trx, {
      action: ACTIONS[kind],
      at,
      personId: by.id,
      consultationId: consultation.id,
      organisationId: organisation.id,
      subjectId: id,
      detail: { reference, question: questionKey },
    });
  });
}

/** Looks at the submission once more: with the response locked nobody submits it again meanwhile. */
async function assertMay(
  trx: Db,
  kind: keyof typeof ACTIONS,
  { id, withdrawnAt }: Consultation,
  { id: submissionId }: Submission,
  questionKey: string,
  thread: Entry[],
): Promise<void> {
  const state = stateOf(thread);
  if (kind === 'closed') {
    if (!state) throw new NotFound();
    if (state === 'closed') throw new Conflict('It has been closed already.');
    return;
  }
  if (kind === 'reopened' && state !== 'closed') throw new Conflict('It is open: it takes replies.');
  const submission = await getSubmission(trx, id, submissionId);
  if (!answers(submission, questionKey)) throw new NotFound();
  const whyNot = whyNotAsked(fateOfSubmission(submission), withdrawnAt);
  if (whyNot) throw new Conflict(whyNot);
}

/** In words or by a file. */
export const answers = (
  { answers: given, attachments }: Pick<Submission, 'answers' | 'attachments'>,
  questionKey: string,
): boolean =>
  given.some(({ question }) => question.key === questionKey) ||
  attachments.some((file) => file.questionKey === questionKey);

function readAsked({ text, wished, today }: Parameters<typeof askClarification>[4]): string | null {
  const problems: Problem[] =
    text === '' ? [{ field: 'text', text: 'Write what you ask' }] : tooLong('text', text, LONGEST_QUESTION);
  if (wished && 'problem' in wished) problems.push({ field: 'wished', text: wished.problem });
  else if (wished && 'date' in wished && wished.date < today)
    problems.push({ field: 'wished', text: 'A reply is wished by: Enter today or a later day' });
  if (problems.length > 0) throw new Invalid(problems);
  return wished && 'date' in wished ? wished.date : null;
}
