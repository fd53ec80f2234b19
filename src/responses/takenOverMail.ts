import type { Config } from '../config.js';
import type { Db } from '../db/connection.js';
import { formatExact } from '../londonTime.js';
import { layoutMail } from '../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../notices/outbox.store.js';
import { paths } from '../paths.js';
import type { Person } from '../people/viewer.js';
import type { Frozen } from './freeze.js';
import { listWhoSubmitted, type SubmittedBy } from './representation.store.js';

/** What another submission has just taken the place of. */
export interface TakenOver {
  reference: string;
  /** whom it spoke for: a Party, or the organisation itself */
  name: string;
}

/**
 * Tells the colleagues whose submissions a newer one has taken the place of that it did, for whom, and whether theirs
 * still counts for anybody. Where a Party has moved to the organisation that submits now, its former one is told that
 * much, and not what was submitted. Whoever took over knows, and somebody who does not act for the organisation any more is
 * told nothing. One statement when something was taken over, none otherwise.
 */
export async function takenOverMails(
  trx: Db,
  config: Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact'>,
  by: Person,
  frozen: Frozen,
  reference: string,
  taken: TakenOver[],
): Promise<NewMail[]> {
  if (taken.length === 0) return [];
  const references = [...new Set(taken.map((one) => one.reference))];
  const who = frozen.enteredBySecas ? 'SECAS' : by.name;
  const submitted = await listWhoSubmitted(trx, references, frozen.organisation.id);
  return submitted
    .filter(({ personId }) => personId !== by.id)
    .map((one) => ({
      kind: 'taken-over',
      priority: PRIORITY.notice,
      personId: one.personId,
      to: one.email,
      subject: `Taken over: your response to ${frozen.consultation.reference}, ${one.reference}`,
      body: layoutMail(config, [
        `Dear ${one.name},`,
        one.ours
          ? `${who} submitted ${frozen.kind === 'nil' ? '“no comment”' : 'another response'} for ${frozen.organisation.name} to ${frozen.consultation.title} (${frozen.consultation.reference}): ${reference}, received at ${formatExact(frozen.receivedAt)}.`
          : `The organisation to which a Party of yours has moved has answered ${frozen.consultation.title} (${frozen.consultation.reference}).`,
        `It speaks now for ${namesOf(one, taken)}, in place of what you submitted, ${one.reference}.`,
        one.stillCounts
          ? 'Yours goes on to count for the others that it names.'
          : 'Yours does not count for anybody any more. It is kept as you sent it.',
        `See what you submitted: ${config.baseUrl + paths.submission({ id: one.responseId, reference: one.reference })}`,
        frozen.enteredBySecas || !one.ours
          ? `If that is not what you want, contact ${config.serviceContact}.`
          : `If that is not what you agreed, talk to ${by.name}: until the deadline either of you can submit again.`,
      ]),
    }));
}

const namesOf = ({ reference }: SubmittedBy, taken: TakenOver[]): string =>
  taken
    .filter((one) => one.reference === reference)
    .map(({ name }) => name)
    .join('; ');
