import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf, send, valuesOf, type Fields } from '../support/browse.js';
import { anOrganisation, aParty, aRepresentative, type BuiltParty } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { aSubmission } from '../support/submission.js';
import {
  browser,
  checkedForm,
  clock,
  colleague,
  db,
  organisation,
  submissionsOf,
  submitAt,
  aReadyDraft,
} from './submitting.js';

const toldThatTakenOver = (person: { email: string }) =>
  db('outbox_mail').where({ to_address: person.email, kind: 'taken-over' });

test('a colleague whose response is taken over is told by whom, for whom and what is left of it', async () => {
  const { consultation, party } = await aReadyDraft();
  const other = await aParty(db, { organisation, name: 'Northmoor Networks Ltd' });
  const tom = await aRepresentative(db, organisation);
  const { reference } = await aSubmission(db, {
    consultation,
    organisation,
    by: tom,
    parties: [party, other],
  });
  for (const [parties, left] of [
    [[party], /goes on to count for the others/],
    [[other], /does not count for anybody any more/],
  ] as const) {
    const draft = await aDraftResponse(db, {
      consultation,
      organisation,
      by: colleague,
      parties: [...parties],
    });
    const form = await checkedForm(draft.id);
    assert.equal(
      (await submitAt(draft.id, '2017-02-08T16:10:00Z', { ...form, takeOver: reference })).status,
      303,
    );
    const mail = (await toldThatTakenOver(tom)).at(-1)!;
    const body = mail.body!.replaceAll(/\s+/g, ' ');
    assert.ok(mail.subject.includes(reference));
    assert.match(body, new RegExp(`${colleague.name} submitted another response for ${organisation.name}`));
    assert.ok(
      body.includes(`It speaks now for ${parties[0].name}, in place of what you submitted, ${reference}.`),
    );
    assert.match(body, left);
  }
  assert.equal((await toldThatTakenOver(tom)).length, 2);
});

test('what was taken over is no longer listed as submitted for by the response that it was taken from', async () => {
  const { consultation, party } = await aReadyDraft();
  const other = await aParty(db, { organisation, name: 'Northmoor Direct Ltd' });
  const draftFor = (parties: BuiltParty[]) =>
    aDraftResponse(db, { consultation, organisation, by: colleague, parties });
  const [first, second] = [await draftFor([party, other]), await draftFor([party])];
  await submitAt(first.id, '2017-02-08T16:10:00Z');
  const { reference } = (await submissionsOf(first.id))[0]!;
  const listed = async (id: string) => {
    const links = [...pageOf(await browser.get(paths.responses())).querySelectorAll('.portal-who__group a')];
    const group = links.find((one) => one.getAttribute('href')?.includes(id))?.closest('.portal-who__group');
    return group?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
  };
  const onBehalf = async (id: string) =>
    pageOf(await browser.get(paths.response({ id }))).querySelector('.govuk-task-list__hint')!.textContent;
  const now = `${party.name}: another response speaks for it now`;
  assert.ok(!(await listed(first.id)).includes(now));

  const form = await checkedForm(second.id);
  await submitAt(second.id, '2017-02-08T16:20:00Z', { ...form, takeOver: reference });
  assert.match(await listed(first.id), new RegExp(`^Submitted Response for ${other.name} `));
  assert.match(await listed(first.id), new RegExp(`; ${now}$`));
  assert.match(await listed(second.id), new RegExp(`^Submitted Response for ${party.name} `));
  assert.ok(!(await listed(second.id)).includes('another response'));
  assert.equal((await onBehalf(first.id)).trim(), `${other.name}. ${now}`);
  assert.equal((await onBehalf(second.id)).trim(), party.name);
});

test('a Party in another draft is said to be in it, by whom and where, when Parties are chosen', async () => {
  const { consultation, party, draft } = await aReadyDraft();
  const tom = await aRepresentative(db, organisation);
  const parties = [party, await aParty(db, { organisation })];
  const also = { consultation, organisation, by: tom, parties, forOrganisation: true };
  const { id } = await aDraftResponse(db, also);
  const said = async (url: string) => {
    const boxes = [...pageOf(await browser.get(url)).querySelectorAll('input[name="parties"]')];
    return boxes.map((box) => {
      const link = box.parentElement!.querySelector('.govuk-hint a');
      return [box.getAttribute('value'), link?.textContent, link?.getAttribute('href')];
    });
  };
  const began = `Also in a draft that ${tom.name} began on Tuesday 24 January 2017`;
  const inToms = (value: string) => [value, began, paths.response({ id })];
  const choosing = await said(paths.responseParties({ id: draft.id }));
  for (const value of [...parties.map((one) => one.id), 'organisation'])
    assert.deepEqual(
      choosing.find(([one]) => one === value),
      inToms(value),
    );
  const starting = await said(paths.consultationResponse({ reference: consultation.reference }));
  assert.ok(starting.some(([value, text]) => value === parties[1]!.id && text === began));
  const own = (await said(paths.responseParties({ id }))).find(([value]) => value === parties[1]!.id);
  assert.deepEqual(own, [parties[1]!.id, undefined, undefined], 'its own draft is not another');
});

test('“no comment” that takes over tells the colleague as well', async () => {
  const { consultation, party } = await aReadyDraft();
  const tom = await aRepresentative(db, organisation);
  const { reference } = await aSubmission(db, { consultation, organisation, by: tom, parties: [party] });
  await sendNoComment(consultation, { parties: party.id, takeOver: reference });
  const [mail] = await toldThatTakenOver(tom);
  assert.match(mail!.body!, /submitted\s+“no\s+comment”/);
});

test('who takes over their own is not told, nor is somebody who has left, nor anybody of a late one', async () => {
  const { consultation, party } = await aReadyDraft();
  const [left, tom] = [await aRepresentative(db, organisation), await aRepresentative(db, organisation)];
  const parties = [party, await aParty(db, { organisation }), await aParty(db, { organisation })];
  const references: string[] = [];
  for (const [index, by] of [colleague, left, tom].entries()) {
    const one = await aSubmission(db, { consultation, organisation, by, parties: [parties[index]!] });
    references.push(one.reference);
  }
  await db('role_grant').where({ person_id: left.id }).update({ ended_at: clock.now() });
  await sendNoComment(consultation, {
    parties: [parties[0]!.id, parties[1]!.id],
    takeOver: references.join(' '),
  });
  clock.set('2017-02-08T17:00:00Z');
  await sendNoComment(consultation, { parties: parties[2]!.id, takeOver: references[2]! });
  for (const person of [colleague, left, tom]) assert.deepEqual(await toldThatTakenOver(person), []);
});

async function sendNoComment(consultation: { reference: string }, fields: Fields): Promise<void> {
  const url = paths.noComment({ reference: consultation.reference });
  const held = valuesOf(pageOf(await browser.get(url)).querySelector('main form')!);
  assert.equal((await send(browser, url, { ...held, ...fields })).status, 303);
}

test('a Party that has moved: what its former organisation submitted is not named, and is taken over like any other', async () => {
  const { consultation, party, draft } = await aReadyDraft();
  const former = await anOrganisation(db);
  const theirs = await aRepresentative(db, former);
  const { reference } = await aSubmission(db, {
    consultation,
    organisation: former,
    by: theirs,
    parties: [party],
    kind: 'nil',
  });
  for (const url of [
    paths.noComment({ reference: consultation.reference }),
    paths.responseParties({ id: draft.id }),
    paths.check({ id: draft.id }),
  ]) {
    const page = pageOf(await browser.get(url));
    const text = page.querySelector('main')!.textContent;
    assert.match(text, /Another organisation’s response speaks for it now/, url);
    assert.ok(!text.includes(reference) && !text.includes(former.name), url);
    assert.doesNotMatch(text.replace('Answer “no comment”', ''), /“No comment” speaks/, url);
  }
  const form = await checkedForm(draft.id);
  const unconfirmed = await submitAt(draft.id, '2017-02-08T16:10:00Z', form);
  assert.equal(unconfirmed.status, 409);
  assert.equal(
    (await submitAt(draft.id, '2017-02-08T16:10:00Z', { ...form, takeOver: reference })).status,
    303,
  );
  const [told, ...more] = await toldThatTakenOver(theirs);
  assert.equal(more.length, 0);
  const body = told!.body.replaceAll(/\s+/g, ' ');
  assert.match(body, /The organisation to which a Party of yours has moved has answered/);
  assert.match(
    body,
    new RegExp(`It speaks now for ${party.name}, in place of what you submitted, ${reference}`),
  );
  const ours = (await db('submission').where({ response_id: draft.id }).first())!;
  for (const secret of [ours.reference, colleague.name, organisation.name]) {
    assert.ok(!body.includes(secret), 'what was submitted is not theirs to know');
  }
});

test('two that take Parties from one another at once wait for one another in the order of the Parties', async () => {
  const { consultation } = await aReadyDraft();
  const parties = await Promise.all([1, 2].map(() => aParty(db, { organisation })));
  const [first] = parties.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const draftFor = (own: BuiltParty[]) =>
    aDraftResponse(db, { consultation, organisation, by: colleague, parties: own });
  const [giving, taking] = [await draftFor(parties), await draftFor(parties)];
  await submitAt(giving.id, '2017-02-08T16:10:00Z');
  const { reference } = (await submissionsOf(giving.id))[0]!;
  // From now on it speaks for the second only: submitted again, it gives the first up.
  await db('draft_party').where({ response_id: giving.id, party_id: first!.id }).delete();
  const [gives, takes] = [await checkedForm(giving.id), await checkedForm(taking.id)];
  const waiting = async (count: number) => {
    for (;;) {
      const { rows } = await db.raw<{ rows: unknown[] }>(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows.length >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  const blocker = await db.transaction();
  await blocker('representation').where({ party_id: first!.id }).forUpdate();
  const takesOver = submitAt(taking.id, '2017-02-08T16:20:00Z', { ...takes, takeOver: reference });
  await waiting(1);
  const givesUp = submitAt(giving.id, '2017-02-08T16:20:00Z', gives);
  await waiting(2);
  await blocker.rollback();
  assert.equal((await takesOver).status, 303);
  assert.equal((await givesUp).status, 409, 'it has to be confirmed: not 503, which a deadlock would be');
});
