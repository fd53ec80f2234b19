import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apartFromThere } from '../../src/attachments/attachments.rules.js';
import { follow, textOf } from '../support/browse.js';
import { aPdf, startUploading } from './uploading.js';

const { aDraft, browser, upload, held, filesOf, db } = await startUploading();

const namesOf = async (id: string) => (await filesOf(id)).map(({ name }) => name);

test('a file is the same by its name and its bytes', () => {
  const a = { name: 'a.pdf', sha256: '1' };
  const rows: [typeof a, typeof a, boolean][] = [
    [a, { name: 'a.pdf', sha256: '1' }, true],
    [a, { name: 'b.pdf', sha256: '1' }, false],
    [a, { name: 'a.pdf', sha256: '2' }, false],
    [a, { name: 'A.pdf', sha256: '1' }, false],
  ];
  for (const [sent, there, same] of rows) {
    assert.deepEqual(apartFromThere([sent], [there]), {
      added: same ? [] : [sent],
      already: same ? [sent] : [],
    });
  }
  assert.deepEqual(apartFromThere([a, a], []), { added: [a], already: [a] }, 'twice in one form');
});

test('a file that is sent again stands there once, is said to, and nothing else is changed', async () => {
  const draft = await aDraft();
  await upload(draft.url, aPdf('Costs.pdf'));
  const before = await held();
  const { version } = (await db('response').where({ id: draft.id }).first())!;
  const reply = await upload(draft.url, aPdf('Costs.pdf'));
  assert.equal(reply.status, 303);
  assert.match(
    textOf(await follow(browser, reply)),
    /“Costs\.pdf” stood here already and stands here once\./,
  );
  assert.deepEqual(await held(), before, 'its bytes are not kept twice');
  assert.equal((await db('response').where({ id: draft.id }).first())!.version, version);
  const audited = await db('audit_entry').where({ action: 'attachment.added', subject_id: draft.id });
  assert.equal(audited.length, 1);
});

test('beside one that is new it does not stand in the way; other bytes under the same name are new', async () => {
  const draft = await aDraft();
  await upload(draft.url, aPdf('Costs.pdf'));
  const reply = await upload(draft.url, aPdf('Costs.pdf'), aPdf('New.pdf'), aPdf('Costs.pdf', 300));
  const words = /2 files were added\. “Costs\.pdf” stood here already and stands here once\./;
  assert.match(textOf(await follow(browser, reply)), words);
  assert.deepEqual(await namesOf(draft.id), ['Costs.pdf', 'New.pdf', 'Costs.pdf']);
});

test('sent twice at the same moment it stands there once', async () => {
  const draft = await aDraft();
  await Promise.all(['a', 'b', 'c'].map(() => upload(draft.url, aPdf('Costs.pdf'))));
  assert.deepEqual(await namesOf(draft.id), ['Costs.pdf']);
});

test('the last one for which there was room can be sent again, too', async () => {
  const draft = await aDraft();
  const twenty = Array.from({ length: 20 }, (_, n) => aPdf(`${n + 1}.pdf`));
  await upload(draft.url, ...twenty);
  assert.equal((await upload(draft.url, aPdf('20.pdf'))).status, 303);
  assert.equal((await upload(draft.url, aPdf('21.pdf'))).status, 422);
  assert.equal((await filesOf(draft.id)).length, 20);
});
