import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import {
  aBrowser,
  csrfFrom,
  errorFor,
  follow,
  send,
  submitForm,
  textOf,
  type Browser,
  type Fields,
} from '../support/browse.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db);

const type = (browser: Browser, code: string) => submitForm(browser, paths.signInCode(), { code });
const WRONG = 'AAAA-AAAA';

describe('asking for a code', () => {
  it('says and does the same whether or not the address is known', async () => {
    const person = await aRepresentative(db, organisation);
    const asked = await Promise.all(
      [person.email, 'nobody-knows-me@test.example'].map(async (email) => {
        const browser = aBrowser(portal);
        const reply = await submitForm(browser, paths.signIn(), { email });
        const page = await follow(browser, reply);
        const wrong = await type(browser, WRONG);
        return {
          status: reply.status,
          location: reply.headers['location'],
          page: textOf(page).replace(email, 'ADDRESS'),
          wrong: textOf(wrong).replace(email, 'ADDRESS'),
        };
      }),
    );
    assert.deepEqual(asked[0], asked[1]);
    assert.equal(
      await db('outbox_mail').where({ to_address: 'nobody-knows-me@test.example' }).first(),
      undefined,
    );
  });

  it('makes the same statements whether or not the address is known', async () => {
    const person = await aRepresentative(db, organisation);
    const statementsFor = async (email: string) => {
      const browser = aBrowser(portal);
      const _csrf = await csrfFrom(browser, paths.signIn());
      const statements: string[] = [];
      const listen = ({ sql }: { sql: string }) => void statements.push(sql);
      db.on('query', listen);
      await send(browser, paths.signIn(), { _csrf, email });
      db.off('query', listen);
      return statements;
    };
    const known = await statementsFor(person.email);
    assert.ok(known.length > 3);
    assert.deepEqual(known, await statementsFor('nobody-here@test.example'));
  });

  it('refuses what is no address, and keeps what was typed', async () => {
    for (const email of [
      '',
      'me',
      'me@company',
      'two words@company.com',
      'a@b.c\0',
      'x'.repeat(300) + '@a.com',
    ]) {
      const reply = await submitForm(aBrowser(portal), paths.signIn(), { email });
      assert.equal(reply.status, 422);
      assert.match(errorFor(reply, 'email')!, /^Error: Enter an e-mail address/);
    }
  });

  it('refuses fields that no form has, and lists where one value belongs', async () => {
    const browser = aBrowser(portal);
    const _csrf = await csrfFrom(browser, paths.signIn());
    const wrong: Fields[] = [
      { _csrf, email: 'a@b.com', role: 'secas' },
      { _csrf, email: ['a@b.com', 'b@b.com'] },
      { _csrf, 'email[a][b]': 'a@b.com' },
      { _csrf, 'a[4294967294]': '1' },
    ];
    for (const fields of wrong) assert.equal((await send(browser, paths.signIn(), fields)).status, 400);
  });

  it('begins at the address, not at the code', async () => {
    const reply = await aBrowser(portal).get(paths.signInCode()).redirects(0);
    assert.equal(reply.headers['location'], paths.signIn());
  });
});
