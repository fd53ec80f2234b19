import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordAudit } from '../../../src/audit/audit.store.js';
import { getPublishedConsultation } from '../../../src/consultations/consultations.store.js';
import { keepLooks } from '../../../src/reports/published/looks.js';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { aRedactedReport } from './published.js';

const report = await aRedactedReport();
const { db, consultation, files, response, secas, page } = report;
const closed = () => getPublishedConsultation(db, consultation.reference);

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

  // The register, what became of reading a file, and its scan are in nobody's audit trail.
  const submission = await db('submission').where({ id: response.id }).first();
  await db('party_particulars').insert({
    party_id: (await db('submission_party').where({ submission_id: response.id }).first())!.party_id,
    from_on: '2017-02-01',
    name: 'Renamed Supply',
    category: 'Small Supplier',
    organisation_id: submission!.organisation_id,
    recorded_at: report.portal.clock.now(),
  });
  const registered = await lookAt(await closed());
  assert.notEqual(registered, renamed);
  const { file_id } = (await db('submission_attachment').where({ id: files.open.id }).first())!;
  await db('file_indexed').insert({ file_id, outcome: 'begun', indexed_at: report.portal.clock.now() });
  const indexed = await lookAt(await closed());
  assert.notEqual(indexed, registered);
  await db('file').where({ id: file_id }).update({ scan: 'waiting' });
  const scanned = await lookAt(await closed());
  assert.notEqual(scanned, indexed);
  await scanned.done;
});

test('whoever looks, takes the report away or puts it on an agenda changes nothing', async () => {
  const lookAt = keepLooks(db);
  const first = await lookAt(await closed());
  const { reference } = consultation;
  const { id } = (await db('submission')
    .where({ consultation_id: consultation.id, confidential: true })
    .first())!;
  await secas.get(paths.deskSubmission({ reference, submission: id }));
  await secas.get(paths.reportFile({ reference, ending: 'csv' }));
  const seen = await db('audit_entry')
    .where({ consultation_id: consultation.id })
    .whereIn('action', ['confidential.read', 'report.downloaded']);
  assert.deepEqual(seen.map(({ action }) => action).toSorted(), ['confidential.read', 'report.downloaded']);
  const at = report.portal.clock.now();
  const put = { action: 'meeting.pack-added', at, personId: report.by } as const;
  await recordAudit(db, { ...put, consultationId: consultation.id });
  assert.equal(await lookAt(await closed()), first);
  await first.done;
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
