import { paths } from '../../src/paths.js';
import { aBrowser, submitForm, type Browser } from './browse.js';
import type { TestPortal } from './portal.js';

/** Signs in through the real door: asks for a code, reads it in the mail, types it. */
export async function signInAs(portal: TestPortal, person: { email: string }): Promise<Browser> {
  const browser = aBrowser(portal);
  await submitForm(browser, paths.signIn(), { email: person.email });
  const reply = await submitForm(browser, paths.signInCode(), {
    code: await codeSentTo(portal, person.email),
  });
  if (reply.status !== 303)
    throw new Error(`${person.email} could not sign in: ${reply.status} ${reply.text}`);
  return browser;
}

/** The latest code in the mail to an address. */
export async function codeSentTo(portal: TestPortal, email: string): Promise<string> {
  const mail = await portal
    .db('outbox_mail')
    .where({ to_address: email, kind: 'sign-in-code' })
    .orderBy('written_at', 'desc')
    .first();
  const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(mail?.body ?? '');
  if (!code) throw new Error(`No code was sent to ${email}`);
  return code[0];
}
