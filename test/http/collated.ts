import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';
import type { BuiltPerson } from '../support/build.js';
import { anEntry } from '../support/clarification.js';
import { NOW } from './everybody.js';
import { aReplyMail } from './files.js';

interface One {
  id: string;
}

const now = Temporal.Instant.from(NOW);

/** A theme of a question's frame. @returns its id */
export async function aTheme(db: Db, consultation: One, questionKey: string, by: One): Promise<string> {
  const theme = { question_key: questionKey, name: 'What stands in both', position: 1 };
  const [row] = await db('theme')
    .insert({ ...theme, consultation_id: consultation.id, made_at: now, made_by: by.id })
    .returning('id');
  return row!.id;
}

/** A paragraph that is the first of its group. @returns its id */
export async function aGroup(
  db: Db,
  submission: One,
  consultation: One,
  key: string,
  part: string,
): Promise<string> {
  const first = randomUUID();
  const passage = { question_key: key, part, starts: 0, ends: 5 };
  await db('paragraph').insert({
    id: first,
    consultation_id: consultation.id,
    submission_id: submission.id,
    ...passage,
    first_id: first,
  });
  return first;
}

/** A summary was published, and is being changed. */
export async function aSummaryBeingChanged(db: Db, consultation: One, by: One): Promise<void> {
  for (const version of [1, 2]) {
    const texts = { asked: 'What stands in it?', said: 'Enough.', next_steps: 'Nothing.' };
    const saved = { consultation_id: consultation.id, version, saved_at: now, saved_by: by.id };
    await db('summary_draft').insert({ ...saved, ...texts });
  }
  const published = { consultation_id: consultation.id, published_at: now, published_by: by.id };
  await db('published_summary').insert({ ...published, number: 1, version: 1, changed: '' });
}

/** SECAS asks to lift the marking of the answer `view`. */
export async function anAskedConsent(db: Db, submission: One, by: One): Promise<void> {
  await db('consent_request').insert({
    submission_id: submission.id,
    part: 'answer',
    question_key: 'view',
    reason: 'Why?',
    asked_at: now,
    asked_by: by.id,
  });
}

/** Something asked about an answer and replied by e-mail, which SECAS entered. @returns the mail's id */
export async function aThreadByMail(
  db: Db,
  submission: { id: string; responseId: string },
  question: string,
  secas: BuiltPerson,
): Promise<string> {
  const id = await aReplyMail(db, submission, secas);
  const entry = { submission, question, by: secas };
  await anEntry(db, { ...entry, text: 'What stands in the annex?' });
  const mail = { id, arrivedAt: '2017-02-10T09:42:00Z' };
  await anEntry(db, { ...entry, text: 'This does.', kind: 'replied', number: 2, mail });
  return id;
}
