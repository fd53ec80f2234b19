import { parseMail } from '../../collation/mails/readEml.js';
import { marksIn } from './mark.js';
import { readDeliveryStatus, type Reported } from './report.rules.js';

/** A delivery status notification: nothing in it is known to be true. */
export interface Report {
  reported: Reported[];
  /** what may be the mark of the mail that it is about */
  marks: string[];
}

const STATUS = /^message\/(?:global-)?delivery-status$/i;

/**
 * Reads a mail as a delivery status notification (RFC 6522, RFC 3464); undefined: it is none. The mark is looked for
 * everywhere, because servers differ: in the headers of the original, whole or not, in the envelope's id, in
 * In-Reply-To; its proof makes it the same wherever it stands.
 * @throws MailRefused
 */
export async function readReport(bytes: Buffer): Promise<Report | undefined> {
  const mail = await parseMail(bytes, { keepDeliveryStatus: true });
  const type = mail.headers.get('content-type') as
    { value: string; params: Record<string, string> } | undefined;
  if (type?.value.toLowerCase() !== 'multipart/report') return undefined;
  const status = mail.attachments.find(({ contentType }) => STATUS.test(contentType));
  if (!status) return undefined;
  const everywhere = [
    ...mail.attachments.map(({ content }) => content.toString('latin1')),
    ...mail.headerLines.map(({ line }) => line),
    mail.text ?? '',
  ];
  return {
    reported: readDeliveryStatus(status.content.toString('utf8')),
    marks: marksIn(everywhere.join('\n')),
  };
}
