import { createHash } from 'node:crypto';
import type { Db } from '../../../src/db/connection.js';
import { clock } from '../desk.js';

const CHUNK = 256 * 1024;

/** A file of a submission, put straight into the tables. @returns the attachment's id */
export async function aSubmittedFile(
  db: Db,
  submissionId: string,
  given: {
    name: string;
    mediaType: string;
    bytes: Buffer;
    scan?: 'clean' | 'waiting' | 'infected';
    confidential?: boolean;
  },
): Promise<string> {
  const { name, bytes, confidential = false } = given;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const at = clock.now();
  const facts = { name, media_type: given.mediaType, bytes: bytes.length, sha256 };
  const times = { begun_at: at, touched_at: at, completed_at: at };
  const [file] = await db('file')
    .insert({ ...facts, ...times, scan: given.scan ?? 'clean' })
    .returning('id');
  for (let ordinal = 0; ordinal * CHUNK < bytes.length; ordinal += 1) {
    const chunk = bytes.subarray(ordinal * CHUNK, (ordinal + 1) * CHUNK);
    await db('file_chunk').insert({ file_id: file!.id, ordinal, bytes: chunk });
  }
  const reason = confidential ? 'our tariffs' : '';
  const [attachment] = await db('submission_attachment')
    .insert({
      ...facts,
      submission_id: submissionId,
      file_id: file!.id,
      question_key: 'files',
      position: 0,
      confidential,
      reason,
    })
    .returning('id');
  return attachment!.id;
}
