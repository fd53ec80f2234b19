import { setTimeout as wait } from 'node:timers/promises';
import type { Question } from '../../src/consultations/questions.js';
import type { Db } from '../../src/db/connection.js';
import { aSecasColleague } from '../support/build.js';
import { insertResponses, type Answered } from './responses.js';
import { QUESTIONS } from './rows.js';

export const RESPONSES = 2_000;
const FILES = 5_000;

const choice: Question = {
  key: 'view',
  section: 'Your views',
  ask: 'Should it be approved?',
  type: 'single-choice',
  options: ['Approve', 'Reject', 'No view'],
  rationale: true,
};

/** `:count` words of a vocabulary of 3,000, some in nearly every text and most in few, different for each row. */
const WORDS = (count: number, row: string) =>
  `(select string_agg((array['meter','tariff','network','change','cost','supplier','clause','testing'])[k], ' ' order by n)
    from (select n, 1 + floor(8 * random())::int as k from generate_series(1, ${Math.floor(count / 10)}) n where ${row} is not null) w)
   || ' ' ||
   (select string_agg('w' || chr(97 + k % 26) || chr(97 + k / 26 % 26) || chr(97 + k / 676), ' ' order by n)
    from (select n, floor(3000 * random() ^ 2)::int as k from generate_series(1, ${Math.floor(count * 0.9)}) n where ${row} is not null) w)`;

const ANSWERS = `
  insert into submission_answer (submission_id, question_key, position, question, value, confidential, reason)
  select s.id, q ->> 'key', place, q,
    case when place = 1
      then jsonb_build_object('choice', (array['Approve', 'Reject', 'No view'])[1 + floor(random() * 3)::int],
        'rationale', ${WORDS(300, 's.id')})
      else jsonb_build_object('text', ${WORDS(300, 's.id')}) end,
    place = 12 and s.id::text < '4', case when place = 12 then 'costs' else '' end
  from submission s join question_issue i on i.id = s.question_issue_id,
    jsonb_array_elements(i.questions) with ordinality e(q, place)
  where s.consultation_id = :id::uuid`;

/**
 * A consultation as the desk may have to bear it: 2,000 responses that count, of 12 answers of some 2 kB each, with
 * 5,000 attachments that have been read; half of them read by a colleague, and a tenth commented on.
 * @returns also for how long the worker made the answers searchable
 */
export async function aBusyDesk(db: Db): Promise<{ desk: Answered; indexedInS: number }> {
  const questions = [choice, ...QUESTIONS.slice(1)];
  // Whole at once, as each is when it is submitted: the worker takes a submission with its answers.
  const desk = await db.transaction((trx) =>
    insertResponses(trx, RESPONSES, { name: 'Busy', questions, answers: ANSWERS }),
  );
  const began = performance.now();
  while (await someUnindexed(db)) await wait(500);
  const indexedInS = (performance.now() - began) / 1000;
  await insertFiles(db, desk.id);
  await insertWork(db, desk.id);
  await db.raw('vacuum analyze');
  return { desk, indexedInS };
}

/** What SECAS has done so far. */
async function insertWork(db: Db, id: string): Promise<void> {
  const { id: by } = await aSecasColleague(db);
  await db.raw(
    `insert into reading_mark (submission_id, person_id, read_at)
     select id, :by::uuid, now() from submission where consultation_id = :id and random() < 0.5`,
    { id, by },
  );
  await db.raw(
    `insert into secas_comment (consultation_id, submission_id, question_key, text, written_at, written_by)
     select :id::uuid, id, 'view', 'Thank you', now(), :by::uuid from submission
     where consultation_id = :id and random() < 0.1`,
    { id, by },
  );
}

/** Files of two parts each, as if the worker had read them: a process for each of 5,000 is another measurement. */
async function insertFiles(db: Db, id: string): Promise<void> {
  const hash = '0'.repeat(64);
  await db.raw(
    `with s as (
       select id, row_number() over () as place from submission where consultation_id = :id
     ), f as (
       insert into file (name, media_type, bytes, sha256, completed_at)
       select 'Annex ' || n || '.txt', 'text/plain', 1, :hash, now() from generate_series(0, ${FILES - 1}) n returning *
     ), read as (
       insert into file_indexed (file_id, outcome, indexed_at) select id, 'read', now() from f
     )
     insert into submission_attachment (submission_id, question_key, file_id, name, media_type, bytes, sha256,
       confidential, reason, position)
     select s.id, 'q2', f.id, f.name, f.media_type, 1, :hash, false, '', 0
     from f join s on s.place = 1 + split_part(split_part(f.name, ' ', 2), '.', 1)::int % ${RESPONSES}`,
    { id, hash },
  );
  await db.raw(
    `insert into file_text (file_id, part, text)
     select i.file_id, part, ${WORDS(1_500, 'i.file_id')} from file_indexed i, generate_series(0, 1) part`,
  );
}

const someUnindexed = async (db: Db): Promise<boolean> =>
  (
    await db.raw<{ rows: [{ left: boolean }] }>(
      `select exists (select from submission s where not exists (
         select from submission_indexed where submission_id = s.id)) as left`,
    )
  ).rows[0].left;
