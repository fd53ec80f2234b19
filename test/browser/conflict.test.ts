import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOn, tooWideOn } from './looking.js';
import { aDraftIn, box, other, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, press, signIn } from './window.js';

const stage = await aStage();
const [priya, tom] = [await aWindow(stage.portal), await aWindow(stage.portal)];
await signIn(stage.portal, priya, stage.priya.email);
await signIn(stage.portal, tom, stage.tom.email);

test('two answers to one question stand side by side where there is room, and nothing claims to be saved', async () => {
  const id = await aDraftIn(stage, tom);
  await priya.goto(tom.url());
  await other(priya).fill('It costs little. It takes six months.');
  await status(priya, 'Saved at');
  await other(tom).fill('It costs little. It takes a year.');
  await status(tom, `Not saved: ${stage.priya.name} saved another answer here`);
  await Promise.all([tom.waitForEvent('load'), press(tom, 'Save and continue')]);

  await status(tom, 'Not saved yet: choose which answer stays');
  const saved = tom.waitForResponse((reply) => reply.url().includes('/answers/'));
  await box(tom, 'Months needed').fill('7');
  await saved;
  await status(tom, 'Not saved yet: choose which answer stays');

  const sides = tom.locator('.portal-side');
  for (const { width, beside } of [
    { width: 1440, beside: true },
    { width: 360, beside: false },
  ]) {
    await tom.setViewportSize({ width, height: 900 });
    const [theirs, mine] = [await sides.nth(0).boundingBox(), await sides.nth(1).boundingBox()];
    assert.equal(theirs?.y === mine?.y, beside, `at ${width} px`);
    assert.deepEqual([...(await problemsOn(tom)), ...(await tooWideOn(tom))], []);
  }
  await tom.getByLabel('Use mine, as it stands above').check();
  await Promise.all([tom.waitForEvent('load'), press(tom, 'Save and continue')]);
  const row = await stage.db('draft_answer').where({ response_id: id, question_key: 'other' }).first();
  assert.deepEqual(row?.value, { text: 'It costs little. It takes a year.' });
});
