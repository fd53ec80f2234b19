import { countDown } from './countdown.js';
import { forgetUnsaved, isAnythingUnsaved } from './responses/localCopy.js';
import { Button, ErrorSummary, SkipLink, createAll, isSupported } from '/assets/govuk-frontend.min.js';

// GOV.UK Frontend looks for these classes; its own inline script is not allowed by our content security policy.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

if (isSupported()) {
  for (const component of [Button, ErrorSummary, SkipLink]) createAll(component);
}
focusWhatMatters();
for (const form of document.querySelectorAll('[data-signs-out]')) leaveNothingBehind(form);
for (const form of document.querySelectorAll('[data-needs-connection]')) stayWithoutConnection(form);
for (const left of document.querySelectorAll('[data-left-until]')) countDown(left);
// What the portal is still working at: the page is asked for again until it is whole.
if (document.querySelector('[data-comes]')) askAgain();

/** After a failed form the summary of errors (or the first field in error) has focus; after a redirect, the confirmation. */
function focusWhatMatters() {
  if (document.querySelector('.govuk-error-summary')) return; // ErrorSummary took it
  const target =
    document.querySelector('.govuk-form-group--error :is(input, textarea, select)') ??
    document.querySelector('.portal-notice');
  target?.focus();
}

/** Not while somebody is at something on the page, and never once something was typed: it would be lost. */
function askAgain() {
  let typed = false;
  document.addEventListener('input', () => (typed = true));
  const isInUse = () => typed || document.activeElement?.closest('main :is(form, details)');
  const look = () => (isInUse() ? setTimeout(look, 1_000) : location.reload());
  setTimeout(look, 1_000);
}

/** Signing out takes what this person has on this computer only with it: whoever sits down next finds nothing. */
function leaveNothingBehind(form) {
  const writer = form.dataset.signsOut;
  form.addEventListener('submit', (event) => {
    const words =
      'Something that you typed has not been saved yet. Signing out removes it from this computer. Sign out?';
    if (isAnythingUnsaved(writer) && !confirm(words)) event.preventDefault();
    else forgetUnsaved(writer);
  });
}

/** Without a connection the browser would leave the page for its own: what matters stays here, to be sent again. */
function stayWithoutConnection(form) {
  form.addEventListener('submit', (event) => {
    form.querySelector('.portal-no-connection')?.remove();
    if (navigator.onLine) return;
    event.preventDefault();
    const told = document.createElement('p');
    told.className = 'portal-no-connection govuk-error-message';
    told.setAttribute('role', 'alert');
    told.textContent = `${form.dataset.needsConnection}: there is no connection. Stay on this page, and press the button again when it is back.`;
    form.querySelector('.govuk-button-group').before(told);
  });
}
