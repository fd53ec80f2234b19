import { countDown } from '../countdown.js';
import { freshPage } from '../freshPage.js';
import { followNotes } from './notes.js';
import { onceStill } from '../still.js';

const EVERY_MS = 20_000;

/**
 * Says who else has this response open and what happens to it meanwhile, and brings in what they change: answers that
 * nobody is at here are replaced by theirs; of one that is being written, the page only says that it was changed, and
 * both are kept. Nothing of it moves what is being read or written, nor the focus.
 * @param answers those that are written on this page, as followAnswer follows them
 */
export function together(box, answers) {
  // A form's token is renewed when one has signed in again.
  const token = (document.querySelector('[data-response-form]') ?? box).querySelector('[name="_csrf"]');
  const [line, news] = [box.querySelector('[data-others]'), box.querySelector('[data-news]')];
  const { together: url, section, since } = box.dataset;
  const titles = JSON.parse(box.dataset.sections);
  const notes = followNotes(document);
  const close = news.parentElement.querySelector('button');
  close.addEventListener('click', () => {
    news.replaceChildren();
    showNews(news, close);
  });
  const told = new Set();
  let timer;

  async function look() {
    clearTimeout(timer);
    timer = setTimeout(look, EVERY_MS);
    if (document.visibilityState === 'hidden') return;
    const reply = await ask(url, token.value, { section, since, closesAt: box.dataset.closesAt });
    if (!reply) return;
    const changed = [
      ...answers.filter(
        (answer) => !answer.isSending() && (reply.versions[answer.key] ?? 0) > answer.version(),
      ),
      ...notes.filter((one) => one.differ(reply.notes)),
    ];
    const { page } = changed.length > 0 || reply.closesAt ? await freshPage() : {};
    const tell = () => {
      const words = whoElse(reply.others, section, titles);
      if (line.textContent !== words) line.textContent = words;
      for (const one of reply.news.filter(({ text }) => !told.has(text))) {
        told.add(one.text);
        news.append(lineOf(one));
      }
      showNews(news, close);
      if (!page) return;
      for (const one of changed) one.meet(page);
      if (reply.closesAt) moveDeadline(page, box, reply.closesAt);
    };
    onceStill(() => inPlace(tell));
  }

  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  void look();
}

/** Nothing when it cannot be had now: saving says what there is to say of that. */
async function ask(url, token, page) {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ _csrf: token, ...page }),
      redirect: 'manual',
      headers: { Accept: 'application/json' },
    });
    return reply.ok ? await reply.json() : undefined;
  } catch {
    return undefined;
  }
}

/** What one is at, or reads at the top of the window, stays where it is: not every browser sees to that by itself. */
function inPlace(change) {
  const at =
    document.activeElement === document.body
      ? document.elementFromPoint(innerWidth / 2, innerHeight / 2)
      : document.activeElement;
  const before = at?.getBoundingClientRect().top;
  change();
  const moved = at?.isConnected ? at.getBoundingClientRect().top - before : 0;
  if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
}

/** The region itself is always there, so that what comes into it is read out. */
function showNews(news, close) {
  const some = news.children.length > 0;
  news.parentElement.classList.toggle('portal-news--some', some);
  close.hidden = !some;
}

function lineOf({ text, href }) {
  const line = document.createElement('p');
  line.textContent = text;
  if (href) {
    const link = document.createElement('a');
    Object.assign(link, { className: 'govuk-link', href, textContent: 'See it' });
    line.append(' ', link);
  }
  return line;
}

/** The block of the deadline is the page's as it is now; what else counts down goes on to the new instant. */
function moveDeadline(page, box, closesAt) {
  const fresh = page.querySelector('.portal-deadline');
  const shown = document.querySelector('.portal-deadline');
  if (!fresh || !shown) return;
  shown.replaceWith(fresh);
  for (const left of fresh.querySelectorAll('[data-left-until]')) countDown(left);
  const same = document.querySelectorAll('[data-left-until]:not(.portal-closing *)');
  for (const left of same) left.dataset.leftUntil = closesAt;
  box.dataset.closesAt = closesAt;
}

/** "Tom Reid has this response open too, in “Legal text”." */
function whoElse(others, here, titles) {
  if (others.length === 0) return '';
  const all = others.map(({ name, section }) =>
    section === here || !titles[section] ? name : `${name} (in “${titles[section]}”)`,
  );
  const names = new Intl.ListFormat('en-GB').format(all);
  return `${names} ${all.length === 1 ? 'has' : 'have'} this response open too.`;
}
