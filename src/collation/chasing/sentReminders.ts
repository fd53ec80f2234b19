import { formatDate, formatMoment, londonDate } from '../../londonTime.js';
import type { Fate, Reminder } from './reminders.store.js';

/** How each fate is said. */
export const FATE_WORDS: Record<Fate, { text: string; tone: string }> = {
  delivered: { text: 'Delivered', tone: 'good' },
  delayed: { text: 'Delayed', tone: 'warn' },
  bounced: { text: 'Bounced', tone: 'bad' },
  waiting: { text: 'Not sent yet', tone: 'warn' },
};

/** Why it was sent: `5 Working Days before the deadline`, `by Sam Reid`. */
export function whySent({ occasion, by, warning }: Reminder): string {
  if (by !== null) return `Reminder by ${by}`;
  return `${warning ? 'Warning that a draft is not submitted' : 'Reminder'}, ${occasion} before the deadline`;
}

/** The latest that was sent about a Party, in the width of a column; undefined: nothing was. */
export function lastSent(reminders: Reminder[]): { text: string; note: string } | undefined {
  const [latest] = reminders;
  if (!latest) return undefined;
  const day = londonDate(latest.at);
  const same = reminders.filter(({ at }) => londonDate(at) === day);
  const fates = (['delivered', 'delayed', 'bounced', 'waiting'] as const).flatMap((fate) => {
    const those = same.filter((one) => one.fate === fate);
    return those.length > 0
      ? [`${FATE_WORDS[fate].text.toLowerCase()} to ${those.map(({ to }) => to.name).join(', ')}`]
      : [];
  });
  return { text: formatDate(day), note: fates.join('; ') };
}

/** What was sent, by each Party that it names; the latest stays first. */
export function byParty(reminders: Reminder[]): Map<string, Reminder[]> {
  const sent = new Map<string, Reminder[]>();
  for (const one of reminders) {
    for (const id of one.partyIds) {
      const before = sent.get(id);
      if (before) before.push(one);
      else sent.set(id, [one]);
    }
  }
  return sent;
}

/** All that was sent about one Party, the latest first. */
export const sentTable = (reminders: Reminder[]) => ({
  caption: 'What was sent',
  empty: 'Nothing has been sent about this Party yet.',
  columns: [{ text: 'When' }, { text: 'What' }, { text: 'To' }, { text: 'How it fared' }],
  plainFirst: true,
  rows: reminders.map((one) => [
    { text: formatMoment(one.at), time: one.at.toString() },
    whySent(one),
    { text: one.to.name, note: one.to.address },
    { tag: FATE_WORDS[one.fate], note: one.problem ?? undefined },
  ]),
});
