import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, errorFor, follow, pageOf, send, submitForm, csrfFrom, textOf } from '../support/browse.js';
import { anOrganisation, aPerson, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db } = portal;
const organisation = await anOrganisation(db, 'Northmoor Energy');
const [secas, colleague] = [await aSecasColleague(db), await aSecasColleague(db)];
const desk = await signInAs(portal, secas);

const ann = {
  name: 'Ann Ash',
  email: 'Ann.Ash@northmoor.example',
  organisation: 'northmoor  energy',
  message: 'I act for\r\nNorthmoor.',
};
const ask = (fields: Record<string, string> = {}) =>
  submitForm(aBrowser(portal), paths.askForAccess(), { ...ann, ...fields });
const requestBy = async (email: string) => (await db('access_request').where({ email }).first())!;

describe('asking for access', () => {
  it('is kept, told to every SECAS colleague, and thanked for', async () => {
    const representative = await aRepresentative(db, organisation);
    const browser = aBrowser(portal);
    const reply = await submitForm(browser, paths.askForAccess(), ann);
    assert.equal(reply.headers['location'], paths.front());
    const [kept] = await db('access_request').where({ email: 'ann.ash@northmoor.example' });
    assert.equal(kept!.organisation, 'northmoor energy');
    assert.equal(kept!.message, 'I act for\nNorthmoor.');
    const mails = await db('outbox_mail').where({ kind: 'access-request' }).orderBy('to_address');
    assert.deepEqual(
      mails.map(({ to_address: to }) => to),
      [secas.email, colleague.email].toSorted(),
    );
    assert.match(mails[0]!.body, new RegExp(`/desk/access-requests/${kept!.id}`));
    assert.match(mails[0]!.body, /> I act for\n> Northmoor\./);
    assert.equal(await db('outbox_mail').where({ to_address: representative.email }).first(), undefined);
    assert.equal((await db('audit_entry').where({ action: 'access.asked', subject_id: kept!.id })).length, 1);
  });

  it('says what is missing, with what was typed kept', async () => {
    const reply = await ask({ name: ' ', email: 'ann', organisation: '' });
    assert.equal(reply.status, 422);
    assert.equal(errorFor(reply, 'name'), 'Error: Enter your name');
    assert.match(errorFor(reply, 'email')!, /correct format/);
    assert.equal(errorFor(reply, 'organisation'), 'Error: Enter the organisation');
    assert.match(pageOf(reply).querySelector('#message')!.textContent, /I act for/);
    const links = [...pageOf(reply).querySelectorAll('.govuk-error-summary a')].map((a) =>
      a.getAttribute('href'),
    );
    assert.deepEqual(links, ['#name', '#email', '#organisation']);
  });

  it('refuses what cannot be shown or is too long', async () => {
    const wrong: [string, string][] = [
      ['name', 'Ann\0'],
      ['name', 'Ann \u202egnp.exe'],
      ['name', 'x'.repeat(10_000)],
      ['organisation', 'x'.repeat(201)],
      ['message', 'x'.repeat(4_001)],
      ['message', 'a\0b'],
    ];
    for (const [field, value] of wrong) {
      const reply = await ask({ [field]: value });
      assert.equal(reply.status, 422);
      assert.ok(errorFor(reply, field), field);
    }
    const subject = await ask({ name: 'Ann\r\nBcc: everybody@company.example' });
    assert.equal(subject.status, 303);
    const mail = await db('outbox_mail')
      .where({ kind: 'access-request' })
      .orderBy('written_at', 'desc')
      .first();
    assert.equal(mail!.subject, 'Ann Bcc: everybody@company.example asks for access to SEC Consultations');
  });

  it('knows who is signed in', async () => {
    const person = await aPerson(db);
    const page = pageOf(await (await signInAs(portal, person)).get(paths.askForAccess()));
    assert.equal(page.querySelector('#email')!.getAttribute('value'), person.email);
    assert.equal(page.querySelector('#name')!.getAttribute('value'), person.name);
  });
});

describe('a request for access', () => {
  it('is listed at the desk until it is settled by an invitation that it fills in', async () => {
    await ask({ name: 'Bea Birch', email: 'bea@northmoor.example' });
    const request = await requestBy('bea@northmoor.example');
    assert.match(textOf(await desk.get(paths.deskPeople())), /Waiting for access.*Bea Birch/);
    const page = await desk.get(paths.deskAccessRequest({ id: request.id }));
    const invite = [...pageOf(page).querySelectorAll('a')].find((a) => a.textContent === 'Invite them')!;
    const form = pageOf(await desk.get(invite.getAttribute('href')!));
    assert.equal(form.querySelector('#name')!.getAttribute('value'), 'Bea Birch');
    assert.equal(form.querySelector('#organisation option[selected]')!.textContent, 'Northmoor Energy');
    const reply = await submitForm(desk, invite.getAttribute('href')!);
    assert.equal(reply.status, 303);
    assert.match(textOf(await follow(desk, reply)), /Bea Birch.*may draft and submit/);
    const settled = await db('access_request').where({ id: request.id }).first();
    assert.equal(settled!.settled_by, secas.id);
    assert.ok(!(await desk.get(paths.deskPeople())).text.includes(request.id));
    assert.doesNotMatch(textOf(await desk.get(paths.deskAccessRequest({ id: request.id }))), /Dismiss/);
  });

  it('names a new organisation when the portal does not have it', async () => {
    await ask({ email: 'cy@trade.example', organisation: 'A Trade Body' });
    const { id } = await requestBy('cy@trade.example');
    const form = pageOf(await desk.get(`${paths.deskInvite()}?request=${id}`));
    assert.equal(form.querySelector('#newOrganisation')!.getAttribute('value'), 'A Trade Body');
  });

  it('is dismissed once', async () => {
    await ask({ email: 'dee@northmoor.example' });
    const { id } = await requestBy('dee@northmoor.example');
    const url = paths.deskAccessRequest({ id });
    const _csrf = await csrfFrom(desk, url);
    const dismiss = () => send(desk, url, { _csrf, settle: 'dismiss' });
    assert.equal((await dismiss()).status, 303);
    assert.equal((await dismiss()).status, 409);
    assert.equal((await db('audit_entry').where({ action: 'access.dismissed', subject_id: id })).length, 1);
  });

  it('that does not exist is not found', async () => {
    for (const id of ['b0b2bbd5-8a0c-4d5b-9f0f-000000000000', 'nonsense', '%00']) {
      assert.equal((await desk.get(`/desk/access-requests/${id}`)).status, 404);
    }
  });
});
