import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.js';
import { paths } from '../paths.js';
import type { Limits } from './limits.js';
import { CODE_MINUTES, hmacOfCode, makeCode, showCode } from './signIn.rules.js';
import { insertAttempt, insertMailedCode } from './signIn.store.js';

/**
 * Starts a browser's asking for a code and, when the address is somebody's, sends a new code to it. Codes sent
 * before stay valid until they expire. Works and takes the same for an address that nobody has, and where enough codes
 * were sent lately to the address or from the network: nobody is refused, so that nobody is locked out.
 * @returns the id by which the browser's tries are counted
 */
export async function askForCode(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  limits: Limits,
  email: string,
  network: string,
): Promise<string> {
  const { attemptId, personId } = await insertAttempt(db, email);
  const mayMail = await limits.codesToAddress.take(email);
  // Only what is mailed counts: a thousand made-up addresses keep nobody in the same building from a code.
  const mayMailFrom = await limits.codesFromNetwork.take(mayMail && personId ? network : randomUUID());
  // Nor does a network that is sent no more use up what an address may be sent.
  if (mayMail && !mayMailFrom) await limits.codesToAddress.giveBack(email);
  const receiver = (mayMail && mayMailFrom && personId) || randomUUID();
  const code = makeCode();
  await db.transaction((trx) =>
    insertMailedCode(trx, {
      personId: receiver,
      hmac: hmacOfCode(config, receiver, code),
      minutes: CODE_MINUTES,
      subject: `Your code to sign in to ${config.serviceName}`,
      body: bodyOf(showCode(code), config),
    }),
  );
  return attemptId;
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
