import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOf } from '../../src/people/limits.js';
import { limitOf } from '../../src/people/limits.store.js';
import { paths } from '../../src/paths.js';
import { aBrowser, csrfFrom, send, submitForm, textOf } from '../support/browse.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { codeSentTo, signInAs } from '../support/signIn.js';

const portal = await startPortal({ config: { trustProxy: true } });
const { db } = portal;
const organisation = await anOrganisation(db);

const askFrom = async (ip: string, email: string) => {
  const browser = aBrowser(portal);
  const _csrf = await csrfFrom(browser, paths.signIn());
  const reply = await browser
    .post(paths.signIn())
    .set('X-Forwarded-For', ip)
    .type('form')
    .send({ _csrf, email })
    .redirects(0);
  return { browser, reply };
};
const mailsTo = async (email: string) =>
  (await db('outbox_mail').where({ to_address: email, kind: 'sign-in-code' })).length;

describe('asking for codes', () => {
  it('sends five mails to an address in ten minutes; nobody sees the difference', async () => {
    const person = await aRepresentative(db, organisation);
    for (let count = 1; count <= 7; count += 1) {
      const { reply } = await askFrom('192.0.2.1', person.email);
      assert.equal(reply.headers['location'], paths.signInCode());
    }
    assert.equal(await mailsTo(person.email), 5);
  });

  it('locks nobody out at 16:55, whatever a stranger does: a code that the stranger caused works', async () => {
    const person = await aRepresentative(db, organisation);
    for (let count = 1; count <= 8; count += 1) {
      const { browser: stranger } = await askFrom('192.0.2.2', person.email);
      for (let tries = 0; tries < 10; tries += 1) {
        await submitForm(stranger, paths.signInCode(), { code: 'AAAA-AAAA' });
      }
    }
    const { browser } = await askFrom('198.51.100.7', person.email);
    const reply = await submitForm(browser, paths.signInCode(), {
      code: await codeSentTo(portal, person.email),
    });
    assert.equal(reply.status, 303);
    // What is left in the mailbox lives longer than the window in which no more is sent.
    const { rows } = await db.raw(
      `select min(c.expires_at) > to_timestamp(max(l.expire) / 1000.0) + interval '9 minutes' as longer
       from sign_in_code c, rate_limit l where c.person_id = ? and l.key like 'codes-to-address:%'`,
      [person.id],
    );
    assert.equal(rows[0].longer, true);
  });

  it('begins to count afresh once somebody signed in', async () => {
    const person = await aRepresentative(db, organisation);
    for (let count = 1; count <= 7; count += 1) await signInAs(portal, person);
    assert.equal(await mailsTo(person.email), 7);
  });

  it('mails a hundred that are not used for one network in ten minutes; nobody sees the difference', async () => {
    const people = [];
    for (let count = 1; count <= 21; count += 1) people.push(await aRepresentative(db, organisation));
    for (const { email } of people) {
      for (let count = 1; count <= 5; count += 1) {
        const { reply } = await askFrom('203.0.113.9', email);
        assert.equal(reply.headers['location'], paths.signInCode());
      }
    }
    const mails = await Promise.all(people.map(({ email }) => mailsTo(email)));
    assert.deepEqual(mails, [...Array<number>(20).fill(5), 0]);
    await askFrom('203.0.113.10', people[20]!.email);
    assert.equal(await mailsTo(people[20]!.email), 1);
  });

  it('keeps nobody in a building from a code, however many made-up addresses are asked for there', async () => {
    for (let count = 1; count <= 110; count += 1) {
      const { reply } = await askFrom('203.0.113.20', `nobody${count}@test.example`);
      assert.equal(reply.status, 303);
    }
    const person = await aRepresentative(db, organisation);
    await askFrom('203.0.113.20', person.email);
    assert.equal(await mailsTo(person.email), 1);
  });

  it('keeps no address in its counts', async () => {
    const kept = await db('rate_limit').select('key');
    assert.ok(kept.length > 0);
    assert.equal(kept.filter(({ key }) => key.includes('@') || key.includes('203.0.113')).length, 0);
  });
});

describe('asking for access', () => {
  it('is refused to a network after ten in an hour', async () => {
    const browser = aBrowser(portal);
    const _csrf = await csrfFrom(browser, paths.askForAccess());
    const fields = { _csrf, name: 'Ann', email: 'ann@company.example', organisation: 'Company', message: '' };
    for (let count = 1; count <= 10; count += 1) {
      assert.equal((await send(browser, paths.askForAccess(), fields)).status, 303);
    }
    const refused = await send(browser, paths.askForAccess(), fields);
    assert.equal(refused.status, 429);
    assert.match(textOf(refused), /Wait a few minutes/);
  });
});

describe('a limit', () => {
  it('is one for all processes, and ends with its window', async () => {
    const made = () => limitOf(db, portal.deps.config, { name: 'test', most: 2, minutes: 1 });
    const [one, other] = [made(), made()];
    assert.deepEqual([await one.take('a'), await other.take('a'), await one.take('a')], [true, true, false]);
    assert.equal(await other.take('b'), true);
    await db('rate_limit')
      .whereLike('key', 'test:%')
      .update({ expire: Date.now() - 1 });
    assert.equal(await other.take('a'), true);
  });
});

describe('a network', () => {
  it('is an IPv4 address, or the first 64 bits of an IPv6 address', () => {
    const networks = {
      '192.0.2.1': '192.0.2.1',
      '::ffff:192.0.2.1': '192.0.2.1',
      '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
      '2001:0db8:1:2::6': '2001:db8:1:2',
      '2001:db8::': '2001:db8:0:0',
      '::1': '0:0:0:0',
      'fe80::1%eth0': 'fe80:0:0:0',
      '': '',
    };
    for (const [ip, network] of Object.entries(networks)) assert.equal(networkOf(ip), network, ip);
  });
});
