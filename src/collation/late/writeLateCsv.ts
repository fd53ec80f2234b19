import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { CSV } from '../../csv.js';
import type { Db } from '../../db/connection.js';
import { howLate, lateState, toldWords } from './late.rules.js';
import { listLate } from './register.store.js';

const PAGE = 500;
const HEADINGS = [
  'Receipt',
  'Organisation',
  'Received (UTC)',
  'Deadline (UTC)',
  'How late',
  'State',
  'Reason',
  'Decided by',
  'Decided (UTC)',
  'The respondent',
];

/** Writes the register of a consultation as CSV: UTF-8 with a byte order mark, instants in ISO 8601, no formulas. */
export async function writeLateCsv(bulk: Db, consultationId: string, out: Writable): Promise<void> {
  async function* rows() {
    yield HEADINGS;
    for (let offset = 0; ; offset += PAGE) {
      const entries = await listLate(bulk, consultationId, { limit: PAGE, offset });
      for (const one of entries) {
        yield [
          one.reference,
          one.organisation,
          one.receivedAt.toString(),
          one.deadline.toString(),
          one.standing === 'late' ? howLate(one.deadline, one.receivedAt) : 'in time, met the closure',
          lateState(one).text,
          one.decision?.reason ?? '',
          one.decision?.by ?? '',
          one.decidedAt?.toString() ?? '',
          toldWords(one),
        ];
      }
      if (entries.length < PAGE) return;
    }
  }
  const csv = stringify(CSV);
  await pipeline(Readable.from(rows(), { highWaterMark: 100 }), csv, out);
}
