import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { cookiesOf } from '../attachments/uploading.js';
import {
  aDraft,
  answersOf,
  both,
  choose,
  editText,
  fill,
  HARD_ANSWERS,
  isobels,
  portal,
  tick,
} from '../responses/word/answering.js';
import { problemsOn, summaryProblemsOn, tooWideOn } from './looking.js';
import { aWindow, go, main, press } from './window.js';

async function open(url: string, script: boolean) {
  const page = await aWindow(portal, { script });
  const [name, value] = cookiesOf(isobels).split('=');
  await page.context().addCookies([{ name: name!, value: value!, url: portal.url }]);
  await page.goto(url);
  return page;
}

for (const script of [true, false]) {
  test(`a form is downloaded, edited and brought in, ${script ? 'with' : 'without'} a script`, async () => {
    const { id } = await aDraft({ view: HARD_ANSWERS['view']! });
    const page = await open(paths.response({ id }), script);
    await go(page, 'Answer in Word');
    const downloading = page.waitForEvent('download');
    await go(page, 'Download the form with the answers so far');
    const form = await readFile(await (await downloading).path());
    const edited = await editText(
      form,
      both(
        choose('Q1', 0, 'Approve'),
        fill('Q2', 0, 1, 'Kept apart'),
        fill('Q4', 1, 2, 'A comment'),
        fill('Q7', 0, 1, 'One\nTwo'),
        tick('Q7'),
        fill('Q7', 1, 1, 'Ours'),
        fill('Q8', 0, 1, 'See the e-mail'),
      ),
    );
    const found: string[] = [];
    const look = async () => {
      if (script) found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
    };
    await look();
    await page.locator('#file').setInputFiles({ name: 'a.docx', mimeType: '', buffer: Buffer.from('x') });
    await press(page, 'See what would change');
    assert.match(await main(page), /“a\.docx” is not a Word document/);
    if (script) found.push(...(await summaryProblemsOn(page)));
    await look();
    await page.locator('#file').setInputFiles({ name: 'Ours.docx', mimeType: '', buffer: edited });
    await press(page, 'See what would change');
    assert.match(await main(page), /4 answers would change/);
    await look();
    await page.getByLabel('Take over the form’s answer to Q2').uncheck();
    await press(page, 'Save the chosen answers');
    assert.match(await main(page), /3 answers from the Word form were saved/);
    await go(page, 'Read or print the whole response');
    assert.match(await main(page), /☒ Approve/);
    await look();
    assert.deepEqual(found, []);
    const saved = await answersOf(id);
    assert.deepEqual(Object.keys(saved), ['legal-text', 'other', 'view']);
    assert.deepEqual(saved['other'], { value: { text: 'One\nTwo' }, confidential: true, reason: 'Ours' });
    await page.context().close();
  });
}
