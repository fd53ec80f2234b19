import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { startClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/db/connection.js';
import { freezeReport } from '../../src/reports/editions/freezeReport.js';
import { getEdition } from '../../src/reports/editions/editions.store.js';
import { completeMaking, insertEditionFiles, listPacked } from '../../src/reports/editions/making.store.js';
import { filesOf, FORMATS, pathOf, type Ending } from '../../src/reports/formats/formats.js';
import { makeFiles } from '../../src/reports/pack/makeFiles.js';
import { zipOf } from '../../src/reports/pack/zip.js';
import { serve } from './child.js';

/** What works at a report, in a process of its own, so that its memory is nobody else's. */
const tasks = { freeze, write, pack, zip };
export type WriterTasks = typeof tasks;
serve(tasks);

const { bulk } = openDatabase(process.env['BENCH_DATABASE'] ?? '', 1, 2);
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** What something took: its seconds, and the most MB that the process had. */
interface Took {
  s: number;
  mb: number;
}

async function taken(work: () => Promise<unknown>): Promise<Took> {
  const began = performance.now();
  await work();
  const s = (performance.now() - began) / 1000;
  return { s, mb: (process.resourceUsage().maxRSS * 1024) / 1_000_000 };
}

/** Freezes the report of a closed consultation. */
function freeze({ reference }: { reference: string }): Promise<Took> {
  return taken(() => freezeReport(bulk, reference, Temporal.Now.instant()));
}

/** Writes the newest edition for all in a format, to nowhere. */
async function write(given: { consultationId: string; ending: Ending }): Promise<Took> {
  const { consultationId, ending } = given;
  const { edition, frame } = await getEdition(bulk, consultationId, 'all');
  return taken(() => FORMATS[ending].write(bulk, { ...frame, edition }, nowhere()));
}

/** Makes what is in the pack of the same edition, but for the documents to read. */
async function pack({ consultationId }: { consultationId: string }): Promise<Took> {
  const { edition, frame } = await getEdition(bulk, consultationId, 'all');
  const documents = filesOf({ ...frame, edition }).filter(
    ({ ending }) => ending === 'docx' || ending === 'pdf',
  );
  await insertEditionFiles(
    bulk,
    edition.id,
    documents.map((file, index) => ({
      path: pathOf(file),
      position: index + 2,
      fileId: null,
      respondent: '',
      note: 'left out',
    })),
  );
  const { number } = edition;
  const clock = await startClock(bulk);
  const deps = { bulk, clock, config: readConfig({}), log: pino() };
  const making = { editionId: edition.id, consultationId, version: 'all', number, failures: 0 } as const;
  const took = await taken(() => makeFiles(deps, making, { progress: () => undefined }));
  await completeMaking(bulk, edition.id, clock.now());
  clock.stop();
  return took;
}

/** Reads that pack to its end, to nowhere. */
async function zip({ consultationId }: { consultationId: string }): Promise<Took> {
  const { edition, frame } = await getEdition(bulk, consultationId, 'all');
  return taken(async () => {
    const whole = zipOf(await listPacked(bulk, edition.id), frame.consultation.closesAt);
    await pipeline(whole.read(bulk, 0, whole.bytes), nowhere());
  });
}
