import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { TestPortal } from '../support/portal.js';

const CHUNK = 256 * 1024;

/** An attachment of a frozen submission, straight into the tables. @returns its id */
export async function attach(
  { db }: TestPortal,
  submissionId: string,
  file: { name: string; text: string; confidential?: boolean; scan?: string },
): Promise<{ id: string; sha256: string }> {
  const bytes = Buffer.from(file.text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const completedAt = Temporal.Instant.from('2017-01-25T10:00:00Z');
  const [row] = await db('file')
    .insert({
      name: file.name,
      media_type: 'text/plain',
      bytes: bytes.length,
      sha256,
      completed_at: completedAt,
      scan: file.scan ?? 'not needed',
    })
    .returning('*');
  for (let ordinal = 0; ordinal * CHUNK < bytes.length; ordinal += 1) {
    const chunk = bytes.subarray(ordinal * CHUNK, (ordinal + 1) * CHUNK);
    await db('file_chunk').insert({ file_id: row!.id, ordinal, bytes: chunk });
  }
  const [attached] = await db('submission_attachment')
    .insert({
      submission_id: submissionId,
      question_key: 'files',
      file_id: row!.id,
      name: file.name,
      media_type: 'text/plain',
      bytes: bytes.length,
      sha256,
      confidential: file.confidential ?? false,
      reason: file.confidential ? 'SECRET-REASON of the file' : '',
      position: 0,
    })
    .returning('*');
  return { id: attached!.id, sha256 };
}
