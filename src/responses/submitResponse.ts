import { recordAudit } from '../audit/audit.store.js';
import { closesFor } from '../consultations/consultations.rules.js';
import { listRepresentativesOf } from '../consultations/recipients.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { BadRequest, Conflict, Invalid, NotFound, NotPermitted } from '../errors.js';
import { londonDate } from '../londonTime.js';
import { queueMail } from '../notices/outbox.store.js';
import { personOf, type Person, type Viewer } from '../people/viewer.js';
import { submitProblems, frozenAnswers } from './completeness.rules.js';
import { CutOff, exactlyOnce } from './exactlyOnce.js';
import { seal, type Frozen } from './freeze.js';
import { insertSubmission } from './freeze.store.js';
import { receiptMail } from './receiptMail.js';
import { representSubmission } from './representation.store.js';
import {
  findSubmissionByKey,
  getSubmitFacts,
  keepArrival,
  lockForSubmit,
  type SubmitFacts,
} from './submit.store.js';
import { isCutOff, standingAt } from './submissions.rules.js';

/** What the check page carries: no answers, only what was checked. */
export interface CheckedDraft {
  responseId: string;
  /** the draft's version when it was shown to be checked */
  version: number;
  /** makes the submit happen once, however often it is sent */
  key: string;
  /** the number of the question issue whose wording was shown */
  issue: number;
  /** the submissions whose place this one takes: those that the page named, and the respondent confirmed */
  takeOver: string[];
}

/** The draft has changed since it was checked: it must be shown again. */
export class StaleDraft extends Conflict {
  constructor() {
    super(
      'The response or its questions have changed since this page was shown. Check it again, then submit.',
    );
  }
}

/** Another response speaks for one of the Parties now, and nobody has confirmed that this one takes it over. */
export class PartyTaken extends Conflict {
  constructor() {
    super(
      'Another response of your organisation speaks for one of these Parties. Check again, and confirm the change.',
    );
  }
}

/**
 * Freezes the draft, as it was checked, as the organisation's next submission, and returns its reference. One that
 * arrived after the deadline, or that met the closure, is frozen in the same way and held for SECAS to admit or
 * refuse. Who submitted it gets its receipt; of what SECAS entered, the organisation's representatives do.
 * Repeating a call with the same key returns the first reference, also after the deadline; where the first call could
 * not be stored, it counts from when that one arrived.
 * @param receivedAt when the request reached the portal; what SECAS enters counts from its own time of arrival
 * @throws NotFound, NotPermitted, StaleDraft, PartyTaken, Invalid (what is missing), Conflict (not open yet)
 */
export async function submitResponse(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  viewer: Viewer,
  check: CheckedDraft,
  receivedAt: Instant,
): Promise<string> {
  const by = personOf(viewer);
  const day = londonDate(receivedAt);
  const work = db.transaction(async (trx) => {
    await lockForSubmit(trx, check.responseId);
    const draft = await getSubmitFacts(trx, check.responseId, day, check.key);
    assertMaySubmit(viewer, draft);
    if (draft.earlier) return earlierReference(draft);
    if (draft.version !== check.version || draft.issue.number !== check.issue) throw new StaleDraft();
    const problems = submitProblems(draft);
    if (problems.length > 0) throw new Invalid(problems);
    if (draft.taken.some(({ reference }) => !check.takeOver.includes(reference))) throw new PartyTaken();

    const frozen = freeze(draft, by, draft.firstArrival ?? receivedAt, receivedAt);
    const sealed = seal(frozen);
    const submissionId = await insertSubmission(trx, draft.responseId, check.key, by.name, frozen, sealed);
    if (frozen.standing === 'in time') await represent(trx, submissionId, frozen, check.takeOver);
    await recordAudit(trx, submittedEntry(frozen, sealed.reference, submissionId, draft.taken.length));
    const toTell = frozen.enteredBySecas ? await representativesOf(trx, frozen.organisation.id) : [by];
    const receipts = toTell.map((one) => receiptMail(config, one, draft.responseId, frozen, sealed));
    await queueMail(trx, receipts);
    if (isCutOff(receivedAt, clock.now())) throw new CutOff();
    return sealed.reference;
  });
  return exactlyOnce(
    work,
    () => findSubmissionByKey(db, check.responseId, check.key),
    () => keepArrival(db, check, receivedAt),
  );
}

/** Whether the viewer may submit for an organisation. */
export const maySubmit = (viewer: Viewer, organisationId: string): boolean =>
  viewer.represents.some((one) => one.organisationId === organisationId && one.maySubmit);

/** @throws NotFound when the draft is another organisation's, or SECAS's and the viewer is not SECAS */
export function assertMayRead(viewer: Viewer, draft: SubmitFacts): void {
  const ours = viewer.represents.some((one) => one.organisationId === draft.organisation.id);
  if (draft.enteredBySecas ? !viewer.secas : !ours) throw new NotFound();
}

function assertMaySubmit(viewer: Viewer, draft: SubmitFacts): void {
  assertMayRead(viewer, draft);
  if (!draft.enteredBySecas && !maySubmit(viewer, draft.organisation.id)) {
    throw new NotPermitted('You may draft for this organisation; a colleague who may submit has to send it.');
  }
}

function earlierReference(draft: SubmitFacts): string {
  if (draft.earlier?.responseId !== draft.responseId) throw new BadRequest();
  return draft.earlier.reference;
}

/** Everything that is frozen, with the standing decided by the deadline that holds under the lock. */
function freeze(draft: SubmitFacts, by: Person, arrived: Instant, recordedAt: Instant): Frozen {
  const receivedAt = draft.enteredBySecas && draft.arrivedAt ? draft.arrivedAt : arrived;
  const deadline = closesFor(draft.closesAt, draft.ownExtension);
  if (receivedAt.epochNanoseconds < draft.opensAt.epochNanoseconds) {
    throw new Conflict('This consultation has not opened yet, so nothing can be submitted to it.');
  }
  return {
    kind: 'response',
    consultation: { ...draft.consultation, issue: draft.issue },
    organisation: draft.organisation,
    parties: draft.parties,
    forOrganisation: draft.forOrganisation,
    confidential: draft.confidential,
    confidentialReason: draft.confidentialReason,
    nameConfidential: draft.nameConfidential,
    nameConfidentialReason: draft.nameConfidentialReason,
    ...frozenAnswers(draft),
    submitterId: by.id,
    receivedAt,
    recordedAt,
    enteredBySecas: draft.enteredBySecas,
    arrivedHow: draft.arrivedHow,
    deadline,
    standing: standingAt(deadline, receivedAt, draft.closed),
    previous: draft.previous?.reference ?? null,
  };
}

async function representativesOf(trx: Db, organisationId: string): Promise<Person[]> {
  const recipients = await listRepresentativesOf(trx, organisationId);
  return recipients.map(({ personId, name, email }) => ({ id: personId, name, email }));
}

async function represent(trx: Db, submissionId: string, frozen: Frozen, takeOver: string[]): Promise<void> {
  const named = frozen.parties.length + (frozen.forOrganisation ? 1 : 0);
  const { represented } = await representSubmission(trx, submissionId, takeOver, frozen.recordedAt);
  if (represented < named) throw new PartyTaken();
}

function submittedEntry(frozen: Frozen, reference: string, submissionId: string, tookOver: number) {
  return {
    action: frozen.kind === 'nil' ? 'response.no-comment' : 'response.submitted',
    at: frozen.recordedAt,
    personId: frozen.submitterId,
    consultationId: frozen.consultation.id,
    organisationId: frozen.organisation.id,
    subjectId: submissionId,
    detail: { reference, standing: frozen.standing, parties: frozen.parties.length, tookOver },
  };
}
