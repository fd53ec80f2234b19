import { contentOf, deliveredIn, fill, fits } from './content.js';
import { COPY_MS, localCopy } from './localCopy.js';
import { putBack } from './putBack.js';
import { away, send } from './saving.js';
import { onceStill } from '../still.js';

const QUIET_MS = 2_000;
const RETRY_MS = [2_000, 5_000, 10_000, 30_000];

/**
 * Follows one question: what the portal has, what is typed now, what is under way, and the copy on this computer,
 * which is kept until the portal has confirmed. @param changed called whenever there is something to tell
 */
export function followAnswer(question, { token, writer, page, changed }) {
  const version = versionIn(question);
  const copy = localCopy(writer, question.dataset.saveTo);
  let saved = deliveredIn(question);
  /** sent, and not confirmed: sent once more as it was before anything newer, so that it cannot meet itself */
  let unconfirmed;
  let sending;
  let timer;
  let copying;
  let failures = 0;
  /** of the copy, as this window kept it */
  let keptContent;
  const state = {
    /** the reply that confirmed it last: `savedAt` in ISO 8601, and `savedAtText` */
    savedAt: undefined,
    trouble: undefined,
    stopped: false,
    signedOut: false,
    cutOff: false,
    /** a copy of it is on this computer */
    kept: false,
  };

  const isUnsaved = () => unconfirmed !== undefined || contentOf(question) !== saved;
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };

  function keepCopy() {
    clearTimeout(copying);
    copying = undefined;
    if (found?.aside) return;
    const typed = { content: contentOf(question), version: version.value, sent: unconfirmed?.content };
    if (isUnsaved()) {
      state.kept = copy.keep(typed);
      keptContent = typed.content;
    } else if (state.kept) forgetCopy();
  }

  /** Only what this window keeps: another window's is its own. */
  function forgetCopy() {
    if (copy.read()?.content === keptContent) copy.forget();
    state.kept = false;
  }

  function save(options) {
    clearTimeout(timer);
    if (!sending && !state.stopped && !page.leaving && isUnsaved()) {
      sending = sendNow(options).finally(() => {
        sending = undefined;
        keepCopy();
        changed();
      });
    }
    return sending ?? Promise.resolve();
  }

  async function sendNow({ keepalive = false } = {}) {
    const content = contentOf(question);
    unconfirmed ??= { content, body: `${version.name}=${version.value}&${content}` };
    keepCopy();
    const reply = await send(question.dataset.saveTo, unconfirmed.body, { token, keepalive });
    Object.assign(state, { signedOut: reply.signedOut === true, cutOff: reply.cutOff === true });
    if (reply.saved) {
      saved = unconfirmed.content;
      version.value = reply.saved.version;
      failures = 0;
      Object.assign(state, { savedAt: reply.saved, trouble: undefined });
      unconfirmed = undefined;
      tellChange(`Last changed by you at ${reply.saved.savedAtText}`, false);
      if (isUnsaved()) later(QUIET_MS);
    } else if (reply.signedOut || reply.refused) {
      unconfirmed = undefined;
      state.trouble = reply.refused ?? 'Not saved: you have been signed out.';
      state.stopped = reply.refused !== undefined;
    } else {
      state.trouble = `Not saved: ${away(reply)}; trying again`;
      later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
    }
  }

  /** Takes in what a colleague saved, from the page as it is now, unless somebody is at this answer here. */
  function meet(newer) {
    const fresh = newer.querySelector(`[data-save-to="${CSS.escape(question.dataset.saveTo)}"]`);
    if (!fresh || sending) return;
    const busy = isUnsaved() || question.contains(document.activeElement);
    const theirs = contentOf(fresh);
    if (!busy && fits(question, theirs)) {
      fill(question, theirs);
      saved = contentOf(question);
      version.value = versionIn(fresh).value;
    }
    const words = fresh.querySelector('[data-last-changed]').textContent;
    const kept = saved === theirs ? '' : '. What you write here stays: save it to see both and choose';
    tellChange(words + kept, true);
  }

  function tellChange(words, meanwhile) {
    const told = question.querySelector('[data-last-changed]');
    onceStill(() => {
      told.textContent = words;
      told.classList.toggle('portal-changed--meanwhile', meanwhile);
    });
  }

  const typed = () => {
    page.leaving = false; // it was stopped on its way: somebody is still here
    later(QUIET_MS);
    copying ??= setTimeout(keepCopy, COPY_MS);
  };
  question.addEventListener('input', typed);
  question.addEventListener('focusout', () => void save());

  const portals = { content: saved, version: version.value };
  const found = putBack(question, version, copy, () => {
    if (state.stopped) Object.assign(state, { stopped: false, trouble: undefined });
    if (saved === portals.content) version.value = portals.version;
    fill(question, portals.content);
    keepCopy();
    changed();
    void save();
  });
  if (found?.filled) {
    state.kept = true;
    keptContent = contentOf(question);
    void save();
  } else if (isUnsaved()) typed(); // while the scripts were still on their way

  return {
    key: version.name.replace(/-version$/, ''),
    state,
    save,
    keepCopy,
    meet,
    isUnsaved,
    isSending: () => sending !== undefined,
    version: () => Number(version.value),
  };
}

const versionIn = (question) => question.querySelector('[data-version]');
