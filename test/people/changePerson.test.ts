import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, errorFor, follow, submitForm, textOf } from '../support/browse.js';
import { anOrganisation, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { codeSentTo, signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db, 'Northmoor Energy');
const desk = await signInAs(portal, await aSecasColleague(db));

describe('changing a person', () => {
  const change = (id: string, name: string, email: string) =>
    submitForm(desk, paths.deskEditPerson({ id }), { name, email });

  it('a new name is kept, and changes nothing of how they sign in', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await signInAs(portal, person);
    const reply = await change(person.id, '  Anne  Ash-Hill ', person.email);
    assert.match(textOf(await follow(desk, reply)), /Saved: Anne Ash-Hill/);
    assert.equal((await browser.get(paths.responses())).status, 200);
    const [entry] = await db('audit_entry').where({ action: 'person.changed', subject_id: person.id });
    assert.deepEqual(entry!.detail, {
      was: { name: person.name, email: person.email },
      now: { name: 'Anne Ash-Hill', email: person.email },
    });
    await change(person.id, 'Anne Ash-Hill', person.email);
    assert.equal(
      (await db('audit_entry').where({ subject_id: person.id, action: 'person.changed' })).length,
      1,
    );
  });

  it('with a new address sessions and codes of the old one end, and both are told', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await signInAs(portal, person);
    const asking = aBrowser(portal);
    await submitForm(asking, paths.signIn(), { email: person.email });
    const code = await codeSentTo(portal, person.email);
    const email = `new.${person.email}`;
    assert.equal((await change(person.id, person.name, email.toUpperCase())).status, 303);
    assert.equal((await browser.get(paths.responses()).redirects(0)).status, 303, 'signed out');
    assert.notEqual((await submitForm(asking, paths.signInCode(), { code })).status, 303);
    const knowsBoth = aBrowser(portal);
    await submitForm(knowsBoth, paths.signIn(), { email });
    const late = await submitForm(knowsBoth, paths.signInCode(), { code });
    assert.notEqual(late.status, 303, 'the old mailbox opens no door, with the new address either');
    const told = await db('outbox_mail').where({ kind: 'address-changed' }).orderBy('to_address');
    assert.deepEqual(told.map(({ to_address }) => to_address).toSorted(), [person.email, email].toSorted());
    assert.match(told[0]!.body, new RegExp(`It is\\s+now\\s+${email}`));
    assert.equal((await (await signInAs(portal, { email })).get(paths.responses())).status, 200);
  });

  it('says what is wrong, and gives nobody another’s address', async () => {
    const [one, other] = [await aRepresentative(db, organisation), await aRepresentative(db, organisation)];
    const wrong: [string, string, string, RegExp][] = [
      ['', one.email, 'name', /Enter the person’s name/],
      [one.name, 'no-address', 'email', /correct format/],
      [one.name, other.email, 'email', new RegExp(`${other.name} has this address already`)],
    ];
    for (const [name, email, field, problem] of wrong) {
      const reply = await change(one.id, name, email);
      assert.equal(reply.status, 422);
      assert.match(errorFor(reply, field)!, problem);
    }
    assert.deepEqual((await db('person').where({ id: one.id }).first())!.email, one.email);
  });
});
