import { isDeepStrictEqual } from 'node:util';
import { fingerprintOf } from '../../consultations/fingerprint.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict } from '../../errors.js';
import { assertNotBeingSubmitted } from '../closing/instructions.store.js';
import type { Draft } from './drafts.store.js';
import {
  lockRespondents,
  replaceConfidentiality,
  replaceRespondents,
  type Confidentiality,
} from './responses.store.js';
import { OutcomeRecorded } from './saveDraft.js';

/** Somebody else changed the same thing since the page was made: nothing was written over. */
export class ChangedMeanwhile extends Conflict {
  constructor() {
    super('A colleague changed this while the page was open. Look at what is chosen now, then save again.');
  }
}

export interface Respondents {
  partyIds: string[];
  forOrganisation: boolean;
}

/** A mark of the respondents that a page showed, for its form to carry. */
export const markOfRespondents = ({ partyIds, forOrganisation }: Respondents): string =>
  fingerprintOf([partyIds.toSorted(), forOrganisation]);

/**
 * Changes on whose behalf a draft is. Nothing is written when nothing changes.
 * @param seen the mark of what the form was made from
 * @throws ChangedMeanwhile, OutcomeRecorded
 */
export async function changeRespondents(
  db: Db,
  draft: Draft,
  chosen: Respondents,
  seen: string,
  at: Instant,
): Promise<void> {
  const wanted = {
    partyIds: [...new Set(chosen.partyIds)].toSorted(),
    forOrganisation: chosen.forOrganisation,
  };
  await db.transaction(async (trx) => {
    const now = await lockRespondents(trx, draft.id);
    if (!now) throw new OutcomeRecorded();
    await assertNotBeingSubmitted(trx, draft.id, at);
    if (markOfRespondents(now) === markOfRespondents(wanted)) return;
    if (markOfRespondents(now) !== seen) throw new ChangedMeanwhile();
    await replaceRespondents(trx, draft.id, wanted, at);
  });
}

const confidentialityOf = (of: Confidentiality): Confidentiality => ({
  confidential: of.confidential,
  confidentialReason: of.confidentialReason,
  nameConfidential: of.nameConfidential,
  nameConfidentialReason: of.nameConfidentialReason,
});

/** A mark of the confidentiality that a page showed, for its form to carry. */
export const markOfConfidentiality = (of: Confidentiality): string => fingerprintOf(confidentialityOf(of));

/**
 * Changes what is confidential of the whole response. Nothing is written when nothing changes.
 * @param seen the mark of what the form was made from
 * @throws ChangedMeanwhile, OutcomeRecorded
 */
export async function changeConfidentiality(
  db: Db,
  draft: Draft,
  wanted: Confidentiality,
  seen: string,
  at: Instant,
): Promise<void> {
  if (draft.decided && !draft.enteredBySecas) throw new OutcomeRecorded();
  const now = confidentialityOf(draft);
  if (isDeepStrictEqual(now, confidentialityOf(wanted))) return;
  if (markOfConfidentiality(now) !== seen) throw new ChangedMeanwhile();
  await assertNotBeingSubmitted(db, draft.id, at);
  if (!(await replaceConfidentiality(db, draft.id, now, wanted, at))) throw new ChangedMeanwhile();
}
