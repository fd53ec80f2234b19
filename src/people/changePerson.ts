import { recordAudit } from '../audit/audit.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Invalid } from '../errors.js';
import { layoutMail } from '../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../notices/outbox.store.js';
import { findPeopleByEmail, lockPerson, updatePerson } from './people.store.js';
import { endSessionsOf } from './sessions.store.js';
import { forgetCodesOf } from './signIn.store.js';
import type { Person } from './viewer.js';

/**
 * Puts a person's name or e-mail address right. Who can read the mail of an address can sign in as its person: with a
 * new one every session and every code sent to the old one end, and both addresses are told. What was submitted keeps
 * the name that it was submitted under.
 * @param to as `readName` and `readEmail` return them
 * @returns whether anything has changed
 * @throws Invalid when somebody else has that address; NotFound
 */
export async function changePerson(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: Person,
  id: string,
  to: { name: string; email: string },
  at: Instant,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const was = await lockPerson(trx, id);
    const moved = was.email !== to.email;
    if (!moved && was.name === to.name) return false;
    if (moved) {
      const [holder] = await findPeopleByEmail(trx, [to.email]);
      if (holder) {
        const text = `${holder.name} has this address already. Give that person access instead`;
        throw new Invalid([{ field: 'email', text }]);
      }
      await endSessionsOf(trx, id);
      await forgetCodesOf(trx, id);
    }
    await updatePerson(trx, id, to);
    await recordAudit(trx, {
      action: 'person.changed',
      at,
      personId: by.id,
      subjectId: id,
      detail: { was, now: to },
    });
    if (moved)
      await queueMail(
        trx,
        [was.email, to.email].map((address) => movedMail(config, by, id, to, address)),
      );
    return true;
  });
}

function movedMail(
  config: Deps['config'],
  by: Person,
  personId: string,
  { name, email }: { name: string; email: string },
  to: string,
): NewMail {
  return {
    kind: 'address-changed',
    priority: PRIORITY.notice,
    personId,
    to,
    subject: `Your e-mail address at ${config.serviceName} was changed`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${by.name} of SECAS has changed the e-mail address with which you sign in to ${config.serviceName}. It is now ${email}. You have been signed out everywhere; codes that were sent before no longer work.`,
      `If you did not expect this, contact ${config.serviceContact} at once.`,
    ]),
  };
}
