import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readToPublish } from '../../../src/collation/dispositions/publishDispositions.js';
import { getConsultation } from '../../../src/consultations/consultations.store.js';
import { paths } from '../../../src/paths.js';
import { aBrowser, follow, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aConsultation, aRepresentative } from '../../support/build.js';
import { anEntry } from '../../support/clarification.js';
import { signInAs } from '../../support/signIn.js';
import { clock, db, desk, portal, rowOf, sam, submissionOf } from '../desk.js';
import { aClosedConsultation, aPoint, aResponse, publish, publishUrl, SAID } from './raising.js';

const stranger = aBrowser(portal);
const FINISH = { form: '#point-form', button: ['step', 'finish'] as [string, string] };
const publicUrl = ({ reference }: { reference: string }) => paths.dispositions({ reference });
const mailsTo = (email: string) =>
  db('outbox_mail').where({ to_address: email, kind: 'dispositions-published' });

test('published as previewed: for everybody, and those who responded are told once', async () => {
  const consultation = await aClosedConsultation();
  const [one, two] = [await aResponse(consultation), await aResponse(consultation)];
  const drafter = await aRepresentative(db, two.company.organisation, false);
  await aPoint(consultation, one, { changed: 'The date.' });
  assert.equal((await stranger.get(publicUrl(consultation))).status, 404);
  const before = await stranger.get(paths.consultation({ reference: consultation.reference }));
  assert.doesNotMatch(textOf(before), /dispositions/);

  const preview = textOf(await desk.get(publishUrl(consultation)));
  assert.match(preview, /As it will be read.*The plan costs too much\..*It does not\..*The date\./);
  const reply = await publish(consultation);
  assert.match(textOf(await follow(desk, reply)), /Version 1 is published\. 3 people are told by mail/);

  const read = await stranger.get(publicUrl(consultation));
  assert.match(
    textOf(read),
    /Any other comments Not accepted Raised by 1 response What was said The plan costs too much\. The reply It does not\. What changed The date\./,
  );
  for (const secret of [SAID, one.company.organisation.name, one.reference, 'You raised'])
    assert.ok(!read.text.includes(secret), secret);
  const page = await stranger.get(paths.consultation({ reference: consultation.reference }));
  assert.match(textOf(page), /What was said, and what SECAS and the Panel reply Read the dispositions/);
  for (const { email } of [one.company.by, two.company.by, drafter]) {
    const [mail, ...more] = await mailsTo(email);
    assert.match(mail!.body, new RegExp(publicUrl(consultation)));
    assert.equal(more.length, 0);
  }
  assert.equal(
    rowOf(await desk.get(paths.deskDispositions(consultation)), 'The plan')!['Status'],
    'Published',
  );
});

test('each respondent sees which points are theirs, and nobody else’s', async () => {
  const consultation = await aClosedConsultation();
  const [one, two] = [await aResponse(consultation), await aResponse(consultation)];
  await aPoint(consultation, one);
  await aPoint(consultation, two, { summary: 'Another point.' });
  const browser = await signInAs(portal, one.company.by);
  const own = paths.submission({ id: one.responseId, reference: one.reference });
  assert.doesNotMatch(textOf(await browser.get(own)), /What SECAS and the Panel reply/);
  await publish(consultation);

  const points = pageOf(await browser.get(own)).querySelector('#points')!.textContent!;
  assert.match(points, /The plan costs too much/);
  assert.doesNotMatch(points, /Another point/);
  const page = textOf(await browser.get(publicUrl(consultation)));
  assert.match(page, /You raised one of these points The plan costs too much/);
  assert.equal(page.match(/You raised this/g)?.length, 1);
  const silent = await aResponse(consultation);
  const theirs = await signInAs(portal, silent.company.by);
  const url = paths.submission({ id: silent.responseId, reference: silent.reference });
  assert.match(textOf(await theirs.get(url)), /None of the points was taken from this response/);
});

test('it is not published before the closure, without points, or with a draft among them', async () => {
  const open = await aConsultation(db);
  await aPoint(open, await aResponse(open));
  const preview = await desk.get(publishUrl(open));
  assert.match(textOf(preview), /It has not been closed yet/);
  const none = await aClosedConsultation();
  assert.match(textOf(await desk.get(publishUrl(none))), /There are no points yet/);
  const draft = await aClosedConsultation();
  const submission = await aResponse(draft);
  await aPoint(draft, submission);
  const { action, held } = await openForm(desk, publishUrl(draft), '#left form');
  await aPoint(draft, submission, { summary: 'Half done' }, { step: 'save' });
  assert.match(textOf(await desk.get(publishUrl(draft))), /Half done: It is a draft/);
  const forced = await send(desk, action, held);
  assert.equal(forced.status, 409);
  for (const consultation of [open, none, draft]) {
    const rows = await db('disposition_publication').where({ consultation_id: consultation.id });
    assert.equal(rows.length, 0);
  }
  // Nor with the mark of what it would say.
  for (const consultation of [open, draft]) {
    const { mark } = await readToPublish(db, await getConsultation(db, consultation.reference));
    const url = paths.deskPublishDispositions(consultation);
    const reply = await send(desk, url, { ...held, mark });
    assert.equal(reply.status, 409);
    assert.equal((await stranger.get(publicUrl(consultation))).status, 404);
  }
});

test('what changed since it was previewed is shown again; a second click publishes nothing more', async () => {
  const consultation = await aClosedConsultation();
  const point = await aPoint(consultation, await aResponse(consultation));
  const { action, held } = await openForm(desk, publishUrl(consultation), '#left form');
  await submitForm(desk, point, { reply: 'Another reply.' }, FINISH);
  const stale = await send(desk, action, held);
  assert.equal(stale.status, 409);
  assert.match(textOf(stale), /Something has changed since you opened this page.*Another reply\./);
  const fresh = (await openForm(desk, publishUrl(consultation), '#left form')).held;
  const replies = await Promise.all([send(desk, action, fresh), send(desk, action, fresh)]);
  assert.deepEqual(
    replies.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await db('disposition_publication').where({ consultation_id: consultation.id })).length, 1);
  assert.match(textOf(await desk.get(publishUrl(consultation))), /Nothing has changed since version 1/);
});

test('published again it is version 2, and version 1 stays as it was', async () => {
  const consultation = await aClosedConsultation();
  const response = await aResponse(consultation);
  const point = await aPoint(consultation, response);
  await publish(consultation);
  await submitForm(desk, point, { reply: 'Another reply.' }, FINISH);
  const row = rowOf(await desk.get(paths.deskDispositions(consultation)), 'The plan')!;
  assert.equal(row['Status'], 'Ready changed since it was published');
  assert.match(textOf(await stranger.get(publicUrl(consultation))), /It does not\./, 'not yet');
  await publish(consultation);
  const latest = textOf(await stranger.get(publicUrl(consultation)));
  assert.match(latest, /Version 2.*Another reply\..*Other versions Version 1/);
  const first = textOf(await stranger.get(`${publicUrl(consultation)}?version=1`));
  assert.match(first, /This is version 1\. Version 2 took its place.*It does not\./);
  assert.equal((await stranger.get(`${publicUrl(consultation)}?version=3`)).status, 404);
  assert.equal((await mailsTo(response.company.by.email)).length, 2, 'once for each version');
  await assert.rejects(db('published_point').update({ reply: 'x' }), /frozen/);
  await assert.rejects(db('disposition_publication').delete(), /frozen/);
});

test('raised in confidence: told apart, ticked before it is published, and not counted below three', async () => {
  const consultation = await aClosedConsultation();
  const hidden = [0, 1, 2].map(() => aResponse(consultation, { hidden: true }));
  const [one, two, three] = [await hidden[0]!, await hidden[1]!, await hidden[2]!];
  const point = await aPoint(consultation, one);
  assert.match(textOf(await desk.get(point)), /Raised in confidence, or without a name.*In confidence/);
  assert.match(
    textOf(await desk.get(publishUrl(consultation))),
    /say on its page that its text gives nothing away/,
  );
  await submitForm(desk, point, { discreet: 'yes' }, FINISH);
  await publish(consultation);
  assert.doesNotMatch(textOf(await stranger.get(publicUrl(consultation))), /Raised by/);

  const add = (submission: { id: string }) =>
    submitForm(
      desk,
      `${paths.deskNewPoint(consultation)}?submission=${submission.id}&question=other`,
      { point: point.split('/').at(-1)! },
      { form: 'main form:has(select[name="point"])', button: ['step', 'add'] },
    );
  await add(two);
  assert.match(
    textOf(await desk.get(publishUrl(consultation))),
    /gives nothing away/,
    'the tick is asked for again',
  );
  await submitForm(desk, point, { discreet: 'yes' }, FINISH);
  await publish(consultation);
  assert.doesNotMatch(textOf(await stranger.get(publicUrl(consultation))), /Raised by/);
  await add(three);
  await submitForm(desk, point, { discreet: 'yes' }, FINISH);
  await publish(consultation);
  assert.match(textOf(await stranger.get(publicUrl(consultation))), /Raised by 3 responses/);
});

test('one whose whole response, name or earlier version is confidential is in confidence too', async () => {
  for (const [options, shown] of [
    [{ confidential: true }, /In confidence/],
    [{ nameConfidential: true }, /Name confidential/],
  ] as const) {
    const consultation = await aClosedConsultation();
    const point = await aPoint(consultation, await aResponse(consultation, options));
    assert.match(textOf(await desk.get(point)), shown);
    assert.match(textOf(await desk.get(publishUrl(consultation))), /gives nothing away/);
  }
  const consultation = await aClosedConsultation();
  const first = await aResponse(consultation, { hidden: true });
  const point = await aPoint(consultation, first);
  await submissionOf(first.company, consultation, {
    responseId: first.responseId,
    receivedAt: '2017-01-27T10:00:00Z',
    answers: { other: { value: { text: 'Said openly' } } },
  });
  assert.match(textOf(await desk.get(point)), /In confidence/, 'the point may repeat what was said first');
});

test('one that replied in confidence about the answer is too, and a tick from before does not hold for that', async () => {
  const consultation = await aClosedConsultation();
  const response = await aResponse(consultation);
  const point = await aPoint(consultation, response);
  const thread = { submission: response, question: 'other', by: sam, text: 'Which plan?' };
  await anEntry(db, thread);
  assert.doesNotMatch(textOf(await desk.get(publishUrl(consultation))), /gives nothing away/);
  await submitForm(desk, point, { discreet: 'yes' }, FINISH);
  const at = clock.now().add({ minutes: 1 }).toString();
  await anEntry(db, { ...thread, kind: 'replied', number: 2, confidential: true, at });
  assert.match(textOf(await desk.get(point)), /In confidence/);
  assert.match(textOf(await desk.get(publishUrl(consultation))), /gives nothing away/);

  clock.set(clock.now().add({ minutes: 2 }));
  await submitForm(desk, point, { discreet: 'yes' }, FINISH);
  await publish(consultation);
  assert.doesNotMatch(textOf(await stranger.get(publicUrl(consultation))), /Raised by/);
});
