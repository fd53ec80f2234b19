import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { CSV } from '../csv.js';
import type { Db } from '../db/connection.js';
import { formatExact } from '../londonTime.js';
import { ACTIONS } from './actions.js';
import { detailOf } from './trail.page.js';
import { listTrail, type TrailFilter } from './trail.store.js';

const PAGE = 1_000;
const HEADINGS = ['Entry', 'When (UTC)', 'When (London)', 'Who', 'E-mail', 'Action', 'What', 'Consultation'];

/**
 * Writes the entries that are found as CSV, the newest first: UTF-8 with a byte order mark, no formulas. It is read a
 * page at a time, so its size is no matter; what is recorded meanwhile is not in it.
 */
export async function writeTrailCsv(bulk: Db, filter: TrailFilter, out: Writable): Promise<void> {
  async function* rows() {
    yield [...HEADINGS, 'Organisation', 'Detail'];
    let below: number | null = null;
    for (;;) {
      const entries = await listTrail(bulk, filter, { below, most: PAGE });
      for (const entry of entries) {
        const { id, at, person, action, consultation, organisation } = entry;
        const when = [at.toString(), formatExact(at)];
        const who = [person?.name ?? 'The portal', person?.email ?? ''];
        const about = [consultation ?? '', organisation ?? ''];
        yield [id, ...when, ...who, action, ACTIONS[action] ?? action, ...about, detailOf(entry)];
      }
      if (entries.length < PAGE) return;
      below = entries.at(-1)!.id;
    }
  }
  const csv = stringify(CSV);
  await pipeline(Readable.from(rows(), { highWaterMark: 100 }), csv, out);
}
