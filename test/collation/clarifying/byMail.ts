import { paths } from '../../../src/paths.js';
import { submitForm, type Reply } from '../../support/browse.js';
import { anEml } from '../../support/mail.js';
import { desk } from '../desk.js';
import { uploadOn } from '../mails/mailing.js';
import { anAnswer, ASKING } from './clarifying.js';

/** The form in which SECAS enters what a mail replies. */
export const ENTERING = { form: '.portal-beside form' };

/** An answer that SECAS has asked about, with the addresses of entering a reply. */
export async function anAskedAnswer(options: Parameters<typeof anAnswer>[0] = {}) {
  const answer = await anAnswer(options);
  const { company, consultation, submission, url } = answer;
  await submitForm(desk, url, { text: 'How dear?' }, ASKING);
  const at = { reference: consultation.reference, submission: submission.id, question: 'view' };
  const entering = { page: paths.deskEnterReply(at), action: paths.deskReplyMails(at) };
  return { ...answer, ...entering, from: `${company.by.name} <${company.by.email}>` };
}

type Asked = Pick<Awaited<ReturnType<typeof anAskedAnswer>>, 'page' | 'action' | 'from'>;

/** Uploads a mail on a thread. @returns where the form to enter it is, and the mail's id */
export async function uploadReply(
  asked: Asked,
  mail: Parameters<typeof anEml>[0] = {},
): Promise<{ address: string; mail: string; bytes: Buffer }> {
  const bytes = anEml({ from: asked.from, ...mail });
  const reply = await uploadOn(asked, bytes, 'Their reply.eml');
  const address = reply.headers['location'] ?? '';
  const id = /\?mail=([0-9a-f-]{36})$/.exec(address)?.[1];
  if (!id) throw new Error(`Not taken: ${reply.status} ${reply.text.slice(0, 2_000)}`);
  return { address, mail: id, bytes };
}

/** Uploads a mail on a thread and enters it, as the form is filled in but for `fields`. */
export async function enterReply(
  asked: Asked,
  fields: Record<string, string> = {},
  mail: Parameters<typeof anEml>[0] = {},
): Promise<Reply> {
  const { address } = await uploadReply(asked, mail);
  return submitForm(desk, address, fields, ENTERING);
}
