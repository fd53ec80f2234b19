import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Db } from '../../src/db/connection.js';
import { WORKER_HEAP } from '../../src/jobs/workerProcess.js';
import { paths } from '../../src/paths.js';
import type { Ending } from '../../src/reports/formats/formats.js';
import { startChild, type Child } from './child.js';
import { countFigure, median, quantile, rateFigure, type Figure } from './figures.js';
import { insertResponses, LONG_ANSWERS, type Answered } from './responses.js';
import { QUESTIONS, someDrafts } from './rows.js';
import { SECTION } from './journey.js';
import type { Portal, Stage } from './stage.js';
import type { WriterTasks } from './writer.js';

/** Of the copy's rate, in rows a second. */
const TABULAR: Partial<Record<Ending, number | null>> = { csv: 0.5, 'long.csv': null, json: null, xlsx: 0.2 };
const MOST_MB = 250;

/** A fifth of the responses has an attachment. */
const EACH = 5;

/**
 * Each format at 1,000, 10,000 and 100,000 responses of 12 answers of 200 characters, from the edition that was frozen;
 * the pack of the most of them; documents of long answers; and what others notice of it. The portal is held still
 * while something is written.
 */
export async function exports(stage: Stage): Promise<Figure[]> {
  const figures = await readersWait(stage);
  const whilePaused: Portal['whilePaused'] = (work) => stage.portal.whilePaused(work);
  const small = await whilePaused(() => tables(stage, 1_000));
  const many = await whilePaused(() => tables(stage, 10_000));
  const most = await whilePaused(() => tables(stage, 100_000));
  figures.push(...small.figures, ...many.figures, ...most.figures);
  for (const [what, s] of Object.entries(most.seconds)) {
    const named = { name: `${what}: 100000 against 10000`, unit: 'times as long', target: 11 };
    figures.push(countFigure(named, s / many.seconds[what]!));
  }
  figures.push(...(await whilePaused(() => packOf(stage, most.answered))));
  figures.push(await pageOf(stage, most.answered));
  figures.push(...(await whilePaused(() => documents(stage, many.answered))));
  return figures;
}

/** @returns with the figures the seconds that each thing took */
async function tables({ db, databaseUrl }: Stage, count: number) {
  const answered = await insertResponses(db, count, { name: `Export-${count}`, attachmentEach: EACH });
  const { id, reference } = answered;
  const frozen = await inWriter(databaseUrl, (writer) => writer.ask('freeze', { reference }));
  const seconds: Record<string, number> = { freeze: frozen.s };
  const figures = [
    countFigure({ name: `freeze ${count}`, unit: 's', target: null }, frozen.s),
    memoryFigure(`freeze ${count}`, frozen.mb),
  ];
  for (const [ending, target] of Object.entries(TABULAR)) {
    const ours: number[] = [];
    const limits: number[] = [];
    let most = 0;
    // Of the largest one round: it takes minutes.
    for (let round = 0; round < (count > 10_000 ? 1 : 3); round += 1) {
      const { s, mb } = await written(databaseUrl, id, ending as Ending);
      ours.push(count / s);
      seconds[ending] = Math.min(seconds[ending] ?? Infinity, s);
      most = Math.max(most, mb);
      limits.push(count / (await copied(databaseUrl, id)));
    }
    const beside = `psql \\copy of the same ${count} responses with their 12 answers, pivoted, as CSV`;
    const turns = { value: median(ours), limit: median(limits) };
    figures.push(
      rateFigure({ name: `${ending} ${count}`, unit: 'responses/s', beside, target }, turns),
      memoryFigure(`${ending} ${count}`, most),
    );
  }
  return { answered, figures, seconds };
}

/** What is stored as one pack with the attachments, and what is read from it. */
async function packOf({ databaseUrl }: Stage, { id }: Answered): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [task, flags] of [
    ['pack', [WORKER_HEAP]],
    // The web process sends it.
    ['zip', []],
  ] as const) {
    const ask = (writer: Child<WriterTasks>) => writer.ask(task, { consultationId: id });
    const { s, mb } = await inWriter(databaseUrl, ask, [...flags]);
    const name = `${task} of 100000 with 20000 attachments`;
    figures.push(countFigure({ name, unit: 's', target: null }, s), memoryFigure(name, mb));
  }
  return figures;
}

/** How long the report's page takes to come. */
async function pageOf({ db, portal, client }: Stage, { id, reference, reader }: Answered): Promise<Figure> {
  // The worker would make the files of the other version meanwhile: that is measured above.
  await db('report_making')
    .whereIn('edition_id', db('report_edition').where({ consultation_id: id }).select('id'))
    .update({ completed_at: db.fn.now() as never });
  const urls = [portal.origin + paths.panelConsultation({ reference })];
  const p95 = await client.ask('slowest', { urls, cookie: reader.cookie, times: 10 });
  return countFigure({ name: 'page of 100000 p95', unit: 'ms', target: 1_000 }, p95);
}

/** 1,000 responses of 16 kB each; and of short ones as many as a document holds. */
async function documents({ db, databaseUrl }: Stage, many: Answered): Promise<Figure[]> {
  const long = await insertResponses(db, 1_000, { name: 'Long', answers: LONG_ANSWERS });
  await inWriter(databaseUrl, (writer) => writer.ask('freeze', { reference: long.reference }));
  const figures: Figure[] = [];
  for (const [name, id, ending, target] of [
    ['docx of 16 MB', long.id, 'docx', 10],
    ['pdf of 16 MB', long.id, 'pdf', 20],
    ['docx 10000', many.id, 'docx', null],
    ['pdf 10000', many.id, 'pdf', null],
  ] as const) {
    const { s, mb } = await written(databaseUrl, id, ending);
    figures.push(countFigure({ name, unit: 's', target }, s), memoryFigure(name, mb));
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
    waits.push(...(await client.ask('waits', { ...asked, times: 50 })));
    firsts.push(await client.ask('firstByte', { url: pack, cookie: usual.reader.cookie }));
  }
  return [
    countFigure({ name: 'pack of 500 ready after', unit: 's', target: 60 }, ready),
    countFigure({ name: 'form p95', unit: 'ms', target: 50 }, alone),
    countFigure(
      { name: `form p95 beside a pack of ${LARGE}`, unit: 'ms', target: 50 },
      quantile(waits, 0.95),
    ),
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

const memoryFigure = (name: string, mb: number): Figure =>
  countFigure({ name: `${name} memory`, unit: 'MB', target: MOST_MB }, mb);

const written = (databaseUrl: string, consultationId: string, ending: Ending) =>
  inWriter(databaseUrl, (writer) => writer.ask('write', { consultationId, ending }));

async function inWriter<Result>(
  databaseUrl: string,
  work: (writer: Child<WriterTasks>) => Promise<Result>,
  flags = [WORKER_HEAP],
): Promise<Result> {
  const writer = startChild<WriterTasks>('writer.js', { BENCH_DATABASE: databaseUrl }, flags);
  try {
    return await work(writer);
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
