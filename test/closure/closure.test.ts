import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { closeConsultation, listDueClosures } from '../../src/consultations/closeConsultation.js';
import { paths } from '../../src/paths.js';
import {
  aConsultation,
  anOrganisation,
  aPerson,
  aSecasColleague,
  type BuiltConsultation,
} from '../support/build.js';
import { makeReports } from '../../src/reports/editions/makeReports.js';
import { freezeNow } from '../support/reports.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal();
const { db, deps } = portal;
const secas = await aSecasColleague(db);
const organisation = await anOrganisation(db);
const member = await aPerson(db, { role: 'panel', employer: organisation });
const independent = await aPerson(db, { role: 'panel' }, { role: 'confidential' });
const former = await aPerson(db, { role: 'panel' });
await db('role_grant')
  .where({ person_id: former.id })
  .update({ ended_at: at('2017-01-01T00:00:00Z') });

function at(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

async function extend(
  consultation: BuiltConsultation,
  closesAt: string,
  options: { organisationId: string | null; madeAt?: string },
): Promise<void> {
  await db('extension').insert({
    consultation_id: consultation.id,
    organisation_id: options.organisationId,
    previous_closes_at: at('2017-02-08T17:00:00Z'),
    closes_at: at(closesAt),
    reason: 'their expert is ill',
    made_at: at(options.madeAt ?? '2017-02-07T10:00:00Z'),
    made_by: secas.id,
  });
}

const isDue = async (consultation: BuiltConsultation, when: string): Promise<boolean> =>
  (await listDueClosures(db, at(when))).includes(consultation.id);

test('a closure is written 20 s after the last closing instant, not a millisecond before', async () => {
  const consultation = await aConsultation(db);
  const closeAt = (when: string) => closeConsultation(deps, consultation.id, at(when));

  assert.equal(await isDue(consultation, '2017-02-08T17:00:19.999Z'), false);
  assert.equal(await closeAt('2017-02-08T17:00:19.999Z'), false);
  assert.equal(await isDue(consultation, '2017-02-08T17:00:20.000Z'), true);
  assert.equal(await closeAt('2017-02-08T17:00:20.000Z'), true);

  const closure = await db('closure').where({ consultation_id: consultation.id }).first();
  assert.equal(closure?.last_closes_at.toString(), '2017-02-08T17:00:00Z');
  assert.equal(closure?.closed_at.toString(), '2017-02-08T17:00:20Z');
  assert.equal(await isDue(consultation, '2017-02-08T17:00:21Z'), false);
  assert.equal(await closeAt('2017-02-09T17:00:00Z'), false);
});

test('the portal itself stands in the audit, and the Panel members of today are told where the report is', async () => {
  const consultation = await aConsultation(db, { title: 'Communications Hub Finance' });
  await closeConsultation(deps, consultation.id, at('2017-02-08T17:00:20Z'));
  await freezeNow(deps, consultation.reference);

  const entries = await db('audit_entry').where({ consultation_id: consultation.id });
  assert.deepEqual(
    entries.map((entry) => [entry.action, entry.person_id, entry.at.toString()]),
    [['consultation.closed', null, '2017-02-08T17:00:20Z']],
  );
  const mails = await db('outbox_mail').whereLike('dedupe_key', `report-ready:${consultation.id}:%`);
  assert.deepEqual(mails.map((mail) => mail.to_address).sort(), [member.email, independent.email].sort());
  assert.match(mails[0]!.subject, new RegExp(consultation.reference));
  assert.match(mails[0]!.body, /“Communications Hub Finance”/);
  assert.match(mails[0]!.body.replaceAll(/\s+/g, ' '), /closed at 5pm on Wednesday 8 February 2017 \(GMT\)/);
  assert.ok(mails[0]!.body.includes(paths.panelConsultation({ reference: consultation.reference })));
});

test('an extension for one organisation postpones the closure for all', async () => {
  const consultation = await aConsultation(db);
  await extend(consultation, '2017-02-10T12:00:00Z', { organisationId: organisation.id });

  assert.equal(await isDue(consultation, '2017-02-08T17:00:20Z'), false);
  assert.equal(await closeConsultation(deps, consultation.id, at('2017-02-10T12:00:19.999Z')), false);
  assert.equal(await isDue(consultation, '2017-02-10T12:00:20Z'), true);
  assert.equal(await closeConsultation(deps, consultation.id, at('2017-02-10T12:00:20Z')), true);
});

test('an extension taken back by a later decision no longer postpones it', async () => {
  const consultation = await aConsultation(db);
  await extend(consultation, '2017-02-10T12:00:00Z', { organisationId: organisation.id });
  await extend(consultation, '2017-02-09T12:00:00Z', {
    organisationId: organisation.id,
    madeAt: '2017-02-07T11:00:00Z',
  });
  assert.equal(await isDue(consultation, '2017-02-09T12:00:19Z'), false);
  assert.equal(await isDue(consultation, '2017-02-09T12:00:20Z'), true);
});

test('an extension made while the closure waits for the consultation is seen', async () => {
  const consultation = await aConsultation(db);
  const extending = await db.transaction();
  await extending('consultation').where({ id: consultation.id }).forUpdate().first();
  const closing = closeConsultation(deps, consultation.id, at('2017-02-08T17:00:20Z'));
  await extending('extension').insert({
    consultation_id: consultation.id,
    organisation_id: organisation.id,
    previous_closes_at: at('2017-02-08T17:00:00Z'),
    closes_at: at('2017-02-08T18:00:00Z'),
    reason: 'the portal could not be reached',
    made_at: at('2017-02-08T16:59:00Z'),
    made_by: secas.id,
  });
  await extending.commit();
  assert.equal(await closing, false);
});

test('two processes at once write one closure, one edition of the report and one mail for each member', async () => {
  const consultation = await aConsultation(db);
  const tries = Array.from({ length: 4 }, () =>
    closeConsultation(deps, consultation.id, at('2017-02-08T17:00:21Z')),
  );
  assert.deepEqual((await Promise.all(tries)).filter(Boolean).length, 1);
  assert.equal((await db('closure').where({ consultation_id: consultation.id })).length, 1);
  assert.equal((await db('audit_entry').where({ consultation_id: consultation.id })).length, 1);
  await Promise.all(Array.from({ length: 4 }, () => makeReports(deps)));
  const editions = await db('report_edition').where({ consultation_id: consultation.id });
  assert.deepEqual(editions.map(({ version }) => version).toSorted(), ['all', 'confidential']);
  assert.equal(
    (await db('outbox_mail').whereLike('dedupe_key', `report-ready:${consultation.id}:%`)).length,
    2,
  );
});

test('what has no deadline, or is not published, is not closed', async () => {
  const [announced] = await db('consultation')
    .insert({
      reference: 'ANNOUNCED-ONLY',
      title: 'To come',
      kind: 'external',
      issued_by: 'Ofgem',
      audience: ['Large Supplier'],
      announced_at: at('2017-01-01T00:00:00Z'),
      created_at: at('2017-01-01T00:00:00Z'),
    })
    .returning('id');
  const consultation = await aConsultation(db);
  await db('consultation').where({ id: consultation.id }).update({ published_at: null });

  assert.equal(await isDue(consultation, '2018-01-01T00:00:00Z'), false);
  assert.equal(await closeConsultation(deps, consultation.id, at('2018-01-01T00:00:00Z')), false);
  assert.equal(await closeConsultation(deps, announced!.id, at('2018-01-01T00:00:00Z')), false);
  await assert.rejects(
    closeConsultation(deps, '00000000-0000-4000-8000-000000000000', at('2018-01-01T00:00:00Z')),
    { name: 'NotFound' },
  );
});
