// Reading responses at the desk: single keys for what stands on the page anyway. They do nothing while a field has the
// focus or another key is held, and can be turned off for good on this computer (WCAG 2.1.4).
const OFF = 'portal.reading.keysOff';
const shown = document.querySelector('[data-keys]');
const toggle = shown?.querySelector('[data-keys-switch]');

if (shown) {
  shown.hidden = false;
  say();
  toggle.addEventListener('click', () => {
    if (areOff()) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'yes');
    say();
  });
  document.addEventListener('keydown', follow);
}

function say() {
  shown.querySelector('[data-keys-on]').hidden = areOff();
  shown.querySelector('[data-keys-off]').hidden = !areOff();
  toggle.textContent = areOff() ? 'Turn the keys on' : 'Turn the keys off';
}

function areOff() {
  return localStorage.getItem(OFF) === 'yes';
}

function follow(event) {
  if (areOff() || event.repeat || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
}
