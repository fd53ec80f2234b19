const AT_MOST_MS = 1_000;
const waiting = [];
let pressed = false;
let timer;

/** A touch clicks in an event of its own, some time after it has ended. */
const CLICK_MS = 350;

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
  for (const change of waiting.splice(0)) {
    try {
      change();
    } catch (error) {
      reportError(error); // the others are made all the same
    }
  }
}

const capture = { capture: true };
addEventListener(
  'pointerdown',
  () => {
    pressed = true;
    releaseIn(AT_MOST_MS);
  },
  capture,
);
function releaseIn(ms) {
  clearTimeout(timer);
  timer = setTimeout(release, ms);
}
// not within the very event: what the page does about it comes first
addEventListener('click', () => releaseIn(0), capture);
addEventListener(
  'pointerup',
  ({ pointerType }) => releaseIn(pointerType === 'mouse' ? 0 : CLICK_MS),
  capture,
);
addEventListener('pointercancel', () => releaseIn(0), capture);
