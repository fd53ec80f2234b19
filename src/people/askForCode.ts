import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.js';
import { paths } from '../paths.js';
import { CODE_MINUTES, hmacOfCode, makeCode, showCode } from './signIn.rules.js';
import { insertAttempt, insertMailedCode } from './signIn.store.js';

/**
 * Starts a browser's asking for a code and, when the address is somebody's, sends a new code to it. Codes sent
 * before stay valid until they expire. Works and takes the same for an address that nobody has.
 * @param mayMail false when this address was sent enough codes lately: all of those are still valid
 * @returns the id by which the browser's tries are counted
 */
export async function askForCode(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  email: string,
  mayMail: boolean,
): Promise<string> {
  return db.transaction(async (trx) => {
    const { attemptId, personId } = await insertAttempt(trx, email);
    const receiver = (mayMail && personId) || randomUUID();
    const code = makeCode();
    await insertMailedCode(trx, {
      personId: receiver,
      hmac: hmacOfCode(config.signingKey, receiver, code),
      minutes: CODE_MINUTES,
      subject: `Your code to sign in to ${config.serviceName}`,
      body: bodyOf(showCode(code), config),
    });
    return attemptId;
  });
}

const bodyOf = (code: string, config: Deps['config']): string =>
  `Your code to sign in to ${config.serviceName} is

    ${code}

Type it on the page where you asked for it. It works once, within ${CODE_MINUTES} minutes from when you asked.
Capital letters and the dash do not matter. If you asked more than once, any of the codes works.

If the page is closed, start again at ${config.baseUrl}${paths.signIn()}

If you did not ask for a code, somebody typed your address by mistake: you need not do anything, and
nobody can sign in without this code. Do not tell it to anybody. ${config.serviceName} never asks for it by
telephone or by mail.

Questions? Contact ${config.serviceContact}.
`;
