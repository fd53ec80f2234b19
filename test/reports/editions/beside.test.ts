import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { startChores } from '../../../src/jobs/chores.js';
import { sweepOf } from '../../../src/jobs/work.js';
import { listDueReports } from '../../../src/reports/editions/due.store.js';
import { freezeReport } from '../../../src/reports/editions/freezeReport.js';
import { FORMATS, type Format } from '../../../src/reports/formats/formats.js';
import { writeLatestPack } from '../../../src/reports/pack/writeLatestPack.js';
import { aConsultation } from '../../support/build.js';
import type { TestPortal } from '../../support/portal.js';
import { aReport } from '../aReport.js';
import { unzip } from '../reading.js';
import { aFrozenReport } from './aFrozenReport.js';

/** Another consultation, closed at the same moment. */
async function anotherClosed({ db }: TestPortal) {
  const other = await aConsultation(db);
  const { last_closes_at, closed_at } = (await db('closure').first())!;
  await db('closure').insert({ consultation_id: other.id, last_closes_at, closed_at });
  return other;
}

/** Of which consultations files are still to be made, once for each version. */
const unmade = ({ db }: TestPortal): Promise<string[]> =>
  db('report_making as m')
    .join('report_edition as e', 'e.id', 'm.edition_id')
    .whereNull('m.completed_at')
    .pluck('e.consultation_id');

/** What the worker does about reports, while the workbook of one consultation is held up until it is let go. */
async function whileHeldUp(
  portal: TestPortal,
  { id }: { id: string },
  during: (letGo: () => void) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const format: Format = FORMATS.xlsx;
  const { write } = format;
  let letGo = () => {};
  const free = new Promise<void>((done) => (letGo = done));
  const begun = new Promise<void>((begin) => {
    format.write = async (bulk, report, out) => {
      if (report.consultation.id === id) {
        begin();
        await free;
      }
      return write(bulk, report, out);
    };
  });
  const chores = sweepOf(portal.deps, stopping.signal).filter(({ name }) => name.includes('reports'));
  const worker = startChores(chores, portal.deps.log);
  await begun;
  try {
    await during(letGo);
  } finally {
    stopping.abort();
    letGo();
    await worker.stop();
    format.write = write;
  }
}

/** Asks again and again, for twenty seconds at most. */
async function until(come: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200 && !(await come()); tries += 1) await delay(100);
  assert.ok(await come());
}

test('a report is frozen at its closing, whatever files are being made', async () => {
  const { db, portal, consultation } = await aFrozenReport();
  await whileHeldUp(portal, consultation, async () => {
    const other = await anotherClosed(portal);
    await until(async () => !!(await db('report_edition').where({ consultation_id: other.id }).first()));
    assert.ok((await unmade(portal)).includes(consultation.id), 'those of the other are still being made');
  });
});

test('of what is due at once, the report with the fewest submissions is frozen first', async () => {
  const { portal, db, consultation } = await aReport({ closed: false });
  const closed_at = portal.clock.now();
  const last_closes_at = closed_at.subtract({ minutes: 1 });
  await db('closure').insert({ consultation_id: consultation.id, last_closes_at, closed_at });
  const other = await anotherClosed(portal);
  assert.ok(consultation.reference < other.reference, 'it is not the order of their references');
  assert.deepEqual(await listDueReports(db, closed_at), [other.reference, consultation.reference]);
});

test('the files of other reports are made beside those of a large one, which take minutes', async () => {
  const { db, portal, consultation, submissions } = await aFrozenReport();
  // As if it had more than a thousand responses.
  const { id } = (await db('report_edition').where({ version: 'all' }).first())!;
  const one = (await db('report_edition_response').where({ edition_id: id }).first())!;
  await db('report_edition_response').insert({
    ...one,
    position: 1_000,
    submission_id: submissions.late.id,
  });
  const other = await anotherClosed(portal);
  await freezeReport(db, other.reference, portal.clock.now());
  await whileHeldUp(portal, consultation, async (letGo) => {
    await until(async () => !(await unmade(portal)).includes(other.id));
    assert.deepEqual(await unmade(portal), [consultation.id]);
    letGo();
    await until(async () => (await unmade(portal)).length === 0);
  });
});

test('a pack that is asked for at the command line waits for no other', async () => {
  const { db, portal, consultation } = await aFrozenReport();
  const other = await anotherClosed(portal);
  await freezeReport(db, other.reference, portal.clock.now());
  const out = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(out),
    writeLatestPack(portal.deps, consultation.reference, 'all', out),
  ]);
  assert.ok((await unzip(bytes))['report.xlsx']);
  assert.deepEqual(await unmade(portal), [other.id, other.id]);
});
