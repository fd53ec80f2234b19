import outlook from '@kenjiuno/msgreader';
import { MailRefused, type Attached, type RawMail } from './mailFacts.js';
import { readEml, readHeaders } from './readEml.js';

// A CommonJS module: what it calls its default is a part of what is imported.
const MsgReader = outlook.default;

/** Mail, and what a mail system sends back; not a contact, a note or an entry of a calendar ([MS-OXCMAIL], [MS-OXOCAL]). */
const MAIL_CLASS = /^(?:REPORT\.)?IPM\.Note(?:\.|$)/i;

/**
 * Reads a mail as Outlook saves it ([MS-OXMSG]).
 * @throws MailRefused
 */
export async function readMsg(bytes: Buffer): Promise<RawMail> {
  const reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  const fields = read(() => reader.getFileData());
  if (fields.error) throw new MailRefused('is broken');
  if (!MAIL_CLASS.test(fields.messageClass ?? '')) throw new MailRefused('is no mail');
  const { date, received } = await readHeaders(fields.headers ?? '');
  return {
    senderName: fields.senderName ?? '',
    senderAddress: addressIn(
      fields.senderSmtpAddress,
      fields.sentRepresentingSmtpAddress,
      fields.senderEmail,
    ),
    subject: fields.subject ?? '',
    date,
    received,
    submittedAt: fields.clientSubmitTime,
    storedAt: fields.messageDeliveryTime,
    text: fields.body?.trim() ? fields.body : await textOfHtml(fields),
    attached: (fields.attachments ?? []).map((attachment, index): Attached => {
      const { fileName, content } = read(() => reader.getAttachment(attachment));
      return {
        name: attachment.innerMsgContent
          ? `${attachment.name ?? 'attached mail'}.msg`
          : (fileName ?? `attachment ${index + 1}`),
        mediaType: attachment.attachMimeTag ?? '',
        content: Buffer.from(content),
      };
    }),
  };
}

/** The library throws whatever it stumbles over. */
function read<T>(reading: () => T): T {
  try {
    return reading();
  } catch {
    throw new MailRefused('is broken');
  }
}

/** Within one company Outlook keeps an address of its own kind, which nobody can write to. */
const addressIn = (...given: (string | undefined)[]): string =>
  given.find((one) => one !== undefined && /^[^\s@/]+@[^\s@/]+$/.test(one)) ?? '';

/** By the same way as the HTML of a mail that was saved as it was sent. */
async function textOfHtml({
  html,
  bodyHtml,
  internetCodepage,
}: {
  html?: Uint8Array;
  bodyHtml?: string;
  internetCodepage?: number;
}): Promise<string> {
  const body = html?.length ? Buffer.from(html) : Buffer.from(bodyHtml ?? '');
  if (body.length === 0) return '';
  const charset = html?.length && internetCodepage ? `cp${internetCodepage}` : 'utf-8';
  const head = `From: a@example.org\r\nContent-Type: text/html; charset=${charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  const { text } = await readEml(Buffer.from(head + body.toString('base64')));
  return text;
}
