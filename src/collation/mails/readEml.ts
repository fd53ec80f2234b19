import { simpleParser, type ParsedMail } from 'mailparser';
import { MailRefused, MOST_ATTACHMENTS, type RawMail } from './mailFacts.js';

/** More text than anybody reads is not turned from HTML to text. */
const LONGEST_HTML = 2_000_000;
const LONGEST_HEADER = 256 * 1024;

/**
 * Reads a mail as it was sent (RFC 5322, MIME). HTML becomes text; a mail inside the mail is an attachment.
 * @throws MailRefused
 */
export async function readEml(bytes: Buffer): Promise<RawMail> {
  const mail = await parseMail(bytes);
  const of = (name: string) =>
    mail.headerLines.filter(({ key }) => key === name).map(({ line }) => unfolded(line));
  const received = of('received');
  const [date] = of('date');
  const [sender] = mail.from?.value ?? [];
  // Plain text with a colon in its first line begins like a header.
  if (!sender && received.length === 0) throw new MailRefused('is no mail');
  return {
    senderName: sender?.name ?? '',
    senderAddress: sender?.address ?? '',
    subject: mail.subject ?? '',
    date,
    received,
    text: mail.text ?? '',
    attached: mail.attachments.map(({ filename, contentType, content }, index) => ({
      name: filename ?? unnamed(contentType, index),
      mediaType: contentType,
      content,
    })),
  };
}

/** The last of its headers as they are written, for a mail program's file that keeps them so. */
export async function readHeaders(headers: string): Promise<Pick<RawMail, 'date' | 'received'>> {
  const { headerLines } = await parseMail(Buffer.from(`${headers.trim()}\r\n\r\n`));
  const of = (name: string) =>
    headerLines.filter(({ key }) => key === name).map(({ line }) => unfolded(line));
  return { date: of('date')[0], received: of('received') };
}

/**
 * @param how.keepDeliveryStatus what a mail server reports is an attachment, and not a part of the text
 * @throws MailRefused
 */
export async function parseMail(
  bytes: Buffer,
  how: { keepDeliveryStatus?: boolean } = {},
): Promise<ParsedMail> {
  try {
    return await simpleParser(bytes, {
      ...how,
      skipTextToHtml: true,
      skipTextLinks: true,
      keepCidLinks: true,
      skipImageLinks: true,
      checksumAlgo: false,
      ignoreEmbedded: true,
      maxHtmlLengthToParse: LONGEST_HTML,
      maxHeadSize: LONGEST_HEADER,
      maxChildNodes: 2 * MOST_ATTACHMENTS,
    });
  } catch (error) {
    const { code } = error as { code?: string };
    throw new MailRefused(code === 'EMAXLEN' ? 'has too many parts' : 'is broken');
  }
}

const unfolded = (line: string): string =>
  line
    .slice(line.indexOf(':') + 1)
    .replaceAll(/\r?\n\s+/g, ' ')
    .trim();

function unnamed(contentType: string, index: number): string {
  return contentType === 'message/rfc822' ? `attached mail ${index + 1}.eml` : `attachment ${index + 1}`;
}
