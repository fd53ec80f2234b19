import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { paths } from '../../src/paths.js';
import { durationFigure, type Figure } from './figures.js';
import { insertResponses, type Answered } from './responses.js';
import { QUESTIONS } from './rows.js';
import type { Stage } from './stage.js';

const RESPONSES = 10_000;

/** The table of 10,000 responses as CSV, until the last byte is there. */
export const csv = (stage: Stage): Promise<Figure[]> =>
  exported(stage, 'csv', (reference) => paths.reportFile({ reference, ending: 'csv' }));

/** The workbook of the same. */
export const xlsx = (stage: Stage): Promise<Figure[]> =>
  exported(stage, 'xlsx', (reference) => paths.reportFile({ reference, ending: 'xlsx' }));

async function exported(
  stage: Stage,
  name: string,
  pathOf: (reference: string) => string,
): Promise<Figure[]> {
  const { databaseUrl, portal, client, inTurns } = stage;
  const answered = await answeredOn(stage);
  const url = portal.origin + pathOf(answered.reference);
  const turns = await inTurns(
    () => client.ask('download', { url, cookie: answered.reader.cookie }),
    () => copied(databaseUrl, answered.id),
  );
  const beside = 'psql \\copy of the same 10,000 responses with their 12 answers, pivoted, as CSV';
  return [durationFigure({ name, unit: 's', beside, target: null }, turns)];
}

const stages = new WeakMap<Stage, Promise<Answered>>();

/** The same responses for both, put in when the first of them is measured. */
function answeredOn(stage: Stage): Promise<Answered> {
  const answered = stages.get(stage) ?? insertResponses(stage.db, RESPONSES);
  stages.set(stage, answered);
  return answered;
}

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
