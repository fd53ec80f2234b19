import { recordAudit } from '../../audit/audit.store.js';
import { counted } from '../../counted.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { formatDeadline, londonDate } from '../../londonTime.js';
import { queueMail } from '../../notices/outbox.store.js';
import { lockConsultation, type Consultation } from '../consultations.store.js';
import { mailToSecas } from '../mails.js';
import { listSecas } from '../recipients.store.js';
import { obstaclesToPublish } from './publication.rules.js';
import { getAudience } from './publication.store.js';
import { findingWords, publish, readToPublish } from './publishConsultation.js';
import { listDueSchedules, lockSchedule, markScheduleDone, type Schedule } from './schedule.store.js';

/** Publishes every consultation whose set time has come. Several workers may call it at once. */
export async function publishWhatIsDue(deps: Deps): Promise<void> {
  const { db, clock, log } = deps;
  for (const schedule of await listDueSchedules(db, clock.now())) {
    try {
      const done = await carryOutSchedule(deps, schedule);
      if (done) log.info(schedule, 'a publication that was set for now was dealt with');
    } catch (error) {
      log.error({ err: error, ...schedule }, 'could not publish what was set for now; trying again');
    }
  }
}

/**
 * Publishes one as it was checked, in the name of whoever set the time, once: it is done under the consultation's lock
 * in the transaction of the publication. What has changed since, or is prevented, is not published, and all of SECAS
 * are told why.
 * @returns false when it was dealt with, or taken back, before
 */
export async function carryOutSchedule(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  { id, consultationId }: { id: string; consultationId: string },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, consultationId, 'update');
    const schedule = await lockSchedule(trx, id);
    if (!schedule) return false;
    const at = clock.now();
    const facts = await readToPublish(trx, consultation, londonDate(at));
    const whyNot = whyNotPublished(
      facts.writtenMark !== schedule.mark,
      obstaclesToPublish(facts, at).map(findingWords),
    );
    await markScheduleDone(trx, id, whyNot, at);
    if (whyNot) {
      await recordAudit(trx, {
        action: 'consultation.not-published',
        at,
        personId: null,
        consultationId,
        subjectId: id,
        detail: { publishAt: schedule.publishAt.toString(), whyNot },
      });
      const everybody = await listSecas(trx);
      await queueMail(trx, mailToSecas(config, everybody, consultation, notPublished(schedule, whyNot)));
    } else {
      const done = await publish(trx, config, { consultation, facts, by: schedule.madeBy.id }, at);
      await tellAuthor(trx, config, { consultation, schedule, ...done }, at);
    }
    return true;
  });
}

const whyNotPublished = (changed: boolean, obstacles: string[]): string =>
  [...(changed ? ['It has been changed since it was checked.'] : []), ...obstacles].join(' ');

const notPublished = ({ id, publishAt, madeBy }: Schedule, whyNot: string) => ({
  kind: 'not-published',
  cause: `not-published:${id}`,
  subject: 'NOT published',
  paragraphs: [
    `It was to be published at ${formatDeadline(publishAt)}, as ${madeBy.name} had set, and was not. ${whyNot}`,
    'Nobody was told anything, and nobody but SECAS knows. Check it and publish it, or set another time:',
  ],
});

/** Whoever set the time need not look whether it happened. */
async function tellAuthor(
  trx: Db,
  config: Deps['config'],
  {
    consultation,
    schedule,
    parties,
    told,
  }: { consultation: Consultation; schedule: Schedule; parties: number; told: number },
  at: Instant,
): Promise<void> {
  const { nobodyToTell } = await getAudience(trx, consultation.id);
  const { id: personId, name, email } = schedule.madeBy;
  const mails = mailToSecas(config, [{ personId, name, email }], consultation, {
    kind: 'published-as-set',
    cause: `published-as-set:${schedule.id}`,
    subject: 'Published as you had set',
    paragraphs: [
      `It was published at ${formatDeadline(at)}. ${counted(parties, 'Party is', 'Parties are')} asked, and ${counted(told, 'representative is', 'representatives are')} told by mail.`,
      ...(nobodyToTell.length > 0
        ? [
            `${counted(nobodyToTell.length, 'Party has', 'Parties have')} nobody to tell; the desk lists them. Invite somebody, or tell them yourself.`,
          ]
        : []),
    ],
  });
  await queueMail(trx, mails);
}
