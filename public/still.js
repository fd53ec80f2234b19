const AT_MOST_MS = 1_000;
const waiting = [];
let pressed = false;
let timer;

/**
 * Makes a change to the page at once; while a pointer is held down, once it is up, or after a second. Were the button
 * under it to move away in between, the press would not count, and nobody would know.
 */
export function onceStill(change) {
  if (pressed) waiting.push(change);
  else change();
}

function release() {
  clearTimeout(timer);
  pressed = false;
  for (const change of waiting.splice(0)) change();
}

const capture = { capture: true };
addEventListener(
  'pointerdown',
  () => {
    pressed = true;
    clearTimeout(timer);
    timer = setTimeout(release, AT_MOST_MS);
  },
  capture,
);
for (const end of ['pointerup', 'pointercancel']) {
  // not within this very event: the click comes after it
  addEventListener(end, () => setTimeout(release), capture);
}
