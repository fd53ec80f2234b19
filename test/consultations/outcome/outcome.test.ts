import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import {
  csrfFrom,
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
  aClosedConsultation,
  aPreparedConsultation,
  aPublishedConsultation,
  auditOf,
  close,
  clock,
  db,
  desk,
  errorLinks,
  mailsAbout,
  moveDeadline,
  organisation,
  representative,
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
/** From a page that was opened when it could be. */
const recordAnyway = async (reference: string) =>
  send(desk, outcomeUrl(reference), {
    ...approved,
    _csrf: await csrfFrom(desk, paths.deskNewConsultation()),
  });
const outcomesOf = async (reference: string) =>
  db('outcome')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('number');

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
    assert.match(textOf(await desk.get(paths.desk())), /Write the summary/);
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual([last.action, last.person_id], ['consultation.outcome-recorded', secas.id]);
  });

  test('it can be corrected, with what changed: everybody reads the last, and both stay in the history', async () => {
    const reference = await aClosedConsultation();
    await record(reference);
    const { held } = await openForm(desk, outcomeUrl(reference));
    const { _csrf: _, ...fields } = held;
    assert.deepEqual(fields, {
      replaces: '1',
      decision: 'Approved',
      decidedBy: 'The Authority (Ofgem)',
      ...on('decidedOn', '26', '1'),
      ...on('implementsOn', '', '', ''),
      recommendation: '',
      changed: '',
    });
    const unsaid = await record(reference, { decision: 'Rejected' });
    assert.deepEqual([unsaid.status, errorLinks(unsaid)], [422, ['#changed']]);
    await record(reference, { decision: 'Rejected', changed: 'It was mistyped.' });
    assert.deepEqual(
      (await outcomesOf(reference)).map(({ number, decision, changed }) => [number, decision, changed]),
      [
        [1, 'Approved', ''],
        [2, 'Rejected', 'It was mistyped.'],
      ],
    );
    const page = textOf(await visitor.get(paths.consultation({ reference })));
    assert.match(page, /Decision Rejected/);
    assert.doesNotMatch(page, /Decision Approved/);
    assert.match(
      page,
      /Outcome corrected: Rejected ?The Authority \(Ofgem\), 26 January 2017 · What changed: It was mistyped\./,
    );
    assert.match(page, /Outcome recorded: Approved/);
    assert.doesNotMatch(page, new RegExp(secas.name));
    const atDesk = textOf(await desk.get(paths.deskConsultation({ reference })));
    assert.match(atDesk, new RegExp(`It was mistyped\\. · ${secas.name}`));
    const decisions = (await auditOf(reference))
      .filter(({ action }) => action === 'consultation.outcome-recorded')
      .map(({ detail }) => (detail as { decision: string }).decision);
    assert.deepEqual(decisions, ['Approved', 'Rejected']);
    await assert.rejects(db('outcome').update({ decision: 'Changed' }), /frozen/);
  });

  test('the same sent twice is recorded once, and another over a colleague’s is refused', async () => {
    const reference = await aClosedConsultation();
    const { action, held } = await openForm(desk, outcomeUrl(reference));
    const first = { ...held, ...approved };
    assert.equal((await send(desk, action, first)).status, 303);
    assert.equal((await send(desk, action, first)).status, 303);
    const other = await send(desk, action, { ...first, decision: 'Rejected' });
    assert.equal(other.status, 409);
    assert.match(textOf(other), /A colleague has recorded an outcome meanwhile/);
    assert.equal((await outcomesOf(reference)).length, 1);
  });

  test('those who responded are told once for each version, and nobody else', async () => {
    const reference = await aClosedConsultation({ responds: true });
    await record(reference);
    await record(reference, { decision: 'Rejected', changed: 'It was mistyped.' });
    const mails = await mailsAbout(reference, 'outcome-recorded');
    assert.deepEqual(
      mails.map(({ to_address: to, subject }) => [to, subject]),
      [
        [representative.email, `What was decided: ${reference}`],
        [representative.email, `The outcome was corrected: ${reference}`],
      ],
    );
    assert.match(mails[1]!.body, /Decision: Rejected[^]*What changed: It was mistyped\./);
    const silentOne = await aClosedConsultation();
    await record(silentOne);
    assert.deepEqual(await mailsAbout(silentOne, 'outcome-recorded'), []);
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
  test('not before the closure: a submit that arrived in time may still be under way', async () => {
    const reference = await aPublishedConsultation();
    clock.set('2017-02-08T17:00:19.999Z');
    await close(reference);
    const page = textOf(await desk.get(outcomeUrl(reference)));
    assert.match(page, /Not yet The outcome can be written once the consultation is closed for good/);
    assert.equal((await recordAnyway(reference)).status, 409);
    assert.deepEqual(await outcomesOf(reference), []);
    clock.set('2017-02-08T17:00:20Z');
    await close(reference);
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
    clock.set('2017-02-10T17:00:19.999Z');
    await close(reference);
    const refused = await recordAnyway(reference);
    assert.equal(refused.status, 409);
    assert.match(textOf(refused), /after the last deadline, extensions included/);
    clock.set('2017-02-10T17:00:20Z');
    await close(reference);
    assert.equal((await record(reference)).status, 303);
  });

  test('not of what is being prepared', async () => {
    const reference = await aPreparedConsultation();
    clock.set('2017-03-01T10:00:00Z');
    assert.equal((await recordAnyway(reference)).status, 409);
    assert.deepEqual(await outcomesOf(reference), []);
  });
});
