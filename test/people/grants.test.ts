import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conflict } from '../../src/errors.js';
import { endGrant } from '../../src/people/endGrant.js';
import { paths } from '../../src/paths.js';
import { aBrowser, csrfFrom, errorFor, pageOf, send, submitForm, textOf } from '../support/browse.js';
import { anOrganisation, aRepresentative, aSecasColleague } from '../support/build.js';
import { someoneWaitsForALock } from '../support/locks.js';
import { startPortal } from '../support/portal.js';
import { codeSentTo, signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db, 'Northmoor Energy');
const secas = await aSecasColleague(db);
const desk = await signInAs(portal, secas);

const grantsOf = (personId: string) => db('role_grant').where({ person_id: personId }).whereNull('ended_at');

describe('ending a grant', () => {
  it('asks first, signs the person out at once, and is on record', async () => {
    const person = await aRepresentative(db, organisation);
    const browsers = [await signInAs(portal, person), await signInAs(portal, person)];
    const other = await signInAs(portal, await aRepresentative(db, organisation));
    const [grant] = await grantsOf(person.id);
    const url = paths.deskEndGrant({ id: person.id, grant: grant!.id });
    assert.match(textOf(await desk.get(url)), /signed out everywhere at once/);
    assert.equal((await submitForm(desk, url, { confirmed: 'yes' })).status, 303);
    const signedIn = async (browser: typeof desk) =>
      pageOf(await browser.get(paths.askForAccess())).querySelector('.portal-header__person') !== null;
    for (const browser of browsers) assert.equal(await signedIn(browser), false);
    assert.equal(await signedIn(other), true);
    const entries = await db('audit_entry').where({ action: 'grant.ended', subject_id: person.id });
    assert.equal(entries.length, 1);
    const again = await send(desk, url, {
      confirmed: 'yes',
      _csrf: await csrfFrom(desk, paths.deskPeople()),
    });
    assert.equal(again.status, 404);
  });

  it('needs the person and the grant to belong together', async () => {
    const [one, other] = [await aRepresentative(db, organisation), await aRepresentative(db, organisation)];
    const [grant] = await grantsOf(other.id);
    const url = paths.deskEndGrant({ id: one.id, grant: grant!.id });
    assert.equal((await desk.get(url)).status, 404);
    const _csrf = await csrfFrom(desk, paths.deskInvite());
    assert.equal((await send(desk, url, { _csrf, confirmed: 'yes' })).status, 404);
    assert.equal((await send(desk, url, { _csrf })).status, 400);
    assert.equal((await grantsOf(other.id)).length, 1);
  });

  it('never ends the last SECAS grant', async () => {
    const [mine] = await grantsOf(secas.id);
    const reply = await submitForm(desk, paths.deskEndGrant({ id: secas.id, grant: mine!.id }), {
      confirmed: 'yes',
    });
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), /last SECAS grant/);
    assert.equal((await grantsOf(secas.id)).length, 1);
  });

  it('never ends the last SECAS grant, when two colleagues end each other’s at once', async () => {
    const colleague = await aSecasColleague(db);
    const [mine, theirs] = [(await grantsOf(secas.id))[0]!, (await grantsOf(colleague.id))[0]!];
    const at = portal.clock.now();
    const first = await db.transaction();
    await endGrant({ db: first }, secas.id, { id: theirs.id, personId: colleague.id }, at);
    const second = endGrant({ db }, colleague.id, { id: mine.id, personId: secas.id }, at);
    const refused = assert.rejects(second, Conflict);
    await someoneWaitsForALock(db);
    await first.commit();
    await refused;
    assert.equal((await db('role_grant').where({ role: 'secas' }).whereNull('ended_at')).length, 1);
  });

  it('of one’s own signs oneself out', async () => {
    const colleague = await aSecasColleague(db);
    const browser = await signInAs(portal, colleague);
    const [grant] = await grantsOf(colleague.id);
    const url = paths.deskEndGrant({ id: colleague.id, grant: grant!.id });
    assert.match(textOf(await browser.get(url)), /This is your own/);
    const reply = await submitForm(browser, url, { confirmed: 'yes' });
    assert.equal(reply.headers['location'], paths.front());
    assert.equal((await browser.get(paths.deskPeople()).redirects(0)).status, 303);
    assert.equal((await db('session').whereRaw(`sess ->> 'personId' = ?`, [colleague.id])).length, 0);
  });
});

describe('a code read out by telephone', () => {
  it('is shown once, signs the person in, and is on record and told by mail', async () => {
    const reader = await aSecasColleague(db);
    const readersDesk = await signInAs(portal, reader);
    const person = await aRepresentative(db, organisation);
    const caller = aBrowser(portal);
    await submitForm(caller, paths.signIn(), { email: person.email });
    const form = { form: `form[action="${paths.deskReadCode({ id: person.id })}"]` };
    const unsure = await submitForm(readersDesk, paths.deskPerson({ id: person.id }), {}, form);
    assert.equal(unsure.status, 422);
    assert.match(errorFor(unsure, 'sure')!, /made sure who is on the telephone/);
    const reply = await submitForm(readersDesk, paths.deskPerson({ id: person.id }), { sure: 'yes' }, form);
    assert.equal(reply.status, 200);
    assert.equal(reply.headers['cache-control'], 'no-store');
    const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(textOf(reply))![0];
    const kept = await db('sign_in_code').where({ read_out_by: reader.id }).first();
    assert.equal(kept!.person_id, person.id);
    assert.equal(
      (await db('audit_entry').where({ action: 'code.read-out', subject_id: person.id })).length,
      1,
    );
    const mail = await db('outbox_mail').where({ kind: 'code-read-out', person_id: person.id }).first();
    assert.ok(mail && !mail.body.includes(code));
    const everything = JSON.stringify([
      await db('session'),
      await db('audit_entry'),
      await db('outbox_mail'),
    ]);
    assert.ok(!everything.includes(code) && !everything.includes(code.replace('-', '')));
    assert.notEqual(code, await codeSentTo(portal, person.email));
    assert.equal((await submitForm(caller, paths.signInCode(), { code })).status, 303);
  });
});
