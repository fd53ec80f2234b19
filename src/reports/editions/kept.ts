import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../db/connection.js';
import type { Frame } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';

/** A value as JSON keeps it, its instants as text. */
export type Kept<Value> = Value extends Instant
  ? string
  : Value extends object
    ? { [Key in keyof Value]: Kept<Value[Key]> }
    : Value;

const instant = (text: string): Instant => Temporal.Instant.from(text);
const orNull = (text: string | null): Instant | null => (text === null ? null : instant(text));

/** A frame as it was kept, its instants as instants. */
export function revived(frame: Kept<Frame>): Frame {
  const { consultation, closedAt, added, late } = frame;
  const [opensAt, closesAt] = [instant(consultation.opensAt), instant(consultation.closesAt)];
  return {
    ...(frame as unknown as Frame),
    consultation: { ...consultation, opensAt, closesAt },
    closedAt: orNull(closedAt),
    added: added.map((one) => ({ ...one, at: instant(one.at) })),
    late: late.map((one) => ({
      ...one,
      receivedAt: orNull(one.receivedAt),
      deadline: orNull(one.deadline),
    })),
  };
}

/** A response likewise. */
export const revivedTold = (told: Kept<Told>): Told => ({
  ...(told as unknown as Told),
  receivedAt: orNull(told.receivedAt),
});
