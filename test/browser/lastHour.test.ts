import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { carryOutWhatIsDue } from '../../src/responses/closing/carryOut.js';
import { aDraftIn, other, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, go, main, press, signIn } from './window.js';

const stage = await aStage();
const { db, portal, clock, organisation } = stage;
const priya = await aWindow(portal);
await signIn(portal, priya, stage.priya.email);
const tom = await aWindow(portal, { width: 360 });
await signIn(portal, tom, stage.tom.email);

/** What is required is answered, and something is saved besides. */
async function aReadyDraft(): Promise<string> {
  const id = await aDraftIn(stage, priya);
  await other(priya).fill('Nothing else.');
  await status(priya, 'Saved at');
  return id;
}

test('approved on a phone, changed by a word: void on both pages, and not submitted until it is approved again', async () => {
  const id = await aReadyDraft();
  await db('sign_off').insert({
    organisation_id: organisation.id,
    approver_id: stage.tom.id,
    set_at: clock.now(),
    set_by: stage.tom.id,
  });
  clock.set('2017-02-01T10:05:00Z');
  await priya.goto(paths.check({ id }));
  await press(priya, `Ask ${stage.tom.name} to approve`);
  assert.match(await main(priya), /has been asked by mail/);
  await tom.goto(paths.approve({ id }));
  assert.match(await main(tom), /exactly what would be submitted.*a good idea\./s);
  await press(tom, 'Approve');
  assert.match(await main(tom), /Approved\. Your colleagues can submit it now\./);

  await priya.goto(paths.check({ id }));
  assert.match(await main(priya), new RegExp(`${stage.tom.name} approved this`));
  const writing = await priya.context().newPage();
  await writing.goto(paths.section({ id, section: 'details' }));
  clock.set('2017-02-01T10:10:00Z');
  await other(writing).fill('Nothing much else.');
  await status(writing, 'Saved at');
  await writing.close();
  await press(priya, 'Submit response');
  const refused = await main(priya);
  assert.match(refused, /has changed since this page was shown/);
  assert.match(refused, /What changed since you checked it\s+Anything else\?\s+You, 10:10am/);
  assert.match(refused, new RegExp(`This was changed after ${stage.tom.name} had approved it`));
  assert.equal(await priya.getByRole('button', { name: 'Submit response' }).count(), 0);
  assert.equal((await db('submission').where({ response_id: id })).length, 0);

  await tom.goto(paths.approve({ id }));
  const voided = await main(tom);
  assert.match(voided, /This was changed after .* had approved it/);
  assert.match(voided, /What changed since it was approved\s+Anything else\?/);
  assert.match(await tom.locator('.portal-since ins').innerText(), /^ ?\[added:\s+much\s+\] ?$/);
  await press(tom, 'Approve');
  await tom.getByText('Approved. Your colleagues can submit it now.').waitFor();
  await priya.goto(paths.check({ id }));
  await press(priya, 'Submit response');
  assert.match(await main(priya), new RegExp(`Approved by\\s+${stage.tom.name}.*Nothing much else\\.`, 's'));
  await db('sign_off').where({ organisation_id: organisation.id }).delete();
});

test('a check page that is open over the deadline: it is submitted late, and not left to the closing any more', async () => {
  const id = await aReadyDraft();
  const offer = priya.getByRole('button', { name: 'Submit what is saved when it closes' });
  await priya.goto(paths.check({ id }));
  assert.equal(await offer.isVisible(), true);
  clock.set('2017-02-08T16:59:58Z');
  await priya.goto(paths.check({ id }));
  await priya.getByRole('button', { name: 'Submit late' }).waitFor();
  assert.equal(await offer.isVisible(), false);
});

test('what is saved after the deadline says that it is not submitted', async () => {
  await aReadyDraft();
  clock.set('2017-02-08T16:59:59Z');
  await other(priya).fill('Nothing else, in time.');
  await status(priya, /^Saved at 4:59pm$/);
  clock.set('2017-02-08T17:00:00Z');
  await other(priya).fill('Nothing else, too late.');
  await status(priya, /^Saved at 5pm\. The deadline has passed: it is not submitted$/);
});

test('left to be submitted when it closes: what was saved last is, and the receipt says how', async () => {
  const id = await aReadyDraft();
  await priya.goto(paths.check({ id }));
  await press(priya, 'Submit what is saved when it closes');
  assert.match(await main(priya), /It will be submitted as it is saved at 5pm on Wednesday 8 February 2017/);
  clock.set('2017-02-08T16:59:30Z');
  await priya.goto(paths.section({ id, section: 'details' }));
  await other(priya).fill('At the very last.');
  await status(priya, 'Saved at');
  clock.set('2017-02-08T17:00:15Z');
  await carryOutWhatIsDue(portal.deps);
  await priya.goto(paths.response({ id }));
  await go(priya, 'See submission');
  assert.match(
    await main(priya),
    /submitted by instruction when the consultation closed.*At the very last\./s,
  );
});
