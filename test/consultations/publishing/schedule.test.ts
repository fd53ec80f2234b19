import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import {
  carryOutSchedule,
  publishWhatIsDue,
} from '../../../src/consultations/publishing/publishWhatIsDue.js';
import { paths } from '../../../src/paths.js';
import { follow, openForm, send, submitForm, textOf } from '../../support/browse.js';
import { aParty, aSecasColleague } from '../../support/build.js';
import {
  aDocument,
  aPreparedConsultation,
  auditOf,
  clock,
  db,
  desk,
  heldBy,
  mailsAbout,
  organisation,
  portal,
  publish,
  rowOf,
  secas,
  visitor,
  when,
} from '../atTheDesk.js';
import { aScheduledConsultation, enter, publishUrl, rowsOf, setUrl, time } from './scheduling.js';

const sweep = async (at: string) => {
  clock.set(at);
  await publishWhatIsDue(portal.deps);
};

describe('a publication at a set time', () => {
  test('is checked for that time, confirmed, shown at the desk, and published by the worker then', async () => {
    const reference = await aPreparedConsultation({ audience: ['Large Supplier', 'Gas Network'] });
    const shown = await enter(reference, time('18', '1', '9am'));
    const check = textOf(shown);
    assert.match(check, /Published 9am on Wednesday 18 January 2017 \(GMT\)/);
    assert.match(check, /Time to answer 15 Working Days/);
    assert.match(check, /Opens When it is published/);
    const set = await send(desk, setUrl(reference), heldBy(shown));
    assert.match(textOf(await follow(desk, set)), /It will be published at 9am on Wednesday 18 January 2017/);
    assert.match(textOf(await desk.get(paths.desk())), /Nothing: it is published by itself/);
    assert.equal((await visitor.get(paths.consultation({ reference }))).status, 404);

    await sweep('2017-01-18T08:59:59.999Z');
    assert.equal((await rowOf(reference)).published_at, null);
    await sweep('2017-01-18T09:00:00Z');
    const row = await rowOf(reference);
    assert.deepEqual([row.published_at, row.opens_at, row.published_by].map(String), [
      '2017-01-18T09:00:00Z',
      '2017-01-18T09:00:00Z',
      secas.id,
    ]);
    assert.equal((await mailsAbout(reference, 'consultation-published')).length, 1);
    const [told] = await mailsAbout(reference, 'published-as-set');
    assert.equal(told!.to_address, secas.email);
    assert.match(told!.body, /2 Parties are\s+asked.*1 Party has\s+nobody to tell/s);
    const actions = (await auditOf(reference)).map(({ action }) => action);
    assert.deepEqual(actions.slice(-2), ['consultation.publication-set', 'consultation.published']);
  });

  test('with an opening after it: those who are asked are told of both', async () => {
    const reference = await aScheduledConsultation(when('opens', '20', '1'));
    await sweep('2017-01-18T09:00:01Z');
    assert.equal(String((await rowOf(reference)).opens_at), '2017-01-20T09:00:00Z');
  });

  test('happens once, however many workers there are', async () => {
    const reference = await aScheduledConsultation();
    clock.set('2017-01-18T09:00:00Z');
    const [row] = await rowsOf(reference);
    const { id, consultation_id: consultationId } = row!;
    const workers = Array.from({ length: 6 }, () => carryOutSchedule(portal.deps, { id, consultationId }));
    assert.deepEqual((await Promise.all(workers)).filter(Boolean), [true]);
    const issues = await db('question_issue').where({ consultation_id: consultationId });
    assert.equal(issues.length, 1);
    assert.equal((await mailsAbout(reference, 'published-as-set')).length, 1);
  });

  test('on a day that is no Working Day may be a slip: that is said, and prevents nothing', async () => {
    const reference = await aPreparedConsultation(when('closes', '28', '2'));
    const sunday = /It would be published on Sunday 22 January 2017, which is not a Working Day\./;
    const shown = await enter(reference, time('22', '1'));
    assert.match(textOf(shown), sunday);
    assert.match(textOf(shown), /Day is Monday 23 January 2017\. Choose another time/);
    assert.equal((await send(desk, setUrl(reference), heldBy(shown))).status, 303);
    const waiting = textOf(await desk.get(publishUrl(reference)));
    assert.match(waiting, sunday);
    assert.doesNotMatch(waiting, /Choose another time/);
  });

  test('until then it is not announced: that is neither offered nor done, unless the time is taken back', async () => {
    const reference = await aPreparedConsultation();
    const url = paths.deskConsultation({ reference });
    const { action, held } = await openForm(desk, url, 'form[action$="/announce"]');
    await send(desk, setUrl(reference), heldBy(await enter(reference, time('18', '1'))));
    assert.doesNotMatch(textOf(await desk.get(url)), /Announce without a deadline/);
    const refused = await send(desk, action, held);
    assert.equal(refused.status, 409);
    assert.match(textOf(refused), /To announce it sooner, take that back first/);
    assert.equal((await rowOf(reference)).announced_at, null);
    await submitForm(desk, publishUrl(reference), {}, { form: 'form[action$="/take-back"]' });
    assert.match(textOf(await desk.get(url)), /Announce without a deadline/);
    assert.equal((await send(desk, action, held)).status, 303);
    assert.ok((await rowOf(reference)).announced_at);
  });

  test('is taken back, and nothing happens then', async () => {
    const reference = await aScheduledConsultation();
    const taken = await submitForm(desk, publishUrl(reference), {}, { form: 'form[action$="/take-back"]' });
    assert.match(textOf(await follow(desk, taken)), /Or publish it at a set time/);
    await sweep('2017-01-18T09:00:00Z');
    assert.equal((await rowOf(reference)).published_at, null);
    assert.equal((await mailsAbout(reference, 'not-published')).length, 0);
    assert.equal((await auditOf(reference)).at(-1)!.action, 'consultation.publication-taken-back');
  });

  test('published by hand before, it is not published again', async () => {
    const reference = await aPreparedConsultation();
    const { action, held } = await openForm(desk, publishUrl(reference));
    const shown = await enter(reference, time('18', '1'));
    await send(desk, setUrl(reference), heldBy(shown));
    assert.equal((await send(desk, action, held)).status, 303);
    await sweep('2017-01-18T09:00:00Z');
    assert.equal(String((await rowOf(reference)).published_at), '2017-01-16T10:00:00Z');
    const [row] = await rowsOf(reference);
    assert.deepEqual([row!.taken_back_by, row!.done_at], [secas.id, null]);
  });
});

describe('what has changed since, or prevents it, is not published, and SECAS is told why', () => {
  const question = { type: 'long-text', ask: 'Anything else?', section: 'Other', was: '' };
  const cases: { name: string; change: (reference: string) => Promise<unknown>; why: RegExp }[] = [
    {
      name: 'the deadline',
      change: (reference) => submitForm(desk, paths.deskEdit({ reference }), when('closes', '9', '2')),
      why: /changed since it was checked/,
    },
    {
      name: 'the text',
      change: (reference) => submitForm(desk, paths.deskEdit({ reference }), { summary: 'Otherwise.' }),
      why: /changed since it was checked/,
    },
    {
      name: 'a question',
      change: (reference) =>
        submitForm(desk, `${paths.deskNewQuestion({ reference })}?type=long-text`, question),
      why: /changed since it was checked/,
    },
    {
      name: 'a document',
      change: (reference) => aDocument(reference, 'A late annex'),
      why: /changed since it was checked/,
    },
    {
      name: 'its Parties have left',
      change: async () => {
        await db('party').update({ left_on: '2017-01-17' });
      },
      why: /The register has no Party in the categories that are asked\./,
    },
  ];
  for (const { name, change, why } of cases) {
    test(name, async () => {
      const colleague = await aSecasColleague(db);
      const reference = await aScheduledConsultation();
      await change(reference);
      await sweep('2017-01-18T09:00:00Z');
      await sweep('2017-01-18T09:00:02Z');
      await db('party').update({ left_on: null });
      const row = await rowOf(reference);
      assert.equal(row.published_at, null);
      assert.equal((await mailsAbout(reference, 'consultation-published')).length, 0);
      const mails = await mailsAbout(reference, 'not-published');
      const told = mails.map((mail) => mail.to_address);
      assert.ok(told.includes(secas.email) && told.includes(colleague.email));
      assert.equal(new Set(told).size, told.length);
      assert.match(mails[0]!.body.replaceAll(/\s+/g, ' '), why);
      const overview = textOf(await desk.get(paths.deskConsultation({ reference })));
      assert.match(overview, /It was not published at 9am on Wednesday 18 January 2017 \(GMT\)/);
      assert.match(overview, why);
      assert.match(textOf(await desk.get(paths.desk())), /Not published: /);
      assert.equal((await auditOf(reference)).at(-1)!.action, 'consultation.not-published');
      assert.equal((await publish(reference)).status, 303);
      assert.doesNotMatch(
        textOf(await desk.get(paths.deskConsultation({ reference }))),
        /It was not published/,
      );
    });
  }

  test('the desk says so as soon as it is changed', async () => {
    const reference = await aScheduledConsultation();
    await submitForm(desk, paths.deskEdit({ reference }), { summary: 'Otherwise.' });
    for (const url of [paths.deskConsultation({ reference }), publishUrl(reference)]) {
      assert.match(
        textOf(await desk.get(url)),
        /It will not be published at 9am .*: it has been changed since/,
      );
    }
  });

  test('a Party that joins the register prevents nothing: those that it has then are asked', async () => {
    const reference = await aScheduledConsultation();
    const newcomer = await aParty(db, { organisation, category: 'Small Supplier' });
    await sweep('2017-01-18T09:00:00Z');
    const asked = await db('eligible_party').where({
      consultation_id: (await rowOf(reference)).id,
      party_id: newcomer.id,
    });
    assert.equal(asked.length, 1);
  });
});

test('the row says who, when and what of; its time lies ahead', async () => {
  const reference = await aScheduledConsultation();
  const [row] = await rowsOf(reference);
  assert.deepEqual(
    [row!.made_by, String(row!.made_at), String(row!.publish_at), row!.why_not],
    [secas.id, '2017-01-16T10:00:00Z', '2017-01-18T09:00:00Z', null],
  );
  assert.ok(row!.mark.length > 0);
  const past = { publish_at: Temporal.Instant.from('2017-01-16T10:00:00Z') };
  await assert.rejects(
    db('scheduled_publication').where({ id: row!.id }).update(past),
    /scheduled_publication_lies_ahead/,
  );
});
