import type { Instant } from '../../db/connection.js';
import { counted } from '../../counted.js';
import { formatTimeLeft } from '../../londonTime.js';
import type { LateEntry } from './register.store.js';

/** How late something arrived, in words; within the hour to the second: `1 second`, `4 minutes 30 seconds`. */
export function howLate(deadline: Instant, receivedAt: Instant): string {
  const seconds = Math.floor(Number(receivedAt.epochNanoseconds - deadline.epochNanoseconds) / 1e9);
  if (seconds < 1) return 'less than a second';
  if (seconds >= 3_600) return formatTimeLeft(deadline, receivedAt);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes > 0 ? counted(minutes, 'minute') : '', rest > 0 ? counted(rest, 'second') : '']
    .filter(Boolean)
    .join(' ');
}

/** What has become of it. */
export function lateState({ decision, withdrawn }: Pick<LateEntry, 'decision' | 'withdrawn'>) {
  if (withdrawn) return { text: 'Withdrawn', tone: 'neutral' };
  if (!decision) return { text: 'Waits for a decision', tone: 'warn' };
  return decision.admitted ? { text: 'Admitted', tone: 'good' } : { text: 'Refused', tone: 'neutral' };
}

/** Whether the respondent has been told of the decision, by the state of the mail. */
export function toldWords({ decision, told }: Pick<LateEntry, 'decision' | 'told'>): string {
  if (!decision) return 'Told at once that it is held';
  if (told.length === 0) return 'Nobody to tell';
  return told
    .map(({ to, sent, error, bounce }) => {
      if (bounce) return `${to}: bounced (${bounce})`;
      if (sent) return `${to}: mail sent`;
      return error ? `${to}: could not be sent yet (${error})` : `${to}: mail waits to be sent`;
    })
    .join('; ');
}
