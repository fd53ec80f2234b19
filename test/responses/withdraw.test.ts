import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { extendDeadline } from '../../src/consultations/extending/extendDeadline.js';
import { paths } from '../../src/paths.js';
import { follow, openForm, pageOf, send, submitForm, textOf } from '../support/browse.js';
import { aSecasColleague, aRepresentative } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import {
  aReadyDraft,
  browser,
  clock,
  colleague,
  db,
  drafter,
  organisation,
  portal,
  submitAt,
  submissionsOf,
} from './submitting.js';

/** A submission that counts, in a consultation that closes at 5pm on 8 February 2017. */
async function aSubmitted() {
  const ready = await aReadyDraft();
  const reply = await submitAt(ready.draft.id, '2017-02-08T16:10:00Z');
  const reference = reply.headers['location']!.split('/').at(-1)!;
  const place = { id: ready.draft.id, reference };
  return { ...ready, place, url: paths.withdraw(place), page: paths.submission(place) };
}

const representationsOf = (consultation: { id: string }) =>
  db('representation').where({ consultation_id: consultation.id });

test('withdrawn after a confirmation: it counts for nobody, stays, and says by whom, when and why', async () => {
  const { consultation, place, page, party, draft } = await aSubmitted();
  const confirm = await browser.get(paths.withdraw(place));
  assert.match(textOf(confirm), new RegExp(`${place.reference} will not count any more, for ${party.name}`));
  assert.equal((await representationsOf(consultation)).length, 1, 'asking changes nothing');

  clock.set('2017-02-08T16:20:00Z');
  const done = await submitForm(browser, paths.withdraw(place), { reason: 'Our board wants another look.' });
  assert.equal(done.headers['location'], page);
  const shown = textOf(await follow(browser, done));
  assert.match(shown, new RegExp(`${place.reference} has been withdrawn`));
  assert.match(
    shown,
    new RegExp(
      `${colleague.name} withdrew this at 4:20pm on 8 February 2017.*Our board wants another look\\.`,
    ),
  );
  assert.match(shown, /Status\s*Withdrawn/);
  assert.equal((await representationsOf(consultation)).length, 0);
  assert.equal((await submissionsOf(draft.id)).length, 1, 'nothing is deleted');

  const [entry] = await db('audit_entry')
    .where({ action: 'response.withdrawn', organisation_id: organisation.id })
    .orderBy('id', 'desc');
  assert.deepEqual(entry!.detail, { reference: place.reference }, 'what was typed stands in its own row');
  const mails = await db('outbox_mail')
    .where({ kind: 'withdrawn' })
    .whereLike('subject', `%${place.reference}`);
  assert.deepEqual(
    mails.map((mail) => mail.to_address).toSorted(),
    [colleague.email, drafter.email].toSorted(),
  );
  assert.match(
    mails[0]!.body!.replaceAll(/\s+/g, ' '),
    /does not count any more\. It is kept.*Our board wants/,
  );
  assert.match(
    textOf(await browser.get(paths.response({ id: draft.id }))),
    /Withdrawn.*nothing of this counts until you submit again/,
  );

  const shownAgain = textOf(await browser.get(paths.consultation({ reference: consultation.reference })));
  assert.match(shownAgain, /Continue your response No comment/, 'they have not answered');

  const desk = await signInAs(portal, await aSecasColleague(db));
  const read = textOf(await follow(desk, await desk.get(page)));
  assert.match(read, new RegExp(`${colleague.name} withdrew it at 4:20pm.*Our board wants another look`));
  const coverage = textOf(await desk.get(paths.deskConsultation({ reference: consultation.reference })));
  assert.match(coverage, /Parties represented\s*0|0\s*Parties represented/);
  assert.equal(
    (await db('response').where({ id: draft.id }).first())!.submitted_version,
    null,
    'a draft again',
  );
});

test('the earlier version that it had replaced does not come back, and one may submit again', async () => {
  const { consultation, draft } = await aSubmitted();
  const second = await submitAt(draft.id, '2017-02-08T16:15:00Z');
  const reference = second.headers['location']!.split('/').at(-1)!;
  const asked = textOf(await browser.get(paths.withdraw({ id: draft.id, reference })));
  assert.match(asked, /What you had submitted before it does not come back\./);
  await submitForm(browser, paths.withdraw({ id: draft.id, reference }));
  assert.deepEqual(await representationsOf(consultation), []);
  const [first] = await submissionsOf(draft.id);
  assert.match(
    textOf(await browser.get(paths.submission({ id: draft.id, reference: first!.reference }))),
    /You submitted again after this one, and the newer one took its place/,
    'true whether or not the later one counts',
  );
  assert.equal((await submitAt(draft.id, '2017-02-08T16:30:00Z')).status, 303);
  const third = (await submissionsOf(draft.id)).at(-1)!;
  assert.deepEqual(
    (await representationsOf(consultation)).map((row) => row.submission_id),
    [third.id],
  );
});

test('what does not count is not withdrawn; twice is once', async () => {
  const { draft, place, page } = await aSubmitted();
  const again = await openForm(browser, paths.withdraw(place));
  await submitAt(draft.id, '2017-02-08T16:15:00Z');
  const refused = await send(browser, paths.withdraw(place), again.held);
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /does not count any more, so there is nothing to withdraw/);
  assert.equal(pageOf(await browser.get(page)).querySelector(`a[href$="/withdraw"]`), null);

  const latest = { id: draft.id, reference: (await submissionsOf(draft.id)).at(-1)!.reference };
  const form = await openForm(browser, paths.withdraw(latest));
  for (const _ of [1, 2]) assert.equal((await send(browser, paths.withdraw(latest), form.held)).status, 303);
  assert.equal(
    (await db('audit_entry').where({ action: 'response.withdrawn' })).filter(
      (entry) => (entry.detail as { reference: string }).reference === latest.reference,
    ).length,
    1,
  );
});

const EDGES = [
  { at: '2017-02-08T16:59:59.999Z', status: 303 },
  { at: '2017-02-08T17:00:00.000Z', status: 409 },
];
for (const { at, status } of EDGES) {
  test(`at ${at.slice(11, 23)} it is ${status === 303 ? 'withdrawn' : 'refused: the deadline has passed'}`, async () => {
    const { url, consultation } = await aSubmitted();
    const form = await openForm(browser, url);
    clock.set(at);
    const reply = await send(browser, url, form.held);
    assert.equal(reply.status, status);
    assert.equal((await representationsOf(consultation)).length, status === 303 ? 0 : 1);
    if (status === 409) assert.match(textOf(reply), /The deadline was 5pm on Wednesday 8 February 2017/);
  });
}

test('an extension lets it be withdrawn and changed for longer; the closure ends that', async () => {
  const { url, page, consultation } = await aSubmitted();
  const secas = await aSecasColleague(db);
  const closesAt = Temporal.Instant.from('2017-02-09T17:00:00Z');
  const extension = {
    consultationId: consultation.id,
    organisationId: organisation.id,
    closesAt,
    reason: 'Asked for',
  };
  await extendDeadline(portal.deps, secas.id, extension, clock.now());
  clock.set('2017-02-09T16:00:00Z');
  const links = [...pageOf(await browser.get(page)).querySelectorAll('main a')].map((a) =>
    a.textContent.trim(),
  );
  assert.ok(links.includes('Change and submit again'), links.join());
  const form = await openForm(browser, url);
  clock.set('2017-02-09T17:00:20Z');
  await closeConsultation(portal.deps, consultation.id, clock.now());
  assert.equal((await send(browser, url, form.held)).status, 409);
  assert.equal((await representationsOf(consultation)).length, 1);
});

test('who may only draft, and who has left, withdraw nothing', async () => {
  const { url, consultation } = await aSubmitted();
  const form = await openForm(browser, url);
  const asDrafter = await signInAs(portal, drafter);
  assert.equal((await asDrafter.get(url)).status, 403);
  const former = await aRepresentative(db, organisation);
  const asFormer = await signInAs(portal, former);
  await db('role_grant').where({ person_id: former.id }).update({ ended_at: clock.now() });
  assert.equal((await send(asFormer, url, form.held)).status, 403);
  assert.equal((await representationsOf(consultation)).length, 1);
});

test('a reason longer than it may be comes back to be shortened', async () => {
  const { url } = await aSubmitted();
  const reply = await submitForm(browser, url, { reason: 'x'.repeat(1_001) });
  assert.equal(reply.status, 422);
  assert.match(textOf(reply), /may have 1,000 characters; it has 1,001/);
});
