import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import pg from 'pg';
import { paths } from '../../src/paths.js';
import { pathIn } from '../../src/root.js';
import { serve } from './child.js';
import type { Pages } from './rehearsal.js';
import { QUESTIONS } from './rows.js';

/**
 * The limit: the least that Express, EJS and Postgres can do for the same requests. The same templates with objects
 * held in memory, the same rows in the same tables, one look-up of the session; no rules, no rights, no log.
 */
const pool = new pg.Pool({ connectionString: process.env['BENCH_DATABASE'], max: 10 });
const tasks = { listen };
export type BareTasks = typeof tasks;
serve(tasks);

/** @returns where it listens */
async function listen(pages: Pages): Promise<string> {
  const server = createServer(app(pages));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function app(pages: Pages) {
  const bare = express();
  bare.set('view engine', 'ejs');
  bare.set('views', pathIn('views'));

  bare.use(async (req, res, next) => {
    const sid = /portal\.sid=s%3A([^.]+)/.exec(req.headers.cookie ?? '')?.[1];
    const { rows } = await pool.query('select sess from session where sid = $1 and expire >= now()', [sid]);
    res.locals['person'] = (rows[0] as { sess: { personId: string } }).sess.personId;
    next();
  });
  bare.use(express.urlencoded({ extended: false, limit: '8mb' }));

  bare.get(paths.section.pattern, (_req, res) => res.render('responses/section', pages.section));
  bare.get(paths.check.pattern, (_req, res) => res.render('responses/check', pages.check));
  bare.post(paths.section.pattern, async (req, res) => {
    const typed = req.body as Record<string, string>;
    const answers = QUESTIONS.map(({ key }) =>
      answerRow(req, res.locals['person'] as string, key, typed[key]),
    );
    await insert(pool, 'draft_answer', answers);
    res.redirect(303, paths.check({ id: String(req.params['id']) }));
  });
  bare.post(paths.submit.pattern, async (req, res) => {
    const reference = await submit(String(req.params['id']), res.locals['person'] as string);
    res.redirect(303, paths.submission({ id: String(req.params['id']), reference }));
  });
  bare.post(paths.answer.pattern, async (req, res) => {
    const key = String(req.params['question']);
    const answer = answerRow(
      req,
      res.locals['person'] as string,
      key,
      (req.body as Record<string, string>)[key],
    );
    const { rows } = await insert(
      pool,
      'draft_answer',
      [answer],
      `on conflict (response_id, question_key) do update
       set value = excluded.value, saved_at = excluded.saved_at, version = draft_answer.version + 1 returning version`,
    );
    res.json({ version: (rows[0] as { version: number }).version, savedAt: answer.saved_at });
  });
  return bare;
}

const answerRow = (req: Request, person: string, key: string, text = '') => ({
  response_id: req.params['id'],
  question_key: key,
  value: { text },
  saved_at: new Date(),
  saved_by: person,
});

/** Stores what a submit stores: nine statements in a transaction. */
async function submit(id: string, person: string): Promise<string> {
  const db = await pool.connect();
  const now = new Date();
  const reference = randomBytes(8).toString('hex');
  try {
    await db.query('begin');
    const { rows } = await db.query<Record<string, string>>(
      `select r.consultation_id, r.organisation_id, d.party_id, c.closes_at, i.id as issue_id,
         (select json_object_agg(question_key, value) from draft_answer where response_id = r.id) as answers
       from response r join draft_party d on d.response_id = r.id join consultation c on c.id = r.consultation_id
       join question_issue i on i.consultation_id = c.id where r.id = $1`,
      [id],
    );
    const { consultation_id, organisation_id, party_id, closes_at, issue_id, answers = '' } = rows[0]!;
    const given = answers as unknown as Record<string, unknown>;
    const said = QUESTIONS.map((question) => ({ ...question, value: given[question.key] }));
    const record = JSON.stringify({ reference, id, said });
    const submission_id = randomUUID();
    const common = { received_at: now, recorded_at: now, deadline: closes_at, standing: 'in time' };
    const none = {
      for_organisation: false,
      confidential: false,
      confidential_reason: '',
      name_confidential: false,
    };
    const digest = createHash('sha256').update(record).digest('hex');
    await insert(db, 'submission', [
      {
        id: submission_id,
        reference,
        response_id: id,
        consultation_id,
        organisation_id,
        number: 1,
        kind: 'response',
        submit_key: randomUUID(),
        question_issue_id: issue_id,
        organisation_name: 'Organisation',
        submitted_by: person,
        name_confidential_reason: '',
        entered_by_secas: false,
        nonce: reference,
        record,
        digest,
        ...common,
        ...none,
      },
    ]);
    await insert(db, 'submitter', [{ submission_id, name: 'Colleague' }]);
    const party = { submission_id, party_id };
    await insert(db, 'submission_party', [
      { ...party, name: 'Organisation Limited', category: 'Small Supplier' },
    ]);
    await insert(
      db,
      'submission_answer',
      said.map(({ value, ...question }, position) => ({
        submission_id,
        question_key: question.key,
        position,
        question,
        value,
        confidential: false,
        reason: '',
      })),
    );
    await insert(db, 'representation', [{ ...party, consultation_id, since: now }]);
    await insert(db, 'audit_entry', [
      {
        action: 'response.submitted',
        at: now,
        person_id: person,
        consultation_id,
        organisation_id,
        subject_id: submission_id,
        detail: { reference },
      },
    ]);
    await insert(db, 'outbox_mail', [
      {
        kind: 'receipt',
        person_id: person,
        to_address: 'bench@bench.example',
        subject: `Receipt ${reference}`,
        body: RECEIPT,
      },
    ]);
    await db.query('update response set submitted_version = version where id = $1', [id]);
    await db.query('commit');
    return reference;
  } finally {
    db.release();
  }
}

const RECEIPT = 'Your response has been received. '.repeat(30);

/** A plain insert of rows that have the same columns. */
function insert(
  db: pg.Pool | pg.PoolClient,
  table: string,
  rows: Record<string, unknown>[],
  then = '',
): Promise<pg.QueryResult> {
  const columns = Object.keys(rows[0] ?? {});
  const places = rows.map(
    (_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
  );
  const values = rows.flatMap((row) => columns.map((column) => row[column]));
  return db.query(`insert into ${table} (${columns.join(', ')}) values ${places.join(', ')} ${then}`, values);
}
