import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, csrfFrom, errorFor, follow, pageOf, send, submitForm, textOf } from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative, aSecasColleague } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { aPdf, startUploading } from './uploading.js';

const { portal, db, colleague, organisation, aDraft, browser, csrf, upload, held, filesOf } =
  await startUploading();
const stranger = await signInAs(portal, await aRepresentative(db, await anOrganisation(db, 'Castlereach')));
const strangersCsrf = await csrfFrom(stranger, paths.front());

async function aDraftWithFile() {
  const draft = await aDraft();
  await upload(draft.url, aPdf());
  const [file] = await filesOf(draft.id);
  const at = { id: draft.id, attachment: file!.id };
  return { draft, file: file!, at };
}

test('a colleague of the organisation sees, adds and removes the same files', async () => {
  const { draft, at } = await aDraftWithFile();
  const other = await signInAs(portal, await aRepresentative(db, organisation, false));
  assert.match(textOf(await other.get(draft.url)), /Comments\.pdf/);
  const reply = await submitForm(
    other,
    draft.url,
    {},
    { form: `form[action="${paths.removeAttachment(at)}"]` },
  );
  assert.equal(reply.status, 303);
  assert.equal((await filesOf(draft.id)).length, 0);
});

test("another organisation's draft is not there: to list, add, download, mark or remove", async () => {
  const { draft, file, at } = await aDraftWithFile();
  const before = await held();
  const asStranger = async (url: string, fields: Record<string, string> = {}) =>
    (await send(stranger, url, { _csrf: strangersCsrf, ...fields })).status;
  assert.equal((await stranger.get(draft.url)).status, 404);
  assert.equal((await stranger.get(paths.attachment(at))).status, 404);
  assert.equal(await asStranger(paths.removeAttachment(at)), 404);
  assert.equal(await asStranger(paths.attachmentConfidentiality(at), { confidential: 'yes' }), 404);
  const added = await stranger
    .post(draft.url)
    .field('_csrf', strangersCsrf)
    .field('question', 'files')
    .attach('files', aPdf().bytes, 'theirs.pdf');
  assert.equal(added.status, 404);
  assert.deepEqual(await held(), before);
  assert.deepEqual(await filesOf(draft.id), [file]);
});

test('SECAS, the Panel and who is not signed in see nothing of a draft either', async () => {
  const { draft, at } = await aDraftWithFile();
  const secas = await signInAs(portal, await aSecasColleague(db));
  const panel = await signInAs(portal, await aPerson(db, { role: 'panel' }, { role: 'confidential' }));
  for (const url of [draft.url, paths.attachment(at)]) {
    assert.equal((await secas.get(url)).status, 404);
    assert.equal((await panel.get(url)).status, 403);
    assert.equal((await aBrowser(portal).get(url).redirects(0)).status, 303);
  }
});

test('the file of one draft does not answer under the URL of another, nor under what is no id', async () => {
  const { at } = await aDraftWithFile();
  const other = await aDraft();
  for (const id of [other.id, 'x', '00000000-0000-0000-0000-000000000000']) {
    assert.equal((await browser.get(paths.attachment({ ...at, id }))).status, 404);
    assert.equal((await send(browser, paths.removeAttachment({ ...at, id }), { _csrf: csrf })).status, 404);
    const marked = await send(browser, paths.attachmentConfidentiality({ ...at, id }), { _csrf: csrf });
    assert.equal(marked.status, 404);
  }
  assert.equal((await browser.get(paths.attachment({ ...at, attachment: 'x' }))).status, 404);
});

test('a file that is removed is gone with its bytes, told of, and audited; twice is once', async () => {
  const { draft, file, at } = await aDraftWithFile();
  const reply = await send(browser, paths.removeAttachment(at), { _csrf: csrf });
  assert.equal(reply.headers['location'], draft.url);
  assert.match(textOf(await follow(browser, reply)), /“Comments\.pdf” was removed\./);
  assert.equal((await db('file').where({ id: file.fileId })).length, 0);
  assert.equal((await db('file_chunk').where({ file_id: file.fileId })).length, 0);
  assert.equal((await browser.get(paths.attachment(at))).status, 404);
  assert.equal((await send(browser, paths.removeAttachment(at), { _csrf: csrf })).status, 404);
  const entries = await db('audit_entry').where({ subject_id: draft.id }).orderBy('id');
  assert.deepEqual(
    entries.map(({ action, person_id: person }) => [action, person]),
    [
      ['attachment.added', colleague.id],
      ['attachment.removed', colleague.id],
    ],
  );
});

test('a file that was submitted goes from the draft only: the submission keeps it', async () => {
  const { draft, file, at } = await aDraftWithFile();
  const submitted = await submitForm(browser, paths.check({ id: draft.id }));
  assert.equal(submitted.status, 303, textOf(submitted));
  assert.equal((await send(browser, paths.removeAttachment(at), { _csrf: csrf })).status, 303);
  assert.equal((await filesOf(draft.id)).length, 0);
  const link = pageOf(await follow(browser, submitted)).querySelector('a[href*="/attachments/"]');
  const download = await browser.get(link!.getAttribute('href')!);
  assert.equal(download.status, 200);
  assert.equal((await db('file_chunk').where({ file_id: file.fileId })).length, 1);
});

test('a file is marked as confidential with its reason, which may come later, and no longer', async () => {
  const { draft, at } = await aDraftWithFile();
  const url = paths.attachmentConfidentiality(at);
  const mark = (fields: Record<string, string>) => send(browser, url, { _csrf: csrf, ...fields });
  assert.equal((await mark({ confidential: 'yes', reason: '' })).status, 303);
  assert.match(textOf(await browser.get(draft.url)), /Say why it is confidential before you submit/);
  await mark({ confidential: 'yes', reason: 'It tells our costs <b>' });
  assert.match(textOf(await browser.get(draft.url)), /Why: It tells our costs/);
  const [marked] = await filesOf(draft.id);
  assert.deepEqual([marked!.confidential, marked!.reason], [true, 'It tells our costs <b>']);
  await mark({ reason: '' });
  assert.equal((await filesOf(draft.id))[0]!.confidential, false);
  assert.equal((await mark({ confidential: 'maybe' })).status, 400);
});

test('a reason too long comes back with what was typed', async () => {
  const { draft, at } = await aDraftWithFile();
  const reason = 'why '.repeat(2_000);
  const fields = { _csrf: csrf, confidential: 'yes', reason };
  const reply = await send(browser, paths.attachmentConfidentiality(at), fields);
  assert.equal(reply.status, 422);
  assert.ok(errorFor(reply, at.attachment));
  assert.equal(pageOf(reply).querySelector('textarea')?.textContent?.trim(), reason.trim());
  assert.equal((await filesOf(draft.id))[0]!.confidential, false);
});
