import type { Config } from '../config.js';
import { formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import type { MailboxMail } from './mailbox.store.js';

type Settings = Pick<Config, 'mailUrl' | 'mailFrom'>;

/** The mailbox: newest first, and a field to find one person's mail. */
export function mailboxPage(mails: MailboxMail[], to: string, most: number, config: Settings) {
  const listed = mails.slice(0, most);
  return {
    title: 'Mailbox',
    heading: { text: 'Mailbox', lead: leadOf(config) },
    action: paths.mailbox(),
    to: {
      name: 'to',
      label: 'Show mail to',
      value: to,
      type: 'search',
      width: 20,
      hint: 'An address, or a part of one',
    },
    empty: emptyOf(to),
    table: listed.length > 0 && {
      caption: mails.length > most ? `The latest ${most} mails` : 'Mails, newest first',
      captionHidden: mails.length <= most,
      columns: [{ text: 'Subject' }, { text: 'To' }, { text: 'Written' }, { text: 'State' }],
      rows: listed.map((mail) => [
        { text: mail.subject, href: paths.mailboxMail({ id: mail.id }) },
        mail.to_address,
        { text: formatMoment(mail.written_at), time: mail.written_at.toString() },
        { tag: stateOf(mail, config) },
      ]),
    },
  };
}

/** One mail, with its links to follow. */
export function mailPage(mail: MailboxMail, config: Settings) {
  return {
    title: mail.subject,
    breadcrumbs: [{ text: 'Mailbox', href: paths.mailbox() }, { text: mail.subject }],
    heading: { text: mail.subject },
    facts: [
      { key: 'From', value: config.mailFrom },
      { key: 'To', value: mail.to_address },
      { key: 'Written', value: formatMoment(mail.written_at), time: mail.written_at.toString() },
      { key: 'State', tag: stateOf(mail, config), note: mail.last_error ?? undefined },
    ],
    body: mail.body === '' ? undefined : partsOf(mail.body),
    erased: 'The text held a code. It was erased when the mail was sent or the code expired.',
  };
}

const leadOf = ({ mailUrl }: Settings): string =>
  mailUrl
    ? 'What this portal writes to people. It is also handed to the mail server. In production this page does not exist.'
    : 'What this portal would send: no mail leaves this machine. In production this page does not exist.';

const emptyOf = (to: string) =>
  to === ''
    ? {
        title: 'No mail yet',
        text: 'Codes to sign in, receipts and notices appear here as soon as the portal writes them.',
      }
    : {
        title: 'No mail to this address',
        text: 'Check the spelling, or clear the field to see everybody’s mail.',
      };

function stateOf(
  mail: MailboxMail,
  { mailUrl }: Settings,
): { text: string; tone: 'good' | 'warn' | 'neutral' } {
  if (mail.sent_at) return mailUrl ? { text: 'Sent', tone: 'good' } : { text: 'Kept here', tone: 'neutral' };
  return mail.last_error ? { text: 'Not taken yet', tone: 'warn' } : { text: 'Waiting', tone: 'neutral' };
}

/** The text with its web addresses apart, so that the view can link them. */
function partsOf(body: string): { text: string; href?: string }[] {
  return body
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/)
    .map((text, index) => (index % 2 === 1 ? { text, href: text } : { text }));
}
