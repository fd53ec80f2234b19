import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { recordAudit } from '../audit/audit.store.js';
import { getPublishedConsultation } from '../consultations/consultations.store.js';
import type { Db, Instant } from '../db/connection.js';
import { Conflict, Invalid } from '../errors.js';
import {
  deletePack,
  insertMeeting,
  insertPack,
  lockMeeting,
  updateCancelled,
  updateMeeting,
  type Meeting,
  type MeetingDetails,
} from './meetings.store.js';

/**
 * Adds a meeting. The same form sent again adds no other; with something else in it, from whoever went back to it to
 * enter the next meeting, it does.
 * @param key of the form: the meeting's id
 * @returns its id
 */
export const addMeeting = (
  db: Db,
  by: string,
  key: string,
  details: MeetingDetails,
  at: Instant,
): Promise<string> =>
  db.transaction(async (trx) => {
    const detail = detailOf(details);
    let id = key;
    if (!(await insertMeeting(trx, id, details))) {
      if (isDeepStrictEqual(detailOf(await lockMeeting(trx, key)), detail)) return key;
      id = randomUUID();
      await insertMeeting(trx, id, details);
    }
    await recordAudit(trx, { action: 'meeting.added', at, personId: by, subjectId: id, detail });
    return id;
  });

/**
 * @param version of what was shown when it was changed
 * @throws NotFound; Conflict when it has been changed or cancelled since
 */
export const changeMeeting = (
  db: Db,
  by: string,
  id: string,
  details: MeetingDetails,
  version: number | undefined,
  at: Instant,
): Promise<void> =>
  db.transaction(async (trx) => {
    const before = await lockTakingPlace(trx, id);
    if (before.version !== version) {
      throw new Conflict('Somebody has changed this meeting meanwhile. Open it again, then change it.');
    }
    await updateMeeting(trx, id, details);
    const detail = { before: detailOf(before), after: detailOf(details) };
    await recordAudit(trx, { action: 'meeting.changed', at, personId: by, subjectId: id, detail });
  });

/** It stays, with the reason. @throws NotFound; Conflict when it has been cancelled before */
export const cancelMeeting = (db: Db, by: string, id: string, because: string, at: Instant): Promise<void> =>
  db.transaction(async (trx) => {
    const { name } = await lockTakingPlace(trx, id);
    await updateCancelled(trx, id, { because, by, at });
    const detail = { name, because };
    await recordAudit(trx, { action: 'meeting.cancelled', at, personId: by, subjectId: id, detail });
  });

/**
 * Puts a consultation on what a meeting will consider. Repeating it changes nothing.
 * @throws NotFound; Conflict when it was cancelled; Invalid for a consultation that was withdrawn
 */
export const putOnAgenda = (db: Db, by: string, id: string, reference: string, at: Instant): Promise<void> =>
  db.transaction(async (trx) => {
    const { name } = await lockTakingPlace(trx, id);
    const consultation = await getPublishedConsultation(trx, reference);
    if (consultation.withdrawnAt) {
      throw new Invalid([{ field: 'reference', text: 'This consultation was withdrawn: choose another' }]);
    }
    if (!(await insertPack(trx, id, consultation.id))) return;
    await recordAudit(trx, {
      action: 'meeting.pack-added',
      at,
      personId: by,
      consultationId: consultation.id,
      subjectId: id,
      detail: { meeting: name },
    });
  });

/** Takes it off again. Repeating it changes nothing. @throws NotFound */
export const takeOffAgenda = (
  db: Db,
  by: string,
  id: string,
  reference: string,
  at: Instant,
): Promise<void> =>
  db.transaction(async (trx) => {
    const { name } = await lockMeeting(trx, id);
    const consultation = await getPublishedConsultation(trx, reference);
    if (!(await deletePack(trx, id, consultation.id))) return;
    await recordAudit(trx, {
      action: 'meeting.pack-removed',
      at,
      personId: by,
      consultationId: consultation.id,
      subjectId: id,
      detail: { meeting: name },
    });
  });

/** @throws NotFound; Conflict */
async function lockTakingPlace(trx: Db, id: string): Promise<Meeting> {
  const meeting = await lockMeeting(trx, id);
  if (meeting.cancelledBecause !== null) throw new Conflict('This meeting has been cancelled.');
  return meeting;
}

const detailOf = ({ name, startsAt, place, papersDueAt }: MeetingDetails) => ({
  name,
  startsAt: startsAt.toString(),
  place,
  papersDueAt: papersDueAt.toString(),
});
