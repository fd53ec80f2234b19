import { after } from 'node:test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  url: string;
  /** what was taken, in the order in which it came */
  received: ParsedMail[];
  /** by which each was to be named in a bounce (RFC 3461) */
  envelopeIds: string[];
  /** called with each mail before it is taken; throws to refuse it, and may wait */
  behave: (mail: ParsedMail) => Promise<void> | void;
  stop(): Promise<void>;
}

/** A real mail server on loopback. @param port the port of one that was stopped, to start it again */
export async function aMailServer(port = 0): Promise<MailServer> {
  const mailServer: MailServer = { url: '', received: [], envelopeIds: [], behave: () => undefined, stop };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 200,
    hideDSN: false,
    onData: (stream, session, done) => {
      simpleParser(stream)
        .then(async (mail) => {
          await mailServer.behave(mail);
          mailServer.received.push(mail);
          const { dsn } = session.envelope;
          mailServer.envelopeIds.push(dsn?.envid ?? '');
          done();
        })
        .catch((error: Error) => done(error));
    },
  });
  server.on('error', () => undefined);
  const listening = await new Promise<number>((resolve) => {
    const net = server.listen(port, '127.0.0.1', () => resolve((net.address() as { port: number }).port));
  });
  mailServer.url = `smtp://127.0.0.1:${listening}`;
  let stopped: Promise<void> | undefined;
  function stop(): Promise<void> {
    stopped ??= new Promise((resolve) => server.close(() => resolve()));
    return stopped;
  }
  after(stop);
  return mailServer;
}

/** A refusal as a mail server says it: `550`, `451`. */
export const refusal = (code: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode: code });
