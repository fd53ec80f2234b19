import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { db, desk, portal, rowOf } from '../desk.js';
import { aClosedConsultation, aPoint, aResponse, newPointUrl, publishUrl, type Asked } from './raising.js';

const nadia = await aSecasColleague(db);
const nadias = await signInAs(portal, nadia);
const listOf = ({ reference }: { reference: string }) => paths.deskDispositions({ reference });
const FINISH = { form: '#point-form', button: ['step', 'finish'] as [string, string] };
const APPROVE = { form: '#decide', button: ['step', 'approve'] as [string, string] };
const RETURN = { form: '#decide', button: ['step', 'return'] as [string, string] };

async function wantApproval(consultation: Asked, approval: 'on' | 'off' = 'on') {
  const button: [string, string] = ['approval', approval];
  const reply = await submitForm(desk, listOf(consultation), {}, { button });
  assert.equal(reply.status, 303);
}
const statusIn = async (consultation: Asked) =>
  rowOf(await desk.get(listOf(consultation)), 'The plan')!['Status'];

test('two colleagues change one point: the second sees what the first wrote, and decides', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  const { action, held } = await openForm(nadias, point, '#point-form');
  await submitForm(desk, point, { summary: 'Sam’s words' }, FINISH);
  const clash = await send(nadias, action, { ...held, summary: 'Nadia’s words', step: 'finish' });
  assert.equal(clash.status, 409);
  assert.match(
    textOf(clash),
    /has changed this point since you opened this page.*As it stands now.*Sam’s words.*What you wrote/,
  );
  assert.equal(pageOf(clash).querySelector('#summary')!.textContent, 'Nadia’s words');
  const row = () => db('point').where({ consultation_id: consultation.id }).first();
  assert.equal((await row())!.summary, 'Sam’s words');
  const version = pageOf(clash).querySelector('#point-form input[name="version"]')!.getAttribute('value')!;
  assert.equal(
    (await send(nadias, action, { ...held, version, summary: 'Nadia’s words', step: 'finish' })).status,
    303,
  );
  assert.equal((await row())!.summary, 'Nadia’s words');
  const before = (await row())!.version;
  await submitForm(nadias, point, {}, FINISH);
  assert.equal((await row())!.version, before, 'saved unchanged, it is the same version');
});

test('a point that is taken out is gone, and an older page of it finds nothing', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  const { action, held } = await openForm(nadias, point, '#point-form');
  const reply = await submitForm(desk, point, {}, { form: '#remove', button: ['step', 'remove'] });
  assert.match(textOf(await follow(desk, reply)), /The point has been taken out.*No points yet/);
  assert.equal((await desk.get(point)).status, 404);
  assert.equal((await send(nadias, action, { ...held, step: 'save' })).status, 404);
});

test('without the setting nobody has to approve; with it each point waits for a colleague', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  assert.equal(await statusIn(consultation), 'Ready');
  await wantApproval(consultation);
  assert.equal(await statusIn(consultation), 'For approval');
  assert.match(textOf(await desk.get(publishUrl(consultation))), /A colleague has to approve it/);
  const own = await desk.get(point);
  assert.match(textOf(own), /It waits for approval by a colleague: you changed it last/);
  assert.equal(pageOf(own).querySelectorAll('#decide').length, 0);

  const reply = await submitForm(nadias, point, {}, APPROVE);
  assert.match(textOf(await follow(nadias, reply)), /The point is approved as it stands/);
  assert.equal(await statusIn(consultation), 'Approved');
  assert.match(textOf(await desk.get(publishUrl(consultation))), /Publish version 1/);
  await wantApproval(consultation, 'off');
  assert.equal(await statusIn(consultation), 'Ready');
});

test('nobody approves what they changed last, whatever is sent', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  await wantApproval(consultation);
  const { held } = await openForm(desk, point, '#point-form');
  const approval = { _csrf: String(held['_csrf']), version: '1', step: 'approve', note: '' };
  const refused = await send(desk, point, approval);
  assert.equal(refused.status, 403);
  assert.match(textOf(refused), /You changed this point last, so a colleague has to approve it/);
  await assert.rejects(
    db('point_decision').insert({
      point_id: point.split('/').at(-1)!,
      version: 1,
      approved: true,
      written_by: nadia.id,
      decided_at: portal.clock.now(),
      decided_by: nadia.id,
    }),
    /point_decision_by_another/,
  );
  assert.equal((await db('point_decision').where({ point_id: point.split('/').at(-1)! })).length, 0);
});

test('any change after the approval voids it: its text, and one more who raised it', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  await wantApproval(consultation);
  await submitForm(nadias, point, {}, APPROVE);
  await submitForm(desk, point, { changed: 'The date.' }, FINISH);
  assert.equal(await statusIn(consultation), 'For approval');
  await submitForm(nadias, point, {}, APPROVE);
  assert.equal(await statusIn(consultation), 'Approved');
  await submitForm(
    desk,
    newPointUrl(consultation, await aResponse(consultation)),
    { point: point.split('/').at(-1)! },
    { form: 'main form:has(select[name="point"])', button: ['step', 'add'] },
  );
  assert.equal(await statusIn(consultation), 'For approval');
});

test('an approval of an older text is refused, and so is a second one', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  await wantApproval(consultation);
  const { action, held } = await openForm(nadias, point, '#decide');
  await submitForm(desk, point, { reply: 'Another reply.' }, FINISH);
  const stale = await send(nadias, action, { ...held, step: 'approve' });
  assert.equal(stale.status, 409);
  assert.match(textOf(stale), /Another reply\./);
  assert.equal(await statusIn(consultation), 'For approval');
  await submitForm(nadias, point, {}, APPROVE);
  const again = await send(nadias, action, { ...held, version: '2', step: 'approve' });
  assert.equal(again.status, 409);
});

test('a point is returned with a note, and not without one', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  await wantApproval(consultation);
  const wrong = await submitForm(nadias, point, { note: ' ' }, RETURN);
  assert.equal(errorFor(wrong, 'note'), 'Error: Say what should be changed before you return it');
  await submitForm(nadias, point, { note: 'Say why.' }, RETURN);
  assert.equal(await statusIn(consultation), 'Returned');
  assert.match(textOf(await desk.get(point)), new RegExp(`${nadia.name} returned it at .* Say why\\.`));
  assert.match(textOf(await desk.get(publishUrl(consultation))), /A colleague returned it/);
});
