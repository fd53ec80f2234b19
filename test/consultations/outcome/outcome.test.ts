import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import {
  errorFor,
  openForm,
  pageOf,
  send,
  submitForm,
  textOf,
  typedIn,
  type Fields,
} from '../../support/browse.js';
import {
  aPreparedConsultation,
  aPublishedConsultation,
  auditOf,
  clock,
  db,
  desk,
  errorLinks,
  moveDeadline,
  organisation,
  rowOf,
  secas,
  visitor,
  when,
} from '../atTheDesk.js';

const on = (field: 'decidedOn' | 'implementsOn', day: string, month: string, year = '2017'): Fields => ({
  [`${field}-day`]: day,
  [`${field}-month`]: month,
  [`${field}-year`]: year,
});
const approved: Fields = {
  decision: 'Approved',
  decidedBy: 'The Authority (Ofgem)',
  ...on('decidedOn', '26', 'January'),
};
const outcomeUrl = (reference: string) => paths.deskOutcome({ reference });
const record = (reference: string, fields: Fields = approved) =>
  submitForm(desk, outcomeUrl(reference), fields);
const outcomesOf = async (reference: string) =>
  db('outcome').where({ consultation_id: (await rowOf(reference)).id });

/** One whose deadline passed a day ago. */
async function aClosedConsultation(): Promise<string> {
  const reference = await aPublishedConsultation();
  clock.set('2017-02-09T17:00:00Z');
  return reference;
}

describe('recording the outcome', () => {
  test('everybody sees what was decided, by whom and when', async () => {
    const reference = await aClosedConsultation();
    const all = {
      ...approved,
      ...on('implementsOn', '29', '6'),
      recommendation: 'The Change Board recommended approval.',
    };
    assert.equal((await record(reference, all)).headers['location'], paths.deskConsultation({ reference }));
    const page = textOf(await visitor.get(paths.consultation({ reference })));
    assert.match(
      page,
      /Decided.*Outcome Decision Approved Decided by The Authority \(Ofgem\) Decided on 26 January 2017/,
    );
    assert.match(
      page,
      /To be implemented on 29 June 2017 Recommendation The Change Board recommended approval\./,
    );
    assert.match(
      page,
      /5pm on 9 February 2017 Outcome recorded: Approved ?The Authority \(Ofgem\), 26 January 2017/,
    );
    assert.match(textOf(await visitor.get(paths.front())), new RegExp(`${reference}[^]*Decided`));
    assert.match(
      textOf(await visitor.get(paths.front())),
      new RegExp(
        `${reference} [^]*Outcome: Approved, by The Authority \\(Ofgem\\) on 26 January 2017 Decided`,
      ),
    );
    assert.match(textOf(await desk.get(paths.desk())), /Nothing: its outcome is recorded/);
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual([last.action, last.person_id], ['consultation.outcome-recorded', secas.id]);
  });

  test('it can be corrected: the page shows the last, the audit keeps both', async () => {
    const reference = await aClosedConsultation();
    await record(reference);
    const { held } = await openForm(desk, outcomeUrl(reference));
    const { _csrf: _, ...fields } = held;
    assert.deepEqual(fields, {
      decision: 'Approved',
      decidedBy: 'The Authority (Ofgem)',
      ...on('decidedOn', '26', '1'),
      ...on('implementsOn', '', '', ''),
      recommendation: '',
    });
    assert.match(textOf(await desk.get(paths.deskConsultation({ reference }))), /Correct the outcome/);
    await record(reference, { decision: 'Rejected' });
    const outcomes = await outcomesOf(reference);
    assert.deepEqual(
      outcomes.map(({ decision, decided_by: by }) => [decision, by]),
      [['Rejected', 'The Authority (Ofgem)']],
    );
    const page = textOf(await visitor.get(paths.consultation({ reference })));
    assert.match(page, /Decision Rejected/);
    assert.doesNotMatch(page, /Decision Approved/);
    const decisions = (await auditOf(reference))
      .filter(({ action }) => action === 'consultation.outcome-recorded')
      .map(({ detail }) => (detail as { decision: string }).decision);
    assert.deepEqual(decisions, ['Approved', 'Rejected']);
  });

  test('what was typed is shown as text', async () => {
    const reference = await aClosedConsultation();
    const decision = '<script>alert(1)</script> & more';
    await record(reference, { ...approved, decision });
    const reply = await visitor.get(paths.consultation({ reference }));
    assert.ok(textOf(reply).includes(decision));
    assert.equal(pageOf(reply).querySelectorAll('main script').length, 0);
  });

  const wrong: { name: string; fields: Fields; links: string[] }[] = [
    {
      name: 'nothing',
      fields: { decision: ' ', decidedBy: '', ...on('decidedOn', '', '', '') },
      links: ['#decision', '#decidedBy', '#decidedOn'],
    },
    { name: 'a day that is not', fields: on('decidedOn', '30', '2'), links: ['#decidedOn'] },
    { name: 'a day that has not come', fields: on('decidedOn', '25', '12', '2017'), links: ['#decidedOn'] },
    { name: 'half a date', fields: on('implementsOn', '', '6'), links: ['#implementsOn'] },
    {
      name: 'implemented before it was decided',
      fields: on('implementsOn', '25', '1'),
      links: ['#implementsOn'],
    },
    { name: 'too many words', fields: { decision: 'x'.repeat(301) }, links: ['#decision'] },
  ];
  for (const { name, fields, links } of wrong) {
    test(`${name} is told at its field, with what was typed`, async () => {
      const reference = await aClosedConsultation();
      const reply = await record(reference, { ...approved, recommendation: 'Kept', ...fields });
      assert.deepEqual([reply.status, errorLinks(reply)], [422, links]);
      assert.ok(errorFor(reply, links[0]!.slice(1)));
      assert.equal(typedIn(pageOf(reply).getElementById('recommendation')!), 'Kept');
      assert.deepEqual(await outcomesOf(reference), []);
    });
  }
});

describe('there is no outcome while anybody may still answer', () => {
  test('not before the deadline', async () => {
    const reference = await aPublishedConsultation();
    clock.set('2017-02-08T16:59:59.999Z');
    assert.equal((await record(reference)).status, 409);
    assert.deepEqual(await outcomesOf(reference), []);
    clock.set('2017-02-08T17:00:00Z');
    assert.equal((await record(reference)).status, 303);
  });

  test('not before the deadline of the last organisation', async () => {
    const reference = await aPublishedConsultation();
    await moveDeadline(reference, {
      whom: 'one',
      organisation: organisation.id,
      reason: 'Their office was flooded.',
      ...when('closes', '10', '2'),
    });
    clock.set('2017-02-10T16:59:59.999Z');
    const refused = await record(reference);
    assert.equal(refused.status, 409);
    assert.match(textOf(refused), /once the last deadline has passed, extensions included/);
    clock.set('2017-02-10T17:00:00Z');
    assert.equal((await record(reference)).status, 303);
  });

  test('not of what is being prepared', async () => {
    const reference = await aPreparedConsultation();
    clock.set('2017-03-01T10:00:00Z');
    assert.equal((await record(reference)).status, 409);
    assert.deepEqual(await outcomesOf(reference), []);
  });

  test('and once there is one, no deadline moves', async () => {
    const reference = await aClosedConsultation();
    const { action, held } = await openForm(desk, paths.deskExtend({ reference }));
    await record(reference);
    const reply = await send(desk, action, {
      ...held,
      whom: 'all',
      reason: 'Late.',
      ...when('closes', '20', '2'),
    });
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), /outcome of this consultation has been recorded, so no deadline moves/);
    assert.equal(String((await rowOf(reference)).closes_at), '2017-02-08T17:00:00Z');
    assert.doesNotMatch(textOf(await desk.get(paths.deskConsultation({ reference }))), /Change the deadline/);
  });
});
