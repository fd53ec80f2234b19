import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';

/** Something said in a thread on an answer, put straight into the tables; the first question unless told otherwise. */
export async function anEntry(
  db: Db,
  entry: {
    submission: { id: string; responseId: string };
    question: string;
    by: { id: string };
    text: string;
    kind?: 'asked' | 'replied' | 'closed' | 'reopened';
    number?: number;
    confidential?: boolean;
    reason?: string;
    at?: string;
    /** from which it was entered */
    mail?: { id: string; arrivedAt: string };
  },
): Promise<void> {
  const submission = (await db('submission').where({ id: entry.submission.id }).first())!;
  await db('clarification_entry').insert({
    response_id: entry.submission.responseId,
    consultation_id: submission.consultation_id,
    submission_id: submission.id,
    question_key: entry.question,
    number: entry.number ?? 1,
    kind: entry.kind ?? 'asked',
    key: randomUUID(),
    text: entry.text,
    confidential: entry.confidential ?? false,
    reason: entry.reason ?? '',
    written_at: Temporal.Instant.from(entry.at ?? '2017-02-10T10:00:00Z'),
    written_by: entry.by.id,
    mail_id: entry.mail?.id ?? null,
    arrived_at: entry.mail ? Temporal.Instant.from(entry.mail.arrivedAt) : null,
  });
}

/** A thread on the first answer of a submission: asked, replied to, asked again. @returns where it stands */
export async function aThread(
  db: Db,
  of: { response_id: string; reference: string },
  secas: { id: string },
  respondent: { id: string },
) {
  const at = (await db('submission_answer as a')
    .join('submission as s', 's.id', 'a.submission_id')
    .join('consultation as c', 'c.id', 's.consultation_id')
    .where({ 's.response_id': of.response_id, 's.reference': of.reference })
    .orderBy('a.position')
    .first('s.id as submission', 's.response_id as id', 'c.reference', 'a.question_key as question'))!;
  const place = { submission: { id: at.submission, responseId: at.id }, question: at.question };
  await anEntry(db, { ...place, by: secas, text: 'What do you mean?' });
  await anEntry(db, { ...place, by: respondent, text: 'This.', kind: 'replied', number: 2 });
  await anEntry(db, { ...place, by: secas, text: 'And by that?', number: 3 });
  return at;
}
