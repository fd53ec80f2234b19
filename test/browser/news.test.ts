/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import type { Page } from 'playwright-core';
import { extendDeadline } from '../../src/consultations/extending/extendDeadline.js';
import { paths } from '../../src/paths.js';
import { aDraftIn, details, lookAgain, other, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, main, press, signIn } from './window.js';

const stage = await aStage();
const { db, portal, clock, organisation } = stage;
const priya = await aWindow(portal);
await signIn(portal, priya, stage.priya.email);
const tom = await aWindow(portal, { width: 360 });
await signIn(portal, tom, stage.tom.email);

const news = (page: Page, text: string | RegExp) =>
  page.locator('[data-news] p').filter({ hasText: text }).waitFor();

/** Where the field that has the focus stands in the window, and which it is. */
const placeOfFocus = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement!;
    return [at.id, Math.round(at.getBoundingClientRect().top)];
  });

test('a colleague’s note is told and appears; nothing moves, and what is being typed stays', async () => {
  const id = await aDraftIn(stage, tom);
  await tom.locator('#other-notes').click();
  await tom.locator('#other-note').fill('Half a thou');
  const before = await placeOfFocus(tom);
  clock.set('2017-02-01T10:05:00Z');
  await priya.goto(details(id));
  for (const key of ['legal-text', 'other']) {
    await priya.locator(`#${key}-notes`).click();
    await priya.locator(`#${key}-note`).fill('What does Legal say?');
  }
  await press(priya, 'Add the note to Anything else?');
  await priya.getByText('What does Legal say?').first().waitFor();

  await lookAgain(tom);
  await news(tom, `${stage.priya.name} wrote a note on “Anything else?” at 10:05am.`);
  await news(tom, `${stage.priya.name} wrote a note on “Comments on the legal text” at 10:05am.`);
  const notes = tom.locator('[data-notes="other"]');
  assert.match(await notes.innerText(), /Notes for colleagues \(1\)\s+What does Legal say\?/);
  assert.deepEqual(await placeOfFocus(tom), before, 'neither the focus nor what one reads has moved');
  assert.equal(await tom.locator('#other-note').inputValue(), 'Half a thou');
  assert.equal(await tom.locator('[data-news]').getAttribute('role'), 'status');

  await priya
    .getByRole('button', { name: /^Remove this note/ })
    .first()
    .click();
  await lookAgain(tom);
  await tom
    .locator('#legal-text-notes')
    .filter({ hasText: /^Notes for colleagues$/ })
    .waitFor();
});

test('an open page is told that a colleague submitted, and withdrew', async () => {
  const id = await aDraftIn(stage, tom);
  await other(tom).focus();
  const before = await placeOfFocus(tom);
  clock.set('2017-02-01T15:02:00Z');
  await priya.goto(paths.check({ id }));
  await press(priya, 'Submit response');
  await priya.getByText('has been received').first().waitFor();
  await lookAgain(tom);
  await news(
    tom,
    `${stage.priya.name} submitted this response at 3:02pm. What you change now has to be submitted again.`,
  );
  assert.deepEqual(await placeOfFocus(tom), before);
  const { reference } = (await db('submission').where({ response_id: id }).first())!;
  await priya.goto(paths.withdraw({ id, reference }));
  await press(priya, 'Withdraw');
  await priya.getByText('has been withdrawn').waitFor();
  await lookAgain(tom);
  await news(tom, `${stage.priya.name} withdrew this response at 3:02pm.`);
});

test('approval asked for, given and returned is told where it is being written', async () => {
  const by = { set_at: clock.now(), set_by: stage.tom.id };
  await db('sign_off').insert({ organisation_id: organisation.id, approver_id: stage.tom.id, ...by });
  const id = await aDraftIn(stage, priya);
  clock.set('2017-02-01T11:00:00Z');
  await tom.goto(paths.check({ id }));
  const asked = { response_id: id, version: 1, asked_by: stage.tom.id };
  await db('approval_request').insert({ ...asked, asked_at: clock.now() });
  await tom.goto(paths.approve({ id }));
  await tom.getByLabel('A note to your colleagues').fill('Shorter.');
  await press(tom, 'Return it with the note');
  await tom.goto(paths.approve({ id }));
  await press(tom, 'Approve');
  await tom.getByText('Approved. Your colleagues').waitFor();
  await lookAgain(priya);
  await news(priya, `${stage.tom.name} asked for this response to be approved at 11am.`);
  await news(priya, `${stage.tom.name} returned this response at 11am, with a note.`);
  await news(priya, `${stage.tom.name} approved this response at 11am. Any change voids the approval.`);
  await db('sign_off').where({ organisation_id: organisation.id }).delete();
});

test('who checks is told that a colleague has changed an answer meanwhile', async () => {
  const id = await aDraftIn(stage, tom);
  await priya.goto(paths.check({ id }));
  clock.set('2017-02-01T10:30:00Z');
  await other(tom).fill('At the last minute.');
  await status(tom, 'Saved at');
  await lookAgain(priya);
  await news(
    priya,
    `${stage.tom.name} changed answers at 10:30am. Load this page again to see them as they are now.`,
  );
});

test('a deadline that is moved is told and shown, and so is that it has passed', async () => {
  const id = await aDraftIn(stage, tom);
  const { consultation_id } = (await db('response').where({ id }).first())!;
  const closesAt = Temporal.Instant.from('2017-02-10T12:00:00Z');
  const moved = { consultationId: consultation_id, organisationId: null, closesAt, reason: 'Asked for.' };
  await extendDeadline(portal.deps, stage.secas.id, moved, clock.now());
  await lookAgain(tom);
  await news(tom, 'The deadline has moved: it is now 12 noon on Friday 10 February 2017 (GMT).');
  assert.match(await tom.locator('.portal-deadline').innerText(), /12 noon on Friday 10 February 2017/);
  await tom.locator('.portal-deadline__left', { hasText: '9 days 1 hour left' }).waitFor();
  await lookAgain(tom);
  assert.equal(await tom.locator('[data-news] p').count(), 1, 'told once');
  clock.set('2017-02-10T12:00:00Z');
  await lookAgain(tom);
  await news(tom, 'This consultation closed at 12 noon on Friday 10 February 2017 (GMT).');
  assert.match(await main(tom), /What is submitted now is late\./);
  await tom.getByRole('button', { name: 'Close what has happened' }).click();
  await lookAgain(tom);
  assert.equal(await tom.locator('[data-news] p').count(), 0, 'not told again');
});
