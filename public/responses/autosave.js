const QUIET_MS = 2_000;
const RETRY_MS = [2_000, 5_000, 10_000, 30_000];
const LONGEST_WAIT_MS = 5_000;
/** Browsers refuse to finish larger requests after a page is gone. */
const KEEPALIVE_CHARACTERS = 60_000;

/**
 * Saves each question's answer two seconds after typing stops, when it is left and when the page is hidden, and says
 * so in `status`. The form's own buttons go on working; they wait for a save that is under way.
 */
export function autosave(form, status) {
  const token = form.querySelector('[name="_csrf"]').value;
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
  addEventListener('beforeunload', (event) => {
    if (!leaving && isUnsaved()) event.preventDefault();
  });
  // A page that comes back from the browser's cache may show older answers than the portal has.
  addEventListener('pageshow', (event) => {
    leaving = false;
    if (event.persisted && !isUnsaved()) location.reload();
  });
  form.addEventListener('submit', (event) => {
    if (!answers.some((answer) => answer.isSending())) {
      leaving = true;
      return;
    }
    event.preventDefault();
    const settled = Promise.all(answers.map((answer) => answer.settle()));
    void Promise.race([settled, wait(LONGEST_WAIT_MS)]).then(() => {
      leaving = true;
      form.requestSubmit(event.submitter);
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
  const state = { savedAt: undefined, trouble: undefined, stopped: false };

  const isUnsaved = () => !state.stopped && (unconfirmed !== undefined || contentOf(question) !== saved);
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };

  function save(options) {
    clearTimeout(timer);
    if (!sending && isUnsaved()) {
      sending = send(options).finally(() => {
        sending = undefined;
        changed();
      });
    }
    return sending ?? Promise.resolve();
  }

  async function send({ keepalive = false } = {}) {
    const content = unconfirmed?.content ?? contentOf(question);
    const body =
      unconfirmed?.body ?? `_csrf=${encodeURIComponent(token)}&${version.name}=${version.value}&${content}`;
    const reply = await post(question.dataset.saveTo, body, keepalive && body.length < KEEPALIVE_CHARACTERS);
    if (reply.saved) {
      unconfirmed = undefined;
      failures = 0;
      saved = content;
      version.value = reply.saved.version;
      Object.assign(state, { savedAt: reply.saved.savedAtText, trouble: undefined });
      if (isUnsaved()) later(QUIET_MS);
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
    settle: () => sending ?? Promise.resolve(),
  };
}

/** One request; nothing in the reply when it is not known what became of it. */
async function post(url, body, keepalive) {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      body,
      keepalive,
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    });
    if (reply.ok) return { saved: await reply.json() };
    if (reply.status >= 500) return {};
    return { refused: await whyRefused(reply) };
  } catch {
    return {};
  }
}

async function whyRefused(reply) {
  const { error, theirs } = await reply.json().catch(() => ({}));
  if (theirs) return `Not saved: ${error.message} Save this page to see both and choose.`;
  if (reply.status === 403 || reply.type === 'opaqueredirect') {
    return 'Not saved: you have been signed out. Sign in again in another window, then save this page.';
  }
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
