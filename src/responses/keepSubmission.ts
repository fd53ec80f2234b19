import { recordAudit, type AuditFacts } from '../audit/audit.store.js';
import { closesFor } from '../consultations/consultations.rules.js';
import { listRepresentativesOf } from '../consultations/recipients.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Conflict } from '../errors.js';
import { queueMail } from '../notices/outbox.store.js';
import type { Person } from '../people/viewer.js';
import { frozenAnswers } from './completeness.rules.js';
import { insertAsked } from './confirming/confirming.store.js';
import { seal, type Frozen } from './freeze.js';
import { insertSubmission } from './freeze.store.js';
import { receiptMail } from './receiptMail.js';
import { representSubmission } from './representation.store.js';
import { standingAt, whyNotTaken } from './submissions.rules.js';
import type { SubmitFacts } from './submit.store.js';
import { takenOverMails, type TakenOver } from './takenOverMail.js';

/** Another response speaks for one of the Parties now, and nobody has confirmed that this one takes it over. */
export class PartyTaken extends Conflict {
  constructor() {
    super('Another response speaks for one of these Parties. Check again, and confirm the change.');
  }
}

/** By whom, when and on what terms a draft is submitted. */
export interface Submitting {
  key: string;
  by: Person;
  /** null: nothing has to be approved */
  approver: Person | null;
  receivedAt: Instant;
  /** it is for SECAS to decide on though it was in time */
  held: boolean;
  recordedAt: Instant;
  /** references of other responses' submissions whose place it takes */
  takeOver: string[];
  /** it was left to be submitted when it closes */
  instruction: { leftAt: Instant } | null;
  /** required questions without an answer, which only an instruction submits */
  missing: { key: string; ask: string }[];
  /** the names of those whom an instruction left out, because another response speaks for them */
  leftOut: string[];
}

/**
 * Freezes a draft as the organisation's next submission under the locks of a submit, has it speak for its Parties when
 * it is in time, and writes the audit entry and the mail: receipts to who submitted and who approved it, to all
 * representatives of what SECAS entered or an instruction submitted; and to those whose submission it takes over.
 * @returns its reference
 * @throws PartyTaken, Conflict (not open yet, or decided)
 */
export async function keepSubmission(
  trx: Db,
  config: Deps['config'],
  draft: SubmitFacts,
  submitting: Submitting,
): Promise<string> {
  const { by, approver, key, takeOver, instruction } = submitting;
  const frozen = freeze(draft, submitting);
  const sealed = seal(frozen, config.receiptKeys);
  const submissionId = await insertSubmission(trx, draft.responseId, key, { by, approver }, frozen, sealed);
  if (frozen.standing === 'in time') await represent(trx, submissionId, frozen, takeOver);
  await recordAudit(trx, submittedEntry(frozen, sealed.reference, submissionId, draft.taken.length));
  const all = frozen.enteredBySecas || instruction !== null;
  const toTell = all
    ? await representativesOf(trx, frozen.organisation.id)
    : [by, ...(approver && approver.id !== by.id ? [approver] : [])];
  const asked = frozen.enteredBySecas
    ? await insertAsked(trx, submissionId, frozen.organisation.id, frozen.recordedAt)
    : [];
  const whose = { responseId: draft.responseId, by, approver: approver?.name };
  const receipts = toTell.map((one) =>
    receiptMail(config, one, { ...whose, toConfirm: asked.includes(one.id) }, frozen, sealed),
  );
  const taken = takenBy(draft, frozen, takeOver);
  const takenOver = await takenOverMails(trx, config, by, frozen, sealed.reference, taken);
  await queueMail(trx, [...receipts, ...takenOver]);
  return sealed.reference;
}

/** Everything that is frozen, with the standing decided by the deadline that holds under the lock. */
function freeze(draft: SubmitFacts, submitting: Submitting): Frozen {
  const { by, approver, recordedAt, instruction, missing, leftOut } = submitting;
  const receivedAt = draft.enteredBySecas && draft.arrivedAt ? draft.arrivedAt : submitting.receivedAt;
  const deadline = closesFor(draft.closesAt, draft.ownExtension);
  const standing = standingAt(deadline, receivedAt, draft.closed || submitting.held);
  const whyNot = whyNotTaken(draft, receivedAt, standing);
  if (whyNot) throw new Conflict(whyNot);
  return {
    kind: 'response',
    consultation: { ...draft.consultation, issue: draft.issue },
    organisation: draft.organisation,
    parties: draft.parties,
    forOrganisation: draft.forOrganisation,
    confidential: draft.confidential,
    confidentialReason: draft.confidential ? draft.confidentialReason.trim() : '',
    nameConfidential: draft.nameConfidential,
    nameConfidentialReason: draft.nameConfidential ? draft.nameConfidentialReason.trim() : '',
    ...frozenAnswers(draft),
    submitterId: by.id,
    approverId: approver?.id ?? null,
    receivedAt,
    recordedAt,
    enteredBySecas: draft.enteredBySecas,
    arrivedHow: draft.arrivedHow,
    deadline,
    standing,
    previous: draft.previous?.reference ?? null,
    instructionLeftAt: instruction?.leftAt ?? null,
    missing,
    leftOut,
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

/** What a submission in time takes over; one that is held takes nothing. */
function takenBy(
  { taken, parties, organisation }: SubmitFacts,
  { standing }: Frozen,
  takeOver: string[],
): TakenOver[] {
  if (standing !== 'in time') return [];
  const nameOf = (id: string | null) => parties.find((party) => party.id === id)?.name ?? organisation.name;
  return taken
    .filter(({ reference }) => takeOver.includes(reference))
    .map(({ partyId, reference }) => ({ reference, name: nameOf(partyId) }));
}

function submittedEntry(
  frozen: Frozen,
  reference: string,
  submissionId: string,
  tookOver: number,
): AuditFacts {
  return {
    action: frozen.instructionLeftAt ? 'response.submitted-by-instruction' : 'response.submitted',
    at: frozen.recordedAt,
    personId: frozen.submitterId,
    consultationId: frozen.consultation.id,
    organisationId: frozen.organisation.id,
    subjectId: submissionId,
    detail: { reference, standing: frozen.standing, parties: frozen.parties.length, tookOver },
  };
}
