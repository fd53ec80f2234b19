// The questions in preparation: questions and sections are dragged into their place, by mouse or by touch. The buttons
// beside them do the same without.
import { dragging } from './order/dragging.js';
import { placeOf, placesFor } from './order/places.js';

const list = document.querySelector('[data-order]');
const told = document.querySelector('[data-told]');
if (list) arrange();

/** Each question and each section is given something to take hold of. */
function arrange() {
  for (const section of list.querySelectorAll('[data-section]')) {
    if (list.querySelectorAll('[data-section]').length > 1) hold(section, section.querySelector('h2'));
    for (const question of section.querySelectorAll('[data-question]'))
      hold(question, question.querySelector('h3'));
  }
}

function hold(item, heading) {
  const handle = document.createElement('span');
  handle.className = 'portal-order__handle';
  handle.title = 'Drag to move';
  // Whoever uses no pointer has the buttons.
  handle.setAttribute('aria-hidden', 'true');
  heading.before(handle);
  dragging(handle, item, { places: () => placesFor(list, item), drop: (place) => void move(item, place) });
}

let moving = false;

async function move(item, place) {
  if (moving) return;
  moving = true;
  const form = list.querySelector('form[hidden]');
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(placeOf(item, place))) body.set(name, value);
  const { page, refused } = await send(form.action, body);
  moving = false;
  if (page) {
    const { question, section } = item.dataset;
    list.replaceChildren(...page.querySelector('[data-order]').childNodes);
    arrange();
    const moved = question ? document.getElementById(question) : sectionNamed(section);
    moved?.classList.add('portal-order__moved');
    moved?.scrollIntoView({ block: 'nearest' });
    tell(moved ? whereNow(moved) : 'Moved.');
  } else tell(refused, true);
}

/** The page as it is now; or why nothing was moved. */
async function send(url, body) {
  try {
    const reply = await fetch(url, { method: 'POST', body, headers: { Accept: 'application/json' } });
    if (reply.ok) {
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
      if (page.querySelector('[data-order]')) return { page };
    }
    const { error } = await reply.json();
    return { refused: error.message };
  } catch {
    return {
      refused: 'It is not known whether it was moved. Load this page again to see the questions as they are.',
    };
  }
}

const sectionNamed = (slug) => list.querySelector(`[data-section="${CSS.escape(slug)}"]`);
const titleOf = (item) => item.querySelector('h2, h3').textContent.trim();

function whereNow(item) {
  const parent = item.dataset.question ? item.closest('[data-section]') : list;
  const all = [...parent.querySelectorAll(item.dataset.question ? '[data-question]' : '[data-section]')];
  const place = `${all.indexOf(item) + 1} of ${all.length}`;
  return item.dataset.question
    ? `Moved: “${titleOf(item)}” is now ${place} in “${titleOf(parent)}”.`
    : `Moved: the section “${titleOf(item)}” is now ${place}.`;
}

function tell(words, trouble = false) {
  told.textContent = words;
  told.classList.toggle('portal-order__told--trouble', trouble);
}
