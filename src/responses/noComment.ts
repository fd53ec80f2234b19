import { recordAudit } from '../audit/audit.store.js';
import type { Arrival } from '../clock.js';
import { closesFor } from '../consultations/consultations.rules.js';
import { shareConsultation } from '../consultations/share.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid, NotPermitted } from '../errors.js';
import { londonDate } from '../londonTime.js';
import { queueMail } from '../notices/outbox.store.js';
import { personOf, representing, type Viewer } from '../people/viewer.js';
import { viewerNow } from '../people/viewer.store.js';
import { CutOff, exactlyOnce } from './exactlyOnce.js';
import { seal, type Frozen } from './freeze.js';
import { insertSubmission } from './freeze.store.js';
import { PartyTaken } from './keepSubmission.js';
import {
  findHeldNil,
  findNilArrival,
  findNilByKey,
  insertNilThread,
  keepNilArrival,
  listNilFacts,
  type NilFacts,
  type NilReturn,
} from './noComment.store.js';
import { receiptMail } from './receiptMail.js';
import { representSubmission } from './representation.store.js';
import { countedFrom, isCutOff, standingAt, whyNotTaken } from './submissions.rules.js';
import { takenOverMails, type TakenOver } from './takenOverMail.js';

interface Stored {
  responseId: string;
  reference: string;
}

/** The page was sent before, for others: that stands, and these are not taken for answered. */
class SentForOthers extends Conflict {
  constructor() {
    super(
      'This page has been sent before, for others, and that stands. Look at whom it is for now, and confirm it once more.',
    );
  }
}

/**
 * "No comment" for chosen Parties, in one confirmation: a submission of its own kind, exempt from required
 * questions. Late ones are held as any other; while one waits for SECAS, another for the same Parties is the same.
 * Repeating a call with the same key returns the first receipt; where the first could not be stored, it counts from
 * when that one arrived.
 * @param arrival when it reached the portal; it counts from when it first did
 * @throws NotFound, NotPermitted, PartyTaken, Invalid (nobody chosen), SentForOthers, Conflict (not open yet, or decided)
 */
export async function submitNoComment(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  viewer: Viewer,
  nil: NilReturn,
  { at: receivedAt, first }: Arrival,
): Promise<Stored> {
  const by = personOf(viewer);
  assertMayAnswer(viewer, nil);
  const work = db.transaction(async (trx) => {
    await shareConsultation(trx, nil.consultationId);
    assertMayAnswer(await viewerNow(trx, viewer), nil);
    const earlier = await findSame(trx, nil);
    if (earlier) return earlier;
    const [facts] = await listNilFacts(trx, nil.consultationId, [nil.organisationId], londonDate(receivedAt));
    const sent = { at: receivedAt, first: (await findNilArrival(trx, nil)) ?? first };
    const { receivedAt: arrived, held } = countedFrom(sent, sent.first);
    const { approver } = facts!;
    if (approver && approver.id !== by.id) {
      throw new NotPermitted(
        `${approver.name} has to approve what is submitted: ask them to answer “no comment”.`,
      );
    }
    const frozen = freezeNil(facts!, nil, by.id, { receivedAt: arrived, recordedAt: receivedAt, held });
    const waiting = frozen.standing === 'in time' ? undefined : await findHeldNil(trx, nil);
    if (waiting) return waiting;
    const sealed = seal(frozen, config.receiptKeys);
    const responseId = await insertNilThread(trx, nil, by.id, receivedAt);
    const submissionId = await insertSubmission(trx, responseId, nil.key, { by, approver }, frozen, sealed);
    if (frozen.standing === 'in time') {
      const { represented } = await representSubmission(trx, submissionId, nil.takeOver, receivedAt);
      if (represented < frozen.parties.length + (frozen.forOrganisation ? 1 : 0)) throw new PartyTaken();
    }
    await recordAudit(trx, {
      action: 'response.no-comment',
      at: receivedAt,
      personId: by.id,
      consultationId: nil.consultationId,
      organisationId: nil.organisationId,
      subjectId: submissionId,
      detail: { reference: sealed.reference, standing: frozen.standing, parties: frozen.parties.length },
    });
    const receipt = receiptMail(config, by, { responseId, by, approver: approver?.name }, frozen, sealed);
    const takenOver = await takenOverMails(
      trx,
      config,
      by,
      frozen,
      sealed.reference,
      takenBy(facts!, frozen),
    );
    await queueMail(trx, [receipt, ...takenOver]);
    if (isCutOff(receivedAt, clock.now())) throw new CutOff();
    return { responseId, reference: sealed.reference };
  });
  return exactlyOnce(
    work,
    () => findSame(db, nil),
    () => keepNilArrival(db, nil, first),
  );
}

/** The receipt of this very “no comment”, when it was stored before. @throws SentForOthers */
async function findSame(db: Db, nil: NilReturn): Promise<Stored | undefined> {
  const earlier = await findNilByKey(db, nil);
  if (!earlier) return undefined;
  const { responseId, reference, same } = earlier;
  if (!same) throw new SentForOthers();
  return { responseId, reference };
}

/** @throws NotFound, NotPermitted */
function assertMayAnswer(viewer: Viewer, { organisationId }: NilReturn): void {
  if (!representing(viewer, organisationId).maySubmit) {
    throw new NotPermitted(
      'You may draft for this organisation; a colleague who may submit has to send this.',
    );
  }
}

/** What a "no comment" in time takes over; one that is held takes nothing. */
function takenBy(
  { parties, organisation, itself }: NilFacts,
  { standing, parties: named, forOrganisation }: Frozen,
): TakenOver[] {
  if (standing !== 'in time') return [];
  const spoken = [
    ...parties.filter((party) => named.some(({ id }) => id === party.id)),
    ...(forOrganisation ? [{ name: organisation.name, spokenFor: itself }] : []),
  ];
  return spoken.flatMap(({ name, spokenFor }) =>
    spokenFor ? [{ name, reference: spokenFor.reference }] : [],
  );
}

function freezeNil(
  facts: NilFacts,
  nil: NilReturn,
  submitterId: string,
  { receivedAt, recordedAt, held }: { receivedAt: Instant; recordedAt: Instant; held: boolean },
): Frozen {
  const deadline = closesFor(facts.closesAt, facts.ownExtension);
  const standing = standingAt(deadline, receivedAt, facts.closed || held);
  const whyNot = whyNotTaken(facts, receivedAt, standing);
  if (whyNot) throw new Conflict(whyNot);
  const parties = facts.parties.filter((party) => nil.partyIds.includes(party.id));
  if (parties.length < nil.partyIds.length || (parties.length === 0 && !nil.forOrganisation)) {
    throw new Invalid([{ field: 'parties', text: 'Choose at least one Party, or the organisation itself' }]);
  }
  return {
    kind: 'nil',
    consultation: { ...facts.consultation, issue: facts.issue },
    organisation: facts.organisation,
    parties,
    forOrganisation: nil.forOrganisation,
    confidential: false,
    confidentialReason: '',
    nameConfidential: false,
    nameConfidentialReason: '',
    answers: [],
    attachments: [],
    submitterId,
    approverId: facts.approver?.id ?? null,
    receivedAt,
    recordedAt,
    enteredBySecas: false,
    arrivedHow: null,
    deadline,
    standing,
    previous: null,
    instructionLeftAt: null,
    missing: [],
    leftOut: [],
  };
}
