import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aCompany, aConsultationOf, clock, db, desk, sam, tokenOn } from '../desk.js';
import { AN_EMAIL, arrivedAt, enterFor, responseIn, sendMultipart, typeAndSubmit } from './entering.js';

clock.set('2017-02-01T10:00:00Z');

async function aMailedResponse(options: { name?: string } = {}) {
  const company = await aCompany(1, options);
  const consultation = await aConsultationOf(company);
  const { reference } = consultation;
  const at = { reference, organisation: company.organisation.id };
  const said = { parties: company.party.id, ...arrivedAt(1, '09:30') };
  return { company, reference, at, said };
}

const started = () =>
  db('response')
    .where({ entered_by_secas: true })
    .then((rows) => rows.length);
const files = () => db('file').then((rows) => rows.length);

test('what is wrong with the arrival comes back, and nothing is kept', async (t) => {
  const { at, said } = await aMailedResponse();
  const other = await aCompany();
  const cases: [string, object, string, RegExp][] = [
    ['in the future', arrivedAt(1, '10:01'), 'arrived', /cannot have arrived in the future/],
    ['before the opening', arrivedAt(18, '08:59', 1), 'arrived', /nothing can have arrived before/],
    ['without a time', arrivedAt(1, ''), 'arrived', /Enter the time too/],
    ['no date', { 'arrived-day': '', 'arrived-time': '' }, 'arrived', /Enter a day|Enter the time too/],
    ['a day that does not exist', arrivedAt(30, '09:30'), 'arrived', /real date/],
    ['for nobody', { parties: [] }, 'parties', /at least one Party/],
    ['for another’s Party', { parties: other.party.id }, 'parties', /not a Party of this organisation/],
    ['by no way', { how: '' }, 'how', /Choose how it came/],
  ];
  for (const [name, fields, field, problem] of cases) {
    await t.test(name, async () => {
      const before = [await started(), await files()];
      const reply = await enterFor(at, { ...said, ...fields });
      assert.equal(reply.status, 422, textOf(reply));
      assert.match(errorFor(reply, field)!, problem);
      assert.match(textOf(reply), /If you had chosen the file, choose it again/);
      assert.deepEqual([await started(), await files()], before);
    });
  }
});

test('the minute in which it is entered is not the future', async () => {
  const { at, said } = await aMailedResponse();
  responseIn(await enterFor(at, { ...said, ...arrivedAt(1, '10:00') }));
  const { at: first, said: opening } = await aMailedResponse();
  responseIn(await enterFor(first, { ...opening, ...arrivedAt(18, '09:00', 1) }));
});

test('the original is required, and of a type that the portal takes', async () => {
  const { at, said } = await aMailedResponse();
  const before = await started();
  const url = paths.deskEnterFor(at);
  const fields = { _csrf: await tokenOn(desk, url), id: randomUUID(), how: 'e-mail', ...said };
  const none = await sendMultipart(desk, url, fields);
  assert.equal(none.status, 422);
  assert.match(errorFor(none, 'original')!, /Choose a file/);
  assert.ok(
    pageOf(none).querySelector(`input[value="${said.parties}"]`)!.hasAttribute('checked'),
    'the rest is kept',
  );
  const program = await enterFor(at, said, {
    name: 'letter.pdf',
    bytes: Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0'),
  });
  assert.equal(program.status, 422);
  assert.ok(errorFor(program, 'original'));
  assert.equal(await started(), before);
});

test('hostile names stay names', async () => {
  const { reference, at, said } = await aMailedResponse({ name: '"><script>alert(1)</script> ‮& Sons' });
  const original = { ...AN_EMAIL, name: '..\\..\\<img src=x onerror=alert(1)>.txt' };
  const id = responseIn(await enterFor(at, said, original));
  const page = await desk.get(paths.deskEnter({ reference }));
  assert.equal(pageOf(page).querySelector('main script, main img'), null);
  assert.match(textOf(page), /Being entered.*<script>alert\(1\)/);
  const file = await desk.get(paths.deskEnteredOriginal({ reference, response: id }));
  assert.equal(file.status, 200);
  assert.equal(file.text, AN_EMAIL.bytes);
  const looks = await db('audit_entry').where({ action: 'confidential.original-downloaded', subject_id: id });
  assert.deepEqual(
    looks.map(({ person_id }) => person_id),
    [sam.id],
    'what is confidential in it nobody has said yet',
  );
  assert.match(file.headers['content-disposition']!, /^attachment; filename="[^"\\/]*"/);
  assert.equal((await desk.get(paths.deskEnteredOriginal({ reference: 'NONE', response: id }))).status, 404);
  await typeAndSubmit(id);
  const list = await desk.get(paths.deskResponses({ reference }));
  assert.equal(pageOf(list).querySelector('main script'), null);
});

test('the form sent twice begins one response, and keeps one file', async () => {
  const { at, said } = await aMailedResponse();
  const url = paths.deskEnterFor(at);
  const fields = { _csrf: await tokenOn(desk, url), id: randomUUID(), how: 'letter', ...said };
  const before = [await started(), await files()];
  const replies = await Promise.all([
    sendMultipart(desk, url, fields, AN_EMAIL),
    sendMultipart(desk, url, fields, AN_EMAIL),
  ]);
  assert.deepEqual(replies.map(responseIn), [fields.id, fields.id]);
  assert.deepEqual([await started(), await files()], [before[0]! + 1, before[1]! + 1]);
});

test('the form sent again with another original, or for another organisation, begins nothing and says so', async () => {
  const { at, said } = await aMailedResponse();
  const other = await aMailedResponse();
  const url = paths.deskEnterFor(at);
  const fields = { _csrf: await tokenOn(desk, url), id: randomUUID(), how: 'letter', ...said };
  responseIn(await sendMultipart(desk, url, fields, AN_EMAIL));
  const before = await started();
  const another = await sendMultipart(desk, url, fields, { name: 'Second.txt', bytes: 'A second letter' });
  assert.equal(another.status, 409);
  assert.match(textOf(another), /sent before, with another original.*This was not/);
  const elsewhere = paths.deskEnterFor(other.at);
  assert.equal((await sendMultipart(desk, elsewhere, { ...fields, ...other.said }, AN_EMAIL)).status, 409);
  assert.equal(await started(), before);
});

test('the original is replaced until it has been submitted', async () => {
  const { reference, at, said } = await aMailedResponse();
  const id = responseIn(await enterFor(at, said));
  const url = paths.deskEnteredOriginal({ reference, response: id });
  const csrf = await tokenOn(desk, paths.deskEnter({ reference }));
  const before = await files();
  const replaced = await sendMultipart(
    desk,
    url,
    { _csrf: csrf },
    { name: 'Right.txt', bytes: 'The right one' },
  );
  assert.match(textOf(await follow(desk, replaced)), /The original has been replaced.*Right\.txt/);
  assert.equal((await desk.get(url)).text, 'The right one');
  assert.equal(await files(), before, 'the wrong one is gone');
  const none = await sendMultipart(desk, url, { _csrf: csrf });
  assert.equal(none.status, 422);
  assert.match(textOf(none), /Choose a file/);

  await typeAndSubmit(id);
  assert.equal((await sendMultipart(desk, url, { _csrf: csrf }, AN_EMAIL)).status, 409);
  assert.equal((await desk.get(url)).text, 'The right one');
  assert.equal(await files(), before);
});

test('one begun by mistake is discarded with its files; what was submitted stays', async () => {
  const { reference, at, said } = await aMailedResponse();
  const before = await files();
  const id = responseIn(await enterFor(at, said));
  const list = paths.deskEnter({ reference });
  const discard = paths.deskDiscardEntered({ reference, response: id });
  const gone = await follow(desk, await submitForm(desk, list, {}, { form: `form[action="${discard}"]` }));
  assert.match(textOf(gone), /What had been entered is gone/);
  assert.equal((await desk.get(paths.response({ id }))).status, 404);
  assert.equal(await files(), before);
  const entry = await db('audit_entry').where({ subject_id: id, action: 'response.discarded' }).first();
  assert.match(
    (entry!.detail as { original: string }).original,
    /^[0-9a-f]{64}$/,
    'what it was can be shown',
  );

  const kept = responseIn(await enterFor(at, said));
  await typeAndSubmit(kept);
  assert.doesNotMatch(textOf(await desk.get(list)), /Being entered/);
  const csrf = await tokenOn(desk, list);
  const stays = await send(desk, paths.deskDiscardEntered({ reference, response: kept }), { _csrf: csrf });
  assert.equal(stays.status, 409);
  assert.match(textOf(stays), /what is submitted stays/);
  assert.equal((await desk.get(paths.response({ id: kept }))).status, 200);
});

test('what a representative drafts is not SECAS’s to discard', async () => {
  const { reference, company } = await aMailedResponse();
  const consultation = await db('consultation').where({ reference }).first();
  const [draft] = await db('response')
    .insert({
      consultation_id: consultation!.id,
      organisation_id: company.organisation.id,
      started_at: clock.now(),
      started_by: company.by.id,
      saved_at: clock.now(),
    })
    .returning('*');
  const at = { reference, response: draft!.id };
  const csrf = await tokenOn(desk, paths.desk());
  assert.equal((await send(desk, paths.deskDiscardEntered(at), { _csrf: csrf })).status, 404);
  assert.equal((await desk.get(paths.deskEnteredOriginal(at))).status, 404);
  assert.equal((await db('response').where({ id: draft!.id })).length, 1);
});
