import { recordAudit } from '../../audit/audit.store.js';
import { lockConsultation, type Consultation } from '../../consultations/consultations.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { lettersTo, type Chaseable, type Letter } from './chase.rules.js';
import { listChaseable } from './chase.store.js';
import { reminderMail } from './reminderMail.js';
import { findChase, insertChase, listHad, lockChasing, updateSchedule } from './reminders.store.js';
import { hadOn, writeReminders } from './writeReminders.js';

export const LONGEST_WORDS = 500;

/** What a reminder by hand would be now. */
export interface Plan {
  parties: Chaseable[];
  letters: Letter[];
  /** those who have had a mail about it today, and get none */
  hadToday: Letter[];
}

/** Everybody who acts for a Party that has not responded, but those who have had a mail about it today. */
export async function planReminders(db: Db, consultationId: string, now: Instant): Promise<Plan> {
  const day = londonDate(now);
  const parties = await listChaseable(db, consultationId, now);
  const had = hadOn(await listHad(db, consultationId, londonDate(now.subtract({ hours: 48 }))), day);
  const letters = lettersTo(parties, now);
  return {
    parties,
    letters: letters.filter(({ to }) => !had.has(to.id)),
    hadToday: letters.filter(({ to }) => had.has(to.id)),
  };
}

/** What was previewed, and is to be sent. */
export interface Chase {
  /** made with the preview: a second press sends nothing more */
  key: string;
  consultationId: string;
  words: string;
  /** who was shown as getting it: nobody else does */
  people: string[];
}

/**
 * Sends a reminder to those of the people previewed who still act for a Party that has not responded: somebody who has
 * responded meanwhile gets none, and neither does who has had another mail about it today.
 * @returns how many were sent, with a repeated key the number of the first time
 * @throws Invalid; Conflict when nobody is left to remind, and when the key was sent with other words
 */
export async function remindByHand(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  by: { id: string },
  { key, consultationId, words, people }: Chase,
): Promise<number> {
  assertShort(words);
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, consultationId, 'share');
    await lockChasing(trx, consultationId);
    const before = await findChase(trx, key);
    if (before && (before.consultationId !== consultationId || before.words !== words))
      throw new Conflict('This page has been sent before, with other words, and nothing more was sent.');
    if (before) return before.reminders;
    const now = clock.now();
    const { letters } = await planReminders(trx, consultationId, now);
    const chosen = mayRemind(consultation, now) ? letters.filter(({ to }) => people.includes(to.id)) : [];
    if (chosen.length === 0) throw new Conflict('Nobody is left to remind: nothing was sent.');
    await insertChase(trx, { id: key, consultationId, words, sentAt: now, sentBy: by.id });
    const written = chosen.map((letter) => ({
      reminder: {
        personId: letter.to.id,
        forDay: londonDate(now),
        occasion: 'by hand',
        chaseId: key,
        partyIds: letter.parties.map(({ id }) => id),
      },
      mail: reminderMail(config, { consultation, letter, words }),
    }));
    const reminders = await writeReminders(trx, consultationId, written, now);
    await recordAudit(trx, {
      action: 'consultation.reminded',
      at: now,
      personId: by.id,
      consultationId,
      subjectId: key,
      detail: { reminders },
    });
    return reminders;
  });
}

/** @throws Invalid */
export function assertShort(words: string): void {
  if (words.length > LONGEST_WORDS)
    throw new Invalid([{ field: 'words', text: `Shorten what you add to ${LONGEST_WORDS} characters` }]);
}

/** It has opened, and has been neither closed nor withdrawn: whether an organisation may still answer in time is seen Party by Party. */
export const mayRemind = ({ opensAt, closed, withdrawnAt }: Consultation, now: Instant): boolean =>
  !closed && !withdrawnAt && opensAt !== null && opensAt.epochNanoseconds <= now.epochNanoseconds;

/** Switches the reminders by schedule of a consultation on or off; nothing of before is made up for. */
export async function switchSchedule(
  db: Db,
  by: { id: string },
  consultationId: string,
  on: boolean,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockChasing(trx, consultationId);
    if (!(await updateSchedule(trx, consultationId, on, by.id, at))) return;
    await recordAudit(trx, {
      action: `reminders.switched-${on ? 'on' : 'off'}`,
      at,
      personId: by.id,
      consultationId,
    });
  });
}
