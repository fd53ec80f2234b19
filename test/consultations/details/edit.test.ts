import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import {
  aPreparedConsultation,
  aPublishedConsultation,
  auditOf,
  clock,
  db,
  desk,
  errorLinks,
  portal,
  publish,
  rowOf,
  secas,
  visitor,
  when,
} from '../atTheDesk.js';

const colleague = await aSecasColleague(db);
const otherDesk = await signInAs(portal, colleague);
const editUrl = (reference: string) => paths.deskEdit({ reference });
const announce = (reference: string) =>
  submitForm(desk, paths.deskConsultation({ reference }), {}, { form: 'form[action$="/announce"]' });

describe('editing what is being prepared', () => {
  test('the audit names the fields that were changed', async () => {
    const reference = await aPreparedConsultation();
    const changes = { title: 'A better title', ...when('closes', '10', '2', '12 noon') };
    assert.equal((await submitForm(desk, editUrl(reference), changes)).status, 303);
    const row = await rowOf(reference);
    assert.deepEqual([row.title, String(row.closes_at)], ['A better title', '2017-02-10T12:00:00Z']);
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual(last.detail, { fields: ['title', 'closesAt'] });
  });

  test('its reference can change until it is announced: then people have its address', async () => {
    const reference = await aPreparedConsultation();
    const renamed = `${reference}-2`;
    const reply = await submitForm(desk, editUrl(reference), { reference: renamed });
    assert.equal(reply.headers['location'], paths.deskConsultation({ reference: renamed }));
    assert.equal((await desk.get(paths.deskConsultation({ reference }))).status, 404);
    await announce(renamed);
    const refused = await submitForm(desk, editUrl(renamed), { reference });
    assert.deepEqual([refused.status, errorLinks(refused)], [422, ['#reference']]);
    assert.equal((await visitor.get(paths.consultation({ reference: renamed }))).status, 200);
  });

  test('it is announced once', async () => {
    const reference = await aPreparedConsultation();
    const { action, held } = await openForm(
      desk,
      paths.deskConsultation({ reference }),
      'form[action$="/announce"]',
    );
    await send(desk, action, held);
    clock.set('2017-01-17T10:00:00Z');
    await send(desk, action, held);
    assert.equal(String((await rowOf(reference)).announced_at), '2017-01-16T10:00:00Z');
    const actions = (await auditOf(reference)).map((entry) => entry.action);
    assert.deepEqual(actions, ['consultation.created', 'consultation.announced']);
  });
});

describe('two colleagues edit at once', () => {
  test('the second sees both versions, loses nothing, and decides', async () => {
    const reference = await aPreparedConsultation({ title: 'As it was' });
    const mine = await openForm(otherDesk, editUrl(reference));
    await submitForm(desk, editUrl(reference), { title: 'What the first wrote', summary: 'First summary' });
    const typed = { ...mine.held, title: 'What the second wrote', summary: 'Second summary' };
    const conflict = await send(otherDesk, mine.action, typed);
    assert.equal(conflict.status, 409);
    assert.match(textOf(conflict), new RegExp(`${secas.name} saved a change at 10am on 16 January 2017`));
    assert.match(textOf(conflict), /Title What the first wrote What the second wrote/);
    assert.match(textOf(conflict), /What it is about First summary Second summary/);
    const page = pageOf(conflict);
    assert.equal(page.getElementById('title')?.getAttribute('value'), typed.title);
    assert.equal((await rowOf(reference)).title, 'What the first wrote');

    const version = page.querySelector('input[name="version"]')!.getAttribute('value')!;
    assert.equal((await send(otherDesk, mine.action, { ...typed, version })).status, 303);
    assert.equal((await rowOf(reference)).title, 'What the second wrote');
  });

  test('a mistake in the form does not hide the colleague’s change', async () => {
    const reference = await aPreparedConsultation();
    const mine = await openForm(otherDesk, editUrl(reference));
    await submitForm(desk, editUrl(reference), { summary: 'First summary' });
    const mistaken = await send(otherDesk, mine.action, { ...mine.held, title: '' });
    const version = pageOf(mistaken).querySelector('input[name="version"]')!.getAttribute('value')!;
    assert.equal((await send(otherDesk, mine.action, { ...mine.held, version })).status, 409);
  });

  test('a form that was opened before it was published changes nothing afterwards', async () => {
    const reference = await aPreparedConsultation();
    const mine = await openForm(otherDesk, editUrl(reference));
    await publish(reference);
    const reply = await send(otherDesk, mine.action, { ...mine.held, ...when('closes', '1', '3') });
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), /has been published: its wording can be corrected, its deadline extended/);
    assert.equal(String((await rowOf(reference)).closes_at), '2017-02-08T17:00:00Z');
  });
});

test('what is published has no form for its dates', async () => {
  const reference = await aPublishedConsultation();
  const { held } = await openForm(desk, editUrl(reference));
  assert.deepEqual(Object.keys(held), ['_csrf', 'version', 'title', 'summary', 'howToRespond', 'note']);
});
