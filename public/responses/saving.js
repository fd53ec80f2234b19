/** Browsers refuse to finish larger requests after a page is gone. */
const KEEPALIVE_CHARACTERS = 60_000;

/**
 * Sends one answer. @returns { saved } the portal's reply, { signedOut }, { refused } with why, { cutOff } without a
 * connection; nothing in it when it is not known what became of it.
 */
export async function send(url, body, { token, writer, keepalive }) {
  const last = keepalive && body.length < KEEPALIVE_CHARACTERS;
  try {
    let reply = await request(url, body, token.value, last);
    if (isRefusedSession(reply)) {
      const fresh = await freshToken(writer);
      if (!fresh) return { signedOut: true };
      token.value = fresh;
      reply = await request(url, body, token.value, last);
    }
    if (reply.ok) return { saved: await reply.json() };
    if (reply.status >= 500) return {};
    return { refused: await whyRefused(reply) };
  } catch {
    return { cutOff: true };
  }
}

const request = (url, body, token, keepalive) =>
  fetch(url, {
    method: 'POST',
    body: `_csrf=${encodeURIComponent(token)}&${body}`,
    keepalive,
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
  });

const isRefusedSession = (reply) => reply.status === 403 || reply.type === 'opaqueredirect';

/** Of the session that the writer has begun meanwhile, from this page as it is now; undefined while it is anybody else's. */
async function freshToken(writer) {
  const reply = await fetch(location.pathname, { redirect: 'manual' });
  if (!reply.ok) return undefined;
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const form = page.querySelector('[data-response-form]');
  return form?.dataset.writer === writer ? form.querySelector('[name="_csrf"]').value : undefined;
}

async function whyRefused(reply) {
  const { error, theirs } = await reply.json().catch(() => ({}));
  if (theirs) return `Not saved: ${error.message} Save this page to see both and choose.`;
  return `Not saved: ${error?.message || 'the portal did not take it. Save this page to see why.'}`;
}
