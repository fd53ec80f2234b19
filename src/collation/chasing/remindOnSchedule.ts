import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { EARLIEST_WARNING, isWarnedOn } from '../../responses/closing/closing.rules.js';
import { listHeldDrafts } from '../../responses/closing/unsubmitted.store.js';
import { isDue, occasionsOf, type DueLetter } from './chase.rules.js';
import { lettersOnSchedule, listOnSchedule, type OnSchedule } from './chase.store.js';
import { reminderMail } from './reminderMail.js';
import { listHad, lockChasing } from './reminders.store.js';
import { hadOn, writeReminders } from './writeReminders.js';

type Needs = Pick<Deps, 'db' | 'clock' | 'config' | 'log'>;

/**
 * Reminds, 5 and 1 Working Days before each organisation's own deadline, the representatives of the Parties of which
 * nothing has been heard, each person once for a day. Several workers may call it at once; one that dies in the middle
 * leaves nothing half done.
 */
export async function remindOnSchedule(deps: Needs): Promise<void> {
  const now = deps.clock.now();
  const open = await listOnSchedule(deps.db, now);
  const due = open.filter(({ closesAt, since }) =>
    occasionsOf(closesAt, since).some(({ at }) => isDue(at, now)),
  );
  for (const consultation of new Map(due.map((one) => [one.id, one])).values()) {
    try {
      const reminders = await remind(deps, consultation, now);
      if (reminders > 0)
        deps.log.info({ consultationId: consultation.id, reminders }, 'reminders were written');
    } catch (error) {
      deps.log.error({ err: error, consultationId: consultation.id }, 'could not remind; trying again');
    }
  }
}

/** Looks first without the lock: for a day after an occasion there is mostly nothing more to send. */
async function remind({ db, config }: Needs, consultation: OnSchedule, now: Instant): Promise<number> {
  if ((await lettersDue(db, consultation, now)).length === 0) return 0;
  return db.transaction(async (trx) => {
    await lockChasing(trx, consultation.id);
    const letters = await lettersDue(trx, consultation, now);
    const written = letters.map(({ occasion, day, ...letter }) => ({
      reminder: {
        personId: letter.to.id,
        forDay: day,
        occasion,
        partyIds: letter.parties.map(({ id }) => id),
      },
      mail: reminderMail(config, { consultation, letter, words: '' }),
    }));
    const reminders = await writeReminders(trx, consultation.id, written, now);
    if (reminders > 0) {
      await recordAudit(trx, {
        action: 'consultation.reminded',
        at: now,
        personId: null,
        consultationId: consultation.id,
        detail: { reminders },
      });
    }
    return reminders;
  });
}

/** Without those who have had something for that day, or hold a draft that they are warned of on it. */
async function lettersDue(db: Db, { id }: OnSchedule, now: Instant): Promise<DueLetter[]> {
  const letters = await lettersOnSchedule(db, id, now);
  if (letters.length === 0) return [];
  const first = letters.map(({ day }) => day).toSorted()[0]!;
  const had = await listHad(db, id, first);
  const drafts = (await listHeldDrafts(db, now, now.add(EARLIEST_WARNING))).filter(
    ({ consultation }) => consultation.id === id,
  );
  const isWarned = (personId: string, day: string) =>
    drafts.some(
      (draft) => isWarnedOn(draft, day) && draft.holders.some(({ id: holder }) => holder === personId),
    );
  return letters.filter(({ to, day }) => !isWarned(to.id, day) && !hadOn(had, day).has(to.id));
}
