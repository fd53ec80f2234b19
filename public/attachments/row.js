const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/** The row of one file, from the form's template: its name, its size, how far it has come, and what can be done. */
export function rowFor(form, file) {
  const element = form.querySelector('[data-file-row]').content.firstElementChild.cloneNode(true);
  const part = (name) => element.querySelector(`[data-${name}]`);
  const [progress, percent, words] = [part('progress'), part('percent'), part('words')];
  const buttons = { cancel: part('cancel'), retry: part('retry'), dismiss: part('dismiss') };
  part('name').textContent = file.name;
  part('size').textContent = sizeOf(file.size);
  for (const of of element.querySelectorAll('[data-of]')) of.textContent = ` “${file.name}”`;
  progress.setAttribute('aria-label', `Sending “${file.name}”`);
  buttons.dismiss.addEventListener('click', () => leave());

  function show({ bar = false, text = '', can = [], failed = false }) {
    const hadFocus = element.contains(document.activeElement);
    progress.hidden = percent.hidden = !bar;
    for (const [name, button] of Object.entries(buttons)) button.hidden = !can.includes(name);
    element.classList.toggle('portal-upload--failed', failed);
    // Failing is read out; waiting and being sent is seen, and said once for all by the form.
    if (failed) words.setAttribute('role', 'alert');
    else words.removeAttribute('role');
    words.replaceChildren(text);
    if (hadFocus) (buttons[can[0]] ?? inputOf(form)).focus();
  }

  /** Takes the row away; who was at it goes on at the next one, or at the field. */
  function leave() {
    const hadFocus = element.contains(document.activeElement);
    const next = element.nextElementSibling ?? element.previousElementSibling;
    element.remove();
    if (hadFocus) (next?.querySelector('button:not([hidden])') ?? inputOf(form)).focus();
  }

  return {
    element,
    buttons,
    leave,
    waits: () => show({ text: 'Waiting for its turn.', can: ['cancel'] }),
    /** @param sent from 0 to 1; 1 when everything has left this computer and the portal looks at it */
    sends: (sent) => {
      if (sent === 1) return show({ text: 'Sent. The portal is checking it.' });
      if (progress.hidden) show({ bar: true, can: ['cancel'] });
      progress.value = Math.floor(sent * 100);
      percent.textContent = `${progress.value}%`;
    },
    /** It may work when it is tried again. @param link the way to put it right */
    fails: (text, link) => {
      show({ text, can: ['retry', 'dismiss'], failed: true });
      if (link) words.append(' ', link);
    },
    refuse: (text) => show({ text: `Not added. ${text}`, can: ['dismiss'], failed: true }),
  };
}

const inputOf = (form) => form.querySelector('input[type="file"]');

/** As formatBytes (src/attachments/formatBytes.ts) says it. */
function sizeOf(bytes) {
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** step;
  const shown = value >= 10 || Number.isInteger(value) ? Math.round(value).toString() : value.toFixed(1);
  return `${shown} ${bytes === 1 ? 'byte' : UNITS[step]}`;
}
