import type { Db, Instant } from '../../db/connection.js';
import { londonDate } from '../../londonTime.js';
import { queueMail, type NewMail } from '../../notices/outbox.store.js';
import { insertReminders, type Had, type NewReminder } from './reminders.store.js';

/** A reminder, and the mail that it is. */
export interface Written {
  reminder: Omit<NewReminder, 'mailKey'>;
  mail: NewMail;
}

/** Writes reminders and queues their mails, in the transaction of whoever sends them; each once. @returns how many */
export async function writeReminders(
  trx: Db,
  consultationId: string,
  written: Written[],
  at: Instant,
): Promise<number> {
  const keyed = written.map(({ reminder, mail }) => {
    const { personId, forDay } = reminder;
    return {
      ...reminder,
      mail,
      mailKey: mail.dedupeKey ?? `reminder:${consultationId}:${personId}:${forDay}`,
    };
  });
  const reminders = keyed.map(({ mail: _, ...reminder }) => reminder);
  const fresh = await insertReminders(trx, consultationId, reminders, at);
  const mails = keyed
    .filter(({ mailKey }) => fresh.has(mailKey))
    .map(({ mail, mailKey }) => ({ ...mail, dedupeKey: mailKey }));
  await queueMail(trx, mails);
  return mails.length;
}

/** Who has had something about the consultation that was for this London day, or was written on it. */
export const hadOn = (had: Had[], day: string): Set<string> =>
  new Set(had.filter((one) => one.day >= day || londonDate(one.at) >= day).map(({ personId }) => personId));
