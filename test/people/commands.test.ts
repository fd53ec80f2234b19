import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { Invalid } from '../../src/errors.js';
import { addFirstPerson } from '../../src/people/addFirstPerson.js';
import { endGrant } from '../../src/people/endGrant.js';
import { invitePerson } from '../../src/people/invitePerson.js';
import { listPeopleForCommand, listSubmitters } from '../../src/people/people.store.js';
import { anOrganisation } from '../support/build.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal();
const { db, deps } = portal;
const at = Temporal.Instant.from('2016-05-05T05:05:05.123456Z');
const northmoor = await anOrganisation(db, 'Northmoor Energy');

describe('the first person', () => {
  it('is let in from the command line, once, by nobody', async () => {
    const given = { name: ' Sam  Reid', email: 'Sam@SECAS.example', role: 'secas' };
    const person = await addFirstPerson(deps, given);
    assert.deepEqual([person.name, person.email], ['Sam Reid', 'sam@secas.example']);
    const [grant] = await db('role_grant').where({ person_id: person.id });
    assert.equal(grant!.granted_by, null);
    assert.equal(grant!.granted_at.toString(), portal.clock.now().toString());
    await assert.rejects(addFirstPerson(deps, given), /Sam Reid \(sam@secas.example\) may do this already/);
  });

  it('is SECAS, with a name and an address', async () => {
    const sam = { name: 'Sam', email: 'sam@secas.example', role: 'secas' };
    for (const wrong of [{ role: 'panel' }, { name: '' }, { email: 'sam' }]) {
      await assert.rejects(addFirstPerson(deps, { ...sam, ...wrong }), Invalid);
    }
  });
});

describe('an invitation as a command', () => {
  it('takes the instant and several grants, and tells the person once', async () => {
    const person = await invitePerson(
      deps,
      null,
      {
        name: 'Delyth',
        email: 'delyth@northmoor.example',
        grants: [
          { role: 'representative', organisation: { name: 'NORTHMOOR energy' }, maySubmit: true },
          { role: 'representative', organisation: { name: 'Tarrant Vale' }, maySubmit: false },
          { role: 'panel', organisation: { id: northmoor.id } },
          { role: 'confidential' },
        ],
      },
      at,
    );
    const grants = await db('role_grant').where({ person_id: person.id });
    assert.equal(grants.length, 4);
    for (const grant of grants) assert.equal(grant.granted_at.toString(), at.toString());
    const mails = await db('outbox_mail').where({ person_id: person.id });
    assert.equal(mails.length, 1);
    assert.match(mails[0]!.body, /Tarrant Vale: may draft only/);
    assert.deepEqual(await listSubmitters(db, northmoor.id), ['Delyth']);
    const lines = await listPeopleForCommand(db);
    assert.equal(lines.length, 2);
    assert.match(
      lines[0]!,
      /^Delyth <delyth@northmoor.example>: May see confidential material; Panel member/,
    );
  });

  it('for an organisation that does not exist leaves nothing behind', async () => {
    const organisation = { id: 'b0b2bbd5-8a0c-4d5b-9f0f-1234567890ab' };
    const grants = [{ role: 'representative' as const, organisation, maySubmit: true }];
    await assert.rejects(
      invitePerson(deps, null, { name: 'Eve', email: 'eve@a.example', grants }, at),
      Invalid,
    );
    assert.equal(await db('person').where({ email: 'eve@a.example' }).first(), undefined);
  });

  it('goes with the transaction that it is part of', async () => {
    const invitation = {
      name: 'Fay',
      email: 'fay@a.example',
      grants: [{ role: 'panel' as const, organisation: null }],
    };
    await assert.rejects(
      db.transaction(async (trx) => {
        await invitePerson({ ...deps, db: trx }, null, invitation, at);
        throw new Error('rolled back');
      }),
      /rolled back/,
    );
    assert.equal(await db('person').where({ email: 'fay@a.example' }).first(), undefined);
  });

  it('can be taken back and given again', async () => {
    const invitation = {
      name: 'Gil',
      email: 'gil@a.example',
      grants: [{ role: 'panel' as const, organisation: null }],
    };
    const person = await invitePerson(deps, null, invitation, at);
    const grant = async () =>
      (await db('role_grant').where({ person_id: person.id }).whereNull('ended_at'))[0]!;
    await endGrant(deps, null, { id: (await grant()).id, personId: person.id }, at.add({ hours: 1 }));
    assert.equal(await grant(), undefined);
    await invitePerson(deps, null, invitation, at.add({ hours: 2 }));
    assert.equal((await grant()).granted_at.toString(), at.add({ hours: 2 }).toString());
  });
});
