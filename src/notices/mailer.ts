import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Config } from '../config.js';
import type { Mail, Mailer } from '../deps.js';
import { SEND_MS } from './mail.rules.js';

export interface RunningMailer extends Mailer {
  /** closes the connections that wait for more mail */
  close(): void;
}

/**
 * The mail server of MAIL_URL. Without one: outside production mail counts as sent when it is in the outbox, where
 * /dev/mailbox shows it; in production it fails, stays in the outbox and is listed for SECAS.
 */
export function createMailer(config: Pick<Config, 'mailUrl' | 'mailFrom' | 'production'>): RunningMailer {
  if (config.mailUrl) return smtpMailer(config.mailUrl, config.mailFrom);
  return { send: config.production ? refuse : async () => undefined, close: () => undefined };
}

function smtpMailer(url: string, from: string): RunningMailer {
  const transport = createTransport({
    url,
    pool: true,
    // room for what the job and the sweep send at once
    maxConnections: 8,
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
  });
  return {
    send: async (mail) => {
      await transport.sendMail(message(mail, from));
    },
    close: () => transport.close(),
  };
}

/** The address is given as an address, not as text to be read: a comma in it makes no second recipient. */
/** nodemailer's types do not know the signal yet. */
function message(mail: Mail, from: string): SendMailOptions & { signal: AbortSignal } {
  return {
    from,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    // The server that gives it up names the mail by this, and sends back no more than its header.
    dsn: { id: mail.envelopeId, return: 'headers' },
    // RFC 3834: out-of-office replies are not wanted
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    signal: AbortSignal.timeout(SEND_MS),
  };
}

const refuse = (): Promise<never> =>
  Promise.reject(new Error('MAIL_URL is not set: there is no mail server'));
