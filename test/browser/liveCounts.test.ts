/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aSubmission } from '../support/submission.js';
import { aStage } from './stage.js';
import { aWindow, signIn } from './window.js';

const stage = await aStage();
const { db, portal, organisation, east, west, priya } = stage;
const desk = await aWindow(portal);
await signIn(portal, desk, stage.secas.email);

/** As when one comes back to the window: it asks at once. */
const lookAgain = () => desk.evaluate('dispatchEvent(new Event("focus"))');

test('while somebody looks at it the desk counts what comes in, says so, and takes nobody away from where they are', async () => {
  const consultation = await stage.aFullConsultation();
  const { reference } = consultation;
  const respond = (party: typeof east) =>
    aSubmission(db, { consultation, organisation, by: priya, parties: [party] });
  const live = desk.locator('[data-live-counts]');
  const says = (text: string) => live.filter({ hasText: text }).waitFor();

  await desk.goto(paths.deskConsultation({ reference }));
  await says('The counts on this page are kept up to date.');
  assert.equal(await live.getAttribute('role'), 'status');
  const link = desk.locator('[data-live="standing"] a', { hasText: 'Parties represented' });
  await link.focus();
  await respond(east);
  await lookAgain();
  await says('Now 1 response; 1 of 2 eligible Parties answered.');
  assert.match(await desk.locator('[data-live="standing"]').innerText(), /1 of 2 eligible/);
  assert.ok(await link.evaluate((one) => one === document.activeElement), 'the focus stays');

  await desk.goto(`${paths.deskCoverage({ reference })}?state=silent`);
  await says('The counts on this page are kept up to date.');
  assert.match(await desk.locator('[data-live="parties"]').innerText(), new RegExp(west.name));
  await desk.getByText('The figures of the chart').click();
  await respond(west);
  await lookAgain();
  await says('Now 2 responses; 2 of 2 eligible Parties answered.');
  assert.match(await desk.locator('[data-live="parties"]').innerText(), /No Party is like that/);
  assert.ok(
    await desk.getByRole('cell', { name: '2', exact: true }).first().isVisible(),
    'what was open stays open',
  );
});
