import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../db/connection.js';
import { formatDate, instantFromLondon, londonDate } from '../londonTime.js';

/** The newsletter of January 2017 was sent on this Monday; all the sample's dates are told from it. */
const NEWSLETTER = Temporal.PlainDate.from('2017-01-30');

/** The sample's local dates, moved as one block by whole weeks and then made into instants. */
export interface SampleDates {
  /** `2017-02-14` moved */
  date(date: string): string;
  /** `2017-02-14T17:00` or `2017-02-14` with a time of day, moved, as an instant in Europe/London */
  instant(local: string, time?: string): Instant;
  /**
   * A text whose dates stand as `{2017-02-14}`, moved: whole weeks, so that a weekday before one stays right. A month
   * stands as `{2017-02}` and moves with its middle.
   */
  inText(text: string): string;
}

/**
 * Moves the sample so that the newsletter's date falls in the current week and its open consultations are open today.
 * @param asIssued keeps 2017
 */
export function sampleDates(now: Instant, asIssued: boolean): SampleDates {
  const weeks = asIssued ? 0 : weeksFrom(NEWSLETTER, Temporal.PlainDate.from(londonDate(now)));
  const move = (date: string) => Temporal.PlainDate.from(date).add({ weeks }).toString();
  return {
    date: move,
    inText: (text) =>
      text
        .replaceAll(/\{(\d{4}-\d\d-\d\d)\}/g, (_, date: string) => formatDate(move(date)))
        .replaceAll(/\{(\d{4}-\d\d)\}/g, (_, month: string) =>
          formatDate(move(`${month}-15`)).replace(/^\d+ /, ''),
        ),
    instant: (local, time) => {
      const [date, ofDay] = local.split('T');
      const found = instantFromLondon(move(date!), ofDay ?? time ?? '17:00');
      if ('problem' in found) throw new Error(`The sample's ${local}: ${found.problem}`);
      return found.instant;
    },
  };
}

/** Whole weeks between the Mondays of two dates. */
function weeksFrom(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  return monday(from).until(monday(to), { largestUnit: 'weeks' }).weeks;
}
