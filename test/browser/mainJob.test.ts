import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { startWorker } from '../../src/jobs/worker.js';
import { paths } from '../../src/paths.js';
import { loadSample } from '../../src/samples/loadSample.js';
import { readWorkbook } from '../reports/reading.js';
import { startPortal } from '../support/portal.js';
import { aWindow, go, main, press, signIn } from './window.js';

const REPRESENTATIVE = 'priya.shah@northmoor.example';
const SECAS = 'sam.reid@secas.example';
const PANEL = 'helen.osei@panel.example';
const reference = 'SECMP0026-MRC';
const REASONS = 'Nominations by category keep the Sub-Committee balanced.';

const portal = await startPortal({ now: '2017-01-30T16:00:00Z' });
await loadSample(portal.deps, 'as-issued');
const consultation = (await portal.db('consultation').where({ reference }).first())!;
const closesAt = consultation.closes_at!;

test(
  'the main job: respond in time, respond late, see both at the desk, read the report',
  { timeout: 180_000 },
  async (t) => {
    const page = await aWindow(portal);
    await signIn(portal, page, REPRESENTATIVE);

    await t.test('a response for two Parties, with an attachment', async () => {
      await page.goto(paths.consultation({ reference }));
      await go(page, 'Start your response');
      await page.getByLabel('Northmoor Electricity Distribution (East) plc').uncheck();
      await page.getByLabel('Northmoor Electricity Distribution (West) plc').uncheck();
      await press(page, 'Start the response');

      await page.getByLabel('Approve', { exact: true }).check();
      await page.locator('textarea').first().fill(REASONS);
      await page.getByText('Saved').first().waitFor();
      await press(page, 'Save and come back later');

      await go(page, 'Files');
      await page.locator('input[type=file]').setInputFiles({
        name: 'Costs of the nomination process.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('Two days of one person.'),
      });
      await page.locator('main a:has-text("Costs of the nomination process.txt")').waitFor();
      await go(page, 'Back to the response');

      await go(page, 'Check your answers');
      assert.match(await main(page), new RegExp(REASONS));
      await press(page, 'Submit response');
      const receipt = await main(page);
      assert.match(receipt, /[A-Z0-9]{3}-[A-Z0-9]{4}-[A-Z0-9]{3}/);
      assert.match(receipt, /16:00:00\.000 on Monday 30 January 2017 \(GMT\)/);
      assert.match(receipt, /[0-9a-f]{64}/);
      assert.match(receipt, /Costs of the nomination process\.txt/);
    });

    await t.test('another after the deadline: kept, held, and said so', async () => {
      portal.clock.set(closesAt);
      await page.goto(paths.consultationResponse({ reference }));
      await page.getByText('Start another response').first().click();
      await press(page, 'Start a late response');
      await page.getByLabel('Reject', { exact: true }).check();
      await press(page, 'Save and come back later');
      await go(page, 'Check your answers');
      await press(page, 'Submit late');
      assert.match(await main(page), /arrived late and is held.*SECAS will admit or refuse it/s);
    });

    await t.test('SECAS sees both', async () => {
      const desk = await aWindow(portal);
      await signIn(portal, desk, SECAS);
      await desk.goto(paths.deskResponses({ reference }));
      const list = await main(desk);
      assert.match(list, /Northmoor Energy Group.*late.*Northmoor Energy Group/is);
      await desk.goto(paths.desk());
      assert.match(await main(desk), /late/i);
    });

    await t.test(
      'after the closure the Panel downloads the workbook and finds the answer in it',
      async () => {
        const panel = await aWindow(portal);
        await signIn(portal, panel, PANEL);
        await panel.goto(paths.panelConsultation({ reference }));
        assert.match(await main(panel), /There is no report yet/);

        const worker = await startWorker(portal.deps, portal.databaseUrl);
        try {
          portal.clock.set(Temporal.Instant.from(closesAt.toString()).add({ seconds: 20 }));
          await until(
            async () => (await portal.db('closure').where({ consultation_id: consultation.id })).length === 1,
          );
          await until(async () =>
            portal.sent.some(({ subject }) => subject === `The report is ready: ${reference}`),
          );
        } finally {
          await worker.stop();
        }
        await panel.goto(paths.panel());
        await go(panel, consultation.title);
        const coming = panel.waitForEvent('download');
        await go(panel, 'Download the workbook (XLSX)');
        const workbook = await readWorkbook(await buffer(await (await coming).createReadStream()));
        const [headings, ...rows] = workbook['Responses']!;
        const ours = rows.filter(([name]) => name === 'Northmoor Energy Group');
        assert.equal(ours.length, 1, 'the late one is not among those that count');
        assert.equal(ours[0]![headings!.indexOf('1. Reasons')], REASONS);
        assert.equal(ours[0]![headings!.indexOf('Parties represented')], 2);
        assert.ok(workbook['Not admitted']!.some(([name]) => name === 'Northmoor Energy Group'));
      },
    );
  },
);

async function until(happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await happened()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not happen within a minute.');
}
