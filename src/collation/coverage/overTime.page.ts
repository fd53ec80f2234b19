import { Temporal } from 'temporal-polyfill';
import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import { formatDate, londonDate } from '../../londonTime.js';
import type { Received } from './overTime.store.js';

/** The chart's own units, stretched to the width that there is. */
const WIDTH = 1_000;
const HEIGHT = 120;

/** Responses by the day on which they were received: columns for the days, and a line for all until then. */
export interface OverTime {
  /** the whole chart in words */
  words: string;
  width: number;
  height: number;
  columns: { x: number; y: number; width: number; height: number; late: boolean; says: string }[];
  /** the points of the line */
  line: string;
  /** where the day of the deadline ends; undefined: nothing came after it, and it is the edge */
  deadline?: number;
  first: string;
  last: string;
  total: string;
  table: object;
}

/** From the day it opened to the day of its deadline, or of what came after it. @returns undefined before anything came */
export function overTime(
  received: Received[],
  { opensAt, closesAt }: { opensAt: Instant; closesAt: Instant },
  now: Instant,
): OverTime | undefined {
  if (received.length === 0) return undefined;
  const days = daysOf(received, opensAt, closesAt);
  const most = Math.max(...days.map(({ count }) => count));
  const wide = WIDTH / days.length;
  const deadlineDay = days.findIndex(({ day }) => day === londonDate(closesAt));
  const height = (share: number) => Math.round(share * HEIGHT);
  // What is still to come has no line.
  const past = days.filter(({ day }) => day <= londonDate(now));
  const points = past.map(({ total }, index) => {
    const y = HEIGHT - height(total / received.length);
    return `${round(index * wide)},${y} ${round((index + 1) * wide)},${y}`;
  });
  const busy = days.filter(({ count }) => count > 0);
  return {
    words: `${counted(received.length, 'response')} that count, by the day on which they were received: ${busy.map(({ day, count }) => `${formatDate(day)} ${count}`).join(', ')}`,
    width: WIDTH,
    height: HEIGHT,
    columns: days.flatMap(({ day, count, late }, index) =>
      count === 0
        ? []
        : [
            {
              x: round(index * wide + wide * 0.1),
              y: HEIGHT - height(count / most),
              width: round(wide * 0.8),
              height: height(count / most),
              late: late === count,
              says: `${formatDate(day)}: ${counted(count, 'response')}`,
            },
          ],
    ),
    line: points.join(' '),
    deadline: deadlineDay < days.length - 1 ? round((deadlineDay + 1) * wide) : undefined,
    first: `Opened ${formatDate(days[0]!.day)}`,
    last:
      deadlineDay < days.length - 1
        ? `Deadline ${formatDate(londonDate(closesAt))}; late ones until ${formatDate(days.at(-1)!.day)}`
        : `Deadline ${formatDate(londonDate(closesAt))}`,
    total: `At most ${most} in a day; ${received.length} in all`,
    table: {
      caption: 'Responses by the day on which they were received',
      captionHidden: true,
      onPhone: 'scroll',
      columns: [
        { text: 'Day' },
        { text: 'Responses', numeric: true },
        { text: 'Of them “no comment”', numeric: true },
        { text: 'Of them late, admitted', numeric: true },
        { text: 'All until then', numeric: true },
      ],
      rows: busy.map(({ day, count, nil, late, total }) => [formatDate(day), count, nil, late, total]),
    },
  };
}

interface Day {
  day: string;
  count: number;
  nil: number;
  late: number;
  /** with all before it */
  total: number;
}

/** Every day of the span; what was entered with an earlier arrival stands on the day of that. */
function daysOf(received: Received[], opensAt: Instant, closesAt: Instant): Day[] {
  const found = received.map(({ receivedAt }) => londonDate(receivedAt));
  const ends = [londonDate(opensAt), londonDate(closesAt), ...found].toSorted();
  const last = Temporal.PlainDate.from(ends.at(-1)!);
  const days: Day[] = [];
  let total = 0;
  for (
    let date = Temporal.PlainDate.from(ends[0]!);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const day = date.toString();
    const those = received.filter((_, index) => found[index] === day);
    total += those.length;
    const nil = those.filter(({ kind }) => kind === 'nil').length;
    days.push({ day, count: those.length, nil, late: those.filter(({ late }) => late).length, total });
  }
  return days;
}

const round = (figure: number): number => Math.round(figure * 10) / 10;
