import { Writable } from 'node:stream';
import { openDatabase } from '../../src/db/connection.js';
import { getEdition } from '../../src/reports/editions/editions.store.js';
import { FORMATS, type Ending } from '../../src/reports/formats/formats.js';
import { serve } from './child.js';

/** What writes a report, in a process of its own, so that its memory is nobody else's. */
const tasks = { write };
export type WriterTasks = typeof tasks;
serve(tasks);

const { bulk } = openDatabase(process.env['BENCH_DATABASE'] ?? '', 1, 2);

/** Writes the newest edition for all in a format, to nowhere. @returns its seconds, and the most MB that the process had */
async function write(given: { consultationId: string; ending: Ending }): Promise<{ s: number; mb: number }> {
  const { consultationId, ending } = given;
  const { edition, frame } = await getEdition(bulk, consultationId, 'all');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const began = performance.now();
  await FORMATS[ending].write(bulk, { ...frame, edition }, nowhere);
  const s = (performance.now() - began) / 1000;
  return { s, mb: (process.resourceUsage().maxRSS * 1024) / 1_000_000 };
}
