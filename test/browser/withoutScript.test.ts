import assert from 'node:assert/strict';
import { freezeNow } from '../support/reports.js';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { paths } from '../../src/paths.js';
import { readWorkbook } from '../reports/reading.js';
import { aStage } from './stage.js';
import { aWindow, go, main, press, signIn } from './window.js';

const stage = await aStage();
const { db, portal } = stage;
const consultation = await stage.aFullConsultation();
const RECEIPT = /[A-Z0-9]{3}-[A-Z0-9]{4}-[A-Z0-9]{3}/;

test('the main job without JavaScript', { timeout: 300_000 }, async (t) => {
  const page = await aWindow(portal, { script: false });
  const group = (name: string) => page.getByRole('group', { name, exact: true });
  const box = (name: string) => page.getByRole('textbox', { name });
  await signIn(portal, page, stage.priya.email);

  await t.test('start, for one of two Parties', async () => {
    await page.goto(paths.consultation(consultation));
    await go(page, 'Start your response');
    await page.getByLabel(stage.west.name).uncheck();
    await press(page, 'Start the response');
  });

  await t.test('a question that depends on another stands open and says when it is asked', async () => {
    assert.match(
      await main(page),
      /What would be better\?\s+Answer only if you chose “Reject” for “Should it be approved\?”/,
    );
    await page.getByLabel('Reject', { exact: true }).check();
    await page.getByLabel('Your reasons').first().fill('It costs too much.');
    await box('What would be better?').fill('A smaller change.');
    await group('Security of systems').getByLabel('Worse').check();
    await press(page, 'Save and continue');
    assert.match(await main(page), /part 2 of 2/);
  });

  await t.test('rows are added and removed with buttons, and what is typed elsewhere is kept', async () => {
    await box('Months needed').fill('6');
    const row = (number: number) => group(`Comment ${number}`);
    await row(1).getByLabel('Clause').selectOption('G7.4');
    await row(1).getByLabel('Comment', { exact: true }).fill('Unclear.');
    await press(page, 'Add another comment');
    await row(2).getByLabel('If other, which?').fill('G9.9');
    await row(2).getByLabel('Comment', { exact: true }).fill('This one goes.');
    await press(page, 'Add another comment');
    await row(3).getByLabel('Clause').selectOption('Other');
    await row(3).getByLabel('If other, which?').fill('Recital 2');
    await row(3).getByLabel('Proposed drafting').fill('Strike it.');
    await press(page, 'Remove comment 2');
    assert.equal(await row(2).getByLabel('If other, which?').inputValue(), 'Recital 2');
    assert.equal(await row(3).count(), 0);
    assert.equal(await box('Months needed').inputValue(), '6');
  });

  await t.test('what is confidential says why', async () => {
    const cost = group('One-off cost (£)');
    await box('One-off cost').fill('12500');
    await press(page, 'Save and continue');
    const summary = page.locator('.govuk-error-summary');
    assert.match(await summary.innerText(), /Say why this is confidential/);
    assert.equal(await page.evaluate('document.activeElement.className'), 'govuk-error-summary');
    await cost.getByLabel('Why is it confidential?').fill('Our suppliers read this.');
    await press(page, 'Save, and add files');
  });

  await t.test('a file', async () => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'Costs.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Two days.'),
    });
    await press(page, 'Upload');
    assert.match(await main(page), /“Costs\.txt” was added/);
    await page.locator('summary').click();
    await page.getByLabel('This file is confidential').check();
    await page.getByLabel('Why is it confidential?').fill('It names our supplier.');
    await press(page, 'Save the confidentiality of Costs.txt');
    assert.match(await main(page), /Why: It names our supplier\./);
    await go(page, 'Back to the response');
  });

  await t.test(
    'of two choices only the last counts, and what it leaves unasked is not submitted',
    async () => {
      await go(page, 'Check your answers');
      for (const text of [
        'A smaller change.',
        'Recital 2',
        'Strike it.',
        'Our suppliers read this.',
        '£12,500',
      ])
        assert.ok((await main(page)).includes(text), `${text} is missing`);
      await go(page, 'Change Your view');
      await page.getByLabel('Approve', { exact: true }).check();
      await press(page, 'Save and come back later');
      await go(page, 'Check your answers');
      assert.doesNotMatch(await main(page), /A smaller change|This one goes/);
      await press(page, 'Submit response');
      assert.match(await main(page), RECEIPT);
    },
  );

  await t.test('“no comment” for the other Party in one confirmation', async () => {
    await page.goto(paths.consultationResponse(consultation));
    await go(page, 'Answer “no comment”');
    await press(page, 'Confirm “no comment”');
    assert.match(await main(page), /Your “no comment” has been received/);
    const nil = await db('submission').where({ consultation_id: consultation.id, kind: 'nil' });
    const parties = await db('submission_party').where({ submission_id: nil[0]!.id });
    assert.deepEqual(
      parties.map(({ name }) => name),
      [stage.west.name],
    );
  });

  await t.test(
    'who has been signed out meanwhile signs in elsewhere and sends again what was typed',
    async () => {
      const [draft] = await db('response').where({
        consultation_id: consultation.id,
        for_organisation: false,
      });
      await page.goto(paths.section({ id: draft!.id, section: 'details' }));
      await box('Anything else?').fill('Half an hour of typing.');
      await page.context().clearCookies();
      await press(page, 'Save and continue');
      const typed = () => page.locator('main textarea[name="other"]').inputValue();
      assert.match(await main(page), /Your session has ended/);
      assert.equal(await typed(), 'Half an hour of typing.');
      await press(page, 'Send it again');
      assert.match(await main(page), /Sign in in another window/);
      assert.equal(await typed(), 'Half an hour of typing.', 'nothing is lost by trying');
      const elsewhere = await page.context().newPage();
      await signIn(portal, elsewhere, stage.priya.email);
      await elsewhere.close();
      await press(page, 'Send it again');
      assert.match(await main(page), new RegExp(`You are signed in as ${stage.priya.name}`));
      await press(page, 'Send it again');
      assert.match(await main(page), /Check your answers.*Half an hour of typing\./s);
    },
  );

  await t.test('a late one', async () => {
    portal.clock.set('2017-02-08T17:00:01Z');
    await page.goto(paths.consultationResponse(consultation));
    await page.getByLabel('Northmoor Energy Group itself').check();
    await press(page, 'Start a late response');
    await page.getByLabel('Reject', { exact: true }).check();
    await press(page, 'Save and come back later');
    await go(page, 'Check your answers');
    await press(page, 'Submit late');
    assert.match(await main(page), /arrived late and is held/);
  });

  await t.test('SECAS decides it', async () => {
    const desk = await aWindow(portal, { script: false });
    await signIn(portal, desk, stage.secas.email);
    await desk.goto(paths.desk());
    await go(desk, 'Admit or refuse');
    await desk.getByLabel('Admit it').check();
    await press(desk, 'Decide, and tell the respondent');
    const summary = desk.locator('.govuk-error-summary');
    await summary.locator('a').first().click();
    assert.equal(await desk.evaluate('document.activeElement.name'), 'reason');
    assert.equal(await desk.getByLabel('Admit it').isChecked(), true, 'what was chosen is kept');
    await desk.getByLabel('Reason', { exact: true }).fill('One second, and their line was down.');
    await press(desk, 'Decide, and tell the respondent');
    assert.match(await main(desk), /The response has been admitted/);
  });

  await t.test('the Panel downloads the report', async () => {
    const at = Temporal.Instant.from('2017-02-08T17:00:20Z');
    portal.clock.set(at);
    assert.equal(await closeConsultation(portal.deps, consultation.id, at), true);
    await freezeNow(portal.deps, consultation.reference);
    const panel = await aWindow(portal, { script: false });
    await signIn(portal, panel, stage.panel.email);
    await panel.goto(paths.panel());
    await go(panel, consultation.title);
    const coming = panel.waitForEvent('download');
    await go(panel, 'Download the workbook (XLSX)');
    const workbook = await readWorkbook(await buffer(await (await coming).createReadStream()));
    const ours = workbook['Responses']!.filter(([name]) => name === 'Northmoor Energy Group');
    assert.equal(ours.length, 3, 'in time, “no comment”, and the late one that was admitted');
  });
});
