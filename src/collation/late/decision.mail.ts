import type { Config } from '../../config.js';
import type { Recipient } from '../../consultations/recipients.store.js';
import { formatDeadline, formatExact } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import type { Effect } from './decision.rules.js';
import type { LateSubmission } from './decision.store.js';

/** Tells the respondent whether a late submission was admitted, why, and what that does; each person once. */
export function decisionMails(
  config: Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact'>,
  recipients: Recipient[],
  late: LateSubmission,
  { admitted, reason }: { admitted: boolean; reason: string },
  effect: Effect,
): NewMail[] {
  const { reference, consultation } = late;
  const url = config.baseUrl + paths.submission({ id: late.responseId, reference });
  return recipients.map(({ personId, name, email, organisations }) => ({
    kind: 'late-decision',
    priority: PRIORITY.notice,
    personId,
    to: email,
    subject: `${admitted ? 'Admitted' : 'Not admitted'}: your ${late.standing === 'late' ? 'late ' : ''}response to ${consultation.reference}, ${reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${consultation.title} (${consultation.reference})`,
      `${arrival(late)} SECAS has decided ${admitted ? 'to admit it' : 'not to admit it'}.`,
      `Reason: ${reason}`,
      ...(admitted ? consequences(late, effect) : [REFUSED]),
      url,
      `You are told because you act for ${organisations.join(', ')}.`,
    ]),
    dedupeKey: `late-decision:${late.id}:${personId}`,
  }));
}

const REFUSED =
  'It is kept as you sent it, and is listed with the late responses, but it does not count in the report.';

const arrival = ({ reference, receivedAt, deadline, standing }: LateSubmission): string =>
  standing === 'late'
    ? `Your response ${reference} arrived at ${formatExact(receivedAt)}; the deadline was ${formatDeadline(deadline)}.`
    : `Your response ${reference} arrived in time, at ${formatExact(receivedAt)}, but could not be recorded before the consultation was closed.`;

function consequences(late: LateSubmission, effect: Effect): string[] {
  if (!effect.becomesLive) {
    return [`A newer one of yours, ${late.newer?.reference}, counts already and goes on to count.`];
  }
  // Of another organisation, which a Party has left or joined, not even the reference is told.
  const ours = effect.takesOver.filter((one) => one.spokenFor?.organisation === late.organisation.name);
  const others = [...new Set(ours.map((one) => one.spokenFor?.reference))];
  return [
    `It now counts for ${late.named.map(({ name }) => name).join('; ')}.`,
    ...(others.length > 0 ? [`For some of them it takes the place of ${others.join(', ')}.`] : []),
    ...(effect.dropped.length > 0
      ? [`It does not name ${effect.dropped.join('; ')}: nobody speaks for them any more.`]
      : []),
  ];
}
