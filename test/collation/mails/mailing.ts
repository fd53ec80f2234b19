import { paths } from '../../../src/paths.js';
import { follow, pageOf, type Browser, type Reply } from '../../support/browse.js';
import { desk, tokenOn } from '../desk.js';

/** Uploads a mail at the desk; the reply to it. */
export async function uploadMail(
  reference: string,
  bytes: Buffer | string,
  name = 'Our response.eml',
  browser: Browser = desk,
): Promise<Reply> {
  const form = { page: paths.deskEnter({ reference }), action: paths.deskMails({ reference }) };
  return uploadOn(form, bytes, name, browser);
}

/** Uploads a mail by a form of a page. */
export async function uploadOn(
  { page, action }: { page: string; action: string },
  bytes: Buffer | string,
  name: string,
  browser: Browser = desk,
): Promise<Reply> {
  const token = await tokenOn(browser, page);
  const request = browser.post(action).redirects(0).field('_csrf', token);
  void request.attach('mail', Buffer.from(bytes), name);
  return request.then((reply) => reply);
}

/** The mail's page, to which its upload leads. */
export async function mailPageOf(reference: string, bytes: Buffer | string, name?: string): Promise<Reply> {
  return follow(desk, await uploadMail(reference, bytes, name));
}

/** The id of the mail to which a reply leads. */
export function mailIn(reply: Reply): string {
  const id = /\/mails\/([0-9a-f-]{36})$/.exec(reply.headers['location'] ?? '')?.[1];
  if (!id) throw new Error(`Not taken: ${reply.status} ${reply.text.slice(0, 2_000)}`);
  return id;
}

/** Where the organisations that a mail's page suggests lead, by their names. */
export const suggestedOn = (page: Reply): Record<string, string> =>
  Object.fromEntries(
    [...pageOf(page).querySelectorAll('main a[href*="/enter/for/"]')].map((link) => [
      link.textContent.trim(),
      link.getAttribute('href')!,
    ]),
  );
