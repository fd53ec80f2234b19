import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hmacOfCode, showCode } from '../../src/people/signIn.rules.js';
import { paths } from '../../src/paths.js';
import {
  aBrowser,
  csrfFrom,
  errorFor,
  openForm,
  pageOf,
  send,
  submitForm,
  textOf,
  valuesOf,
  type Browser,
} from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { codeSentTo, signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db);

const askFor = async (email: string): Promise<Browser> => {
  const browser = aBrowser(portal);
  await submitForm(browser, paths.signIn(), { email });
  return browser;
};
const type = (browser: Browser, code: string) => submitForm(browser, paths.signInCode(), { code });
const WRONG = 'AAAA-AAAA';

it('the form of a browser whose session has ended comes back with what was typed, and can be sent', async () => {
  const person = await aRepresentative(db, organisation);
  const browser = aBrowser(portal);
  const { held } = await openForm(browser, paths.signIn());
  await db('session').del();
  const ended = await send(browser, paths.signIn(), { ...held, email: person.email });
  assert.equal(ended.status, 403);
  const again = valuesOf(pageOf(ended).querySelector('main form')!);
  assert.equal(again['email'], person.email);
  assert.equal((await send(browser, paths.signIn(), again)).status, 303);
  assert.ok(await codeSentTo(portal, person.email));
});

describe('a sign-in code', () => {
  it('signs in, in any spelling, and leads representatives to their responses', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await askFor(person.email.toUpperCase());
    const code = await codeSentTo(portal, person.email);
    const reply = await type(browser, ` ${code.toLowerCase().replace('-', ' ')} `);
    assert.equal(reply.status, 303);
    assert.equal(reply.headers['location'], paths.responses());
  });

  it('leads SECAS to the desk, the Panel to the reports, and whoever may do nothing to SECAS', async () => {
    const homes = [
      [await aSecasColleague(db), paths.desk()],
      [await aPerson(db, { role: 'panel' }), paths.panel()],
      [await aPerson(db), paths.askForAccess()],
    ] as const;
    for (const [person, home] of homes) {
      const browser = await askFor(person.email);
      const reply = await type(browser, await codeSentTo(portal, person.email));
      assert.equal(reply.headers['location'], home);
    }
    const [nobody] = homes[2];
    const browser = await signInAs(portal, nobody);
    assert.match(textOf(await browser.get(paths.askForAccess())), /nothing here for you yet/);
  });

  it('is mailed before all other mail, to be erased once sent, and kept as an HMAC only', async () => {
    const person = await aRepresentative(db, organisation);
    await askFor(person.email);
    const code = await codeSentTo(portal, person.email);
    const mail = await db('outbox_mail').where({ to_address: person.email }).first();
    assert.equal(mail!.secret, true);
    assert.equal(mail!.priority, 0);
    assert.match(mail!.body, /within 20 minutes/);
    assert.match(mail!.subject, /SEC Consultations/);
    const [kept] = await db('sign_in_code').where({ person_id: person.id });
    const plain = code.replace('-', '');
    assert.ok(!JSON.stringify(kept).includes(plain));
    assert.equal(kept!.code_hmac, hmacOfCode(portal.deps.config, person.id, plain));
    assert.equal(showCode(plain), code);
  });

  it('works once', async () => {
    const person = await aRepresentative(db, organisation);
    const [first, second] = [await askFor(person.email), await askFor(person.email)];
    const code = await codeSentTo(portal, person.email);
    assert.equal((await type(first, code)).status, 303);
    const again = await type(second, code);
    assert.equal(again.status, 422);
    assert.match(errorFor(again, 'code')!, /mistyped, used or more than 20 minutes old/);
  });

  it('works once when several browsers type it at the same moment', async () => {
    const person = await aRepresentative(db, organisation);
    const browsers = [await askFor(person.email), await askFor(person.email), await askFor(person.email)];
    const code = await codeSentTo(portal, person.email);
    const replies = await Promise.all(browsers.map((browser) => type(browser, code)));
    assert.deepEqual(
      replies.map(({ status }) => status).toSorted((one, other) => one - other),
      [303, 422, 422],
    );
  });

  it('stays valid when another is asked for, in whichever browser it is typed', async () => {
    const person = await aRepresentative(db, organisation);
    const first = await askFor(person.email);
    const earlier = await codeSentTo(portal, person.email);
    const second = await askFor(person.email);
    const later = await codeSentTo(portal, person.email);
    assert.notEqual(earlier, later);
    assert.equal((await type(second, earlier)).status, 303);
    assert.equal((await type(first, later)).status, 303);
  });

  it('lives for 20 minutes of real time, and not at their end', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await askFor(person.email);
    const code = await codeSentTo(portal, person.email);
    const lifetime = await db('sign_in_code')
      .where({ person_id: person.id })
      .select(db.raw(`round(extract(epoch from expires_at - issued_at)) as seconds`))
      .first();
    assert.equal(Number((lifetime as unknown as { seconds: number }).seconds), 20 * 60);
    // The portal's own clock does not matter: it stands, years ago.
    portal.clock.set('2017-03-30T09:00:00Z');
    const moved = (interval: string) =>
      db.raw(
        `update sign_in_code set expires_at = clock_timestamp() + ?::interval where person_id = ? and used_at is null`,
        [interval, person.id],
      );
    await moved('0 seconds');
    assert.equal((await type(browser, code)).status, 422);
    await moved('5 seconds');
    assert.equal((await type(browser, code)).status, 303);
    portal.clock.set('2017-01-30T09:00:00Z');
  });

  it('is nothing to another person', async () => {
    const [one, other] = [await aRepresentative(db, organisation), await aRepresentative(db, organisation)];
    await askFor(one.email);
    const browser = await askFor(other.email);
    assert.equal((await type(browser, await codeSentTo(portal, one.email))).status, 422);
  });

  it('is not looked for when it cannot be a code, and that is no try', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await askFor(person.email);
    for (const [typed, problem] of [
      ['', 'Enter the code'],
      ['ABC', 'A code has eight letters and digits'],
      ['ABCD-EFG1', 'A code has eight letters and digits'],
      ['<script>', 'A code has eight letters and digits'],
      ['A'.repeat(10_000), 'A code has eight letters and digits'],
      ['ABCD\0EFGH', 'A code has eight letters and digits'],
    ] as const) {
      const reply = await type(browser, typed);
      assert.equal(reply.status, 422);
      assert.match(errorFor(reply, 'code')!, new RegExp(problem));
    }
    const attempt = await db('sign_in_attempt').where({ email: person.email }).first();
    assert.equal(attempt!.tries, 0);
  });
});

describe('tries', () => {
  it('are ten for the browser that asked, and take nothing from another browser', async () => {
    const person = await aRepresentative(db, organisation);
    const [attacker, owner] = [await askFor(person.email), await askFor(person.email)];
    const code = await codeSentTo(portal, person.email);
    for (let left = 9; left >= 0; left -= 1) {
      const reply = await type(attacker, WRONG);
      assert.equal(reply.status, 422);
      const said =
        left === 0 ? /Ask for another/ : left === 1 ? /one more try/ : new RegExp(`${left} more tries`);
      assert.match(errorFor(reply, 'code')!, said);
    }
    const eleventh = await type(attacker, code);
    assert.equal(eleventh.status, 429);
    assert.match(errorFor(eleventh, 'code')!, /10 times/);
    assert.equal((await type(owner, code)).status, 303);
  });

  it('are counted one by one when they come at once', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await askFor(person.email);
    const _csrf = await csrfFrom(browser, paths.signInCode());
    const replies = await Promise.all(
      Array.from({ length: 15 }, () => send(browser, paths.signInCode(), { _csrf, code: WRONG })),
    );
    const refused = replies.filter(({ status }) => status === 429);
    assert.equal(refused.length, 5);
  });

  it('begin afresh with another code', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await askFor(person.email);
    for (let count = 0; count < 11; count += 1) await type(browser, WRONG);
    await submitForm(browser, paths.signInCode(), {}, { form: `form[action="${paths.signIn()}"]` });
    assert.equal((await type(browser, await codeSentTo(portal, person.email))).status, 303);
  });
});
