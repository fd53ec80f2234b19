import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { formatDate, formatDay, londonDate } from '../../src/londonTime.js';
import { paths } from '../../src/paths.js';
import { loadSample } from '../../src/samples/loadSample.js';
import { sampleDates } from '../../src/samples/sampleDates.js';
import { DEMONSTRATORS, signInHints } from '../../src/samples/signInHints.js';
import { aBrowser, pageOf, textOf } from '../support/browse.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

test('local dates move as one block by whole weeks, then become instants', async (t) => {
  const cases = [
    { now: '2026-11-23T00:10:00Z', newsletter: '2026-11-23', closes: '2026-12-08T17:00:00Z' },
    { now: '2026-11-29T23:50:00Z', newsletter: '2026-11-23', closes: '2026-12-08T17:00:00Z' },
    { now: '2026-07-01T12:00:00Z', newsletter: '2026-06-29', closes: '2026-07-14T16:00:00Z' },
  ];
  for (const { now, newsletter, closes } of cases) {
    await t.test(now, () => {
      const dates = sampleDates(Temporal.Instant.from(now), false);
      assert.equal(dates.date('2017-01-30'), newsletter);
      assert.equal(dates.instant('2017-02-14T17:00').toString(), closes);
    });
  }
  const issued = sampleDates(Temporal.Instant.from('2026-07-01T12:00:00Z'), true);
  assert.equal(issued.instant('2017-02-14', '17:00').toString(), '2017-02-14T17:00:00Z');
});

test('the sample is whole, in order, and nothing of it lies in the future', async () => {
  const portal = await startPortal({ now: '2026-11-23T00:10:00Z' });
  const { db, deps, clock } = portal;
  assert.equal(await loadSample(deps, 'current'), true);
  assert.equal(await loadSample(deps, 'current'), false, 'a second time changes nothing');

  const [parties] = (await db.raw(`select count(*)::int as n from party_on('2026-11-23') where left_on is null`)).rows;
  assert.equal(parties.n, 202);
  const [submissions] = (await db.raw('select count(*)::int as n, max(received_at) as latest from submission')).rows;
  assert.ok(submissions.n >= 40, `${submissions.n} submissions`);
  assert.ok(Temporal.Instant.compare(submissions.latest, clock.now()) < 0);
  const audit = await db('audit_entry').where('at', '>', clock.now());
  assert.equal(audit.length, 0);
  const standings = await db('submission').distinct('standing').pluck('standing');
  assert.deepEqual(standings.toSorted(), ['in time', 'late']);
  assert.equal((await db('outbox_mail').whereNull('sent_at')).length, 0, 'nobody is sent the mail of the past');

  const front = textOf(await aBrowser(portal).get(paths.front()));
  for (const title of ['SEC Draft Budget 2017 to 2020', 'Changes to the Security Sub-Committee Nomination Process']) {
    assert.ok(front.includes(title), title);
  }
  let told = 0;
  for (const { reference, how_to_respond, summary, closes_at } of await db('consultation').whereNotNull('closes_at')) {
    const said = `${summary} ${how_to_respond}`;
    assert.doesNotMatch(said, /[{}]/, reference);
    // What a text says of its deadline is the day that the portal closes it.
    for (const [, day] of said.matchAll(/until \**(?:12 noon on )?(\w+day \d+ \w+ \d{4})/g)) {
      assert.equal(day, formatDay(closes_at!), reference);
      told += 1;
    }
  }
  assert.equal(told, 4, 'two texts of two consultations');
  const records = await db('submission').orderBy('received_at').select('response_id', 'record', 'received_at');
  for (const { record } of records) assert.doesNotMatch(record, /\{20\d\d-/);
  const replacing = records.flatMap(({ response_id: id, record }) => {
    const day = /This replaces our response of (\d+ \w+ \d{4})/.exec(record)?.[1];
    return day ? [{ id, day }] : [];
  });
  assert.equal(replacing.length, 2);
  for (const { id, day } of replacing) {
    const days = records.filter((one) => one.response_id === id).map((one) => formatDate(londonDate(one.received_at)));
    assert.ok(days.includes(day), `${day} is not among ${days.join(', ')}`);
  }
  const outcome = (await db('outcome').first())!;
  assert.equal(outcome.recommendation, 'The Change Board voted to recommend approval in October 2026');
  const closure = await db('closure').join('consultation', 'id', 'consultation_id').pluck('reference');
  assert.deepEqual(closure, ['SECMP0016-MRC']);
});

test('of each organisation one colleague manages the others, and in one a colleague approves what it submits', async () => {
  const portal = await startPortal({ now: '2026-11-23T00:10:00Z' });
  const { db, deps } = portal;
  await loadSample(deps, 'current');
  const { rows } = await db.raw<{ rows: { managers: number }[] }>(
    `select count(*) filter (where may_manage)::int as managers from role_grant
     where role = 'representative' group by organisation_id having bool_or(may_submit)`,
  );
  assert.ok(rows.length > 70 && rows.every(({ managers }) => managers === 1));

  const hints = (await signInHints(deps, 'http://here')).join('\n');
  for (const { email } of DEMONSTRATORS) assert.ok(hints.includes(email), email);
  const priya = await signInAs(portal, { email: 'priya.shah@northmoor.example' });
  const northmoor = (await db('organisation').where({ name: 'Northmoor Energy Group' }).first())!;
  const colleagues = pageOf(await priya.get(paths.organisation({ id: northmoor.id })));
  assert.ok(colleagues.querySelector('form input[name="email"]'), 'she may invite');

  const draft = (await db('response as r')
    .join('organisation as o', 'o.id', 'r.organisation_id')
    .where('o.name', 'Marchland Power Distribution')
    .whereNull('r.submitted_version')
    .first('r.id'))!;
  const delyth = await signInAs(portal, { email: 'delyth.trevanion@marchland.example' });
  const check = pageOf(await delyth.get(paths.check(draft)));
  assert.match(check.body.textContent, /Ian Cotterill/);
  const ian = await signInAs(portal, { email: 'ian.cotterill@marchland.example' });
  assert.equal((await ian.get(paths.approve(draft))).status, 200);
});
