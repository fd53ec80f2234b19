import { followAnswer } from './answer.js';
import { followChoice } from './choice.js';
import { forgetOld } from './localCopy.js';
import { onceStill } from '../still.js';

const LONGEST_WAIT_MS = 5_000;

/**
 * Saves each question's answer two seconds after typing stops, when it is left and when the page is hidden, and says
 * so in `status`. The form's own buttons go on working; they wait for a save that is under way, and do nothing while
 * sending the page would lose what is typed: without a connection, or signed out.
 * @returns the answers, as followAnswer follows them
 */
export function autosave(form, status) {
  forgetOld();
  const token = form.querySelector('[name="_csrf"]');
  const { writer } = form.dataset;
  /** `leaving`: the form is on its way. What was saved beside it would meet it there as another's. */
  const page = { leaving: false };
  const answers = [];
  const choices = [];
  const changed = () => onceStill(() => report(status, [...answers, ...choices], stayAway));
  for (const question of form.querySelectorAll('[data-save-to]')) {
    answers.push(followAnswer(question, { token, writer, page, changed }));
  }
  for (const question of form.querySelectorAll('[data-chosen-for]')) {
    choices.push(followChoice(question, { token, writer, undecided: status.textContent, changed }));
  }
  const stayAway = () => {
    page.leaving = true;
  };

  const saveAll = (options) => Promise.all(answers.map((answer) => answer.save(options)));
  /** Of the first save, what is under way may be older than the last words. */
  const saveUp = () => saveAll().then(() => saveAll());
  const keepCopies = () => answers.forEach((answer) => answer.keepCopy());
  const isUnsaved = () => answers.some((answer) => answer.isUnsaved());

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || page.leaving) return;
    keepCopies();
    void saveAll({ keepalive: true });
  });
  addEventListener('online', () => void saveAll());
  addEventListener('focus', () => void saveAll()); // perhaps signed in again in another window
  addEventListener('beforeunload', (event) => {
    if (!page.leaving && isUnsaved()) event.preventDefault();
  });
  // A page that comes back from the browser's cache may show older answers than the portal has.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    page.leaving = false;
    if (!isUnsaved()) location.reload();
  });
  form.addEventListener('submit', (event) => {
    if (
      page.leaving ||
      (choices.length === 0 && !isUnsaved() && !answers.some((answer) => answer.isSending()))
    ) {
      page.leaving = true;
      keepCopies();
      return;
    }
    event.preventDefault();
    const settled = Promise.all([saveUp(), ...choices.map((choice) => choice.settle())]);
    void Promise.race([settled, wait(LONGEST_WAIT_MS)]).then(() => {
      if (
        [...answers, ...choices].some(({ state }) => state.signedOut || (state.cutOff && !navigator.onLine))
      ) {
        status.querySelector('a')?.focus();
        return;
      }
      page.leaving = true;
      keepCopies();
      // not within this very event, in which the browser would not submit again
      setTimeout(() => form.requestSubmit(event.submitter));
    });
  });
  return answers;
}

/** Says the worst that there is to say, else when it was last saved; the same words are not said twice. */
function report(status, answers, leave) {
  const trouble = answers.map(({ state }) => state.trouble).find(Boolean);
  const confirmed = answers.map(({ state }) => state.savedAt).filter(Boolean);
  const latest = confirmed.sort((one, other) => (one.savedAt < other.savedAt ? -1 : 1)).at(-1);
  const wrong = answers.some(({ state }) => state.savedAt?.problems) ? ', with something to correct' : '';
  const late = status.dataset.late && latest && isClosedAt(latest.savedAt) ? `. ${status.dataset.late}` : '';
  const words = trouble ?? (latest ? `Saved at ${latest.savedAtText}${wrong}${late}` : '');
  if (status.dataset.words !== words) {
    status.dataset.words = words;
    status.textContent = words;
    if (answers.some(({ state }) => state.signedOut))
      status.append(' ', ...wayToSignIn(status.dataset.signIn, answers, leave));
  }
  status.classList.toggle('portal-saving--trouble', trouble !== undefined);
}

/** By the portal's clock, and the deadline that this page knows, which may have been moved. */
function isClosedAt(savedAt) {
  const closesAt = document.querySelector('[data-together]')?.dataset.closesAt;
  return closesAt !== undefined && Date.parse(savedAt) >= Date.parse(closesAt);
}

/** Signing in leads back here, and what is kept on this computer comes back; otherwise the page has to stay open. */
function wayToSignIn(href, answers, leave) {
  const link = document.createElement('a');
  link.className = 'govuk-link';
  link.textContent = 'Sign in again';
  link.href = href;
  if (answers.some((answer) => answer.isUnsaved() && !answer.state.kept)) {
    link.target = '_blank';
    return [link, ' in another window: what you typed stays here and is saved then.'];
  }
  link.addEventListener('click', leave);
  return [link, ': what you typed is kept on this computer, comes back and is saved then.'];
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
