/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COPIED } from './copied.js';
import { aDraftIn, other, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, signIn } from './window.js';

const stage = await aStage();
const page = await aWindow(stage.portal);
await signIn(stage.portal, page, stage.priya.email);
await aDraftIn(stage, page);
const wrong: string[] = [];
page.on('pageerror', (error) => wrong.push(error.message));
// That inline styles do not hold is said of a parsed document, too: its scripts and pictures never even begin.
page.on('request', (request) => request.url().endsWith('/never') && wrong.push(request.url()));

/** Pastes into the long text as the browser would hand it to the page. @returns whether the page took it on itself */
const paste = (html: string, plain = 'as plain text'): Promise<boolean> =>
  page.evaluate(
    ([rich, simple]) => {
      const clipboardData = new DataTransfer();
      if (rich) clipboardData.setData('text/html', rich);
      clipboardData.setData('text/plain', simple);
      const field = document.querySelector('#other')!;
      return !field.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    },
    [html, plain] as const,
  );

const empty = async () => {
  await other(page).fill('');
  await other(page).focus();
};

for (const [what, html, text] of COPIED) {
  test(`${what} becomes clean text`, async () => {
    await empty();
    assert.equal(await paste(html), true);
    assert.equal(await other(page).inputValue(), text);
    assert.equal(await page.evaluate('window.ran'), undefined);
    assert.deepEqual(wrong, []);
  });
}

test('it takes the place of what is marked, can be undone and done again, is counted and saved', async () => {
  await other(page).fill('Before. Marked. After.');
  await other(page).evaluate((field: HTMLTextAreaElement) => {
    field.focus();
    field.setSelectionRange(8, 15);
  });
  await paste('<p>One</p><ul><li>two</li></ul>');
  const pasted = 'Before. One\n\n- two After.';
  assert.equal(await other(page).inputValue(), pasted);
  assert.equal(await page.locator('#other-count').innerText(), '4 words');
  await page.keyboard.press('Control+z');
  assert.equal(await other(page).inputValue(), 'Before. Marked. After.');
  await page.keyboard.press('Control+Shift+z');
  assert.equal(await other(page).inputValue(), pasted);
  await page.keyboard.type('!');
  await status(page, 'Saved at');
  await page.reload();
  assert.equal(await other(page).inputValue(), 'Before. One\n\n- two! After.');
});

test('what has no structure, or none that can be read, is left to the browser', async () => {
  await empty();
  const deep = `<p>${'<b>'.repeat(50_000)}text`;
  for (const html of ['', '<span style="color: red">a word</span>', '<div>a</div><div>  b</div>']) {
    assert.equal(await paste(html), false, html);
  }
  assert.equal(typeof (await paste(deep)), 'boolean');
  assert.deepEqual(wrong, []);
});

test('a long text is pasted in one go', async () => {
  await empty();
  const paragraphs = Array.from({ length: 2_000 }, (_, n) => `Paragraph ${n} of a long document.`);
  const begun = performance.now();
  await paste(paragraphs.map((text) => `<p>${text}</p>`).join(''));
  assert.equal(await other(page).inputValue(), paragraphs.join('\n\n'));
  assert.ok(performance.now() - begun < 10_000);
});

test('from the real clipboard, with the keyboard', async () => {
  await empty();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async () => {
    const of = (type: string, text: string) => new Blob([text], { type });
    const html = of('text/html', '<p>One</p><table><tr><td>a</td><td>b</td></tr></table>');
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/html': html, 'text/plain': of('text/plain', 'One a b') }),
    ]);
  });
  await page.keyboard.press('Control+v');
  assert.equal(await other(page).inputValue(), 'One\n\na\tb');
});
