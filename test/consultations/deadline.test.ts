import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { paths } from '../../src/paths.js';
import { follow, openForm, pageOf, send, textOf, typedIn, type Fields } from '../support/browse.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { signInAs } from '../support/signIn.js';
import {
  aPreparedConsultation,
  aPublishedConsultation,
  auditOf,
  clock,
  db,
  desk,
  mailsAbout,
  moveDeadline,
  organisation,
  portal,
  representative,
  rowOf,
  secas,
  visitor,
  when,
} from './atTheDesk.js';

const REASON = 'The annex was published late.';
const own = await signInAs(portal, representative);

const extend = (reference: string, fields: Fields) => moveDeadline(reference, { reason: REASON, ...fields });
const closesAt = async (reference: string) => String((await rowOf(reference)).closes_at);
const extensionsOf = async (reference: string) =>
  db('extension').where({ consultation_id: (await rowOf(reference)).id });
const bodyOf = (mail: { body: string }) => mail.body.replaceAll(/\s+/g, ' ');
const pageFor = async (reference: string, browser = visitor) =>
  textOf(await browser.get(paths.consultation({ reference })));

describe('a deadline that moves for all', () => {
  test('is a decision with an author and a reason, announced to everybody concerned', async () => {
    const reference = await aPublishedConsultation();
    const body = await anOrganisation(db, 'A trade body');
    const begun = await aRepresentative(db, body);
    const { id, title } = await rowOf(reference);
    const consultation = { id, reference, title, issueId: '', questions: [] };
    await aDraftResponse(db, { consultation, organisation: body, by: begun, forOrganisation: true });
    clock.set('2017-02-01T10:00:00Z');
    const reply = await extend(reference, when('closes', '14', '2'));
    const notice = textOf(await follow(desk, reply));
    assert.match(
      notice,
      /The deadline is now 5pm on Tuesday 14 February 2017 \(GMT\)\. 2 people are told by mail\./,
    );

    assert.equal(await closesAt(reference), '2017-02-14T17:00:00Z');
    const [extension] = await extensionsOf(reference);
    assert.deepEqual(
      [
        extension!.organisation_id,
        String(extension!.previous_closes_at),
        extension!.made_by,
        extension!.reason,
      ],
      [null, '2017-02-08T17:00:00Z', secas.id, REASON],
    );
    assert.equal((await auditOf(reference)).at(-1)!.action, 'consultation.deadline-moved');
    const page = await pageFor(reference);
    assert.match(page, /Closes 5pm on Tuesday 14 February 2017 \(GMT\) 13 days 7 hours left/);
    assert.match(
      page,
      /Deadline extended from 5pm on Wednesday 8 February 2017 \(GMT\) to 5pm on Tuesday 14/,
    );
    assert.ok(page.includes(REASON));

    const mails = await mailsAbout(reference, 'deadline-moved');
    assert.deepEqual(mails.map((mail) => mail.to_address).sort(), [representative.email, begun.email].sort());
    assert.match(mails[0]!.subject, /^Deadline extended: /);
    const said =
      /for everybody, is 5pm on Tuesday 14 February 2017 \(GMT\)\. It was 5pm on Wednesday 8 February/;
    assert.match(bodyOf(mails[0]!), said);
    assert.ok(bodyOf(mails[0]!).includes(`Reason: ${REASON}`));
  });

  test('keeps its time of day when only the day is changed', async () => {
    const reference = await aPublishedConsultation();
    await extend(reference, when('closes', '9', '2', '12 noon'));
    await extend(reference, { 'closes-day': '10' });
    assert.equal(await closesAt(reference), '2017-02-10T12:00:00Z');
  });

  test('may be brought forward, and is then called so', async () => {
    const reference = await aPublishedConsultation();
    await extend(reference, when('closes', '1', '2', '12 noon'));
    assert.match(
      await pageFor(reference),
      /Deadline brought forward from .* to 12 noon on Wednesday 1 February/,
    );
    assert.match((await mailsAbout(reference, 'deadline-moved'))[0]!.subject, /^Deadline brought forward: /);
  });

  test('opens it again when it has passed, as long as the closure has not been written', async () => {
    const reference = await aPublishedConsultation();
    clock.set('2017-02-08T17:00:10Z');
    assert.match(await pageFor(reference), /Closed 5pm on Wednesday 8 February/);
    assert.equal((await extend(reference, when('closes', '9', '2', '5pm'))).status, 303);
    assert.match(await pageFor(reference, own), /Start your response/);
  });

  test('does not move once it is closed for good: there is no form, and one opened before is refused', async () => {
    const reference = await aPublishedConsultation();
    const { action, held } = await openForm(desk, paths.deskExtend({ reference }));
    clock.set('2017-02-08T17:00:20Z');
    await closeConsultation(portal.deps, (await rowOf(reference)).id, clock.now());
    for (const whom of [
      { whom: 'all', organisation: '' },
      { whom: 'one', organisation: organisation.id },
    ]) {
      const sent = { ...held, ...whom, reason: REASON, ...when('closes', '14', '2') };
      assert.match(
        textOf(await send(desk, action, sent)),
        /closed for good\. A late response can still be admitted/,
      );
    }
    const page = await desk.get(action);
    assert.match(textOf(page), /This consultation is closed for good/);
    assert.equal(pageOf(page).querySelector('main form'), null);
    assert.deepEqual(
      [await extensionsOf(reference), await closesAt(reference)],
      [[], '2017-02-08T17:00:00Z'],
    );
  });

  test('is set, not moved, before publication', async () => {
    const reference = await aPreparedConsultation();
    const refused = await extend(reference, when('closes', '14', '2'));
    assert.equal(refused.status, 409);
    assert.equal(typedIn(pageOf(refused).querySelector('#reason')!), REASON, 'what was typed is not lost');
    assert.equal(await closesAt(reference), '2017-02-08T17:00:00Z');
  });
});

test('a deadline moves across the change of the clocks by wall-clock time', async () => {
  const reference = await aPublishedConsultation(when('closes', '24', 'March'));
  for (const [fields, instant, said] of [
    [when('closes', '26', '3', '2am'), '2017-03-26T01:00:00Z', '2am on Sunday 26 March 2017 (BST)'],
    [when('closes', '27', '3'), '2017-03-27T16:00:00Z', '5pm on Monday 27 March 2017 (BST)'],
    [when('closes', '29', '10', '00:59'), '2017-10-28T23:59:00Z', '12:59am on Sunday 29 October 2017 (BST)'],
    [when('closes', '30', '10'), '2017-10-30T17:00:00Z', '5pm on Monday 30 October 2017 (GMT)'],
  ] as const) {
    assert.equal((await extend(reference, fields)).status, 303);
    assert.equal(await closesAt(reference), instant);
    assert.ok((await pageFor(reference)).includes(`Closes ${said}`));
    const mails = await mailsAbout(reference, 'deadline-moved');
    assert.ok(mails.some((mail) => bodyOf(mail).includes(`for everybody, is ${said}.`)));
  }
});
