import { cleanText } from '../../responses/answers/cleanText.js';
import { cleanName } from '../../attachments/names.js';
import { deliveredAt, headerTime } from './mailTimes.rules.js';

/** What is read in a mail. Instants in ISO 8601, because it comes out of a thread. */
export interface MailFacts {
  senderName: string;
  /** in lower case; '' when the mail names none */
  senderAddress: string;
  subject: string;
  /** of the Date header; null: none, or nothing that is a time */
  headerAt: string | null;
  /** when the last server on its way had it */
  deliveredAt: string | null;
  /** as text: an HTML body too */
  body: string;
  bodyCut: boolean;
  attachments: MailAttachment[];
}

export interface MailAttachment {
  name: string;
  bytes: number;
  /** as the mail says: nothing is decided by it */
  mediaType: string;
}

/** An attachment with its bytes, in the order of the mail. */
export interface Attached {
  name: string;
  mediaType: string;
  content: Buffer;
}

/** A mail as a library read it, nothing of it safe yet. */
export interface RawMail {
  senderName: string;
  senderAddress: string;
  subject: string;
  /** as they are written in its header, the last server's first */
  date: string | undefined;
  received: string[];
  /** what stands beside the header, where a mail program keeps it */
  submittedAt?: string | undefined;
  storedAt?: string | undefined;
  text: string;
  attached: Attached[];
}

/** Why a mail cannot be taken; completes "… was not taken: it". */
export type MailRefusal = 'is no mail' | 'has too many parts' | 'is too large inside' | 'is broken';

export class MailRefused extends Error {
  constructor(readonly why: MailRefusal) {
    super(why);
  }
}

export const MOST_ATTACHMENTS = 100;
/** A long mail is read to its end in the file. */
export const LONGEST_BODY = 100_000;
const LONGEST_LINE = 300;
/** What a wrong character set leaves: it is shown that something stood there. */
const UNREADABLE = /\ufffd/g;

/** Makes what was read safe to keep and to show. @throws MailRefused */
export function factsOf(raw: RawMail): MailFacts {
  if (raw.attached.length > MOST_ATTACHMENTS) throw new MailRefused('has too many parts');
  const { text } = cleanText(raw.text.slice(0, LONGEST_BODY + 1).replaceAll(UNREADABLE, '?'));
  return {
    senderName: line(raw.senderName),
    senderAddress: line(raw.senderAddress).toLowerCase(),
    subject: line(raw.subject),
    headerAt: headerTime(raw.date) ?? headerTime(raw.submittedAt) ?? null,
    deliveredAt: deliveredAt(raw.received) ?? headerTime(raw.storedAt) ?? null,
    body: text.slice(0, LONGEST_BODY).trim(),
    // Line ends become shorter: what was cut off before that is missing all the same.
    bodyCut: raw.text.length > LONGEST_BODY,
    attachments: raw.attached.map(({ name, mediaType, content }) => ({
      name: cleanName(name),
      mediaType: line(mediaType),
      bytes: content.length,
    })),
  };
}

/** A line break that was hidden in an encoded header ends no line here. */
const line = (text: string): string =>
  cleanText(text.slice(0, 4 * LONGEST_LINE))
    .text.replaceAll(/[\s\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
    .slice(0, LONGEST_LINE)
    .replace(/[\ud800-\udbff]$/, '');
