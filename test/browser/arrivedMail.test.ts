import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { loadSample } from '../../src/samples/loadSample.js';
import { anEml } from '../support/mail.js';
import { startPortal } from '../support/portal.js';
import { aWindow, go, main, press, signIn } from './window.js';

const REPRESENTATIVE = 'priya.shah@northmoor.example';
const SECAS = 'sam.reid@secas.example';
const reference = 'SECMP0026-MRC';

const portal = await startPortal({ now: '2017-01-30T16:00:00Z' });
await loadSample(portal.deps, 'as-issued');

test(
  'an .eml is uploaded, entered beside its text, and confirmed by its sender',
  { timeout: 120_000 },
  async () => {
    const desk = await aWindow(portal);
    await signIn(portal, desk, SECAS);
    await desk.goto(paths.deskEnter({ reference }));
    await desk.getByLabel('The mail, as a file').setInputFiles({
      name: 'Our response.eml',
      mimeType: 'message/rfc822',
      buffer: anEml({
        from: `Priya Shah <${REPRESENTATIVE}>`,
        subject: 'Our response to SECMP0026',
        date: 'Mon, 30 Jan 2017 15:41:07 +0000',
        received: ['Mon, 30 Jan 2017 15:41:20 +0000'],
        text: 'Dear SECAS,\r\n\r\nNorthmoor approves, because nominations by category keep the balance.\r\n',
        attachments: [{ name: 'Costs.csv', content: 'what,cost\r\nstaff,2\r\n' }],
      }),
    });
    await press(desk, 'Upload the mail');
    assert.match(await main(desk), /Northmoor approves/);
    await desk.locator('main a[href*="/enter/for/"]').first().click();
    assert.equal(await desk.getByLabel('Time').inputValue(), '15:41');
    await desk.getByLabel('Northmoor Electricity Distribution (East) plc').check();
    await press(desk, 'Go on to what it says');
    await desk.locator('main a[href*="/sections/"]').first().click();
    assert.match((await desk.locator('aside').textContent())!, /Northmoor approves/);
    await desk.getByLabel('Approve', { exact: true }).check();
    await desk.locator('textarea').first().fill('Nominations by category keep the balance.');
    await press(desk, 'Save and come back later');
    await go(desk, 'Check the answers');
    await desk.locator('main form button').last().click();
    await main(desk);

    const priya = await aWindow(portal);
    const { body } = (await portal
      .db('outbox_mail')
      .where({ kind: 'receipt', to_address: REPRESENTATIVE })
      .whereLike('body', '%/confirm%')
      .first())!;
    const link = /https?:\/\/\S+\/confirm/.exec(body)![0];
    await signIn(portal, priya, REPRESENTATIVE);
    await priya.goto(new URL(link).pathname);
    const compared = await main(priya);
    assert.match(compared, /What SECAS typed/);
    assert.match(compared, /Northmoor approves, because/);
    await press(priya, 'Yes, it is as we sent it');
    assert.match(await main(priya), /Confirmed by Priya Shah/);

    await desk.goto(paths.deskResponses({ reference }));
    assert.match(await main(desk), /entered by SECAS, confirmed by Priya Shah/);
  },
);
