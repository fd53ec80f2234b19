const QUIET_MS = 2_000;
const RETRY_MS = [2_000, 5_000, 10_000, 30_000];
const LONGEST_WAIT_MS = 5_000;
/** Browsers refuse to finish larger requests after a page is gone. */
const KEEPALIVE_CHARACTERS = 60_000;
const SIGNED_OUT =
  'Not saved: you have been signed out. Sign in again in another window: what you typed stays here and is saved then.';

/**
 * Saves each question's answer two seconds after typing stops, when it is left and when the page is hidden, and says
 * so in `status`. The form's own buttons go on working; they wait for a save that is under way, and do nothing while
 * sending the page would lose what is typed: without a connection, or signed out.
 */
export function autosave(form, status) {
  const token = form.querySelector('[name="_csrf"]');
  const answers = [...form.querySelectorAll('[data-save-to]')].map((question) =>
    watch(question, token, () => report(status, answers)),
  );
  let leaving = false;

  const saveAll = (options) => Promise.all(answers.map((answer) => answer.save(options)));
  const isUnsaved = () => answers.some((answer) => answer.isUnsaved());

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && !leaving) void saveAll({ keepalive: true });
  });
  addEventListener('online', () => void saveAll());
  addEventListener('focus', () => void saveAll()); // perhaps signed in again in another window
  addEventListener('beforeunload', (event) => {
    if (!leaving && isUnsaved()) event.preventDefault();
  });
  // A page that comes back from the browser's cache may show older answers than the portal has.
  addEventListener('pageshow', (event) => {
    leaving = false;
    if (event.persisted && !isUnsaved()) location.reload();
  });
  form.addEventListener('submit', (event) => {
    if (leaving || (!isUnsaved() && !answers.some((answer) => answer.isSending()))) {
      leaving = true;
      return;
    }
    event.preventDefault();
    void Promise.race([saveAll(), wait(LONGEST_WAIT_MS)]).then(() => {
      if (answers.some(({ state }) => state.signedOut || (state.cutOff && !navigator.onLine))) return;
      leaving = true;
      // not within this very event, in which the browser would not submit again
      setTimeout(() => form.requestSubmit(event.submitter));
    });
  });
}

/** Follows one question: what the portal has, what is typed now, and what is under way. */
function watch(question, token, changed) {
  const version = question.querySelector('input[type="hidden"][name$="-version"]');
  let saved = contentOf(question);
  /** sent, but the reply was lost: sent once more as it was before anything newer, so that it cannot meet itself */
  let unconfirmed;
  let sending;
  let timer;
  let failures = 0;
  const state = { savedAt: undefined, trouble: undefined, stopped: false, signedOut: false, cutOff: false };

  const isUnsaved = () => unconfirmed !== undefined || contentOf(question) !== saved;
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };

  function save(options) {
    clearTimeout(timer);
    if (!sending && !state.stopped && isUnsaved()) {
      sending = send(options).finally(() => {
        sending = undefined;
        changed();
      });
    }
    return sending ?? Promise.resolve();
  }

  async function send({ keepalive = false } = {}) {
    const content = unconfirmed?.content ?? contentOf(question);
    const body = unconfirmed?.body ?? `${version.name}=${version.value}&${content}`;
    const reply = await post(
      question.dataset.saveTo,
      body,
      token,
      keepalive && body.length < KEEPALIVE_CHARACTERS,
    );
    Object.assign(state, { signedOut: reply.signedOut === true, cutOff: reply.cutOff === true });
    if (reply.saved) {
      unconfirmed = undefined;
      failures = 0;
      saved = content;
      version.value = reply.saved.version;
      Object.assign(state, { savedAt: reply.saved.savedAtText, trouble: undefined });
      if (isUnsaved()) later(QUIET_MS);
    } else if (reply.signedOut) {
      state.trouble = SIGNED_OUT;
    } else if (reply.refused) {
      Object.assign(state, { trouble: reply.refused, stopped: true });
      unconfirmed = undefined;
    } else {
      unconfirmed = { content, body };
      state.trouble = 'Not saved: no connection; trying again';
      later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
    }
  }

  question.addEventListener('input', () => later(QUIET_MS));
  question.addEventListener('focusout', () => void save());

  return {
    state,
    save,
    isUnsaved,
    isSending: () => sending !== undefined,
  };
}

/** One request; nothing in the reply when it is not known what became of it. */
async function post(url, body, token, keepalive) {
  try {
    let reply = await request(url, body, token.value, keepalive);
    if (isRefusedSession(reply)) {
      const fresh = await freshToken();
      if (!fresh) return { signedOut: true };
      token.value = fresh;
      reply = await request(url, body, token.value, keepalive);
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

/** Of the session that was begun meanwhile, from this page as it is now; undefined while nobody who may is signed in. */
async function freshToken() {
  const reply = await fetch(location.pathname, { redirect: 'manual' });
  if (!reply.ok) return undefined;
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  return page.querySelector('[data-response-form] [name="_csrf"]')?.value;
}

async function whyRefused(reply) {
  const { error, theirs } = await reply.json().catch(() => ({}));
  if (theirs) return `Not saved: ${error.message} Save this page to see both and choose.`;
  return `Not saved: ${error?.message || 'the portal did not take it. Save this page to see why.'}`;
}

/** Says the worst that there is to say, else when it was last saved; the same words are not said twice. */
function report(status, answers) {
  const trouble = answers.map(({ state }) => state.trouble).find(Boolean);
  const latest = answers.map(({ state }) => state.savedAt).findLast(Boolean);
  const words = trouble ?? (latest ? `Saved at ${latest}` : '');
  if (status.textContent !== words) status.textContent = words;
  status.classList.toggle('portal-saving--trouble', trouble !== undefined);
}

/** The question's fields as a form sends them, but without the version. */
function contentOf(question) {
  const pairs = [...question.querySelectorAll('input, textarea, select')]
    .filter((field) => field.name && !field.disabled && !field.name.endsWith('-version'))
    .filter((field) => !['radio', 'checkbox'].includes(field.type) || field.checked)
    .map((field) => [field.name, field.value]);
  return new URLSearchParams(pairs).toString();
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
