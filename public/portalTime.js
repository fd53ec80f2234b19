import { freshPage } from './freshPage.js';

const ASK_AGAIN_MS = 10_000;
/** By how much the computer's clock may disagree with the time that has passed before the portal is asked. */
const DISAGREE_MS = 2_000;

let known;
let asked = -Infinity;

/**
 * The portal's time in milliseconds, while a page stays open: when it was made, and what has passed since by a clock of
 * the browser that nobody sets. That one may stand still while the computer sleeps, and the computer's may be set: where
 * they disagree the portal is asked.
 * @param madeAt when this page was made
 */
export function portalTime(madeAt) {
  known ??= at(madeAt);
  const passed = performance.now() - known.steady;
  if (Math.abs(Date.now() - known.wall - passed) > DISAGREE_MS) void ask();
  return known.portal + passed;
}

const at = (portal) => ({ portal, steady: performance.now(), wall: Date.now() });

async function ask() {
  if (performance.now() - asked < ASK_AGAIN_MS) return;
  asked = performance.now();
  const { page } = await freshPage();
  const now = Date.parse(page?.querySelector('[data-now]')?.dataset.now);
  if (!Number.isNaN(now)) known = at(now);
}
