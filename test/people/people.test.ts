import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import { csrfFrom, errorFor, follow, pageOf, send, submitForm, textOf, aBrowser } from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db, 'Northmoor Energy');
const secas = await aSecasColleague(db);
const desk = await signInAs(portal, secas);

const grantsOf = (personId: string) => db('role_grant').where({ person_id: personId }).whereNull('ended_at');
const personBy = async (email: string) => (await db('person').where({ email }).first())!;
const invite = (fields: Record<string, string>) => submitForm(desk, paths.deskInvite(), fields);
const ann = {
  name: 'Ann Ash',
  email: 'ann@northmoor.example',
  role: 'representative',
  organisation: organisation.id,
};
const aStrangersId = 'b0b2bbd5-8a0c-4d5b-9f0f-1234567890ab';

describe('an invitation', () => {
  it('lets a representative in, tells by mail how, and is on record', async () => {
    const reply = await invite(ann);
    assert.equal(reply.status, 303);
    const page = await follow(desk, reply);
    assert.match(textOf(page), /Ann Ash has been invited.*Northmoor Energy: may draft and submit/);
    const person = await personBy(ann.email);
    const mail = await db('outbox_mail').where({ person_id: person.id }).first();
    assert.equal(mail!.kind, 'invitation');
    assert.match(mail!.body, /Representative of Northmoor Energy.*\/sign-in/s);
    const [entry] = await db('audit_entry').where({ action: 'grant.given', subject_id: person.id });
    assert.equal(entry!.person_id, secas.id);
    assert.equal(entry!.organisation_id, organisation.id);
    const browser = await signInAs(portal, person);
    assert.equal((await browser.get(paths.deskPeople())).status, 403);
  });

  it('gives each role what it says', async () => {
    const cases = [
      [{ role: 'representative', organisation: organisation.id, maySubmit: [] }, ['representative false']],
      [{ role: 'panel', organisation: organisation.id, confidential: 'yes' }, ['confidential', 'panel']],
      [{ role: 'panel', organisation: '' }, ['panel']],
      [{ role: 'secas', organisation: '' }, ['secas']],
    ] as const;
    for (const [index, [fields, grants]] of cases.entries()) {
      const email = `role${index}@test.example`;
      const reply = await invite({ name: 'Bo', email, ...(fields as unknown as Record<string, string>) });
      assert.equal(reply.status, 303);
      const given = await grantsOf((await personBy(email)).id).orderBy('role');
      const said = given.map((grant) =>
        grant.role === 'representative' ? `${grant.role} ${grant.may_submit}` : grant.role,
      );
      assert.deepEqual(said, grants);
    }
  });

  it('may name an organisation that is not in the register, once', async () => {
    const fields = { ...ann, organisation: '' };
    await invite({ ...fields, email: 'one@trade.example', newOrganisation: 'Trade  Body' });
    await invite({ ...fields, email: 'two@trade.example', newOrganisation: 'trade body' });
    assert.equal((await db('organisation').whereRaw('lower(name) = ?', ['trade body'])).length, 1);
  });

  it('says what is wrong, with what was typed kept', async () => {
    const wrong: [Record<string, string>, string, RegExp][] = [
      [{ name: '' }, 'name', /Enter the person’s name/],
      [{ email: 'ann' }, 'email', /correct format/],
      [{ role: '' }, 'role', /./],
      [{ organisation: '' }, 'organisation', /Choose the organisation/],
      [{ organisation: aStrangersId }, 'organisation', /Choose an organisation of the list/],
      [{ organisation: 'nonsense' }, 'organisation', /Choose an organisation of the list/],
      [{ newOrganisation: 'Another' }, 'newOrganisation', /not both/],
      [{ role: 'secas' }, 'organisation', /leave this empty/],
      [{ confidential: 'yes' }, 'confidential', /untick/],
      [{}, 'email', /Ann Ash \(ann@northmoor.example\) may do this already/],
    ];
    for (const [fields, field, problem] of wrong) {
      const { role, ...rest } = { ...ann, ...fields };
      const reply = await invite(role ? { ...rest, role } : rest);
      assert.equal(reply.status, 422, field);
      assert.match(errorFor(reply, field)!, problem);
      assert.equal(pageOf(reply).querySelector('#email')!.getAttribute('value'), rest.email);
    }
  });

  it('to somebody known changes whether they may submit, and keeps the name', async () => {
    const person = await aRepresentative(db, organisation);
    const url = paths.deskGrant({ id: person.id });
    const reply = await submitForm(desk, url, {
      role: 'representative',
      organisation: organisation.id,
      maySubmit: [],
    });
    assert.equal(reply.status, 303);
    const grants = await db('role_grant').where({ person_id: person.id }).orderBy('granted_at');
    assert.deepEqual(
      grants.map((grant) => [grant.may_submit, grant.ended_at === null]),
      [
        [true, false],
        [false, true],
      ],
    );
    assert.match(textOf(await follow(desk, reply)), /may draft only.*What they might do before/);
  });
});

describe('the list of people', () => {
  it('is searched by name, address and organisation, and by what people may do', async () => {
    const hidden = await anOrganisation(db, '100% Renewable_Power');
    const person = await aPerson(db, { role: 'representative', organisation: hidden });
    const panel = await aPerson(db, { role: 'panel' });
    const nobody = await aPerson(db);
    const find = async (query: Record<string, string>) =>
      textOf(await desk.get(`${paths.deskPeople()}?${new URLSearchParams(query).toString()}`));
    for (const search of [person.name, person.email.toUpperCase(), '100% renewable_']) {
      assert.match(await find({ search }), new RegExp(person.email));
    }
    assert.match(await find({ search: '100%renewable' }), /Nobody found/);
    assert.match(await find({ search: 'a_b%c\\' }), /Nobody found/);
    assert.match(await find({ role: 'panel' }), new RegExp(panel.email));
    assert.doesNotMatch(await find({ role: 'panel' }), new RegExp(person.email));
    const sees = await aPerson(db, { role: 'confidential' });
    for (const one of [sees, secas]) {
      assert.match(await find({ role: 'confidential', search: one.email }), new RegExp(one.email));
    }
    assert.doesNotMatch(await find({ role: 'confidential' }), new RegExp(panel.email));
    assert.match(await find({ search: panel.email }), /Never/);
    await signInAs(portal, panel);
    assert.doesNotMatch(await find({ search: panel.email }), /Never/);
    assert.match(await find({ role: 'none' }), new RegExp(`${nobody.email} No access`));
    assert.equal((await desk.get(`${paths.deskPeople()}?page=-1&role=x&search=%00&search=b`)).status, 200);
  });

  it('comes in pages of fifty, also of thousands', async () => {
    await db.raw(
      `insert into person (name, email, created_at)
       select 'Zoe ' || lpad(n::text, 5, '0'), 'zoe' || n || '@many.example', now() from generate_series(1, 3000) n`,
    );
    const page = async (number: number) =>
      desk.get(`${paths.deskPeople()}?search=many.example&page=${number}`);
    const first = await page(1);
    assert.match(textOf(first), /3,000 people found/);
    assert.equal(pageOf(first).querySelectorAll('tbody tr').length, 50);
    const numbers = [...pageOf(await page(30)).querySelectorAll('.govuk-pagination__item')].map((item) =>
      item.textContent.trim(),
    );
    assert.deepEqual(numbers, ['1', '…', '29', '30', '31', '…', '60']);
    assert.match(textOf(await page(60)), /zoe3000@many.example/);
    assert.match(textOf(await page(61)), /Nobody found/);
  });

  it('is for SECAS only', async () => {
    const [person] = await db('person').limit(1);
    const id = person!.id;
    const urls = [
      paths.deskPeople(),
      paths.deskInvite(),
      paths.deskPeopleImport(),
      paths.deskPerson({ id }),
      paths.deskGrant({ id }),
      paths.deskEndGrant({ id, grant: id }),
      paths.deskAccessRequest({ id }),
    ];
    const others = [
      await aRepresentative(db, organisation),
      await aPerson(db, { role: 'panel' }),
      await aPerson(db),
    ];
    const browsers = await Promise.all(others.map((one) => signInAs(portal, one)));
    const _csrf = await Promise.all(browsers.map((browser) => csrfFrom(browser, paths.askForAccess())));
    for (const url of [...urls, paths.deskReadCode({ id })]) {
      assert.equal(
        (await aBrowser(portal).get(url).redirects(0)).status,
        url.endsWith('/code') ? 404 : 303,
        url,
      );
      for (const [index, browser] of browsers.entries()) {
        assert.equal(
          (await send(browser, url, { _csrf: _csrf[index]! })).status,
          url === paths.deskPeople() || url === paths.deskPerson({ id }) ? 404 : 403,
          url,
        );
        if (!url.endsWith('/code')) assert.equal((await browser.get(url)).status, 403, url);
      }
    }
  });
});
