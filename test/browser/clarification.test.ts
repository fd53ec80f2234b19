import assert from 'node:assert/strict';
import { freezeNow } from '../support/reports.js';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aSubmission } from '../support/submission.js';
import { problemsOn, tooWideOn } from './looking.js';
import { aStage } from './stage.js';
import { aWindow, press, signIn } from './window.js';

const stage = await aStage();
const { db, clock } = stage.portal;
const consultation = await stage.aFullConsultation();
const { reference } = consultation;
const submission = await aSubmission(db, {
  consultation,
  organisation: stage.organisation,
  by: stage.priya,
  parties: [stage.east],
  answers: {
    view: {
      value: {
        choice: 'Reject',
        rationale: 'It costs too much, and ' + 'Llanfairpwllgwyngyllgogerych'.repeat(4),
      },
    },
  },
});
const LONG = 'Which costs do you mean: ' + 'https://example.test/'.padEnd(300, 'x');

for (const script of [true, false]) {
  test(`asked by SECAS, replied to after closing, seen in the report${script ? '' : ', without JavaScript'}`, async () => {
    const said = script ? 'with scripts' : 'without scripts';
    const phone = { width: 360, script };
    const found: string[] = [];
    const look = async (page: Awaited<ReturnType<typeof aWindow>>) => {
      if (script) found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
    };

    clock.set('2017-02-01T10:00:00Z');
    const desk = await aWindow(stage.portal, phone);
    await signIn(stage.portal, desk, stage.secas.email);
    await desk.goto(paths.deskSubmission({ reference, submission: submission.id }));
    await look(desk);
    await desk
      .locator('#answer-view')
      .locator('..')
      .getByRole('link', { name: /Ask (for|again)/ })
      .click();
    await look(desk);
    await desk.getByLabel(/What do you ask\?|Ask again/).fill(`${LONG} Asked ${said}`);
    await desk.getByLabel('Day', { exact: true }).fill('30');
    await desk.getByLabel('Month', { exact: true }).fill('2');
    await desk.getByLabel('Year', { exact: true }).fill('2017');
    const ask = desk.locator('#ask').getByRole('button');
    await ask.click();
    assert.match(await desk.locator('#wished-error').innerText(), /A reply is wished by/);
    await look(desk);
    await desk.getByLabel('Day', { exact: true }).fill('20');
    await ask.click();
    await desk.getByText('It has been asked').waitFor();
    await look(desk);

    clock.set('2017-02-15T10:00:00Z');
    await db('closure')
      .insert({
        consultation_id: consultation.id,
        last_closes_at: clock.now().subtract({ hours: 2 }),
        closed_at: clock.now().subtract({ hours: 1 }),
      })
      .onConflict()
      .ignore();
    const priya = await aWindow(stage.portal, phone);
    await signIn(stage.portal, priya, stage.priya.email);
    await priya.goto(paths.responses());
    await look(priya);
    await priya.getByRole('link', { name: 'Read what SECAS asks, and reply' }).click();
    await look(priya);
    await press(priya, 'Send the reply');
    assert.match(await priya.locator('#text-error').innerText(), /Write your reply/);
    await look(priya);
    await priya.locator('#text').fill(`Those of the meters. Replied ${said}`);
    await press(priya, 'Send the reply');
    await priya.getByText('Your reply has been sent to SECAS').waitFor();
    await look(priya);

    await freezeNow(stage.portal.deps, reference);
    const panel = await aWindow(stage.portal, phone);
    await signIn(stage.portal, panel, stage.panel.email);
    await panel.goto(paths.panelConsultation({ reference }));
    await panel.getByText(`Replied ${said}`).waitFor();
    await look(panel);
    assert.deepEqual(found, []);
    for (const page of [desk, priya, panel]) await page.context().close();
  });
}
