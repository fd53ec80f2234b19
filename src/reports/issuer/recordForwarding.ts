import { recordAudit } from '../../audit/audit.store.js';
import { lockConsultation } from '../../consultations/consultations.store.js';
import { readDate, type Typed } from '../../consultations/deadlineEntry.js';
import { readTexts } from '../../consultations/formText.js';
import type { Db, Instant } from '../../db/connection.js';
import { Invalid } from '../../errors.js';
import { formatDate, londonDate } from '../../londonTime.js';
import { numberIn } from '../editions/edition.rules.js';
import { findEdition } from '../editions/editions.store.js';
import { insertForwarding, isForwarded } from './forwardings.store.js';

/** As it was typed. */
export interface TypedForwarding {
  edition: string;
  to: string;
  on: Pick<Typed, 'day' | 'month' | 'year'>;
  note: string;
}

/**
 * Keeps when and to whom an issuer's pack was forwarded. The very same sent again is kept once.
 * @throws Invalid with every problem: not to anybody, on a day that has not come or before there was that pack
 */
export async function recordForwarding(
  db: Db,
  by: string,
  consultationId: string,
  typed: TypedForwarding,
  at: Instant,
): Promise<void> {
  const { problems, ...read } = readTexts();
  const to = read.line('to', typed.to, 'To whom', 200);
  const note = read.text('note', typed.note, 'Note', 1_000);
  if (to === '') problems.push({ field: 'to', text: 'Enter to whom it was forwarded' });
  const number = numberIn(typed.edition);
  const found = number && (await findEdition(db, consultationId, 'issuer', number));
  if (!found) problems.push({ field: 'edition', text: 'Choose which version was forwarded' });
  const on = readDate('When', typed.on);
  if (!on || !('date' in on)) {
    const text = on && 'problem' in on ? on.problem : 'Enter the day on which it was forwarded';
    problems.push({ field: 'on', text });
  } else if (on.date > londonDate(at)) {
    problems.push({ field: 'on', text: 'When: This day has not come yet' });
  } else if (found && on.date < londonDate(found.edition.frozenAt)) {
    const made = formatDate(londonDate(found.edition.frozenAt));
    problems.push({ field: 'on', text: `When: Version ${typed.edition} was made on ${made}` });
  }
  if (problems.length > 0 || !found || !on || !('date' in on)) throw new Invalid(problems);
  const forwarding = { to, on: on.date, note };
  await db.transaction(async (trx) => {
    await lockConsultation(trx, consultationId, 'update');
    if (await isForwarded(trx, found.edition.id, forwarding)) return;
    await insertForwarding(trx, found.edition.id, forwarding, by, at);
    await recordAudit(trx, {
      action: 'issuers-pack.forwarded',
      at,
      personId: by,
      consultationId,
      subjectId: found.edition.id,
      detail: { version: typed.edition, ...forwarding },
    });
  });
}
