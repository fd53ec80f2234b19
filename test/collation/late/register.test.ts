import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { howLate } from '../../../src/collation/late/late.rules.js';
import { paths } from '../../../src/paths.js';
import { download, readCsv } from '../../reports/reading.js';
import { pageOf, submitForm, textOf } from '../../support/browse.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aRepresentative,
  aSecasColleague,
} from '../../support/build.js';
import { startPortal } from '../../support/portal.js';
import { signInAs } from '../../support/signIn.js';
import { aSubmission } from '../../support/submission.js';

const portal = await startPortal({ now: '2017-02-10T10:00:00Z' });
const { db } = portal;
const secas = await aSecasColleague(db);
const desk = await signInAs(portal, secas);
const organisation = await anOrganisation(db, '=Late & Sons');
const by = await aRepresentative(db, organisation);

async function aLateOne(receivedAt: string, consultation?: Awaited<ReturnType<typeof aConsultation>>) {
  const asked = consultation ?? (await aConsultation(db));
  const party = await aParty(db, { organisation });
  const late = { standing: 'late', receivedAt } as const;
  const submission = await aSubmission(db, {
    consultation: asked,
    organisation,
    by,
    parties: [party],
    answers: {},
    ...late,
  });
  return { consultation: asked, submission };
}

const decide = (reference: string, submission: string, decision: string, reason: string) =>
  submitForm(desk, paths.deskLateDecision({ reference, submission }), { decision, reason });

describe('the register of late responses', () => {
  test('says what will be there while nothing is late', async () => {
    const { reference } = await aConsultation(db);
    const page = await desk.get(paths.deskLate({ reference }));
    assert.match(textOf(page), /Nothing has come late\./);
    assert.equal(pageOf(page).querySelectorAll(`a[href="${paths.deskLateCsv({ reference })}"]`).length, 0);
  });

  test('has both instants, how late, what was decided, why, by whom, and whether the respondent was told', async () => {
    const { consultation, submission } = await aLateOne('2017-02-08T17:00:01Z');
    const { reference } = consultation;
    const url = paths.deskLate({ reference });
    const waiting = textOf(await desk.get(url));
    assert.match(waiting, /1 late response waits for a decision\./);
    assert.match(waiting, /17:00:01\.000 on Wednesday 8 February 2017 \(GMT\) ?1 second late/);
    assert.match(waiting, /17:00:00\.000 on Wednesday 8 February 2017 \(GMT\)/);
    assert.match(waiting, /Admit or refuse/);
    await decide(reference, submission.id, 'admit', 'Their line was down.');
    const admitted = textOf(await desk.get(url));
    assert.match(admitted, /None waits for a decision\./);
    assert.match(
      admitted,
      new RegExp(`Admitted ?Their line was down\\. · ${secas.name}, 10am on 10 February 2017`),
    );
    assert.match(admitted, new RegExp(`${by.email}: mail waits to be sent`));
    const mails = db('outbox_mail')
      .where({ kind: 'late-decision' })
      .whereLike('dedupe_key', `%${submission.id}%`);
    await mails.clone().update({ last_error: 'mailbox full' });
    assert.match(textOf(await desk.get(url)), /could not be sent yet \(mailbox full\)/);
    await mails.clone().update({ sent_at: portal.clock.now() });
    assert.match(textOf(await desk.get(url)), new RegExp(`${by.email}: mail sent`));
  });

  test('can be taken away as CSV, with no formula in it', async () => {
    const { consultation, submission } = await aLateOne('2017-02-08T18:30:00Z');
    await decide(consultation.reference, submission.id, 'refuse', 'No reason was given.');
    const { bytes } = await download(desk, paths.deskLateCsv({ reference: consultation.reference }));
    const [row] = readCsv(bytes);
    assert.deepEqual(
      [
        row!['Organisation'],
        row!['Received (UTC)'],
        row!['Deadline (UTC)'],
        row!['How late'],
        row!['State'],
        row!['Reason'],
      ],
      [
        "'=Late & Sons",
        '2017-02-08T18:30:00Z',
        '2017-02-08T17:00:00Z',
        '1 hour 30 minutes',
        'Refused',
        'No reason was given.',
      ],
    );
  });

  test('over all consultations has those that wait first, and the desk leads there', async () => {
    const { consultation } = await aLateOne('2017-02-09T09:00:00Z');
    await aLateOne('2017-02-09T09:00:00Z');
    assert.match(
      textOf(await desk.get(paths.desk())),
      /2 responses wait for a decision\. The register of all late responses/,
    );
    const all = await desk.get(paths.deskAllLate());
    assert.match(textOf(all), /2 late responses wait for a decision/);
    const states = [...pageOf(all).querySelectorAll('tbody tr')].map((row) =>
      /Waits for a decision/.test(row.textContent!),
    );
    assert.deepEqual(states.slice(0, 3), [true, true, false]);
    assert.match(textOf(all), new RegExp(consultation.reference));
  });

  test('after the closure admitting says that the report and the pack change', async () => {
    const { consultation, submission } = await aLateOne('2017-02-08T17:04:00Z');
    const { reference, id } = consultation;
    const decision = paths.deskLateDecision({ reference, submission: submission.id });
    assert.doesNotMatch(textOf(await desk.get(decision)), /the pack gets a new version/);
    await db('closure').insert({
      consultation_id: id,
      last_closes_at: Temporal.Instant.from('2017-02-08T17:00:00Z'),
      closed_at: Temporal.Instant.from('2017-02-08T17:00:20Z'),
    });
    assert.match(textOf(await desk.get(decision)), /the report changes, and the pack gets a new version/);
    assert.match(textOf(await desk.get(paths.deskLate({ reference }))), /admitted now changes the report/);
  });
});

describe('how late, in words', () => {
  const deadline = Temporal.Instant.from('2017-02-08T17:00:00Z');
  const cases = [
    ['2017-02-08T17:00:00Z', 'less than a second'],
    ['2017-02-08T17:00:00.999Z', 'less than a second'],
    ['2017-02-08T17:00:01Z', '1 second'],
    ['2017-02-08T17:01:00Z', '1 minute'],
    ['2017-02-08T17:04:30Z', '4 minutes 30 seconds'],
    ['2017-02-08T17:59:59Z', '59 minutes 59 seconds'],
    ['2017-02-08T18:00:00Z', '1 hour'],
    ['2017-02-09T18:05:00Z', '1 day 1 hour'],
  ] as const;
  for (const [received, words] of cases) {
    test(`${received}: ${words}`, () =>
      assert.equal(howLate(deadline, Temporal.Instant.from(received)), words));
  }
});
