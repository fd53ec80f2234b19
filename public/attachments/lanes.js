const AT_ONCE = 2;
const waiting = [];
let running = 0;

/** Calls `send` when its turn comes: two at a time, over all forms of the page. Its turn lasts until it settles. */
export function inTurn(send) {
  waiting.push(send);
  next();
}

/** Takes one that has not begun out of the queue. */
export function leaveQueue(send) {
  const at = waiting.indexOf(send);
  if (at >= 0) waiting.splice(at, 1);
}

function next() {
  while (running < AT_ONCE && waiting.length > 0) {
    running += 1;
    const ended = () => {
      running -= 1;
      next();
    };
    waiting.shift()().then(ended, ended);
  }
}
