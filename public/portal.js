import { Button, ErrorSummary, SkipLink, createAll, isSupported } from '/assets/govuk-frontend.min.js';

// GOV.UK Frontend looks for these classes; its own inline script is not allowed by our content security policy.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

if (isSupported()) {
  for (const component of [Button, ErrorSummary, SkipLink]) createAll(component);
}
focusWhatMatters();
for (const left of document.querySelectorAll('[data-left-until]')) countDown(left);

/** After a failed form the summary of errors (or the first field in error) has focus; after a redirect, the confirmation. */
function focusWhatMatters() {
  if (document.querySelector('.govuk-error-summary')) return; // ErrorSummary took it
  const target =
    document.querySelector('.govuk-form-group--error :is(input, textarea, select)') ??
    document.querySelector('.portal-notice');
  target?.focus();
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
