import { paths } from '../../../src/paths.js';
import { pageOf, submitForm, type Browser, type Fields, type Reply } from '../../support/browse.js';
import { desk } from '../desk.js';

export interface Original {
  name: string;
  bytes: Buffer | string;
}

export const AN_EMAIL: Original = { name: 'Their e-mail.txt', bytes: 'Dear SECAS, we approve.' };

export const arrivedAt = (day: number, time: string, month = 2) => ({
  'arrived-day': String(day),
  'arrived-month': String(month),
  'arrived-year': '2017',
  'arrived-time': time,
});

/** Sends the form in which SECAS says when a response came; `fields` beside what the page holds. */
export async function enterFor(
  at: { reference: string; organisation: string },
  fields: Fields,
  original: Original | undefined = AN_EMAIL,
  browser: Browser = desk,
): Promise<Reply> {
  const url = paths.deskEnterFor(at);
  const form = pageOf(await browser.get(url)).querySelector('main form[method="post"]')!;
  const held = Object.fromEntries(
    [...form.querySelectorAll('input[type="hidden"]')].map((input) => [
      input.getAttribute('name')!,
      input.getAttribute('value')!,
    ]),
  );
  return sendMultipart(browser, url, { ...held, how: 'e-mail', ...fields }, original);
}

export function sendMultipart(
  browser: Browser,
  url: string,
  fields: Fields,
  original?: Original,
): Promise<Reply> {
  const request = browser.post(url).redirects(0);
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) void request.field(name, one);
  if (original) void request.attach('original', Buffer.from(original.bytes), original.name);
  return request.then((reply) => reply);
}

/** The id of the response that a reply leads to. */
export const responseIn = (reply: Reply): string => {
  const id = /^\/responses\/([0-9a-f-]{36})$/.exec(reply.headers['location'] ?? '')?.[1];
  if (!id) throw new Error(`Not begun: ${reply.status} ${reply.text.slice(0, 2_000)}`);
  return id;
};

/** Types the required answer, as SECAS does. */
export const type = (id: string, browser: Browser = desk): Promise<Reply> =>
  submitForm(browser, paths.section({ id, section: 'your-view' }), {
    view: 'Approve',
    'view-rationale': 'As in their e-mail',
  });

/** Types the required answer and submits; returns the reply to the submit. */
export async function typeAndSubmit(
  id: string,
  fields: Fields = {},
  browser: Browser = desk,
): Promise<Reply> {
  await type(id, browser);
  return submitForm(browser, paths.check({ id }), fields);
}
