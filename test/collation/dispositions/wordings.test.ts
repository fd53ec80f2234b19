import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { submitForm, textOf } from '../../support/browse.js';
import { aPerson, aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { clock, db, desk, portal, sam } from '../desk.js';
import { aClosedConsultation, aPoint, aResponse, newPointUrl, TEXT } from './raising.js';

const priya = await aSecasColleague(db);
const other = await signInAs(portal, priya);
const SAVE = ['step', 'save'] as [string, string];
const change = (by: typeof desk, point: string, fields: Record<string, string>) =>
  submitForm(by, point, fields, { form: '#point-form', button: SAVE });
const partOf = (text: string) => /Earlier wording.*Raised by/.exec(text)?.[0];

test('what a point said before stands on its page: who changed it, when, and the parts that read otherwise', async () => {
  const consultation = await aClosedConsultation();
  const one = await aResponse(consultation);
  clock.set('2017-02-01T11:00:00Z');
  const point = await aPoint(consultation, one);
  assert.equal(partOf(textOf(await desk.get(point))), undefined);
  clock.set('2017-02-02T11:00:00Z');
  assert.equal((await change(other, point, { reply: 'It may.', outcome: 'noted' })).status, 303);
  clock.set('2017-02-03T11:00:00Z');
  await change(desk, point, { summary: 'It is too dear.' });
  const earlier = partOf(textOf(await other.get(point)))!;
  const at = (name: string, day: string) => `${name}, 11am on ${day} February 2017`;
  assert.ok(
    earlier.startsWith(
      `Earlier wording: 2 changes Changed by ${at(sam.name, '3')} ` +
        `Until then, as ${priya.name} left it, 11am on 2 February 2017: What was said ${TEXT.summary} ` +
        `Changed by ${at(priya.name, '2')} Until then, as ${sam.name} left it, 11am on 1 February 2017: ` +
        `The reply ${TEXT.reply} Outcome Not accepted`,
    ),
    earlier,
  );
});

test('saving it unchanged, finishing it, or one more response is no other wording; nothing of it can be altered', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  await change(other, point, {});
  const another = await aResponse(consultation);
  const [row] = await db('point').where({ consultation_id: consultation.id });
  const added = await submitForm(
    other,
    newPointUrl(consultation, another),
    { point: row!.id },
    { form: 'main form:has(select[name="point"])', button: ['step', 'add'] },
  );
  assert.equal(added.status, 303);
  const wordings = () => db('point_wording').where({ point_id: row!.id }).orderBy('version');
  assert.deepEqual(
    (await wordings()).map(({ version, written_by }) => [version, written_by]),
    [[1, sam.id]],
  );
  await change(desk, point, { changed: 'Clause 3' });
  assert.deepEqual(
    (await wordings()).map(({ changed }) => changed),
    ['', 'Clause 3'],
  );
  await assert.rejects(db('point_wording').update({ summary: 'x' }), /frozen/);
  await assert.rejects(db('point_wording').delete(), /frozen/);
  const panel = await signInAs(portal, await aPerson(db, { role: 'panel' }));
  assert.equal((await panel.get(point)).status, 403);
  assert.equal((await desk.get(paths.deskDispositions(consultation))).status, 200);
});
