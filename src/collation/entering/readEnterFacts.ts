import type { Db, Instant } from '../../db/connection.js';
import { londonDate } from '../../londonTime.js';
import { listWaitingMails } from '../mails/mails.store.js';
import { listSaidWrong } from '../../responses/confirming/confirming.store.js';
import type { EnterFacts } from './enter.page.js';
import { findOrganisations, listBeingEntered } from './entered.store.js';

/** Where entering begins: the organisations found, what is being entered, and the mails that wait. */
export async function readEnterFacts(
  db: Db,
  consultationId: string,
  search: string,
  now: Instant,
): Promise<EnterFacts> {
  const [organisations, beingEntered, mails, saidWrong] = await Promise.all([
    findOrganisations(db, search, londonDate(now)),
    listBeingEntered(db, consultationId),
    listWaitingMails(db, consultationId),
    listSaidWrong(db, consultationId),
  ]);
  return { organisations, beingEntered, mails, saidWrong };
}
