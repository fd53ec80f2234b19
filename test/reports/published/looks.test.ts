import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getConsultation } from '../../../src/consultations/consultations.store.js';
import { keepLooks } from '../../../src/reports/published/looks.js';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { aRedactedReport } from './published.js';

const report = await aRedactedReport();
const { db, consultation, files, response, secas, page } = report;
const closed = () => getConsultation(db, consultation.reference);

test('what would be published is read once for as long as nothing has changed, and anew once something has', async () => {
  const lookAt = keepLooks(db);
  const first = await lookAt(await closed());
  const { mark } = await first.done;
  assert.equal(await lookAt(await closed()), first);
  await report.mark(response.id, ['other', 'Ann Lee']);
  const second = await lookAt(await closed());
  assert.notEqual((await second.done).mark, mark);

  const third = await lookAt(await closed());
  const name = { name: 'Renamed Energy Limited' };
  await db('organisation')
    .update(name)
    .where('id', db('submission').where({ id: response.id }).select('organisation_id'));
  const renamed = await lookAt(await closed());
  assert.notEqual(renamed, third, 'names are looked for as they are now');
  await secas.get(paths.deskSubmission({ reference: consultation.reference, submission: response.id }));
  assert.equal(await lookAt(await closed()), renamed, 'looks change nothing');

  const attached = await db('submission_attachment').where({ id: files.open.id }).first();
  await db('file').where({ id: attached!.file_id }).update({ scan: 'waiting' });
  assert.notEqual(await lookAt(await closed()), second);
});

test('whoever comes while it is being read sees how far that is, and the page asks again by itself', async () => {
  const lock = await db.transaction();
  await lock.raw('lock table submission_answer in access exclusive mode');
  const meanwhile = await secas.get(page);
  await lock.commit();
  assert.match(textOf(meanwhile), /Looking through what would be published: 0 responses so far/);
  assert.ok(pageOf(meanwhile).querySelector('[data-comes]'));
  assert.equal(pageOf(meanwhile).querySelector(`main form[action="${page}"]`), null);
  assert.match(textOf(await report.preview()), /What would be published now/);
});

test('a reading that failed is told to one who asks, and made again for the next', async () => {
  const lookAt = keepLooks(db);
  const lost = keepLooks(db);
  await db.raw('alter table redaction rename to redaction_away');
  const failed = await lost(await closed());
  await assert.rejects(failed.done);
  await db.raw('alter table redaction_away rename to redaction');
  assert.equal(await lost(await closed()), failed);
  const again = await lost(await closed());
  assert.equal((await again.done).mark, (await (await lookAt(await closed())).done).mark);
});
