import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../audit/audit.store.js';
import { listUndecided } from '../../collation/redacting/redactions.store.js';
import { isPublished, lockConsultation, type Consultation } from '../../consultations/consultations.store.js';
import { responsesPublishedMails, type Sender } from '../../consultations/mails.js';
import { listAnswering } from '../../consultations/recipients.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { keepPublishedConsents } from '../../responses/consenting/consenting.store.js';
import { digestOf, insertEdition } from '../editions/editions.store.js';
import { keepTold } from '../editions/keepTold.js';
import {
  findPublication,
  insertPublication,
  insertTakedown,
  listPublications,
  type ListedPublication,
} from './published.store.js';
import { readPublic } from './readPublic.js';

/** What was looked at has changed, so that something else would be published. */
export class PreviewMeanwhile extends Conflict {
  constructor() {
    super('What would be told has changed since you looked at it. Look at it again.');
  }
}

/** What is redacted in an earlier version may stand in the newer one. @throws Conflict until somebody has decided */
export async function assertDecided(trx: Db, consultationId: string): Promise<void> {
  if ((await listUndecided(trx, consultationId)).length > 0)
    throw new Conflict('Decide on the redactions of earlier versions first: they are listed below.');
}

/**
 * Publishes the responses of a closed consultation as they are told to everybody now, frozen as an edition of which the
 * worker makes the files, and tells respondents.
 * @param seen the mark of what SECAS looked at
 * @returns the number of the version and of those told
 * @throws Conflict before the closure, with redactions of earlier versions undecided, when the same is public already,
 *   or (PreviewMeanwhile) when something else would be published than was looked at; Invalid when a later version does
 *   not say what changed
 */
export async function publishResponses(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { id, seen, note }: { id: string; seen: string; note: string },
  at: Instant,
): Promise<{ number: number; told: number }> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, id, 'update');
    const whyNot = whyNotPublished(consultation);
    if (whyNot) throw new Conflict(whyNot);
    if (!isPublished(consultation)) throw new NotFound();
    await assertDecided(trx, id);
    const publications = await listPublications(trx, id);
    const number = (publications[0]?.number ?? 0) + 1;
    if (number > 1 && note === '' && !isPublicAs(publications, seen)) {
      throw new Invalid([{ field: 'note', text: 'Say what changed since the version before' }]);
    }
    const publication = { id: randomUUID(), consultationId: id, number, note: number > 1 ? note : '' };
    const { keep, end } = keepTold(trx, publication.id);
    const { frame, mark } = await readPublic(trx, consultation, 'public', keep);
    await end();
    if (mark !== seen) throw new PreviewMeanwhile();
    if (isPublicAs(publications, mark)) {
      throw new Conflict(
        `Nothing has changed since version ${number - 1} was published: another version would say the same.`,
      );
    }
    const edition = { version: frame.version, number: { major: number, minor: 0 }, frame, changes: [] };
    const digest = await digestOf(trx, publication.id, frame);
    await insertEdition(trx, { ...publication, ...edition, digest }, at);
    await insertPublication(trx, { ...publication, mark }, by, at);
    await keepPublishedConsents(trx, id, at);
    const people = await listAnswering(trx, id);
    await queueMail(trx, responsesPublishedMails(config, people, consultation, publication));
    await recordAudit(trx, {
      action: 'publication.made',
      at,
      personId: by,
      consultationId: id,
      subjectId: publication.id,
      detail: {
        version: number,
        responses: frame.counts.answered,
        told: people.length,
        note: publication.note,
      },
    });
    return { number, told: people.length };
  });
}

/** Whether what bears that mark is what everybody reads now. @param publications the latest first */
export const isPublicAs = ([latest]: ListedPublication[], mark: string): boolean =>
  latest?.takenDown === null && latest.mark === mark;

/** Why the responses cannot be published; undefined: they can. */
export function whyNotPublished({ closed, withdrawnAt }: Consultation): string | undefined {
  if (withdrawnAt) return 'The consultation was withdrawn: its responses are not published.';
  return closed
    ? undefined
    : 'The responses can be published once the consultation is closed for good, extensions included.';
}

/**
 * Takes what is published from the public, at once; it is kept, with who did it and why.
 * @throws NotFound when nothing is public; Invalid without a reason
 */
export async function takeDown(
  db: Db,
  by: string,
  { id, reason }: { id: string; reason: string },
  at: Instant,
): Promise<void> {
  if (reason === '') throw new Invalid([{ field: 'reason', text: 'Enter the reason: it is kept' }]);
  await db.transaction(async (trx) => {
    await lockConsultation(trx, id, 'update');
    const publication = await findPublication(trx, id);
    if (!publication) throw new NotFound();
    await insertTakedown(trx, publication.id, reason, by, at);
    await recordAudit(trx, {
      action: 'publication.taken-down',
      at,
      personId: by,
      consultationId: id,
      subjectId: publication.id,
      detail: { version: publication.number, reason },
    });
  });
}
