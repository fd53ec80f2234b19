import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closeConsultation } from '../../../src/consultations/closeConsultation.js';
import { paths } from '../../../src/paths.js';
import { freezeNow } from '../../support/reports.js';
import { errorFor, follow, pageOf, submitForm, textOf } from '../../support/browse.js';
import { anOrganisation, aParty, aPerson, aRepresentative } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import {
  aPublishedConsultation,
  auditOf,
  clock,
  db,
  desk,
  mailsAbout,
  organisation,
  portal,
  rowOf,
  secas,
  visitor,
} from '../atTheDesk.js';

const REASON = 'It acceded on 20 January.';
const LATER = '2017-01-23T11:00:00Z';
const url = (reference: string) => paths.deskAddParty({ reference });
const newcomer = await anOrganisation(db, 'Newcomer Heat');
const told = await aRepresentative(db, newcomer);
const aNewParty = async (category = 'Gas Network', of = newcomer) => {
  const party = await aParty(db, { organisation: of, category });
  await db('party').where({ id: party.id }).update({ acceded_on: '2017-01-20' });
  return party;
};
const add = (reference: string, party: { id: string }, reason = REASON) =>
  submitForm(desk, url(reference), { party: party.id, reason });
const addedRow = async (reference: string, { id }: { id: string }) =>
  db('eligible_party')
    .where({ consultation_id: (await rowOf(reference)).id, party_id: id })
    .first();

describe('a Party that acceded after publication', () => {
  test('is added by a decision, told, and stands in the history with the reason', async () => {
    const reference = await aPublishedConsultation({ audience: ['Gas Network'] });
    const party = await aNewParty();
    clock.set(LATER);
    const reply = await add(reference, party);
    assert.match(textOf(await follow(desk, reply)), /is asked too\. 1 representative is told by mail\./);
    const row = (await addedRow(reference, party))!;
    assert.deepEqual(
      [row.name, row.category, row.added_by, String(row.added_at), row.reason],
      [party.name, 'Gas Network', secas.id, LATER, REASON],
    );
    const mails = await mailsAbout(reference, 'party-added');
    assert.deepEqual(
      mails.map((mail) => mail.to_address),
      [told.email],
    );
    assert.match(
      mails[0]!.body.replaceAll(/\s+/g, ' '),
      /has been added to the Parties that are asked\. The deadline is 5pm on Wednesday 8 February 2017/,
    );
    const said = `Asked too: ${party.name} (Gas Network) ${REASON}`;
    const everybody = textOf(await visitor.get(paths.consultation({ reference })));
    assert.ok(everybody.includes(said) && !everybody.includes(secas.name));
    const overview = textOf(await desk.get(paths.deskConsultation({ reference })));
    assert.ok(overview.includes(`${said} · ${secas.name}`));
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual(
      [last.action, last.person_id, last.subject_id],
      ['consultation.party-added', secas.id, party.id],
    );
    assert.match(textOf(await desk.get(paths.deskCoverage({ reference }))), new RegExp(party.name));
  });

  test('the report says so', async () => {
    const reference = await aPublishedConsultation({ audience: ['Gas Network'] });
    const party = await aNewParty();
    clock.set(LATER);
    await add(reference, party);
    clock.set('2017-02-08T17:00:20Z');
    await closeConsultation(portal.deps, (await rowOf(reference)).id, clock.now());
    await freezeNow(portal.deps, reference);
    const member = await signInAs(portal, await aPerson(db, { role: 'panel' }));
    const report = textOf(await member.get(paths.panelConsultation({ reference })));
    assert.ok(
      report.includes(
        `Added after publication ${party.name} (Gas Network), at 11am on Monday 23 January 2017 (GMT): ${REASON}`,
      ),
    );
  });

  test('nobody to tell is said', async () => {
    const reference = await aPublishedConsultation({ audience: ['Gas Network'] });
    const party = await aNewParty('Gas Network', await anOrganisation(db));
    clock.set(LATER);
    const page = textOf(await follow(desk, await add(reference, party)));
    assert.match(page, /Its organisation has nobody to tell: invite somebody, or tell them yourself\./);
  });
});

describe('what is refused', () => {
  test('twice, a category that is not asked, one that has not acceded yet', async () => {
    const reference = await aPublishedConsultation({ audience: ['Gas Network'] });
    clock.set(LATER);
    const asked = await aNewParty();
    const other = await aNewParty('Small Supplier');
    const coming = await aNewParty();
    await db('party').where({ id: coming.id }).update({ acceded_on: '2017-01-24' });
    assert.equal((await add(reference, asked)).status, 303);
    await aNewParty();
    for (const party of [asked, other, coming]) {
      const refused = await add(reference, party);
      assert.equal(refused.status, 422);
      assert.match(errorFor(refused, 'party') ?? '', /Choose a Party that is not asked yet/);
    }
    assert.equal((await mailsAbout(reference, 'party-added')).length, 1);
  });

  test('no reason, with what was chosen still there', async () => {
    const reference = await aPublishedConsultation({ audience: ['Gas Network'] });
    const party = await aNewParty();
    clock.set(LATER);
    const refused = await add(reference, party, ' ');
    assert.equal(refused.status, 422);
    assert.match(errorFor(refused, 'reason') ?? '', /Enter the reason/);
    const chosen = pageOf(refused).querySelector('option[selected]');
    assert.equal(chosen?.getAttribute('value'), party.id);
  });

  test('after the closure', async () => {
    const reference = await aPublishedConsultation({ audience: ['Gas Network'] });
    const party = await aNewParty('Gas Network', organisation);
    clock.set('2017-02-08T17:00:20Z');
    await closeConsultation(portal.deps, (await rowOf(reference)).id, clock.now());
    assert.match(textOf(await desk.get(url(reference))), /It is closed for good, so who was asked stays/);
    assert.doesNotMatch(
      textOf(await desk.get(paths.deskConsultation({ reference }))),
      /Add a Party that acceded later/,
    );
    assert.equal(await addedRow(reference, party), undefined);
  });
});
