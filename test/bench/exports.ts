import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';
import { paths } from '../../src/paths.js';
import { freezeReport } from '../../src/reports/editions/freezeReport.js';
import type { Ending } from '../../src/reports/formats/formats.js';
import { startChild } from './child.js';
import { countFigure, median, rateFigure, type Figure } from './figures.js';
import { insertResponses, LONG_ANSWERS } from './responses.js';
import { QUESTIONS, someDrafts } from './rows.js';
import { SECTION } from './journey.js';
import type { Stage } from './stage.js';
import type { WriterTasks } from './writer.js';

const COUNTS = [1_000, 10_000, 100_000];
/** Of the copy's rate, in rows a second. */
const TABULAR: Partial<Record<Ending, number | null>> = { csv: 0.5, 'long.csv': null, json: null, xlsx: 0.2 };
const MOST_MB = 250;

/**
 * Each format at 1,000, 10,000 and 100,000 responses of 12 answers of 200 characters, from the edition that was frozen;
 * documents of long answers; and what others notice of it. The portal is held still meanwhile.
 */
export async function exports(stage: Stage): Promise<Figure[]> {
  const figures = await readersWait(stage);
  await stage.portal.whilePaused(async () => {
    for (const count of COUNTS) figures.push(...(await tables(stage, count)));
    figures.push(...(await documents(stage)));
  });
  return figures;
}

async function tables({ db, databaseUrl }: Stage, count: number): Promise<Figure[]> {
  const { id } = await insertResponses(db, count, { name: 'Export' });
  const figures: Figure[] = [];
  const began = performance.now();
  await freeze(db, id);
  const rate = count / ((performance.now() - began) / 1000);
  figures.push(countFigure({ name: `freeze ${count}`, unit: 'responses/s', target: null }, rate));
  for (const [ending, target] of Object.entries(TABULAR)) {
    const ours: number[] = [];
    const limits: number[] = [];
    let most = 0;
    // Of the largest one round: it takes minutes.
    for (let round = 0; round < (count > 10_000 ? 1 : 3); round += 1) {
      const { s, mb } = await written(databaseUrl, id, ending as Ending);
      ours.push(count / s);
      most = Math.max(most, mb);
      limits.push(count / (await copied(databaseUrl, id)));
    }
    const beside = `psql \\copy of the same ${count} responses with their 12 answers, pivoted, as CSV`;
    const turns = { value: median(ours), limit: median(limits) };
    figures.push(
      rateFigure({ name: `${ending} ${count}`, unit: 'responses/s', beside, target }, turns),
      countFigure({ name: `${ending} ${count} memory`, unit: 'MB', target: MOST_MB }, most),
    );
  }
  return figures;
}

/** 1,000 responses of 16 kB each; and of short ones as many as a document holds. */
async function documents({ db, databaseUrl }: Stage): Promise<Figure[]> {
  const long = await insertResponses(db, 1_000, { name: 'Long', answers: LONG_ANSWERS });
  await freeze(db, long.id);
  const many = await db('consultation').where({ reference: 'BENCH-EXPORT-10000' }).first('id');
  const figures: Figure[] = [];
  for (const [name, id, ending, target] of [
    ['docx of 16 MB', long.id, 'docx', 10],
    ['pdf of 16 MB', long.id, 'pdf', 20],
    ['docx 10000', many!.id, 'docx', null],
    ['pdf 10000', many!.id, 'pdf', null],
  ] as const) {
    const { s, mb } = await written(databaseUrl, id, ending);
    figures.push(
      countFigure({ name, unit: 's', target }, s),
      countFigure({ name: `${name} memory`, unit: 'MB', target: MOST_MB }, mb),
    );
  }
  return figures;
}

const PARTIES_OF_A_REGISTER = 500;
const LARGE = 10_000;

/**
 * How long the Panel waits for the pack of 500 responses after the closure; and, while the files of 10,000 are made,
 * how long a respondent waits for the form, and the Panel for the first byte of a pack.
 */
async function readersWait({ db, portal, client }: Stage): Promise<Figure[]> {
  const insert = (count: number, name: string) =>
    portal.whilePaused(() => insertResponses(db, count, { name }));
  const usual = await insert(PARTIES_OF_A_REGISTER, 'Usual');
  const ready = await untilMade(db, usual.id);
  const [draft] = await someDrafts(db, 1);
  const form = portal.origin + paths.section({ id: draft!.id, section: SECTION });
  const asked = { urls: [form], cookie: draft!.cookie, times: 200 };
  const alone = await client.ask('slowest', asked);
  const large = await insert(LARGE, 'Large');
  const waits: number[] = [];
  const firsts: number[] = [];
  const made = untilMade(db, large.id);
  let done = false;
  void made.then(() => (done = true));
  const pack = portal.origin + paths.pack({ reference: usual.reference });
  while (!done) {
    waits.push(await client.ask('slowest', { ...asked, times: 50 }));
    firsts.push(await client.ask('firstByte', { url: pack, cookie: usual.reader.cookie }));
  }
  return [
    countFigure({ name: 'pack of 500 ready after', unit: 's', target: 60 }, ready),
    countFigure({ name: 'form p95', unit: 'ms', target: 50 }, alone),
    countFigure({ name: `form p95 beside a pack of ${LARGE}`, unit: 'ms', target: 50 }, Math.max(...waits)),
    countFigure({ name: 'first byte of a pack beside', unit: 'ms', target: 200 }, Math.max(...firsts)),
    countFigure({ name: `pack of ${LARGE} ready after`, unit: 's', target: null }, await made),
  ];
}

/** @returns the seconds until all files of its first edition for all are there */
async function untilMade(db: Db, consultationId: string): Promise<number> {
  const began = performance.now();
  const complete = () =>
    db('report_making as m')
      .join('report_edition as e', 'e.id', 'm.edition_id')
      .where({ consultation_id: consultationId, version: 'all' })
      .whereNotNull('completed_at')
      .first('e.id');
  while (!(await complete())) await wait(100);
  return (performance.now() - began) / 1000;
}

async function freeze(db: Db, id: string): Promise<void> {
  const { reference } = (await db('consultation').where({ id }).first('reference'))!;
  await freezeReport(db, reference, Temporal.Now.instant());
}

async function written(databaseUrl: string, consultationId: string, ending: Ending) {
  const writer = startChild<WriterTasks>('writer.js', { BENCH_DATABASE: databaseUrl });
  try {
    return await writer.ask('write', { consultationId, ending });
  } finally {
    writer.stop();
  }
}

/** @returns its seconds */
async function copied(databaseUrl: string, consultationId: string): Promise<number> {
  const answers = QUESTIONS.map(
    ({ key }) => `max(a.value ->> 'text') filter (where a.question_key = '${key}') as ${key}`,
  );
  const rows = `
    select s.organisation_name, s.reference, p.category, p.name, s.kind, s.received_at, s.standing, s.entered_by_secas,
      ${answers.join(', ')}, s.digest
    from submission s
    join representation r on r.submission_id = s.id
    join submission_party p on p.submission_id = s.id and p.party_id = r.party_id
    join submission_answer a on a.submission_id = s.id
    where s.consultation_id = '${consultationId}' group by s.id, p.submission_id, p.party_id order by s.organisation_name`;
  const began = performance.now();
  const command = `\\copy (${rows.replaceAll(/\s+/g, ' ')}) to '/dev/null' csv header`;
  await promisify(execFile)('psql', [
    databaseUrl,
    '--no-psqlrc',
    '--quiet',
    '--set',
    'ON_ERROR_STOP=1',
    '--command',
    command,
  ]);
  return (performance.now() - began) / 1000;
}
