/// <reference lib="dom" />
import { setTimeout } from 'node:timers/promises';
import { parseHTML } from 'linkedom';
import supertest from 'supertest';
import type { TestPortal } from './portal.js';

/** One person's browser: keeps its cookies. */
export type Browser = ReturnType<typeof supertest.agent>;
export type Reply = supertest.Response;

export const aBrowser = (portal: TestPortal): Browser => supertest.agent(portal.url);

/** The page of a reply, to look into as a browser would. */
export function pageOf(reply: Reply): Document {
  return parseHTML(reply.text).document as unknown as Document;
}

/** The text of a page's main part, with white space folded. */
export const textOf = (reply: Reply): string => fold(pageOf(reply).querySelector('main')?.textContent);

/** What the page says is wrong with a field. */
export const errorFor = (reply: Reply, field: string): string | undefined => {
  const message = pageOf(reply).getElementById(`${field}-error`);
  return message ? fold(message.textContent) : undefined;
};

export type Fields = Record<string, string | string[]>;

/**
 * Fills in the form of a page and sends it, as a person would: what the page already holds is sent along (hidden
 * fields and the CSRF token too) unless `fields` says otherwise.
 * @param options.form a selector, when the page has several forms
 * @param options.button the name and value of the button pressed, as `['action', 'add-row']`
 */
export async function submitForm(
  browser: Browser,
  url: string,
  fields: Fields = {},
  options: { form?: string; button?: [string, string] } = {},
): Promise<Reply> {
  const { action, held } = await openForm(browser, url, options.form);
  const values = { ...held, ...fields };
  if (options.button) values[options.button[0]] = options.button[1];
  return send(browser, action, values);
}

/** What the form of a page holds and where it goes: sent later, it is what a window sends that was open meanwhile. */
export async function openForm(
  browser: Browser,
  url: string,
  selector = 'main form[method="post"]',
): Promise<{ action: string; held: Fields }> {
  const reply = await ready(browser, url);
  if (reply.status !== 200)
    throw new Error(`GET ${url} answered ${reply.status}: ${reply.text.slice(0, 300)}`);
  const form = pageOf(reply).querySelector(selector);
  if (!form) throw new Error(`${url} has no form ${selector}`);
  return { action: form.getAttribute('action') || url, held: valuesOf(form) };
}

/** A page that the portal is still working at is asked for again until it is whole, as its script does. */
export async function ready(browser: Browser, url: string): Promise<Reply> {
  for (;;) {
    const reply = await browser.get(url);
    if (reply.type !== 'text/html' || !pageOf(reply).querySelector('[data-comes]')) return reply;
    await setTimeout(50);
  }
}

/** Posts fields as a form of the portal does, in a browser of today; the CSRF token must be among them. */
export const send = (browser: Browser, url: string, fields: Fields): Promise<Reply> =>
  browser
    .post(url)
    .set('Sec-Fetch-Site', 'same-origin')
    .type('form')
    .send(encode(fields))
    .redirects(0)
    .then((reply) => reply);

/** Follows one redirect. */
export function follow(browser: Browser, reply: Reply): Promise<Reply> {
  const to = reply.headers['location'];
  if (!to) throw new Error(`Expected a redirect, got ${reply.status}: ${textOf(reply).slice(0, 500)}`);
  return browser.get(to).then((next) => next);
}

/** The CSRF token of a page with a form. */
export async function csrfFrom(browser: Browser, url: string): Promise<string> {
  const reply = await browser.get(url);
  return pageOf(reply).querySelector('input[name="_csrf"]')?.getAttribute('value') ?? '';
}

export function encode(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  );
  return new URLSearchParams(pairs).toString();
}

/** What the browser would send of a form that nobody touched; buttons are sent only when pressed. */
export function valuesOf(form: Element): Fields {
  const values: Fields = {};
  const add = (name: string, value: string) => {
    const before = values[name];
    values[name] = before === undefined ? value : [before, value].flat();
  };
  for (const field of form.querySelectorAll('input, textarea, select')) {
    const name = field.getAttribute('name');
    const type = field.getAttribute('type');
    if (!name || type === 'file' || type === 'submit') continue;
    if ((type === 'checkbox' || type === 'radio') && !field.hasAttribute('checked')) continue;
    if (field.tagName === 'SELECT') {
      const option = field.querySelector('option[selected]') ?? field.querySelector('option');
      if (option) add(name, option.getAttribute('value') ?? option.textContent ?? '');
    } else if (field.tagName === 'TEXTAREA') add(name, typedIn(field));
    else add(name, field.getAttribute('value') ?? (type === 'checkbox' ? 'on' : ''));
  }
  return values;
}

/** What stands in a textarea, as a browser reads it: entities decoded, and without a line break that comes first. */
export const typedIn = (area: Element): string =>
  (area.textContent ?? '')
    .replace(/^\n/, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const fold = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim();
