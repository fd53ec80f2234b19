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
  });
}
