// The desk's pages of one consultation: their counts are kept as they are now while somebody looks at them.
import { freshPage } from './freshPage.js';

const EVERY_MS = 15_000;

const line = document.querySelector('[data-live-counts]');
if (line) follow(line);

function follow(status) {
  status.textContent = 'The counts on this page are kept up to date.';
  let timer;

  async function look() {
    clearTimeout(timer);
    timer = setTimeout(look, EVERY_MS);
    if (document.visibilityState === 'hidden') return;
    const counts = await ask(status.dataset.liveCounts);
    if (!counts || counts.mark === status.dataset.mark) return;
    const { page } = await freshPage(location.pathname + location.search);
    if (!page) return;
    for (const region of document.querySelectorAll('[data-live]')) renew(region, page);
    status.dataset.mark = counts.mark;
    // A live region: read out when whoever listens has finished what they are at.
    status.textContent = counts.says;
  }

  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  timer = setTimeout(look, EVERY_MS);
}

/** Nothing when it cannot be had now: it is asked again. */
async function ask(url) {
  try {
    const reply = await fetch(url, { redirect: 'manual', headers: { Accept: 'application/json' } });
    return reply.ok ? await reply.json() : undefined;
  } catch {
    return undefined;
  }
}

/** What is open stays open, and who is at a link stays at it. */
function renew(region, page) {
  const fresh = page.querySelector(`[data-live="${region.dataset.live}"]`);
  if (!fresh || fresh.innerHTML === region.innerHTML) return;
  const at = region.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  const open = [...region.querySelectorAll('details')].map((one) => one.open);
  const scrolled = [...region.querySelectorAll('.portal-scroll')].map((one) => one.scrollLeft);
  region.replaceChildren(...fresh.childNodes);
  region.querySelectorAll('details').forEach((one, index) => (one.open = open[index] ?? false));
  region.querySelectorAll('.portal-scroll').forEach((one, index) => (one.scrollLeft = scrolled[index] ?? 0));
  const same = at && [...region.querySelectorAll('a')].find((one) => one.getAttribute('href') === at);
  same?.focus({ preventScroll: true });
}
