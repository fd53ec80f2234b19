import type { Db } from '../../src/db/connection.js';
import type { BuiltPerson } from '../support/build.js';
import { aReplyMail } from '../http/files.js';
import { anEntry } from '../support/clarification.js';

interface Of {
  id: string;
  responseId: string;
}

/** Clarifications that could leak, and some that anybody may read, beside the answers of a report. */
export async function addThreads(
  db: Db,
  { openly, whole, nameless, late }: Record<'openly' | 'whole' | 'nameless' | 'late', Of>,
  { secas, by }: Record<'secas' | 'by', BuiltPerson>,
): Promise<void> {
  const ask = (submission: Of, question: string, text: string, confidential = false, number = 1) =>
    anEntry(db, { submission, question, by: secas, text, confidential, number });
  const reply = (submission: Of, question: string, text: string, number: number, reason?: string) =>
    anEntry(db, {
      submission,
      question,
      by,
      text,
      number,
      kind: 'replied',
      confidential: reason !== undefined,
      reason,
    });

  await ask(openly, 'view', '=Which second line?');
  await reply(openly, 'view', 'The one <b>below</b>.', 2);
  await anEntry(db, { submission: openly, question: 'view', by: secas, text: '', kind: 'closed', number: 3 });
  await ask(openly, 'legal-text', 'Which “must”?');
  await reply(openly, 'legal-text', 'Every one.', 2);
  // Openly asked, confidentially replied, and asked on: a comment beside it may repeat the reply.
  await ask(openly, 'lead-time', 'Six of what?');
  await reply(openly, 'lead-time', 'SECRET-REPLY: months after our merger', 2, 'SECRET-REASON of the reply');
  await ask(openly, 'lead-time', 'SECRET-ASKED: which merger?', true, 3);
  await reply(openly, 'lead-time', 'SECRET-REPLY, though its writer did not say so', 4);
  await db('secas_comment').insert({
    consultation_id: (await db('submission').where({ id: openly.id }).first())!.consultation_id,
    submission_id: openly.id,
    question_key: 'lead-time',
    text: 'SECRET-COMMENT: after the merger',
    written_at: (await db('clarification_entry').first())!.written_at,
    written_by: secas.id,
  });
  // Beside an answer, a response and a name that are confidential, written when they were not.
  await ask(openly, 'other', 'SECRET-ASKED: do you mean what you say?');
  await ask(whole, 'view', 'SECRET-ASKED of the whole');
  await reply(whole, 'view', 'SECRET-REPLY of the whole', 2);
  await ask(whole, 'legal-text', 'SECRET-ASKED of the rows');
  await ask(nameless, 'view', 'SECRET-ASKED of whom we know');
  await reply(nameless, 'view', 'SECRET-REPLY by Shy Energy', 2);
  await ask(late, 'view', 'SECRET-ASKED of what is not admitted');
  // What SECAS entered from mails, of which nothing but the reply stands in a report.
  const mailed = async (submission: Of, question: string, text: string, number: number, reason?: string) => {
    const mail = await aReplyMail(db, submission, secas, `SECRET-FILE of ${text}`);
    const entry = { submission, question, by: secas, text, number, kind: 'replied' as const };
    const marked = { confidential: reason !== undefined, reason };
    await anEntry(db, { ...entry, ...marked, mail: { id: mail, arrivedAt: '2017-02-09T16:42:00Z' } });
  };
  await mailed(openly, 'legal-text', 'By mail: all of them.', 3);
  await mailed(openly, 'lead-time', 'SECRET-REPLY that came by mail', 5, 'SECRET-REASON of the mail');
  await mailed(nameless, 'view', 'SECRET-REPLY by mail of Shy Energy', 3);
}
