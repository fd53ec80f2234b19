import { counted } from '../../counted.js';
import { formatMoment } from '../../londonTime.js';
import type { Fate, Reminder } from './reminders.store.js';
import { FATE_WORDS, whySent } from './sentReminders.js';

/** What was sent about the whole consultation, one row for each time. */
export function timesTable(reminders: Reminder[]) {
  const times = new Map<string, Reminder[]>();
  for (const one of reminders) {
    const key = `${one.at.toString()} ${whySent(one)}`;
    times.set(key, [...(times.get(key) ?? []), one]);
  }
  return {
    caption: 'What was sent',
    captionHidden: true,
    empty: 'Nothing has been sent yet.',
    columns: [
      { text: 'When' },
      { text: 'What' },
      { text: 'People', numeric: true },
      { text: 'Parties named', numeric: true },
      { text: 'How it fared' },
    ],
    plainFirst: true,
    rows: [...times.values()].map((same) => {
      const [first] = same as [Reminder];
      const of = (wanted: Fate) => same.filter(({ fate }) => fate === wanted);
      const waiting = of('waiting');
      return [
        { text: formatMoment(first.at), time: first.at.toString() },
        whySent(first),
        same.length,
        new Set(same.flatMap(({ partyIds }) => partyIds)).size,
        {
          lines: [
            `${counted(of('delivered').length, 'mail')} delivered`,
            ...[...of('delayed'), ...of('bounced')].map(
              ({ to, fate, problem }) => `${FATE_WORDS[fate].text}: ${to.address} (${problem ?? 'refused'})`,
            ),
            ...(waiting.length > 0 ? [`${counted(waiting.length, 'mail')} not sent yet`] : []),
          ],
        },
      ];
    }),
  };
}
