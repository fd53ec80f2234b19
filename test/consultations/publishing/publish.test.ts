import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { TEMPLATES } from '../../../src/consultations/questions/templates.js';
import { paths } from '../../../src/paths.js';
import { openForm, send, textOf } from '../../support/browse.js';
import { anOrganisation, aParty, aPerson, aRepresentative } from '../../support/build.js';
import {
  aPreparedConsultation,
  aPublishedConsultation,
  auditOf,
  db,
  desk,
  mailsAbout,
  organisation,
  party,
  publish,
  representative,
  rowOf,
  secas,
  silentParty,
  when,
} from '../atTheDesk.js';

const publishUrl = (reference: string) => paths.deskPublish({ reference });
const issuesOf = async (reference: string) =>
  db('question_issue')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('number');
const askedOf = async (reference: string) =>
  db('eligible_party')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('name');

describe('publishing', () => {
  test('issues the questions, freezes the Parties asked, tells their representatives; all at once', async () => {
    const reference = await aPreparedConsultation({ audience: ['Large Supplier', 'Gas Network'] });
    const check = textOf(await desk.get(publishUrl(reference)));
    assert.match(check, /Parties asked 2 in all, of 2 organisations\s*Gas Network: 1\s*Large Supplier: 1/);
    assert.match(check, /Told by mail 1 representative, once each\s*Everybody sees/);
    assert.match(check, /1 Party with nobody to tell.*Silent Gas \(Gas Network\), of Silent Networks/);
    assert.equal((await publish(reference)).status, 303);

    const row = await rowOf(reference);
    const [now, closes] = ['2017-01-16T10:00:00Z', '2017-02-08T17:00:00Z'];
    assert.deepEqual([row.announced_at, row.published_at, row.opens_at, row.closes_at].map(String), [
      now,
      now,
      now,
      closes,
    ]);
    assert.equal(row.published_by, secas.id);
    const issues = await issuesOf(reference);
    assert.deepEqual(
      issues.map(({ number, questions, note }) => [number, questions, note]),
      [[1, row.question_draft, null]],
    );
    assert.deepEqual(
      (await askedOf(reference)).map(({ party_id, name, category }) => [party_id, name, category]),
      [
        [party.id, 'Northmoor Supply', 'Large Supplier'],
        [silentParty.id, 'Silent Gas', 'Gas Network'],
      ],
    );
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual([last.action, last.person_id], ['consultation.published', secas.id]);
    assert.deepEqual(last.detail, {
      parties: 2,
      told: 1,
      questions: TEMPLATES['modification-report'].questions.length,
    });
  });

  test('tells each representative once, with the deadline and the address', async () => {
    const subsidiary = await anOrganisation(db, 'Northmoor Networks');
    await aParty(db, { organisation: subsidiary, category: 'Electricity Network' });
    const both = await aPerson(
      db,
      { role: 'representative', organisation },
      { role: 'representative', organisation: subsidiary },
    );
    const former = await aRepresentative(db, organisation);
    await db('role_grant')
      .where({ person_id: former.id })
      .update({ ended_at: Temporal.Instant.from('2017-01-01T00:00:00Z') });
    const elsewhere = await aRepresentative(db, await anOrganisation(db, 'A trade body'));
    const reference = await aPublishedConsultation({ title: 'Changes to the “Annex”' });

    const mails = await mailsAbout(reference, 'consultation-published');
    const told = mails.map((mail) => mail.to_address);
    assert.deepEqual(told, [representative.email, both.email].sort());
    assert.ok(!told.includes(elsewhere.email) && !told.includes(former.email));
    const body = mails.find((mail) => mail.to_address === both.email)!.body.replaceAll(/\s+/g, ' ');
    assert.match(body, new RegExp(`Dear ${both.name}, Changes to the “Annex” \\(${reference}\\)`));
    assert.match(body, /The deadline is 5pm on Wednesday 8 February 2017 \(GMT\)\./);
    assert.ok(body.includes(paths.consultation({ reference })));
    assert.match(body, /because you act for Northmoor Energy Group, Northmoor Networks\./);
  });

  test('the mail about an external one says what answering here does not do', async () => {
    const reference = await aPublishedConsultation({ template: 'external', issuedBy: 'BEIS' });
    const [mail] = await mailsAbout(reference, 'consultation-published');
    const body = mail!.body.replaceAll(/\s+/g, ' ');
    assert.match(body, /BEIS collects formal responses itself\. Answering here does not respond to BEIS/);
  });

  test('what the register says later does not change who was asked', async () => {
    const reference = await aPublishedConsultation({ audience: ['Gas Network'] });
    await aParty(db, { organisation, name: 'Latecomer Gas', category: 'Gas Network' });
    await db('party_particulars').where({ party_id: silentParty.id }).update({ name: 'Renamed Gas' });
    assert.deepEqual(
      (await askedOf(reference)).map(({ name }) => name),
      ['Silent Gas'],
    );
    assert.match(textOf(await desk.get(paths.deskConsultation({ reference }))), /Silent Gas \(Gas Network\)/);
    await db('party_particulars').where({ party_id: silentParty.id }).update({ name: 'Silent Gas' });
  });

  test('who has left, or has not acceded yet, is not asked', async () => {
    const audience = ['Other SEC Party'];
    const gone = await aParty(db, { organisation, name: 'Gone', category: audience[0] });
    const coming = await aParty(db, { organisation, name: 'Coming', category: audience[0] });
    await aParty(db, { organisation, name: 'Present', category: audience[0] });
    await db('party').where({ id: gone.id }).update({ left_on: '2017-01-16' });
    await db('party').where({ id: coming.id }).update({ acceded_on: '2017-01-17' });
    const asked = await askedOf(await aPublishedConsultation({ audience }));
    assert.deepEqual(
      asked.map(({ name }) => name),
      ['Present'],
    );
  });

  test('it opens when it is published, never before: an opening that has passed is said', async () => {
    const reference = await aPreparedConsultation(when('opens', '16', '1', '09:00'));
    const check = textOf(await desk.get(publishUrl(reference)));
    assert.match(
      check,
      /Opens At once\s*The opening that was entered, 9am on Monday 16 January .*, has passed/,
    );
    await publish(reference);
    assert.equal(String((await rowOf(reference)).opens_at), '2017-01-16T10:00:00Z');
  });

  test('twice is once', async () => {
    const reference = await aPreparedConsultation();
    const { action, held } = await openForm(desk, publishUrl(reference));
    const replies = await Promise.all([send(desk, action, held), send(desk, action, held)]);
    assert.deepEqual(
      replies.map(({ status }) => status).toSorted((one, other) => one - other),
      [303, 409],
    );
    assert.equal((await issuesOf(reference)).length, 1);
    const mails = await mailsAbout(reference, 'consultation-published');
    assert.equal(new Set(mails.map((mail) => mail.to_address)).size, mails.length);
    assert.equal((await desk.get(publishUrl(reference)).redirects(0)).status, 303);
  });
});
