/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { codeSentTo } from '../support/signIn.js';
import { atTheKeyboard } from './keyboard.js';
import { aStage } from './stage.js';
import { aWindow, main } from './window.js';

const stage = await aStage();
const consultation = await stage.aFullConsultation();

test('a whole response with the keyboard alone', { timeout: 300_000 }, async (t) => {
  const page = await aWindow(stage.portal);
  const keys = atTheKeyboard(page);
  const costs = { name: 'Costs.txt', mimeType: 'text/plain', buffer: Buffer.from('Two days.') };
  page.on('filechooser', (chooser) => void chooser.setFiles(costs));

  await t.test('sign in', async () => {
    await page.goto(paths.consultation(consultation));
    await keys.follow('Sign in');
    await keys.follow('Send me a code'); // with nothing typed
    assert.match((await keys.look()).name, /^There is a problem/);
    await keys.reach(/^Enter/); // the link of the summary
    await keys.press('Enter');
    assert.equal((await keys.look()).name, 'E-mail address');
    await page.keyboard.type(stage.priya.email);
    await Promise.all([page.waitForEvent('load'), keys.press('Enter')]);
    await keys.type('Code', await codeSentTo(stage.portal, stage.priya.email));
    await Promise.all([page.waitForEvent('load'), keys.press('Enter')]);
    assert.match(await main(page), new RegExp(consultation.title));
  });

  await t.test('the first stop of a page skips what is the same on all', async () => {
    await page.goto(paths.consultation(consultation));
    assert.equal((await keys.reach('Skip to main content')).tag, 'A');
    await keys.press('Enter');
    await keys.press('Tab');
    assert.equal(
      await page.evaluate('document.activeElement.closest("main") !== null'),
      true,
      'the next stop is in the main part',
    );
  });

  await t.test('start for two Parties', async () => {
    await page.goto(paths.consultation(consultation));
    await keys.follow(/^Start your response/);
    await keys.tick(/Northmoor East Limited/);
    await keys.tick(/Northmoor West Limited/);
    await keys.follow('Start the response');
    assert.match(await main(page), /Should it be approved\?/);
  });

  await t.test('nothing answered: the check says so, and its link leads to the question', async () => {
    await keys.follow('Save and continue');
    await keys.follow('Save and continue');
    assert.match((await keys.look()).name, /^There is a problem.*Choose one of the options/);
    await keys.follow(/Choose one of the options/);
    const stop = await keys.look();
    assert.match(stop.name, /Approve$/);
    assert.equal(stop.id, 'view');
  });

  await t.test('the first section', async () => {
    await keys.press('Space');
    await keys.press('ArrowDown');
    assert.match((await keys.look()).name, /Reject$/);
    await keys.type('Your reasons', 'It costs too much.');
    await keys.type(/^Your answer$|What would be better/, 'A smaller change.');
    await keys.choose(/^Security of systems/, 'Worse');
    await keys.choose(/^Effective competition/, 'No change');
    await keys.type('Your reasons', 'Less competition.');
    await keys.follow('Save and continue');
    assert.match(await main(page), /part 2 of 2/);
  });

  await t.test('rows are added and removed, and the focus stays with them', async () => {
    await keys.reach('Comment 1 / Clause');
    await keys.press('ArrowDown');
    await keys.type('Comment 1 / Comment', 'Unclear.');
    await keys.follow('Add another comment');
    assert.equal((await keys.look()).name, 'Comment 2 / Clause');
    await page.keyboard.type('Other');
    await keys.type('Comment 2 / If other, which?', 'G9.9');
    await keys.type('Comment 2 / Comment', 'This one goes.');
    await keys.follow('Add another comment');
    await page.keyboard.type('G7.5');
    await keys.type('Comment 3 / Proposed drafting', 'Strike it.');
    await keys.reach('Remove comment 2', 'Shift+Tab');
    await Promise.all([page.waitForEvent('load'), keys.press('Enter')]);
    const stop = await keys.look();
    assert.deepEqual([stop.name, stop.value], ['Comment 2 / Clause', 'G7.5']);
  });

  await t.test('what is wrong: the summary has the focus and its links lead to the fields', async () => {
    await keys.type('One-off cost (£)', 'a lot');
    await keys.type('Months needed', '6');
    await keys.follow('Save and continue');
    assert.match((await keys.look()).name, /^There is a problem.*Enter one amount.*Say why this is confid/);
    await keys.reach(/Enter one amount/);
    await keys.press('Enter');
    assert.equal((await keys.look()).id, 'cost');
    await keys.press('ControlOrMeta+a');
    await page.keyboard.type('12,500');
    await keys.tick(/This answer is confidential/, true);
    await keys.type('Why is it confidential?', 'Our suppliers read this.');
    await keys.type('Anything else?', 'No.');
  });

  await t.test('a file', async () => {
    await keys.follow(/^Save, and add/);
    assert.equal((await keys.look()).name, 'Add files', 'the page begins at the question that was left');
    await keys.press('Space');
    await page.getByText('“Costs.txt” was added.').waitFor();
    await keys.reach(/^Confidentiality/);
    await keys.press('Enter'); // opens it
    await keys.tick('This file is confidential');
    await keys.type('Why is it confidential?', 'It names our supplier.');
    await keys.follow(/^Save the confidentiality/);
    assert.match(await main(page), /Why: It names our supplier\./);
    await keys.follow('Back to the response');
  });

  await t.test('check, submit, receipt', async () => {
    await keys.follow('Check your answers');
    const checked = await main(page);
    for (const text of [
      'Northmoor East',
      'Northmoor West',
      'Reject',
      'It costs too much.',
      'A smaller change.',
    ])
      assert.ok(checked.includes(text), `${text} is missing`);
    for (const text of ['Less competition.', 'G7.4', 'Unclear.', 'Strike it.', '£12,500', '6', 'Costs.txt'])
      assert.ok(checked.includes(text), `${text} is missing`);
    assert.ok(!checked.includes('This one goes.'));
    await keys.follow('Submit response');
    assert.match(await main(page), /[A-Z0-9]{3}-[A-Z0-9]{4}-[A-Z0-9]{3}/);
    const [submission] = await stage.db('submission').where({ consultation_id: consultation.id });
    assert.equal(submission!.standing, 'in time');
    const parties = await stage.db('submission_party').where({ submission_id: submission!.id });
    assert.equal(parties.length, 2);
    await keys.follow(/^Change/);
  });
});
