import { cleanText } from '../../responses/answers/cleanText.js';

/** What a report says of one recipient. */
export interface Reported {
  /** given up; or not yet, and still tried */
  action: 'failed' | 'delayed';
  recipient: string;
  /** RFC 3463, as `5.1.1`; '' when there is none */
  status: string;
  /** what the server said, in one line */
  diagnostic: string;
}

const MOST_RECIPIENTS = 10;
const LONGEST_ADDRESS = 320;
const LONGEST_DIAGNOSTIC = 500;

/**
 * Reads a `message/delivery-status` (RFC 3464, 2): groups of fields, the first of the whole, then one for each
 * recipient. What was delivered, relayed or expanded is left out.
 */
export function readDeliveryStatus(text: string): Reported[] {
  const groups = text.replaceAll(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
  return groups
    .map(fieldsOf)
    .flatMap((fields) => {
      const recipient = valueOf(fields, 'final-recipient') || valueOf(fields, 'original-recipient');
      const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? '';
      const action = actionOf(fields.get('action') ?? '', status);
      if (!recipient || !action) return [];
      return [
        {
          action,
          recipient: recipient.slice(0, LONGEST_ADDRESS).toLowerCase(),
          status,
          diagnostic: valueOf(fields, 'diagnostic-code').slice(0, LONGEST_DIAGNOSTIC),
        },
      ];
    })
    .slice(0, MOST_RECIPIENTS);
}

/**
 * The action decides: a server that has given up after days of trying reports `failed` with the 4.x.x of its last try
 * (RFC 3464, 2.3.3). Only where it is missing is the class of the status asked.
 */
function actionOf(action: string, status: string): Reported['action'] | undefined {
  const said = /^[a-z]*/.exec(action.toLowerCase())?.[0];
  if (said === 'failed' || said === 'delayed') return said;
  if (said) return undefined;
  return status.startsWith('5') ? 'failed' : status.startsWith('4') ? 'delayed' : undefined;
}

/** Names in lower case; a line that begins with white space goes on with the one before. */
function fieldsOf(group: string): Map<string, string> {
  const lines = group.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
    }),
  );
}

/** Without the type that stands before it: `rfc822; gone@northmoor.example`. */
const valueOf = (fields: Map<string, string>, name: string): string =>
  oneLine((fields.get(name) ?? '').replace(/^[\w-]+\s*;/, ''));

const oneLine = (text: string): string =>
  cleanText(text)
    .text.replaceAll(/[\s\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim();

/** Why it did not arrive, as pages show it. @param to the address that the portal had written to */
export function reportWords({ recipient, status, diagnostic }: Reported, to: string): string {
  const words = diagnostic.includes(status) ? diagnostic : `${status} ${diagnostic}`;
  const why = words.trim() || 'no reason was given';
  return recipient === to.toLowerCase() ? why : `${why}; it was forwarded to ${recipient}`;
}
