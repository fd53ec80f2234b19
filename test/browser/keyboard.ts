/// <reference lib="dom" />
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Where the focus is, as somebody without a mouse has it. */
export interface Stop {
  /** the label, with that of its group before it: `Security of systems / Better` */
  name: string;
  tag: string;
  id: string;
  value: string;
  checked: boolean;
  /** what cannot be seen of the focus; '' when it can */
  unseen: string;
}

/**
 * Looks at the element that has the focus. The focus is seen when an outline or a shadow stands round the element
 * (or round the box drawn for a choice) that does not stand there without it, within the window (WCAG 2.2, 2.4.7
 * and 2.4.11).
 */
const LOOK = `(() => {
  const at = document.activeElement;
  const fold = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
  const own = fold(at.labels?.[0]?.innerText || at.getAttribute('aria-label') || at.innerText);
  const group = fold(at.closest('fieldset')?.querySelector('legend')?.innerText);
  const drawn = () => {
    const choice = at.matches('[type=radio], [type=checkbox]');
    const style = choice ? getComputedStyle(at.nextElementSibling, '::before') : getComputedStyle(at);
    const outline = style.outlineStyle !== 'none' && !style.outlineColor.endsWith(', 0)') ? style.outlineWidth + style.outlineColor : '';
    const shadow = style.boxShadow === 'none' ? '' : style.boxShadow;
    return outline + '|' + shadow;
  };
  const focused = drawn();
  const summary = at.matches('.govuk-error-summary');
  if (!summary) at.blur();
  const rest = summary ? '|' : drawn();
  at.focus({ preventScroll: true });
  const box = at.getBoundingClientRect();
  const unseen = at === document.body ? 'nothing has the focus'
    : focused === '|' || focused === rest ? 'nothing shows the focus: ' + focused
    : box.width === 0 || box.height === 0 ? 'it has no size'
    : box.bottom <= 0 || box.top >= innerHeight ? 'it is outside the window' : '';
  const name = group && group !== own && at.tagName !== 'BUTTON' ? group + ' / ' + own : own;
  return { name, tag: at.tagName, id: at.id, value: String(at.value ?? ''), checked: Boolean(at.checked), unseen };
})()`;

/** A person at the keyboard, without mouse. */
export function atTheKeyboard(page: Page) {
  const { keyboard } = page;
  const look = async (): Promise<Stop> => {
    const stop = (await page.evaluate(LOOK)) as Stop;
    assert.equal(stop.unseen, '', `${page.url()}: <${stop.tag}> “${stop.name.slice(0, 200)}”`);
    return stop;
  };

  /** Goes on with Tab until what has the focus is called so; every stop on the way must show that it has it. */
  async function reach(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Stop> {
    const passed: string[] = [];
    for (let tries = 0; tries < 80; tries += 1) {
      await keyboard.press(key);
      // after the last stop the focus is with the browser itself, and then begins again
      if (await page.evaluate('document.activeElement === document.body')) continue;
      const stop = await look();
      if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return stop;
      passed.push(stop.name);
    }
    throw new Error(`${page.url()}: ${name} was not reached; passed: ${passed.join(' · ')}`);
  }

  /** Presses Enter on it, and waits for the page that follows. */
  async function follow(name: string | RegExp): Promise<void> {
    await reach(name);
    await Promise.all([page.waitForEvent('load'), keyboard.press('Enter')]);
  }

  /** Types into the field of this name. */
  async function type(name: string | RegExp, text: string): Promise<void> {
    await reach(name);
    await keyboard.type(text);
  }

  /** Ticks what is not ticked yet. */
  async function tick(name: string | RegExp, wanted = true): Promise<void> {
    const { checked } = await reach(name);
    if (checked !== wanted) await keyboard.press('Space');
  }

  /** Comes to a group of choices and goes on with the arrows to the one wanted. */
  async function choose(group: RegExp, option: string): Promise<void> {
    let stop = await reach(group);
    if (stop.name.endsWith(option)) await keyboard.press('Space');
    for (let tries = 0; !stop.name.endsWith(option); tries += 1) {
      assert.ok(tries < 10, `${option} is not among them`);
      await keyboard.press('ArrowDown');
      stop = await look();
    }
    assert.equal((await look()).checked, true);
  }

  return { look, reach, follow, type, tick, choose, press: (key: string) => keyboard.press(key) };
}
