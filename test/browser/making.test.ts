import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { anOrganisation, aParty, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { aWindow, go, main, press, signIn } from './window.js';

const portal = await startPortal({ now: '2017-01-16T10:00:00Z' });
const { db } = portal;
const secas = await aSecasColleague(db);
const asked = await anOrganisation(db, 'Northmoor Energy Group');
const notAsked = await anOrganisation(db, 'Calder Gas Networks');
await aParty(db, { organisation: asked, name: 'Northmoor Supply', category: 'Large Supplier' });
await aParty(db, { organisation: notAsked, name: 'Calder Gas', category: 'Gas Network' });
const told = [await aRepresentative(db, asked), await aRepresentative(db, asked)];
const outsider = await aRepresentative(db, notAsked);

const reference = 'SECMP0031-WGC';
const title = 'Faster registration of devices';
const QUESTION = 'How long would your systems take to change?';

test('a consultation from template to publication', { timeout: 180_000 }, async (t) => {
  const page = await aWindow(portal);
  const stranger = await aWindow(portal);
  await signIn(portal, page, secas.email);

  await t.test('it is begun from a template; nobody else sees it', async () => {
    await page.goto(paths.desk());
    await go(page, 'New consultation');
    await page.getByLabel('Working group consultation').check();
    await page.locator('#reference').fill(reference);
    await page.locator('#title').fill(title);
    await page.locator('#issuedBy').fill('SECAS, for the Working Group');
    await page.locator('#modification').fill('SECMP0031');
    await page.getByLabel('Gas Network').uncheck();
    await press(page, 'Create');
    assert.match(await main(page), /SECMP0031-WGC has been created\. Nobody but SECAS sees it yet/);
    await stranger.goto(paths.front());
    assert.doesNotMatch(await main(stranger), new RegExp(title));
    assert.equal((await stranger.goto(paths.consultation({ reference })))!.status(), 404);
  });

  await t.test('its details are edited: a deadline on a Sunday', async () => {
    await go(page, 'Details, dates and who is asked');
    await page.locator('#summary').fill('The solution of **SECMP0031**, clause by clause.');
    const closes = page.getByRole('group', { name: 'Deadline' });
    await closes.getByLabel('Day').fill('5');
    await closes.getByLabel('Month').fill('2');
    await closes.getByLabel('Year').fill('2017');
    await press(page, 'Save');
    assert.match(await main(page), /The details have been saved/);
  });

  await t.test('a question is added, and moved into place', async () => {
    await go(page, 'Questions');
    await go(page, 'Add a question');
    await page.getByLabel('A few words, in one line').check();
    await press(page, 'Continue');
    await page.locator('#ask').fill(QUESTION);
    await page.locator('#section').fill('The solution');
    await page.locator('#key').fill('how-long');
    await page.getByRole('button', { name: /^Add/ }).click();
    assert.match(await main(page), /The question has been added/);
    await page
      .locator('#how-long')
      .getByRole('button', { name: /^Move up/ })
      .click();
    await page.waitForURL(/#how-long$/);

    const handle = page.locator('#how-long .portal-order__handle');
    const first = page.locator('[data-section="the-solution"] [data-question]').first();
    await handle.scrollIntoViewIfNeeded();
    const [from, to] = [(await handle.boundingBox())!, (await first.boundingBox())!];
    await page.mouse.move(from.x + 20, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, to.y + 20, { steps: 5 });
    await page.mouse.move(from.x + 20, to.y + 2, { steps: 3 });
    await page.mouse.up();
    await page.getByText(/Moved: “How long would.*is now 1 of 4 in “The solution”/).waitFor();
  });

  await t.test('the form is looked at as a respondent sees it', async () => {
    await go(page, 'Preview the form');
    await go(page, 'The solution');
    const hidden = page.locator('[data-when="alternatives"]');
    await page.getByRole('heading', { name: 'The solution' }).waitFor();
    await hidden.waitFor({ state: 'hidden' });
    await page
      .getByRole('group', { name: 'Is there an alternative' })
      .first()
      .getByLabel('Yes', { exact: true })
      .check();
    await hidden.waitFor({ state: 'visible' });
    await page.locator('#how-long').fill('Six months');
    await press(page, 'Save and continue');
    assert.match(await main(page), /Preview: nothing is saved[^]*SEC Objectives/);
    for (const table of ['response', 'draft_answer', 'response_presence'])
      assert.equal((await db(table as 'response')).length, 0, table);
  });

  await t.test('a document is added', async () => {
    await page.goto(paths.deskDocuments({ reference }));
    await page.locator('#title').fill('The draft legal text');
    await page.locator('input[type=file]').setInputFiles({
      name: 'Legal text.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('G7.4 Devices shall be registered within an hour.'),
    });
    await press(page, 'Add the document');
    assert.match(await main(page), /The draft legal text/);
  });

  await t.test('the check says what is odd, and where it is mended', async () => {
    await page.goto(paths.deskConsultation({ reference }));
    await go(page, 'Check and publish');
    const found = await main(page);
    assert.match(found, /Sunday 5 February 2017 is not a Working Day/);
    assert.match(found, /14 Working Days to answer; 15 are customary/);
    assert.doesNotMatch(found, /It has no documents/);
    await go(page, 'Change the dates');
    await page.getByRole('group', { name: 'Deadline' }).getByLabel('Day').fill('7');
    await press(page, 'Save');
    await go(page, 'Check and publish');
    const mended = await main(page);
    assert.doesNotMatch(mended, /Working Day\.|customary/);
    assert.match(mended, /13 questions issued[^]*1 in all[^]*2 representatives, once each/);
  });

  await t.test('it is published: everybody sees it, and those who are asked have mail', async () => {
    await press(page, 'Publish and tell them');
    assert.match(await main(page), /published/i);
    await stranger.goto(paths.front());
    await go(stranger, title);
    const shown = await main(stranger);
    assert.match(shown, /5pm on Tuesday 7 February 2017 \(GMT\)/);
    assert.match(shown, new RegExp(`The draft legal text[^]*${QUESTION.replace('?', String.raw`\?`)}`));
    const mails = await db('outbox_mail').where('subject', 'like', `%${reference}%`);
    assert.deepEqual(new Set(mails.map((mail) => mail.to_address)), new Set(told.map(({ email }) => email)));
    assert.ok(mails.every((mail) => mail.to_address !== outsider.email));
    await stranger.goto(`${paths.mailbox()}?to=${encodeURIComponent(told[0]!.email)}`);
    assert.match(await main(stranger), new RegExp(reference));
  });
});
