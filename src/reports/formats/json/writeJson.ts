import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Db } from '../../../db/connection.js';
import type { Report } from '../../report.js';
import { toldIn } from '../../telling/told.js';
import { frameOf } from './frame.js';
import { responseOf } from './response.js';

/**
 * Writes the report as JSON, in the shape that is published (reportFile.ts): all but the responses first, then these,
 * each in a line of its own, as they come by.
 */
export async function writeJson(bulk: Db, report: Report, out: Writable): Promise<void> {
  async function* pieces() {
    yield `${JSON.stringify(frameOf(report), null, 1).slice(0, -2)},\n "responses": [`;
    let before = '\n';
    for await (const told of toldIn(bulk, report)) {
      yield before + JSON.stringify(responseOf(told, report));
      before = ',\n';
    }
    yield '\n ]\n}\n';
  }
  await pipeline(Readable.from(pieces()), out);
}
