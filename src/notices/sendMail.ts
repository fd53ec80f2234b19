import type { Deps } from '../deps.js';
import { markOf } from './bounces/mark.js';
import { secondsUntilNextTry } from './mail.rules.js';
import { claimNextMail, markFailed, markSent, type ClaimedMail } from './mailQueue.store.js';
import { PRIORITY } from './outbox.store.js';

type Needs = Pick<Deps, 'db' | 'mailer' | 'config' | 'log'>;

/** How many mails one call sends side by side. */
const LANES = 3;

/**
 * Sends what is due: first every code, then the rest, the most urgent first. Several calls at once, also of several
 * processes, send each mail once. A mail whose sender is killed after the server took it and before that was written
 * down is sent again with the same Message-ID, so that a mailbox can drop the second.
 * @param signal when it is aborted the mails in hand are finished and no other is taken
 */
export async function sendDueMail(deps: Needs, signal?: AbortSignal): Promise<void> {
  await sendSideBySide(deps, 'codes', signal);
  await sendSideBySide(deps, 'any', signal);
}

async function sendSideBySide(
  deps: Needs,
  which: 'codes' | 'any',
  signal: AbortSignal | undefined,
): Promise<void> {
  await Promise.all(Array.from({ length: LANES }, () => sendOneByOne(deps, which, signal)));
}

/** Stops when nothing is due, and when the server cannot be reached: the rest would only fail in the same way. */
async function sendOneByOne(
  deps: Needs,
  which: 'codes' | 'any',
  signal: AbortSignal | undefined,
): Promise<void> {
  let reachable = true;
  while (reachable && !signal?.aborted) {
    const mail = await claimNextMail(deps.db, which);
    if (!mail) return;
    reachable = await send(deps, mail);
  }
}

/** @returns false when the server did not even look at the mail */
async function send({ db, mailer, config, log }: Needs, mail: ClaimedMail): Promise<boolean> {
  const mark = markOf(config, mail.id);
  try {
    await mailer.send({
      to: mail.to_address,
      subject: mail.subject,
      text: mail.body,
      messageId: messageIdOf(mark, config.baseUrl),
      envelopeId: mark,
    });
  } catch (error) {
    const seconds = secondsUntilNextTry(mail.attempts, mail.priority === PRIORITY.code);
    const refused = refusesForGood(error);
    await markFailed(db, mail.id, { error: reasonOf(error), seconds, refused });
    log.warn({ mailId: mail.id, attempts: mail.attempts, nextTryInSeconds: seconds }, 'mail was not taken');
    return refusesThisMail(error);
  }
  // Where mail goes nowhere, a code is read at /dev/mailbox until it expires; the sweep erases it then.
  const kept = !config.mailUrl && !config.production;
  await markSent(db, mail.id, mail.secret && !kept);
  return true;
}

/** Stays the same for the same mail, so that the second of two can be known (RFC 5322, 3.6.4). */
const messageIdOf = (mark: string, baseUrl: string): string => `<${mark}@${new URL(baseUrl).hostname}>`;

/**
 * A reply of 5xx is about this mail (RFC 5321, 4.2.1), and so is what nodemailer refuses itself, as an address that
 * is none; anything else is about the server or the way to it.
 */
function refusesThisMail(error: unknown): boolean {
  const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
  return responseCode >= 500 || code === 'EENVELOPE' || code === 'EMESSAGE';
}

/** A reply of 4xx to this mail, which nodemailer names in the same way, asks to try again (RFC 5321, 4.2.1). */
function refusesForGood(error: unknown): boolean {
  const { responseCode } = error as { responseCode?: number };
  return refusesThisMail(error) && (responseCode === undefined || responseCode >= 500);
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/[\p{Cc}\s]+/gu, ' ').slice(0, 500);
}
