import { Temporal } from 'temporal-polyfill';
import { codePassage } from '../../src/collation/themes/coding/codePassage.js';
import type { Question } from '../../src/consultations/questions.js';
import type { Db } from '../../src/db/connection.js';
import { aSecasColleague } from '../support/build.js';
import { allRead, insertResponses, type Answered } from './responses.js';
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

/** `:count` words of a vocabulary of 3,000, some in nearly every text and most in few, in sentences, different for each row. */
const WORDS = (count: number, row: string) =>
  `(select string_agg((array['meter','tariff','network','change','cost','supplier','clause','testing'])[k], ' ' order by n)
    from (select n, 1 + floor(8 * random())::int as k from generate_series(1, ${Math.floor(count / 10)}) n where ${row} is not null) w)
   || ' ' ||
   (select string_agg('w' || chr(97 + k % 26) || chr(97 + k / 26 % 26) || chr(97 + k / 676),
      case n % 14 when 0 then '. ' else ' ' end order by n)
    from (select n, floor(3000 * random() ^ 2)::int as k from generate_series(1, ${Math.floor(count * 0.9)}) n where ${row} is not null) w)`;

/** What a tenth of them were sent to say. */
const CAMPAIGN =
  '\n\nOur members ask the Panel to leave the lead time as it is, because suppliers have ordered their meters for the whole year and cannot test the new message before they are installed.';

const ANSWERS = `
  insert into submission_answer (submission_id, question_key, position, question, value, confidential, reason)
  select s.id, q ->> 'key', place, q,
    case when place = 1
      then jsonb_build_object('choice', (array['Approve', 'Reject', 'No view'])[1 + floor(random() * 3)::int],
        'rationale', ${WORDS(300, 's.id')} || case when random() < 0.1 then '${CAMPAIGN}' else '' end)
      else jsonb_build_object('text', ${WORDS(300, 's.id')}) end,
    place = 12 and s.id::text < '4', case when place = 12 then 'costs' else '' end
  from submission s join question_issue i on i.id = s.question_issue_id,
    jsonb_array_elements(i.questions) with ordinality e(q, place)
  where s.consultation_id = :id::uuid`;

/**
 * A consultation as the desk may have to bear it: 2,000 responses that count, of 12 answers of some 2 kB each, with
 * 5,000 attachments that have been read; half of them read by a colleague, a tenth commented on, and sixty coded.
 * @returns also for how long the worker read the answers: searchable, grouped and cut into sentences
 */
export async function aBusyDesk(
  db: Db,
): Promise<{ desk: Answered; readInS: number; themeId: string; groupId: string }> {
  const questions = [choice, ...QUESTIONS.slice(1)];
  // Whole at once, as each is when it is submitted: the worker takes a submission with its answers.
  const desk = await db.transaction((trx) =>
    insertResponses(trx, RESPONSES, { name: 'Busy', questions, answers: ANSWERS }),
  );
  const began = performance.now();
  await allRead(db);
  const readInS = (performance.now() - began) / 1000;
  await insertFiles(db, desk.id);
  await insertWork(db, desk.id);
  const themeId = await codeSome(db, desk.id);
  const group = await db('paragraph')
    .select('first_id')
    .groupBy('first_id')
    .orderByRaw('count(*) desc')
    .first();
  await db.raw('vacuum analyze');
  return { desk, readInS, themeId, groupId: group!.first_id };
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

/**
 * Sixty sentences of one theme, as many as are compared with what reads alike: the campaign's, which others sent too.
 * @returns the theme's id
 */
async function codeSome(db: Db, consultationId: string): Promise<string> {
  const by = await aSecasColleague(db);
  const place = { consultationId, questionKey: choice.key };
  const sentences = await db('sentence')
    .where({ question_key: choice.key, part: 'rationale' })
    .orderByRaw(`'member' <> all(words), submission_id, starts`)
    .limit(60);
  let theme = { id: '', newName: 'Lead time' };
  for (const { submission_id: submission, part, starts, ends } of sentences) {
    const given = { passage: { part, starts, ends }, theme };
    await codePassage(db, by, place, submission, given, Temporal.Now.instant());
    const { id } = (await db('theme').where({ consultation_id: consultationId }).first())!;
    theme = { id, newName: '' };
  }
  return theme.id;
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
