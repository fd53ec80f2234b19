import type { Instant } from '../../db/connection.js';
import { wallClock } from '../../londonTime.js';

/**
 * A ZIP says no zone: its entries bear the time that London's clocks showed, whatever the zone of the process.
 * @returns for yazl, which writes local parts: a Date whose local parts they are
 */
export function londonParts(at: Instant): Date {
  const clock = wallClock(at);
  return new Date(
    clock.getUTCFullYear(),
    clock.getUTCMonth(),
    clock.getUTCDate(),
    clock.getUTCHours(),
    clock.getUTCMinutes(),
    clock.getUTCSeconds(),
  );
}

/** The same as it stands in the records of a ZIP: seconds are even, years begin with 1980 (APPNOTE 4.4.6). */
export function dosTime(at: Instant): Buffer {
  const clock = wallClock(at);
  const time = (clock.getUTCHours() << 11) | (clock.getUTCMinutes() << 5) | (clock.getUTCSeconds() >> 1);
  const date = ((clock.getUTCFullYear() - 1980) << 9) | ((clock.getUTCMonth() + 1) << 5) | clock.getUTCDate();
  const fields = Buffer.alloc(4);
  fields.writeUInt16LE(time, 0);
  fields.writeUInt16LE(date, 2);
  return fields;
}
