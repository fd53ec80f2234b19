import { isThere } from './places.js';

/** A hand that only presses trembles by less. */
const BEGINS_PX = 5;
const EDGE_PX = 70;
const SCROLL_PX = 14;

/**
 * Lets an item be dragged by its handle: with the mouse, a pen or a finger. A line shows where it would be let go;
 * Escape, or letting it go where it was, leaves it there.
 * @param places what may be chosen, asked when dragging begins; @param drop told of the place
 */
export function dragging(handle, item, { places, drop }) {
  handle.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    follow(event.clientY);
  });

  function follow(startedAt) {
    const line = document.createElement('div');
    line.className = 'portal-order__line';
    let offered;
    let chosen;
    let y = startedAt;
    let frame;

    const begin = () => {
      offered = places();
      item.classList.add('portal-order__dragged');
      item.closest('[data-order]').append(line);
      frame = requestAnimationFrame(step);
    };
    /** Near the edge of the window the page moves on below the pointer. */
    function step() {
      const by = y < EDGE_PX ? -SCROLL_PX : y > innerHeight - EDGE_PX ? SCROLL_PX : 0;
      if (by !== 0) scrollBy({ top: by, behavior: 'instant' });
      choose();
      frame = requestAnimationFrame(step);
    }
    function choose() {
      const away = offered.map((place) => Math.abs(heightOf(place) - y));
      chosen = offered[away.indexOf(Math.min(...away))];
      const list = line.parentElement.getBoundingClientRect();
      line.hidden = !chosen || isThere(item, chosen);
      if (chosen) line.style.transform = `translateY(${heightOf(chosen) - list.top}px)`;
    }
    const moved = (event) => {
      y = event.clientY;
      if (!offered && Math.abs(y - startedAt) >= BEGINS_PX) begin();
      if (offered) choose();
    };
    const ended = () => {
      const place = offered && chosen && !isThere(item, chosen) ? chosen : undefined;
      stop();
      if (place) drop(place);
    };
    const pressed = (event) => {
      if (event.key === 'Escape') stop();
    };
    function stop() {
      cancelAnimationFrame(frame);
      line.remove();
      item.classList.remove('portal-order__dragged');
      handle.removeEventListener('pointermove', moved);
      handle.removeEventListener('pointerup', ended);
      handle.removeEventListener('pointercancel', stop);
      removeEventListener('keydown', pressed);
    }
    handle.addEventListener('pointermove', moved);
    handle.addEventListener('pointerup', ended);
    handle.addEventListener('pointercancel', stop);
    addEventListener('keydown', pressed);
  }
}

const heightOf = ({ edge, side }) => edge.getBoundingClientRect()[side];
