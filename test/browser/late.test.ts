import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aConsultation, anOrganisation, aParty, aRepresentative, aSecasColleague } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal } from '../support/portal.js';
import { aWindow, main, press, signIn } from './window.js';

const portal = await startPortal({ now: '2017-02-08T16:59:00Z' });
const { db, clock } = portal;

test('a response sent a second late is held, its sender is told at once, SECAS admits it, and it counts', async () => {
  const organisation = await anOrganisation(db, 'Northmoor Energy Group');
  const party = await aParty(db, { organisation, name: 'Northmoor Supply' });
  const by = await aRepresentative(db, organisation);
  const consultation = await aConsultation(db, { eligible: [{ party, organisation }] });
  const { reference } = consultation;
  const draft = await aDraftResponse(db, { consultation, organisation, by, parties: [party] });

  const sender = await aWindow(portal);
  await signIn(portal, sender, by.email);
  await sender.goto(paths.check({ id: draft.id }));
  clock.set('2017-02-08T17:00:01Z');
  await press(sender, 'Submit response');
  const told = await main(sender);
  assert.match(told, /Your response arrived late and is held/);
  assert.match(told, /Received at 17:00:01\.000 on Wednesday 8 February 2017/);

  const colleague = await aSecasColleague(db);
  const secas = await aWindow(portal);
  await signIn(portal, secas, colleague.email);
  await secas.goto(paths.desk());
  assert.match(await main(secas), /1 response waits for a decision/);
  await secas.getByRole('link', { name: 'The register of all late responses' }).click();
  await secas.getByRole('link', { name: /Admit or refuse/ }).click();
  await secas.getByLabel('Admit it').check();
  await secas.getByLabel('Reason').fill('Their line was down until 5pm.');
  await press(secas, 'Decide, and tell the respondent');
  assert.match(await main(secas), /It was late and has been admitted/);

  await secas.goto(paths.deskLate({ reference }));
  assert.match(await main(secas), /1 second late[^]*Admitted\s*Their line was down until 5pm\./);
  await secas.goto(paths.deskCoverageParty({ reference, party: party.id }));
  assert.match(await main(secas), /Responded/);

  const mail = (await db('outbox_mail').where({ kind: 'late-decision', person_id: by.id }).first())!;
  assert.match(mail.subject, /^Admitted: your late response/);
  assert.match(mail.body, /Reason: Their line was down until 5pm\./);
  await sender.reload();
  assert.match(await main(sender), /arrived late and was admitted/);
});
