import type { Db, Instant } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import type { Question } from '../questions.js';

/** The question set being prepared. Once the first issue is made it is out of use. @throws NotFound */
export async function getQuestionDraft(db: Db, consultationId: string): Promise<Question[]> {
  const row = await db('consultation').select('question_draft').where({ id: consultationId }).first();
  if (!row) throw new NotFound();
  return row.question_draft as Question[];
}

export const saveQuestionDraft = (trx: Db, consultationId: string, questions: Question[]): Promise<number> =>
  trx('consultation')
    .where({ id: consultationId })
    .update({ question_draft: JSON.stringify(questions) });

/** Issues a question set: the first at publication, later ones as corrections. @returns the issue's number */
export async function insertIssue(
  trx: Db,
  issue: { consultationId: string; questions: Question[]; note: string | null; by: string; at: Instant },
): Promise<number> {
  const { rows } = await trx.raw<{ rows: { number: number }[] }>(
    `insert into question_issue (consultation_id, number, questions, note, issued_at, issued_by)
     select :consultationId::uuid, coalesce(max(number), 0) + 1, :questions::jsonb, :note, :at::timestamptz, :by::uuid
     from question_issue where consultation_id = :consultationId::uuid
     returning number`,
    { ...issue, questions: JSON.stringify(issue.questions) },
  );
  return rows[0]!.number;
}
