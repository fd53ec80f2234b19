import { freshPage } from '../freshPage.js';

/** Browsers refuse to finish larger requests after a page is gone. */
const KEEPALIVE_CHARACTERS = 60_000;

/**
 * Sends one answer. @returns { saved } the portal's reply, { signedOut }, { refused } with why, { cutOff } without a
 * connection; nothing in it when it is not known what became of it.
 */
export async function send(url, body, { token, keepalive }) {
  const last = keepalive && body.length < KEEPALIVE_CHARACTERS;
  try {
    let reply = await request(url, body, token.value, last);
    if (isRefusedSession(reply)) {
      const { page, signedOut } = await freshPage();
      if (!page) return signedOut ? { signedOut } : { cutOff: true };
      token.value = tokenIn(page);
      reply = await request(url, body, token.value, last);
    }
    if (reply.ok) return { saved: await reply.json() };
    if (reply.status >= 500) return {};
    return { refused: await whyRefused(reply) };
  } catch {
    return { cutOff: true };
  }
}

/** Why nothing came of it. */
export const away = ({ cutOff }) => (cutOff ? 'no connection' : 'the portal does not answer just now');

const request = (url, body, token, keepalive) =>
  fetch(url, {
    method: 'POST',
    body: `_csrf=${encodeURIComponent(token)}&${body}`,
    keepalive,
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
  });

const isRefusedSession = (reply) => reply.status === 403 || reply.type === 'opaqueredirect';

/** Of the session that the writer has begun meanwhile. */
const tokenIn = (page) => page.querySelector('[data-response-form] [name="_csrf"]').value;

async function whyRefused(reply) {
  const { error, theirs } = await reply.json().catch(() => ({}));
  if (theirs) return `Not saved: ${error.message} Save this page to see both and choose.`;
  return `Not saved: ${error?.message || 'the portal did not take it. Save this page to see why.'}`;
}
