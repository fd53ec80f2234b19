import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import { readNext } from '../../src/people/signIn.rules.js';
import {
  aBrowser,
  csrfFrom,
  follow,
  pageOf,
  send,
  submitForm,
  textOf,
  type Browser,
  type Fields,
} from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { codeSentTo, signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db);

/** Moves everything that a person's sessions remember of the time into the past. */
const signedInAgo = (person: { id: string }, interval: string) =>
  db.raw(
    `update session set sess = jsonb_set(sess, '{signedInAt}', to_jsonb(clock_timestamp() - ?::interval))
     where sess ->> 'personId' = ?`,
    [interval, person.id],
  );
const sessionCookie = async (browser: Browser, url: string) =>
  /portal\.sid=([^;]+)/.exec(String((await browser.get(url)).headers['set-cookie'] ?? ''))?.[1];
const isSignedIn = async (browser: Browser) =>
  pageOf(await browser.get(paths.askForAccess())).querySelector('.portal-header__person') !== null;

const navigationOf = async (browser: Browser) =>
  [...pageOf(await browser.get(paths.askForAccess())).querySelectorAll('.portal-nav__link')].map(
    (link) => link.textContent,
  );

describe('a session', () => {
  it('gets another id and another CSRF token at sign-in, and the old id is worth nothing', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = aBrowser(portal);
    const before = await sessionCookie(browser, paths.signIn());
    const csrfBefore = await csrfFrom(browser, paths.signIn());
    await submitForm(browser, paths.signIn(), { email: person.email });
    const reply = await submitForm(browser, paths.signInCode(), {
      code: await codeSentTo(portal, person.email),
    });
    const after = /portal\.sid=([^;]+)/.exec(String(reply.headers['set-cookie']))?.[1];
    assert.ok(before && after && before !== after);
    assert.notEqual(await csrfFrom(browser, paths.askForAccess()), csrfBefore);
    const thief = await aBrowser(portal).get(paths.askForAccess()).set('Cookie', `portal.sid=${before}`);
    assert.equal(pageOf(thief).querySelector('.portal-header__person'), null);
    const old = decodeURIComponent(before).slice(2).split('.')[0]!;
    assert.equal(await db('session').where({ sid: old }).first(), undefined);
  });

  it('is destroyed at sign-out', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await signInAs(portal, person);
    const sessions = () => db('session').whereRaw(`sess ->> 'personId' = ?`, [person.id]);
    assert.equal((await sessions()).length, 1);
    const reply = await submitForm(
      browser,
      paths.askForAccess(),
      {},
      { form: `form[action="${paths.signOut()}"]` },
    );
    assert.equal(reply.status, 303);
    assert.equal((await sessions()).length, 0);
    assert.equal(await isSignedIn(browser), false);
  });

  it('offers a page to sign out on, to those who are signed in', async () => {
    const browser = await signInAs(portal, await aRepresentative(db, organisation));
    await submitForm(browser, paths.signOut());
    assert.equal(await isSignedIn(browser), false);
    assert.equal((await browser.get(paths.signOut()).redirects(0)).headers['location'], paths.front());
  });

  it('of a representative lasts 14 days, however often it was used', async () => {
    const person = await aRepresentative(db, organisation);
    const browser = await signInAs(portal, person);
    await signedInAgo(person, '14 days -1 minute');
    assert.equal(await isSignedIn(browser), true);
    await signedInAgo(person, '14 days');
    assert.equal(await isSignedIn(browser), false);
  });

  it('of SECAS and of the Panel lasts 12 hours, and says so when it is over', async () => {
    const person = await aSecasColleague(db);
    const home = paths.deskPeople();
    const browser = await signInAs(portal, person);
    await signedInAgo(person, '12 hours -1 minute');
    assert.equal((await browser.get(home).redirects(0)).status, 200);
    await signedInAgo(person, '12 hours');
    const reply = await browser.get(home).redirects(0);
    assert.equal(reply.status, 303);
    const page = await follow(browser, reply);
    assert.match(textOf(page), /signed in for 12 hours/);
    assert.equal(pageOf(page).querySelector('#email')?.getAttribute('value'), person.email);
    // Signing in again leads back to where one was.
    const asked = await submitForm(browser, reply.headers['location']!);
    const code = await codeSentTo(portal, person.email);
    const back = await submitForm(browser, asked.headers['location']!, { code });
    assert.equal(back.headers['location'], home);
  });

  it('of a Panel member ends after 12 hours too', async () => {
    const person = await aPerson(db, { role: 'panel' });
    const browser = await signInAs(portal, person);
    await signedInAgo(person, '12 hours -1 minute');
    assert.deepEqual(await navigationOf(browser), ['Consultations', 'Reports']);
    await signedInAgo(person, '12 hours');
    assert.deepEqual(await navigationOf(browser), ['Consultations']);
    assert.match(textOf(await browser.get(paths.signIn())), /signed in for 12 hours/);
  });

  it('of a representative who is a Panel member too goes on as the representative’s', async () => {
    const person = await aPerson(db, { role: 'panel' }, { role: 'representative', organisation });
    const browser = await signInAs(portal, person);
    await signedInAgo(person, '13 hours');
    assert.deepEqual(await navigationOf(browser), ['Consultations', 'Your responses']);
  });

  it('of somebody signed in is not asked for a code again', async () => {
    const browser = await signInAs(portal, await aSecasColleague(db));
    const reply = await browser.get(`${paths.signIn()}?next=/desk/people`).redirects(0);
    assert.equal(reply.headers['location'], '/desk/people');
  });
});

describe('where signing in leads', () => {
  const outside = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'desk',
    '/a\\..\\evil',
    '/\u0000',
    '',
    `/${'a'.repeat(2_000)}`,
  ];

  it('is never another site', () => {
    for (const next of outside) assert.equal(readNext(next), undefined, JSON.stringify(next));
    for (const next of ['/', '/desk', '/responses/1?a=b&c=%2F%2Fevil.example', '/consultations/A%20B']) {
      assert.equal(readNext(next), next);
      assert.equal(new URL(next, 'http://portal.test').host, 'portal.test');
    }
  });

  it('is never another site, asked for at any step', async () => {
    const person = await aRepresentative(db, organisation);
    for (const next of outside.slice(0, 6)) {
      const browser = aBrowser(portal);
      const first = await submitForm(browser, paths.signIn(), { email: person.email, next });
      assert.equal(first.headers['location'], paths.signInCode());
      const code = await codeSentTo(portal, person.email);
      const reply = await submitForm(browser, paths.signInCode(), { code, next });
      assert.equal(reply.headers['location'], paths.responses());
    }
  });

  it('is the page that asked, through every step and a wrong code', async () => {
    const person = await aSecasColleague(db);
    const browser = aBrowser(portal);
    const wanted = '/desk/people?search=a%20b';
    const first = await browser.get(wanted).redirects(0);
    const asked = await submitForm(browser, first.headers['location']!, { email: person.email });
    assert.equal(asked.headers['location'], `${paths.signInCode()}?next=%2Fdesk%2Fpeople%3Fsearch%3Da%2520b`);
    await submitForm(browser, asked.headers['location'], { code: 'AAAA-AAAA' });
    const code = await codeSentTo(portal, person.email);
    const reply = await submitForm(browser, asked.headers['location'], { code });
    assert.equal(reply.headers['location'], wanted);
  });
});

describe('a form without its token', () => {
  it('is refused, and nothing happens', async () => {
    const secas = await aSecasColleague(db);
    const person = await aPerson(db, { role: 'secas' });
    const { id: grant } = (await db('role_grant').where({ person_id: person.id }).first())!;
    const { id } = person;
    const browser = await signInAs(portal, secas);
    const forms: [string, Record<string, string>][] = [
      [paths.signIn(), { email: person.email }],
      [paths.signInCode(), { code: 'ABCD-EFGH' }],
      [paths.signOut(), {}],
      [paths.askForAccess(), { name: 'A', email: 'a@b.com', organisation: 'B', message: '' }],
      [
        paths.deskInvite(),
        { name: 'A', email: 'a@b.com', role: 'secas', organisation: '', newOrganisation: '' },
      ],
      [paths.deskGrant({ id }), { role: 'confidential', organisation: '', newOrganisation: '' }],
      [paths.deskEndGrant({ id, grant }), { confirmed: 'yes' }],
      [paths.deskReadCode({ id }), { sure: 'yes', ask: 'code' }],
      [paths.deskPeopleImport(), { csv: 'organisation,name,email', step: 'confirm' }],
    ];
    const someoneElses = await csrfFrom(aBrowser(portal), paths.signIn());
    const tokens: Fields[] = [{}, { _csrf: '' }, { _csrf: 'forged' }, { _csrf: someoneElses }];
    const rows = async () => [
      await db('role_grant').whereNull('ended_at').orderBy('id').select('id'),
      (await db('sign_in_code').select('id')).length,
      (await db('access_request').select('id')).length,
    ];
    const before = await rows();
    for (const [url, fields] of forms) {
      for (const token of tokens) {
        assert.equal((await send(browser, url, { ...fields, ...token })).status, 403, url);
      }
      // As multipart, which most routes do not read: whatever the answer, nothing may be done.
      const multipart = browser.post(url).redirects(0);
      for (const [name, value] of Object.entries({ ...fields, _csrf: 'forged' }))
        void multipart.field(name, value);
      const { status } = await multipart;
      assert.ok(status === 400 || status === 403, `${url}: ${status}`);
    }
    assert.deepEqual(await rows(), before);
    assert.equal(await isSignedIn(browser), true);
  });

  it('is refused when another site sent it, token or not', async () => {
    const browser = aBrowser(portal);
    const _csrf = await csrfFrom(browser, paths.signIn());
    for (const header of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ]) {
      const reply = await browser
        .post(paths.signIn())
        .set(header)
        .type('form')
        .send({ _csrf, email: 'a@b.com' });
      assert.equal(reply.status, 403);
    }
  });
});
