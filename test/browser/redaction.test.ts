/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { makeNow } from '../support/reports.js';
import { attach } from '../reports/attach.js';
import { holds, unwrapped } from '../reports/published/published.js';
import { aSubmission } from '../support/submission.js';
import { problemsOn, tooWideOn } from './looking.js';
import { aStage } from './stage.js';
import { aWindow, main, press, signIn } from './window.js';

const stage = await aStage();
const { portal, db, secas, priya, organisation, east, west } = stage;
const closedAt = Temporal.Instant.from('2017-02-08T17:00:20Z');

const TEXT =
  'We object.\nOur engineer Ann Example (07700 900123) will explain. 🏭 The rest is for everybody to read.';
const SECRET = 'Ann Example (07700 900123)';
const CELL = 'margin of 4.2 per cent';

/** A closed consultation with one response that names somebody, and its page for redactions. */
async function closed(options: { script?: boolean; width?: number } = {}) {
  const consultation = await stage.aFullConsultation();
  const submission = await aSubmission(db, {
    consultation,
    organisation,
    by: priya,
    parties: [east, west],
    answers: {
      'legal-text': { value: { rows: [['G7.4', `It costs us a ${CELL}.`, 'shall']] } },
      other: { value: { text: TEXT } },
    },
  });
  const file = await attach(portal, submission.id, { name: 'Letter of Ann Example.txt', text: 'A letter.' });
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: closedAt.subtract({ seconds: 20 }),
    closed_at: closedAt,
  });
  const { reference } = consultation;
  const page = await aWindow(portal, options);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  await signIn(portal, page, secas.email);
  const url = paths.deskRedactions({ reference, submission: submission.id });
  return { reference, submission, file, page, url, wrong };
}

/** Drags the mouse over words of the answer to the last question. */
async function drag(page: Page, words: string): Promise<void> {
  const line = page.locator('#answer-other [data-said-line]').first();
  await line.scrollIntoViewIfNeeded();
  const [from, to] = await line.evaluate((node, wanted) => {
    const text = node.firstChild!;
    const start = text.textContent!.indexOf(wanted);
    const range = document.createRange();
    const at = (begin: number, end: number) => {
      range.setStart(text, begin);
      range.setEnd(text, end);
      return range.getBoundingClientRect();
    };
    const [first, last] = [at(start, start + 1), at(start + wanted.length - 1, start + wanted.length)];
    return [
      { x: first.left + 0.5, y: first.top + first.height / 2 },
      { x: last.right - 0.5, y: last.top + last.height / 2 },
    ];
  }, words);
  await page.mouse.move(from!.x, from!.y);
  await page.mouse.down();
  await page.mouse.move(to!.x, to!.y, { steps: 8 });
  await page.mouse.up();
}

test('marked with the mouse and the keyboard, published, and in no format is a removed word left', async () => {
  const { reference, page, url, wrong, file } = await closed();
  const looked: string[] = [];
  const look = async () => void looked.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
  await page.goto(url);

  await drag(page, SECRET);
  await press(page, 'Redact the selected passage');
  const other = page.locator('#answer-other');
  assert.equal(await other.getByLabel('Passage').inputValue(), SECRET);
  await other.getByLabel('Reason').selectOption('Personal data');
  await other.getByRole('button', { name: 'Redact the passage' }).click();
  await page.getByText('It is left out of the public version').waitFor();
  assert.deepEqual(await other.locator('mark').allTextContents(), [SECRET]);
  await look();

  await page.locator('#answer-legal-text summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type(CELL);
  await page.keyboard.press('Tab');
  await page.keyboard.press('C');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#answer-legal-text mark').waitFor();
  assert.equal(await page.locator('#answer-legal-text mark').textContent(), CELL);

  await page.goto(paths.deskPublication({ reference }));
  await look();
  await page.getByLabel('I have looked at each of these').check();
  await press(page, 'Publish for everybody');
  await page.getByText('Version 1 of the responses is public').waitFor();
  await look();
  // As the worker does within seconds: there is something to download then.
  await makeNow(portal.deps);

  const stranger = await aWindow(portal);
  await stranger.goto(paths.consultation({ reference }));
  await stranger.getByRole('link', { name: 'Read the responses' }).click();
  await stranger.waitForURL(`**${paths.publishedResponses({ reference })}`);
  assert.match(await main(stranger), /Our engineer \[redacted: personal data\] will explain\. 🏭 The rest/);
  looked.push(...(await problemsOn(stranger)), ...(await tooWideOn(stranger)));
  const got: [string, Buffer[]][] = [['page', [Buffer.from(await stranger.content())]]];
  for (const name of [
    'Download the workbook (XLSX)',
    'responses (CSV)',
    'Everything with attachments (ZIP)',
    'Letter of Ann Example.txt',
  ]) {
    const coming = stranger.waitForEvent('download');
    await stranger.getByText(name, { exact: true }).first().click();
    const download = await coming;
    const bytes = await readFile(await download.path());
    got.push([
      name,
      [Buffer.from(`${download.url()} ${download.suggestedFilename()}`), ...(await unwrapped(bytes))],
    ]);
  }
  for (const [format, pieces] of got) {
    const bytes = Buffer.concat(pieces);
    assert.ok(bytes.length > 10);
    for (const words of [SECRET, '07700', '900123', CELL, '4.2 per cent'])
      assert.ok(!holds(bytes, words), `“${words}” in ${format}`);
    if (!format.startsWith('Letter')) assert.ok(holds(bytes, '[redacted: commercially sensitive]'), format);
  }
  assert.deepEqual(looked, []);
  assert.deepEqual(wrong, []);

  // The person's name stood in the name of the file, as the preview says of what is redacted: redact it, publish again.
  await page.goto(url);
  await page.locator(`#file-${file.id} summary`).click();
  await page.locator(`#file-${file.id}`).getByLabel('Reason').selectOption('Personal data');
  await page.getByRole('button', { name: 'Redact its name only' }).click();
  await page.getByText('The name of the file').waitFor();
  await page.goto(paths.deskPublication({ reference }));
  await page.getByLabel('I have looked at each of these').check();
  await page.getByLabel('What changed in version 2?').fill('The name of a file is redacted.');
  await press(page, 'Publish version 2');
  await page.getByText('Version 2 of the responses is public').waitFor();
  await stranger.reload();
  assert.doesNotMatch(await stranger.content(), /Ann Example/);
  await page.getByText('Take it down').first().click();
  await page.getByLabel('Reason').fill('Asked to.');
  await press(page, 'Take the responses down');
  await page.getByText('have been taken down').waitFor();
  assert.equal((await stranger.reload())!.status(), 404);
});

test('without a script, on a phone: typed, wrong and right, lifted again', async () => {
  const { page, url } = await closed({ script: false, width: 360 });
  await page.goto(url);
  const other = page.locator('#answer-other');
  await other.locator('summary').click();
  await other.getByLabel('Passage').fill('nobody');
  await other.getByRole('button', { name: 'Redact the passage' }).click();
  await page.getByText('There is a problem').waitFor();
  assert.match(await main(page), /does not stand in the answer/);
  await other.getByLabel('Passage').fill(SECRET);
  await other.getByLabel('Reason').selectOption('Personal data');
  await other.getByRole('button', { name: 'Redact the passage' }).click();
  await other.locator('mark').waitFor();
  await other.getByRole('button', { name: /^Lift/ }).click();
  await page.getByText('The redaction has been lifted').waitFor();
  assert.equal(await other.locator('mark').count(), 0);
});
