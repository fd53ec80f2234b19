import { portalTime } from './portalTime.js';

/**
 * Keeps "8 days 3 hours left" true while the page stays open. The portal's clock decides, not this computer's. The
 * deadline may be moved meanwhile.
 */
export function countDown(left) {
  const madeAt = Date.parse(left.dataset.now);
  if (Number.isNaN(Date.parse(left.dataset.leftUntil)) || Number.isNaN(madeAt)) return;
  portalTime(madeAt); // it runs from now on
  const show = () => {
    if (!left.isConnected) return clearInterval(timer);
    const closesAt = Date.parse(left.dataset.leftUntil);
    const seconds = Math.floor((closesAt - portalTime(madeAt)) / 1000);
    if (seconds <= 0) {
      clearInterval(timer);
      return sayPassed(left);
    }
    const words = `${timeLeft(seconds)} left`;
    if (left.textContent !== words) left.textContent = words;
  };
  const timer = setInterval(show, 1000);
}

/** Of the page's own deadline it is read out, once, unlike the time left; others are named among much else. */
function sayPassed(left) {
  const block = left.closest('.portal-deadline');
  if (block) left.setAttribute('role', 'alert');
  left.textContent = 'The deadline has passed';
  if (!block) return;
  for (const said of document.querySelectorAll('[data-late]')) said.textContent = said.dataset.late;
  for (const over of document.querySelectorAll('[data-until-deadline]')) over.hidden = true;
  block.classList.replace('portal-deadline--closing', 'portal-deadline--closed');
  block.querySelector('.portal-deadline__label').textContent = 'Closed';
}

/** The two largest units: "8 days 3 hours", "59 minutes"; days only from 14 on, and seconds in the last ten minutes only. */
function timeLeft(seconds) {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days >= 14) return join([days, 'day']);
  if (days > 0) return join([days, 'day'], [hours, 'hour']);
  if (hours > 0) return join([hours, 'hour'], [minutes, 'minute']);
  return minutes >= 10 ? join([minutes, 'minute']) : join([minutes, 'minute'], [seconds % 60, 'second']);
}

function join(...parts) {
  const said = parts.filter(([count]) => count > 0);
  return said.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ');
}
