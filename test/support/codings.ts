import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';
import { next, type BuiltPerson } from './build.js';

const AT = Temporal.Instant.from('2017-02-10T10:00:00Z');

/** A theme of a question, with which the answers of these submissions are coded as a whole, put straight into the tables. */
export async function aTheme(
  db: Db,
  of: { consultationId: string; question: string; name: string; by: BuiltPerson },
  submissions: { id: string }[],
): Promise<string> {
  const { consultationId: consultation_id, question: question_key, name, by } = of;
  const frame = { consultation_id, question_key };
  const [theme] = await db('theme')
    .insert({ ...frame, name, position: next(), made_at: AT, made_by: by.id })
    .returning('id');
  for (const submission of submissions) await codeWith(db, theme!.id, submission);
  return theme!.id;
}

export async function codeWith(db: Db, themeId: string, submission: { id: string }): Promise<void> {
  const { consultation_id, question_key, made_by } = (await db('theme').where({ id: themeId }).first())!;
  const frame = { consultation_id, question_key, theme_id: themeId, first_theme_id: themeId };
  await db('coding').insert({ ...frame, submission_id: submission.id, coded_at: AT, coded_by: made_by });
}
