import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { lockConsultation, type Consultation } from '../consultations.store.js';
import { findSchedule } from '../publishing/schedule.store.js';
import { referenceTaken } from './createConsultation.js';
import {
  changedFields,
  detailsProblems,
  wordingProblems,
  type Details,
  type Wording,
} from './details.rules.js';
import { isReferenceTaken, updateAnnounced, updateDetails, updateWording } from './details.store.js';

/** A colleague saved a change after the form was shown: nothing is overwritten, both versions are shown. */
export class StaleEdit extends Conflict {
  constructor(readonly now: Consultation) {
    super('A colleague has changed this consultation since you opened it.');
  }
}

/** Which consultation, and the version of it that the form was filled in on. */
export interface Edited {
  id: string;
  version: number;
}

/**
 * Changes a consultation that is not yet published. Once it is announced its reference stays: people have its address.
 * @throws Invalid, StaleEdit, Conflict once it is published
 */
export async function editConsultation(
  db: Db,
  by: string,
  edited: Edited,
  input: Details,
  at: Instant,
): Promise<{ reference: string }> {
  const details = { ...input, reference: input.reference.trim().toUpperCase() };
  const problems = detailsProblems(details);
  if (problems.length > 0) throw new Invalid(problems);
  return db.transaction(async (trx) => {
    const before = await lockUnchanged(trx, edited);
    if (before.publishedAt) {
      throw new Conflict(
        'This consultation has been published: its wording can be corrected, its deadline extended.',
      );
    }
    if (before.announcedAt && details.reference !== before.reference) {
      throw new Invalid([
        { field: 'reference', text: 'It has been announced under its reference, which must stay' },
      ]);
    }
    if (await isReferenceTaken(trx, details.reference, edited.id)) throw referenceTaken(details.reference);
    await updateDetails(trx, edited.id, details);
    const detail = { fields: changedFields(before, details) };
    await recordAudit(trx, {
      action: 'consultation.edited',
      at,
      personId: by,
      consultationId: edited.id,
      detail,
    });
    return { reference: details.reference };
  });
}

/**
 * Puts the wording of a published consultation right. What it said before is kept in the audit, the note stands in
 * its history.
 * @param note what was put right, for everybody
 * @throws Invalid, StaleEdit
 */
export async function correctWording(
  db: Db,
  by: string,
  edited: Edited,
  wording: Wording,
  note: string,
  at: Instant,
): Promise<void> {
  const problems = [...wordingProblems(wording), ...noteProblems(note)];
  if (problems.length > 0) throw new Invalid(problems);
  await db.transaction(async (trx) => {
    const before = await lockUnchanged(trx, edited);
    await updateWording(trx, edited.id, wording);
    const { title, summary, howToRespond } = before;
    const detail = { note, before: { title, summary, howToRespond } };
    await recordAudit(trx, {
      action: 'consultation.corrected',
      at,
      personId: by,
      consultationId: edited.id,
      detail,
    });
  });
}

/**
 * Shows a consultation to everybody before its deadline is known. It takes no responses. Again does nothing.
 * @throws Conflict while a time for its publication is set: until then nobody was to see it
 */
export async function announceConsultation(
  db: Db,
  by: string,
  consultationId: string,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const { announcedAt } = await lockConsultation(trx, consultationId, 'update');
    if (announcedAt) return;
    if ((await findSchedule(trx, consultationId))?.whyNot === null) {
      throw new Conflict(
        'A time for its publication is set: it is shown to everybody then. To announce it sooner, take that back first.',
      );
    }
    await updateAnnounced(trx, consultationId, at);
    await recordAudit(trx, { action: 'consultation.announced', at, personId: by, consultationId });
  });
}

export const noteProblems = (note: string) =>
  note.trim() === '' ? [{ field: 'note', text: 'Say what was put right: it stands in the history' }] : [];

async function lockUnchanged(trx: Db, { id, version }: Edited): Promise<Consultation> {
  const now = await lockConsultation(trx, id, 'update');
  if (now.version !== version) throw new StaleEdit(now);
  return now;
}
