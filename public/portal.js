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

/** After a failed form the summary of errors (or the first field in error) has focus; after a redirect, the confirmation. */
function focusWhatMatters() {
  if (document.querySelector('.govuk-error-summary')) return; // ErrorSummary took it
  const target =
    document.querySelector('.govuk-form-group--error :is(input, textarea, select)') ??
    document.querySelector('.portal-notice');
  target?.focus();
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

/**
 * Keeps "8 days 3 hours left" true while the page stays open. The portal's clock decides, not this computer's:
 * only the time that has passed since the page was made is measured here.
 */
function countDown(left) {
  const closesAt = Date.parse(left.dataset.leftUntil);
  const madeAt = Date.parse(left.dataset.now);
  const loadedAt = Date.now();
  if (Number.isNaN(closesAt) || Number.isNaN(madeAt)) return;
  const show = () => {
    const seconds = Math.floor((closesAt - madeAt - (Date.now() - loadedAt)) / 1000);
    if (seconds <= 0) {
      clearInterval(timer);
      return sayPassed(left);
    }
    const words = `${timeLeft(seconds)} left`;
    if (left.textContent !== words) left.textContent = words;
  };
  const timer = setInterval(show, 1000);
}

/** Read out once, unlike the time left. */
function sayPassed(left) {
  left.setAttribute('role', 'alert');
  left.textContent = 'The deadline has passed';
  for (const said of document.querySelectorAll('[data-late]')) said.textContent = said.dataset.late;
  const block = left.closest('.portal-deadline');
  if (!block) return;
  block.classList.replace('portal-deadline--closing', 'portal-deadline--closed');
  block.querySelector('.portal-deadline__label').textContent = 'Closed';
}

/** The two largest units: "8 days 3 hours", "59 minutes", and seconds in the last ten minutes only. */
function timeLeft(seconds) {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) return join([days, 'day'], [hours, 'hour']);
  if (hours > 0) return join([hours, 'hour'], [minutes, 'minute']);
  return minutes >= 10 ? join([minutes, 'minute']) : join([minutes, 'minute'], [seconds % 60, 'second']);
}

function join(...parts) {
  const said = parts.filter(([count]) => count > 0);
  return said.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ');
}
