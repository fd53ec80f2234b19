/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_TEXT } from '../../src/responses/answers/textLimit.js';
import { paths } from '../../src/paths.js';
import { AWKWARD } from '../responses/awkwardTexts.js';
import { aDraftIn, other, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, press, signIn } from './window.js';

const stage = await aStage();
const page = await aWindow(stage.portal);
await signIn(stage.portal, page, stage.priya.email);

const count = page.locator('#other-count');
const readOut = page.locator('#other-count + [role="status"]');

test('the browser counts by the very function of the portal, whatever is typed', async () => {
  await aDraftIn(stage, page);
  const counted = await page.evaluate(
    async (texts) => {
      const shared = '/assets/counting.js';
      const { countWords, countCharacters } = (await import(shared)) as {
        countWords: (text: string) => number;
        countCharacters: (text: string) => number;
      };
      return texts.map((text) => [countWords(text), countCharacters(text)]);
    },
    AWKWARD.map(([, text]) => text),
  );
  assert.deepEqual(
    counted,
    AWKWARD.map(([, , words, characters]) => [words, characters]),
  );
});

test('the figure beside a long answer is the one on the check page', async () => {
  const id = await aDraftIn(stage, page);
  const text = AWKWARD.map(([, one]) => one).join('\n');
  const words = `${AWKWARD.reduce((sum, [, , each]) => sum + each, 0)} words`;
  assert.equal(await count.innerText(), '');
  await other(page).fill(text);
  assert.equal(await count.innerText(), words);
  assert.match((await other(page).getAttribute('aria-describedby'))!, /other-count/);
  await status(page, 'Saved at');
  await page.reload();
  assert.equal(await count.innerText(), words, 'also when it is opened again');
  await press(page, 'Save and continue');
  await page.goto(paths.check({ id }));
  assert.equal(await page.locator('#other .portal-said__count').innerText(), words);
});

test('near the limit it is said how much is left, read out once typing pauses; nothing is cut off', async () => {
  await page.clock.install();
  const id = await aDraftIn(stage, page);
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await other(page).fill('x'.repeat(LONGEST_TEXT - 1));
  assert.equal(await count.innerText(), '1 word. 1 character left');
  assert.equal(await readOut.innerText(), '', 'not while it is typed');
  await page.clock.runFor(1_400);
  assert.equal(await readOut.innerText(), '');
  await page.clock.runFor(200);
  assert.equal(await readOut.innerText(), '1 character left');
  await page.clock.resume();
  await other(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('yz👍');
  assert.equal(await count.innerText(), '1 word. 2 characters too many');
  assert.equal((await other(page).inputValue()).length, LONGEST_TEXT + 3);
  await status(page, 'Saved at');
  await page.goto(paths.check({ id }));
  await page.getByText('Shorten this by 2 characters').first().waitFor();
});
