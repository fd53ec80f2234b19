import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { send, submitForm, textOf } from '../../support/browse.js';
import { signInAs } from '../../support/signIn.js';
import { clock, db, desk, portal, tokenOn } from '../desk.js';
import { aClosedConsultation, aPoint, aResponse, publish, publishUrl } from './raising.js';

const FINISH = { form: '#point-form', button: ['step', 'finish'] as [string, string] };
type Response = Awaited<ReturnType<typeof aResponse>>;

/** Its organisation has lifted the marking of a part. @returns the lift */
async function lifted(response: Response, part: 'answer' | 'name', question: string | null = null) {
  const [row] = await db('lifted_marking')
    .insert({
      submission_id: response.id,
      part,
      question_key: question,
      note: '',
      lifted_at: clock.now(),
      lifted_by: response.company.by.id,
    })
    .returning('id');
  return row!.id;
}

test('that a text gives nothing away holds no longer once a consent has been taken back', async () => {
  const consultation = await aClosedConsultation();
  const hidden = await aResponse(consultation, { hidden: true });
  const other = await aResponse(consultation, { hidden: true });
  const lift = await lifted(hidden, 'answer', 'other');
  const point = await aPoint(consultation, other);
  await submitForm(
    desk,
    `${paths.deskNewPoint(consultation)}?submission=${hidden.id}&question=other`,
    { point: point.split('/').at(-1)! },
    { form: 'main form:has(select[name="point"])', button: ['step', 'add'] },
  );
  await submitForm(desk, point, { discreet: 'yes' }, FINISH);
  assert.doesNotMatch(textOf(await desk.get(publishUrl(consultation))), /gives nothing away/);
  const taken = { taken_back_at: clock.now().add({ minutes: 1 }), taken_back_by: hidden.company.by.id };
  await db('lifted_marking').where({ id: lift }).update(taken);
  assert.match(
    textOf(await desk.get(publishUrl(consultation))),
    /say on its page that its text gives nothing/,
  );
  clock.set(clock.now().add({ minutes: 2 }).toString());
  await submitForm(desk, point, { discreet: 'yes' }, FINISH);
  assert.equal((await publish(consultation)).status, 303, 'SECAS has looked once more');
});

test('what was lifted and is in a published point is not taken back; the rest of it can be', async () => {
  const consultation = await aClosedConsultation();
  const response = await aResponse(consultation, {
    nameConfidential: true,
    answers: {
      other: { value: { text: 'Said' }, confidential: true },
      view: { value: { choice: 'Reject' }, confidential: true },
    },
  });
  await lifted(response, 'answer', 'other');
  await lifted(response, 'answer', 'view');
  await lifted(response, 'name');
  await aPoint(consultation, response);
  assert.equal((await publish(consultation)).status, 303);
  const theirs = await signInAs(portal, response.company.by);
  const url = paths.consent({ id: response.responseId, reference: response.reference });
  const _csrf = await tokenOn(theirs, url);
  const takeBack = async (part: string) =>
    (await send(theirs, url, { _csrf, part, step: 'take-back' })).status;
  assert.equal(await takeBack('answer:other'), 409);
  assert.equal(await takeBack('answer:view'), 303);
  assert.equal(await takeBack('name'), 303);
});
