import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closeConsultation, listDueClosures } from '../../../src/consultations/closeConsultation.js';
import { withdrawConsultation } from '../../../src/consultations/withdrawing/withdrawConsultation.js';
import { paths } from '../../../src/paths.js';
import { carryOutWhatIsDue } from '../../../src/responses/closing/carryOut.js';
import { warnUnsubmitted } from '../../../src/responses/closing/warnUnsubmitted.js';
import { errorFor, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aPerson, aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { instructed, instructionOf, saveAt, section } from '../../responses/instructing.js';
import { aReadyDraft, browser, clock, db, portal } from '../../responses/submitting.js';

const AT = '2017-02-07T12:00:00Z';
const REASON = 'The modification was withdrawn by its proposer.';
const desk = await signInAs(portal, await aSecasColleague(db));
const member = await signInAs(portal, await aPerson(db, { role: 'panel' }));
const withdrawUrl = (reference: string) => paths.deskWithdraw({ reference });

async function withdraw(reference: string, at = AT) {
  clock.set(at);
  return submitForm(desk, withdrawUrl(reference), { reason: REASON });
}
const withdrawalOf = (id: string) => db('consultation_withdrawal').where({ consultation_id: id }).first();
const submissionsOf = (id: string) => db('submission').where({ response_id: id });

describe('a consultation is withdrawn', () => {
  test('with a reason that everybody sees, on the front page, on its page and in its history; all are told', async () => {
    const { consultation } = await aReadyDraft();
    const { reference } = consultation;
    assert.equal((await withdraw(reference)).status, 303);
    const row = (await withdrawalOf(consultation.id))!;
    assert.deepEqual([row.reason, String(row.withdrawn_at)], [REASON, AT]);

    const page = textOf(await browser.get(paths.consultation({ reference })));
    assert.match(page, /Withdrawn 12 noon on Tuesday 7 February 2017 \(GMT\)/);
    assert.match(page, /SECAS withdrew this consultation The modification was withdrawn by its proposer\./);
    assert.match(page, /Withdrawn: it takes no more responses The modification was withdrawn/);
    assert.match(page, /See your response/);
    const front = pageOf(await browser.get(paths.front()));
    const entry = front.querySelector(`a[href="${paths.consultation({ reference })}"]`)!.closest('li')!;
    assert.match(entry.textContent!, /Withdrawn/);
    assert.match(
      textOf(await desk.get(paths.deskConsultation({ reference }))),
      /by its proposer\. · Person \d+/,
    );

    const mails = await db('outbox_mail').where({ kind: 'consultation-withdrawn' });
    const about = mails.filter(({ subject }) => subject === `Withdrawn: ${reference}`);
    assert.ok(about.length > 0 && about.every(({ body }) => body.includes(REASON)));
    const last = await db('audit_entry')
      .where({ consultation_id: consultation.id })
      .orderBy('id', 'desc')
      .first();
    assert.equal(last!.action, 'consultation.withdrawn');
  });

  test('it takes nothing more: no submit, no "no comment", no new response, no instruction, no change of a draft', async () => {
    const { consultation, draft } = await aReadyDraft();
    const { reference } = consultation;
    clock.set(AT);
    const check = await openForm(browser, paths.check({ id: draft.id }));
    const leave = await openForm(browser, paths.check({ id: draft.id }), 'form[action$="/at-closing"]');
    const nil = await openForm(browser, paths.noComment({ reference }));
    await withdraw(reference);
    for (const form of [check, leave, nil]) {
      const refused = await send(browser, form.action, form.held);
      assert.ok([409, 422].includes(refused.status), `${form.action} answered ${refused.status}`);
    }
    assert.equal((await submissionsOf(draft.id)).length, 0);
    assert.equal((await db('closing_instruction').where({ response_id: draft.id })).length, 0);
    assert.equal((await db('submission').where({ consultation_id: consultation.id })).length, 0);
    assert.match(
      textOf(await browser.get(paths.check({ id: draft.id }))),
      /This consultation has been withdrawn, so nothing can be submitted/,
    );
    assert.match(
      textOf(await browser.get(section(draft.id))),
      /This consultation has been withdrawn, so the draft can be read but not changed\./,
    );
    assert.match(textOf(await browser.get(paths.responses())), new RegExp(reference));
  });

  test('what reached the portal before is still taken, what reached it then is not', async () => {
    const cases = [
      { at: '2017-02-07T11:59:59.999Z', status: 303, kept: 1 },
      { at: AT, status: 409, kept: 0 },
    ];
    for (const { at, status, kept } of cases) {
      const { consultation, draft } = await aReadyDraft();
      clock.set('2017-02-07T11:59:00Z');
      const form = await openForm(browser, paths.check({ id: draft.id }));
      await withdraw(consultation.reference);
      clock.set(at);
      const reply = await send(browser, form.action, form.held);
      assert.deepEqual([reply.status, (await submissionsOf(draft.id)).length], [status, kept], at);
    }
  });

  test('a submit sent again after it gets the first receipt', async () => {
    const { consultation, draft } = await aReadyDraft();
    clock.set('2017-02-07T11:00:00Z');
    const form = await openForm(browser, paths.check({ id: draft.id }));
    const first = await send(browser, form.action, form.held);
    await withdraw(consultation.reference);
    const again = await send(browser, form.action, form.held);
    assert.deepEqual([again.status, again.headers['location']], [303, first.headers['location']]);
    assert.equal((await browser.get(String(first.headers['location']))).status, 200);
  });

  test('what was left to be submitted when it closes does nothing, and the response says why', async () => {
    const { consultation, id } = await instructed();
    await withdraw(consultation.reference, '2017-02-08T16:30:00Z');
    const instruction = await instructionOf(id);
    assert.equal(instruction.why_not, 'SECAS withdrew the consultation.');
    clock.set('2017-02-08T17:00:15Z');
    await carryOutWhatIsDue(portal.deps);
    assert.equal((await submissionsOf(id)).length, 0);
    assert.match(textOf(await browser.get(paths.response({ id }))), /SECAS withdrew the consultation/);
  });

  test('not while what was left for the deadline is being submitted', async () => {
    const { consultation, id } = await instructed();
    const { reference } = consultation;
    const refused = await withdraw(reference, '2017-02-08T17:00:05Z');
    assert.equal(refused.status, 409);
    assert.match(textOf(refused), /is being submitted\. Try again in half a minute\./);
    clock.set('2017-02-08T17:00:15Z');
    await carryOutWhatIsDue(portal.deps);
    assert.equal((await submissionsOf(id)).length, 1);
  });

  test('no closure is written, the Panel gets no report and no pack, and nobody is warned', async () => {
    const { consultation } = await aReadyDraft();
    const { id, reference } = consultation;
    await withdraw(reference);
    clock.set('2017-02-08T15:30:00Z');
    const before = (await db('outbox_mail').where({ kind: 'closing' })).length;
    await warnUnsubmitted(portal.deps);
    const warned = await db('outbox_mail').where({ kind: 'closing' });
    assert.ok(!warned.slice(before).some(({ subject }) => subject.includes(reference)));
    clock.set('2017-02-09T17:00:00Z');
    const now = clock.now();
    assert.ok(!(await listDueClosures(db, now)).includes(id));
    assert.equal(await closeConsultation(portal.deps, id, now), false);
    for (const reader of [member, desk]) {
      assert.equal((await reader.get(paths.panelConsultation({ reference }))).status, 404);
      assert.equal((await reader.get(paths.pack({ reference }))).status, 404);
      assert.doesNotMatch(textOf(await reader.get(paths.panel())), new RegExp(reference));
    }
    assert.equal((await desk.get(paths.deskResponses({ reference }))).status, 200);
  });

  test('nothing that was written is lost: the draft stays, with its answers', async () => {
    const { consultation, draft } = await aReadyDraft();
    await saveAt(draft.id, '2017-02-07T11:00:00Z', { 'view.rationale': 'Saved before' });
    const count = async () => (await db('draft_answer').where({ response_id: draft.id })).length;
    const before = await count();
    await withdraw(consultation.reference);
    assert.equal(await count(), before);
    assert.equal((await browser.get(paths.response({ id: draft.id }))).status, 200);
  });
});

describe('what is refused', () => {
  test('no reason', async () => {
    const { consultation } = await aReadyDraft();
    clock.set(AT);
    const refused = await submitForm(desk, withdrawUrl(consultation.reference), { reason: ' ' });
    assert.equal(refused.status, 422);
    assert.match(errorFor(refused, 'reason') ?? '', /Enter the reason/);
    assert.equal(await withdrawalOf(consultation.id), undefined);
  });

  test('twice', async () => {
    const { consultation } = await aReadyDraft();
    clock.set(AT);
    const { action, held } = await openForm(desk, withdrawUrl(consultation.reference));
    const sent = { ...held, reason: REASON };
    const both = await Promise.all([send(desk, action, sent), send(desk, action, sent)]);
    assert.deepEqual(
      both.map(({ status }) => String(status)).toSorted((one, other) => one.localeCompare(other)),
      ['303', '409'],
    );
    const mails = await db('outbox_mail').where({ subject: `Withdrawn: ${consultation.reference}` });
    assert.equal(new Set(mails.map(({ to_address }) => to_address)).size, mails.length);
  });

  test('once it is closed for good', async () => {
    const { consultation } = await aReadyDraft();
    clock.set('2017-02-08T17:00:20Z');
    await closeConsultation(portal.deps, consultation.id, clock.now());
    const page = await desk.get(withdrawUrl(consultation.reference));
    assert.match(textOf(page), /It is closed for good\. Record as its outcome that it was withdrawn\./);
    await assert.rejects(
      withdrawConsultation(portal.deps, 'x', { id: consultation.id, reason: REASON }, clock.now()),
      /closed for good/,
    );
  });

  test('a withdrawal is not changed afterwards', async () => {
    const { consultation } = await aReadyDraft();
    await withdraw(consultation.reference);
    await assert.rejects(db('consultation_withdrawal').update({ reason: 'Another' }));
    await assert.rejects(db('consultation_withdrawal').delete());
  });
});
