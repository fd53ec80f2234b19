import type { Arrival } from '../clock.js';
import type { Deps } from '../deps.js';
import { BadRequest, Conflict, Invalid } from '../errors.js';
import { londonDate } from '../londonTime.js';
import { personOf, type Viewer } from '../people/viewer.js';
import { approvedBy } from './approving/approving.rules.js';
import { submitProblems } from './completeness.rules.js';
import { bringBack } from './discarding/bringBack.js';
import { CutOff, exactlyOnce } from './exactlyOnce.js';
import { keepSubmission, PartyTaken } from './keepSubmission.js';
import { assertMaySubmit } from './rights.rules.js';
import { countedFrom, isCutOff } from './submissions.rules.js';
import { getSubmitFacts, lockAs, type SubmitFacts } from './submit.store.js';
import { findSubmissionByKey, keepArrival } from './submitKeys.store.js';

/** What the check page carries: no answers, only what was checked. */
export interface CheckedDraft {
  responseId: string;
  /** the draft's version when it was shown to be checked */
  version: number;
  /** makes the submit happen once, however often it is sent */
  key: string;
  /** the number of the question issue whose wording was shown, and is frozen: a correction since keeps nobody waiting */
  issue: number;
  /** the submissions whose place this one takes: those that the page named, and the respondent confirmed */
  takeOver: string[];
  /** that a colleague has discarded it meanwhile was shown, and it is to be brought back and submitted */
  bringBack?: boolean;
}

/** The draft has changed since it was checked: it must be shown again. */
export class StaleDraft extends Conflict {
  constructor() {
    super('The response has changed since this page was shown. Check it again, then submit.');
  }
}

/** A colleague has put the draft aside since it was checked, and nobody has confirmed that it is brought back. */
export class DraftDiscarded extends Conflict {
  constructor(by: string) {
    super(`${by} has discarded this draft since this page was shown. Nothing was submitted.`);
  }
}

/** The organisation requires that somebody approves what is submitted, who has not. */
export class NotApproved extends Conflict {
  constructor(approver: string) {
    super(`${approver} has to approve this before it is submitted. Ask for it below.`);
  }
}

/**
 * Freezes the draft, as it was checked, as the organisation's next submission, and returns its reference. One that
 * arrived after the deadline, or that met the closure, is frozen in the same way and held for SECAS to admit or
 * refuse. Who submitted it gets its receipt; of what SECAS entered, the organisation's representatives do. A colleague
 * whose submission it takes over is told.
 * Repeating a call with the same key returns the first reference, also after the deadline; where the first call could
 * not be stored, it counts from when that one arrived.
 * @param arrival when it reached the portal; it counts from when it first did, what SECAS enters from when SECAS had it
 * @throws NotFound, NotPermitted, StaleDraft, PartyTaken, DraftDiscarded, NotApproved, Invalid (what is missing), Conflict (not open yet, or decided)
 */
export async function submitResponse(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  viewer: Viewer,
  check: CheckedDraft,
  { at: receivedAt, first }: Arrival,
): Promise<string> {
  const by = personOf(viewer);
  const day = londonDate(receivedAt);
  const work = db.transaction(async (trx) => {
    const mayNow = await lockAs(trx, viewer, check.responseId);
    const draft = await getSubmitFacts(trx, check.responseId, day, check);
    assertMaySubmit(mayNow, draft);
    if (draft.earlier) return earlierReference(draft);
    if (draft.discarded) {
      if (!check.bringBack) throw new DraftDiscarded(draft.discarded.by);
      await bringBack(trx, draft, by.id, receivedAt);
    }
    if (draft.version !== check.version) throw new StaleDraft();
    const problems = submitProblems(draft);
    if (problems.length > 0) throw new Invalid(problems);
    if (draft.taken.some(({ reference }) => !check.takeOver.includes(reference))) throw new PartyTaken();

    const approver = approvedBy(draft.signOff, draft.version, by.id);
    if (approver === undefined) throw new NotApproved(draft.signOff?.approver.name ?? '');

    const { receivedAt: counted, held } = countedFrom(
      { at: receivedAt, first: draft.firstArrival ?? first },
      draft.savedAt,
    );
    const reference = await keepSubmission(trx, config, draft, {
      ...check,
      by,
      approver,
      receivedAt: counted,
      held,
      recordedAt: receivedAt,
      instruction: null,
      missing: [],
      leftOut: [],
    });
    if (isCutOff(receivedAt, clock.now())) throw new CutOff();
    return reference;
  });
  return exactlyOnce(
    work,
    () => findSubmissionByKey(db, check.responseId, check.key),
    () => keepArrival(db, check, first),
  );
}

function earlierReference(draft: SubmitFacts): string {
  if (draft.earlier?.responseId !== draft.responseId) throw new BadRequest();
  return draft.earlier.reference;
}
