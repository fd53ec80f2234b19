import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';
import type { BuiltPerson } from '../support/build.js';
import { anEml } from '../support/mail.js';
import { aDraftResponse } from '../support/draft.js';

const at = (text: string) => Temporal.Instant.from(text);

/** A file as it is kept; what links it is up to the caller. */
async function aStoredFile(
  db: Db,
  name: string,
  mediaType = 'text/plain',
  content = `What stands in ${name}`,
) {
  const bytes = Buffer.from(content);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const kept = { name, media_type: mediaType, bytes: bytes.length, sha256 };
  const [row] = await db('file')
    .insert({ ...kept, completed_at: at('2017-01-24T10:00:00Z'), scan: 'not needed' })
    .returning('*');
  await db('file_chunk').insert({ file_id: row!.id, ordinal: 0, bytes });
  return { ...kept, file_id: row!.id };
}

/** A file of a draft, of a type that is also looked at. @returns the attachment's id */
export async function aDraftFile(db: Db, responseId: string, by: BuiltPerson): Promise<string> {
  const { file_id } = await aStoredFile(db, 'Draft.pdf', 'application/pdf');
  const linked = { response_id: responseId, question_key: 'files', file_id, added_by: by.id };
  const [row] = await db('draft_attachment')
    .insert({ ...linked, added_at: at('2017-01-24T10:00:00Z') })
    .returning('*');
  return row!.id;
}

/** A file that was submitted. @returns the attachment's id */
export async function aSubmittedFile(db: Db, submissionId: string, confidential = false): Promise<string> {
  const file = await aStoredFile(db, 'Submitted.txt');
  const reason = confidential ? 'prices' : '';
  const [row] = await db('submission_attachment')
    .insert({
      ...file,
      submission_id: submissionId,
      question_key: 'files',
      confidential,
      reason,
      position: 0,
    })
    .returning('*');
  return row!.id;
}

/** A document of a consultation. @returns its id */
export async function aDocument(db: Db, consultationId: string, position: number): Promise<string> {
  const { file_id } = await aStoredFile(db, 'Report.txt');
  const document = { consultation_id: consultationId, file_id, title: `Document ${position}`, position };
  const [row] = await db('document')
    .insert({ ...document, added_at: at('2017-01-18T09:00:00Z') })
    .returning('*');
  return row!.id;
}

/** A draft that SECAS is entering from what came by e-mail. */
export async function anEnteredDraft(db: Db, options: Parameters<typeof aDraftResponse>[1]) {
  const draft = await aDraftResponse(db, options);
  const { file_id } = await aStoredFile(db, 'Their e-mail.txt');
  const came = { arrived_at: at('2017-02-01T10:00:00Z'), arrived_how: 'e-mail', original_file_id: file_id };
  await db('response')
    .where({ id: draft.id })
    .update({ entered_by_secas: true, ...came });
  return { id: draft.id, attachment: await aDraftFile(db, draft.id, options.by) };
}

/** What SECAS entered and submitted has an original, as if it had come by e-mail. */
export async function withOriginal(db: Db, responseId: string): Promise<void> {
  const { file_id } = await aStoredFile(db, 'Their e-mail.txt');
  await db('response')
    .where({ id: responseId })
    .update({ entered_by_secas: true, arrived_how: 'e-mail', original_file_id: file_id });
}

/** A mail that SECAS uploaded, with an attachment; what is entered from it, if anything. @returns its id */
export async function aMail(
  db: Db,
  consultationId: string,
  by: BuiltPerson,
  response?: { id: string },
  name = `${consultationId} ${response?.id ?? 'waits'}`,
): Promise<string> {
  const content = anEml({ subject: name, attachments: [{ name: 'Costs.csv', content: 'a,b' }] }).toString();
  const { file_id } = await aStoredFile(db, `${name}.eml`, 'message/rfc822', content);
  const [row] = await db('arrived_mail')
    .insert({
      consultation_id: consultationId,
      file_id,
      uploaded_at: at('2017-02-01T10:00:00Z'),
      uploaded_by: by.id,
      sender_name: 'Priya Shah',
      sender_address: 'priya@northmoor.example',
      subject: name,
      body: 'We approve.',
      body_cut: false,
      attachments: JSON.stringify([{ name: 'Costs.csv', bytes: 3, mediaType: 'text/csv' }]),
      response_id: response?.id ?? null,
    })
    .returning('*');
  if (response) await db('response').where({ id: response.id }).update({ original_file_id: file_id });
  return row!.id;
}

/** A mail from which replies in the threads of a response are entered. @returns its id */
export async function aReplyMail(
  db: Db,
  submission: { id: string; responseId: string },
  by: BuiltPerson,
  name?: string,
): Promise<string> {
  const { consultation_id } = (await db('submission').where({ id: submission.id }).first())!;
  const id = await aMail(db, consultation_id, by, undefined, name);
  await db('arrived_mail').where({ id }).update({ replied_response_id: submission.responseId });
  return id;
}
