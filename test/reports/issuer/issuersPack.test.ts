import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordAudit } from '../../../src/audit/audit.store.js';
import { paths } from '../../../src/paths.js';
import { errorFor, openForm, pageOf, ready, send, submitForm, textOf } from '../../support/browse.js';
import { aConsultation, aRepresentative } from '../../support/build.js';
import { makeNow } from '../../support/reports.js';
import { aSubmission } from '../../support/submission.js';
import { download } from '../reading.js';
import { anExternalReport } from './anIssuersPack.js';

const report = await anExternalReport();
const { portal, db, consultation, submissions, secas, desk, make } = report;
const { reference } = consultation;
const pack = `${paths.pack({ reference })}?version=issuer`;
const forwarded = paths.deskForwarded({ reference });
const editionsOf = async () =>
  (
    await db('report_edition')
      .where({ consultation_id: consultation.id, version: 'issuer' })
      .orderBy(['major', 'minor'])
  ).map(({ major, minor }) => `${major}.${minor}`);
const recorded = () => db('audit_entry').whereLike('action', 'issuers-pack.%').orderBy('id');

test('it is offered for an external consultation alone, and made once that is closed', async () => {
  const [other, open] = [
    await aConsultation(db, { closesAt: '2017-03-28T17:00:00Z' }),
    await aConsultation(db, { closesAt: '2017-03-28T17:00:00Z', kind: 'external' }),
  ];
  const { held } = await openForm(secas, paths.signOut());
  const form = { _csrf: held['_csrf']!, seen: '', looked: 'yes' };
  const [its, early] = [other, open].map((one) => paths.deskIssuersPack({ reference: one.reference }));
  assert.equal((await secas.get(its!)).status, 404);
  assert.equal((await send(secas, its!, form)).status, 404);
  assert.match(textOf(await secas.get(early!)), /can be made once the consultation is closed for good/);
  assert.equal((await send(secas, early!, form)).status, 409);
  const links = [...pageOf(await secas.get(paths.deskConsultation({ reference }))).querySelectorAll('a')];
  assert.ok(links.some((link) => link.getAttribute('href') === desk));
  assert.equal((await secas.get(`${paths.panelConsultation({ reference })}?version=issuer`)).status, 404);
});

test('before it is made SECAS says that it has looked at what was found', async () => {
  assert.match(textOf(await ready(secas, desk)), /Look at this first.*A withheld name could be worked out/);
  const refused = await make({}, false);
  assert.equal(refused.status, 422);
  assert.match(errorFor(refused, 'looked')!, /say that you have/);
  assert.deepEqual(await editionsOf(), []);
});

test('it is made as it was looked at', async () => {
  const { action, held } = await openForm(secas, desk, `form[action="${desk}"]`);
  await report.hide();
  const stale = await send(secas, action, { ...held, looked: 'yes' });
  assert.equal(stale.status, 409);
  assert.match(textOf(stale), /has changed since you looked at it/);
  assert.deepEqual(await editionsOf(), []);
});

test('made: its files are there when all of them are, and each download is kept', async () => {
  assert.equal((await make({ looked: 'yes' }, false)).status, 303);
  assert.deepEqual(await editionsOf(), ['1.0']);
  const making = await secas.get(desk);
  assert.match(textOf(making), /Version 1\.0\. Made .* The files to download are being made/);
  assert.ok(pageOf(making).querySelector('[data-comes]'));
  assert.equal((await download(secas, pack)).status, 503);
  await makeNow(portal.deps);
  const made = pageOf(await secas.get(desk));
  const link = [...made.querySelectorAll('a')].find((one) => /Download version 1\.0/.test(one.textContent!))!;
  assert.equal((await download(secas, link.getAttribute('href')!)).status, 200);
  const taken = await db('audit_entry').where({ action: 'report.downloaded' }).orderBy('id', 'desc').first();
  assert.deepEqual(taken!.detail, { version: 'issuer', what: 'pack', edition: '1.0' });
  assert.deepEqual(
    (await recorded()).map(({ action, detail }) => [action, detail]),
    [['issuers-pack.made', { version: '1.0', responses: 4 }]],
  );
  assert.equal(
    (await db('outbox_mail').whereLike('kind', 'report-%').whereLike('body', '%issuer%')).length,
    0,
  );
});

test('one that would say the same is not made; one that says something else is the next, with what changed', async () => {
  const same = await make();
  assert.equal(same.status, 409);
  assert.match(textOf(same), /Nothing has changed since the last one/);
  await report.mark(submissions.openly.id, ['view', 'Second line']);
  assert.equal((await make()).status, 303);
  assert.deepEqual(await editionsOf(), ['1.0', '1.1']);
  assert.match(textOf(await secas.get(desk)), /1\.1.*Answers told differently[^:]*: [^:]*: Open Energy/);
  const csv = (edition: string) =>
    download(secas, `${paths.reportFile({ reference, ending: 'csv' })}?version=issuer&edition=${edition}`);
  assert.match(String((await csv('1.0')).bytes), /Second line/);
  assert.doesNotMatch(String((await csv('1.1')).bytes), /Second line/);
  assert.equal((await db('outbox_mail').where({ kind: 'report-changed' })).length, 0, 'SECAS made it itself');
});

test('what has changed since is made into another on its own page, not where it is read', async () => {
  const change = { action: 'comment.written', at: portal.clock.now(), personId: null } as const;
  await recordAudit(db, { ...change, consultationId: consultation.id });
  const page = paths.panelConsultation({ reference });
  assert.match(textOf(await secas.get(page)), /1 change since version 1\.1 is not in the report yet/);
  const read = textOf(await secas.get(`${page}?version=issuer`));
  assert.match(read, /Version 1\.1, frozen/);
  assert.doesNotMatch(read, /not in the report yet|Make version/);
  const title = pageOf(await secas.get(`${page}?version=issuer`)).querySelector('title')!.textContent;
  assert.ok(title.startsWith(`${reference}: views of the Parties`), title);
});

test('to whom it was forwarded, and when, is kept; what was typed wrongly comes back', async () => {
  const form = { form: `form[action="${forwarded}"]` };
  const typed = {
    to: ' ',
    'on-day': '21',
    'on-month': '2',
    'on-year': '2017',
    edition: '1.0',
    note: 'By hand',
  };
  const wrong = await submitForm(secas, desk, typed, form);
  assert.equal(wrong.status, 422);
  assert.match(errorFor(wrong, 'to')!, /Enter to whom/);
  assert.match(errorFor(wrong, 'on')!, /has not come yet/);
  assert.match(wrong.text, /By hand<\/textarea>/);
  const early = await submitForm(secas, desk, { ...typed, to: 'Ofgem', 'on-day': '19' }, form);
  assert.match(errorFor(early, 'on')!, /Version 1\.0 was made on 20 February 2017/);
  const unknown = { ...typed, to: 'Ofgem', edition: '2.0' };
  const { held } = await openForm(secas, desk, form.form);
  assert.match(errorFor(await send(secas, forwarded, { ...held, ...unknown }), 'edition')!, /Choose which/);
  assert.equal((await db('issuers_pack_forwarding')).length, 0);

  const right = { ...typed, to: 'consultations@ofgem.example', 'on-day': '20' };
  assert.equal((await submitForm(secas, desk, right, form)).status, 303);
  const text = textOf(await secas.get(desk));
  assert.match(text, /consultations@ofgem\.example 20 February 2017 Recorded by .* 1\.0 By hand/);
  const { action, detail } = (await recorded()).at(-1)!;
  assert.equal(action, 'issuers-pack.forwarded');
  assert.deepEqual(detail, {
    version: '1.0',
    to: 'consultations@ofgem.example',
    on: '2017-02-20',
    note: 'By hand',
  });
  await assert.rejects(Promise.resolve(db('issuers_pack_forwarding').delete()), /frozen/);

  const opened = await openForm(secas, desk, form.form);
  const again = () => send(secas, forwarded, { ...opened.held, ...right });
  for (const reply of await Promise.all([again(), again()])) assert.equal(reply.status, 303);
  assert.equal((await db('issuers_pack_forwarding')).length, 1, 'sent again it is kept once');
  const twice = () => send(secas, forwarded, { ...opened.held, ...right, note: 'By post' });
  await Promise.all([twice(), twice()]);
  assert.equal((await db('issuers_pack_forwarding')).length, 2, 'twice at once it is kept once');
  assert.equal((await recorded()).filter((one) => one.action === 'issuers-pack.forwarded').length, 2);
});

test('submitted again: it waits until SECAS has decided on each earlier redaction', async () => {
  const { organisation_id: id, organisation_name: name } = (await db('submission')
    .where({ id: report.response.id })
    .first())!;
  await aSubmission(db, {
    consultation,
    organisation: { id, name },
    by: await aRepresentative(db, { id }),
    parties: [],
    forOrganisation: true,
    responseId: report.response.responseId,
    answers: { other: { value: { text: 'HIDDEN-PASSAGE of Ann Lee, again.' } } },
  });
  const blocked = await ready(secas, desk);
  assert.match(textOf(blocked), /cannot be made yet: an organisation has submitted again/);
  assert.ok(!blocked.text.includes('name="seen"'));
  const { held } = await openForm(secas, paths.signOut());
  const refused = await send(secas, desk, { _csrf: held['_csrf']!, seen: '', looked: 'yes' });
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /Decide on the redactions of earlier versions first/);
  assert.deepEqual(await editionsOf(), ['1.0', '1.1']);
});
