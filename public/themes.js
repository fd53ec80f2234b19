// Marks what is selected in an answer, to give it a theme or to redact it: the form below the answer is filled in with it, and where it stands.

/** Where words begin and end in a line of an answer, in code points; the themes' names in between are not part of it. */
function placeOf(range) {
  const start = lineOf(range.startContainer);
  const end = lineOf(range.endContainer);
  if (!start || !end || start.dataset.saidLine !== end.dataset.saidLine) return undefined;
  if (start.closest('[data-marked]') !== end.closest('[data-marked]')) return undefined;
  const before = document.createRange();
  before.selectNodeContents(start);
  before.setEnd(range.startContainer, range.startOffset);
  const upTo = document.createRange();
  upTo.selectNodeContents(end);
  upTo.setEnd(range.endContainer, range.endOffset);
  const starts = Number(start.dataset.saidFrom) + [...textIn(before)].length;
  const ends = Number(end.dataset.saidFrom) + [...textIn(upTo)].length;
  return { answer: start.closest('[data-marked]'), line: start.dataset.saidLine, starts, ends };
}

const lineOf = (node) => (node instanceof Element ? node : node.parentElement)?.closest('[data-said-line]');

function textIn(range) {
  const content = range.cloneContents();
  for (const name of content.querySelectorAll('.portal-coded__theme')) name.remove();
  return content.textContent;
}

/** White space at its ends belongs to no passage. */
function trimmed({ starts, ends, ...place }, words) {
  const first = words.length - words.trimStart().length;
  const last = words.length - words.trimEnd().length;
  return { ...place, starts: starts + first, ends: ends - last };
}

const told = document.createElement('div');
told.className = 'portal-selected';
told.hidden = true;
told.setAttribute('role', 'status');
const button = document.createElement('button');
button.type = 'button';
button.className = 'govuk-button govuk-button--secondary';
told.append(button);
document.body.append(told);

let form;
button.addEventListener('mousedown', (event) => event.preventDefault());
button.addEventListener('click', () => {
  told.hidden = true;
  const details = form.closest('details');
  if (details) details.open = true;
  form.querySelector('select').focus();
  form.scrollIntoView({ block: 'center' });
});

document.addEventListener('selectionchange', () => {
  const selection = document.getSelection();
  const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  const words = range && !selection.isCollapsed ? textIn(range) : '';
  const found = words.trim() === '' ? undefined : placeOf(range);
  const marks = found?.answer.querySelector('[data-marks]');
  told.hidden = !marks?.elements.passage;
  if (told.hidden) return;
  form = marks;
  button.textContent = marks.dataset.marks || 'Give the selected passage a theme';
  const { line, starts, ends } = trimmed(found, words);
  form.elements.passage.value = words.trim();
  form.elements.place.value = `${line}:${starts}:${ends}`;
});

/** What is typed instead stands where the portal finds it. */
document.addEventListener('input', (event) => {
  const edited = event.target.closest('[data-marks]');
  if (edited && event.target.name === 'passage') edited.elements.place.value = '';
});
