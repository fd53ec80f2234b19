import { recordAudit } from '../audit/audit.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid, NotPermitted } from '../errors.js';
import { londonDate } from '../londonTime.js';
import { queueMail } from '../notices/outbox.store.js';
import { personOf, representing, type Viewer } from '../people/viewer.js';
import { closesFor } from '../consultations/consultations.rules.js';
import { exactlyOnce } from './exactlyOnce.js';
import { seal, type Frozen } from './freeze.js';
import { insertSubmission } from './freeze.store.js';
import {
  findNilByKey,
  listNilFacts,
  insertNilThread,
  shareConsultation,
  type NilFacts,
} from './noComment.store.js';
import { receiptMail } from './receiptMail.js';
import { representSubmission } from './representation.store.js';
import { standingAt } from './submissions.rules.js';
import { PartyTaken } from './submitResponse.js';

export interface NilReturn {
  consultationId: string;
  organisationId: string;
  partyIds: string[];
  forOrganisation: boolean;
  key: string;
  takeOver: boolean;
}

/**
 * "No comment" for chosen Parties, in one confirmation: a submission of its own kind, exempt from required
 * questions. Late ones are held as any other. Repeating a call with the same key returns the first receipt.
 * @throws NotFound, NotPermitted, PartyTaken, Invalid (nobody chosen), Conflict (not open yet)
 */
export async function submitNoComment(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  nil: NilReturn,
  receivedAt: Instant,
): Promise<{ responseId: string; reference: string }> {
  const by = personOf(viewer);
  if (!representing(viewer, nil.organisationId).maySubmit) {
    throw new NotPermitted(
      'You may draft for this organisation; a colleague who may submit has to send this.',
    );
  }
  const work = db.transaction(async (trx) => {
    await shareConsultation(trx, nil.consultationId);
    const earlier = await findNilByKey(trx, nil.organisationId, nil.key);
    if (earlier) return earlier;
    const [facts] = await listNilFacts(trx, nil.consultationId, [nil.organisationId], londonDate(receivedAt));
    const frozen = freezeNil(facts!, nil, by.id, receivedAt);
    const sealed = seal(frozen);
    const responseId = await insertNilThread(trx, nil, by.id, receivedAt);
    const submissionId = await insertSubmission(trx, responseId, nil.key, by.name, frozen, sealed);
    if (frozen.standing === 'in time') {
      const replacing = nil.takeOver ? spokenForIn(facts!) : [];
      const { represented } = await representSubmission(trx, submissionId, replacing, receivedAt);
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
    await queueMail(trx, [receiptMail(config, by, responseId, frozen, sealed)]);
    return { responseId, reference: sealed.reference };
  });
  const nothingToKeep = () => Promise.resolve();
  return exactlyOnce(work, () => findNilByKey(db, nil.organisationId, nil.key), nothingToKeep);
}

function freezeNil(facts: NilFacts, nil: NilReturn, submitterId: string, receivedAt: Instant): Frozen {
  if (receivedAt.epochNanoseconds < facts.opensAt.epochNanoseconds) {
    throw new Conflict('This consultation has not opened yet, so nothing can be submitted to it.');
  }
  const parties = facts.parties.filter((party) => nil.partyIds.includes(party.id));
  if (parties.length < nil.partyIds.length || (parties.length === 0 && !nil.forOrganisation)) {
    throw new Invalid([
      { field: 'parties', text: 'Choose at least one of your Parties, or the organisation itself' },
    ]);
  }
  const deadline = closesFor(facts.closesAt, facts.ownExtension);
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
    receivedAt,
    recordedAt: receivedAt,
    enteredBySecas: false,
    arrivedHow: null,
    deadline,
    standing: standingAt(deadline, receivedAt, facts.closed),
    previous: null,
  };
}

/** The submissions that speak now for the Parties, or for the organisation itself. */
const spokenForIn = ({ parties, organisationSpokenForBy }: NilFacts): string[] =>
  [...parties.map(({ spokenForBy }) => spokenForBy), organisationSpokenForBy].filter((one) => one !== null);
