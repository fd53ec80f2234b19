import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { anOrganisation, aParty } from '../../support/build.js';
import { pageOf, send, openForm, textOf } from '../../support/browse.js';
import { aSubmission } from '../../support/submission.js';
import { signInAs } from '../../support/signIn.js';
import {
  aClosedConsultation,
  aPublishedConsultation,
  auditOf,
  clock,
  close,
  db,
  desk,
  errorLinks,
  heldBy,
  mailsAbout,
  organisation,
  party,
  portal,
  representative,
  rowOf,
  secas,
  visitor,
} from '../atTheDesk.js';
import { publish, read, TEXTS, write } from './writing.js';

describe('the summary', () => {
  test('is kept as a draft, looked at, and then published for everybody', async () => {
    const reference = await aClosedConsultation({ responds: true });
    assert.equal((await write(reference, {}, 'save')).headers['location'], paths.deskSummary({ reference }));
    assert.doesNotMatch(await read(reference), /Most of you/);
    assert.match(textOf(await desk.get(paths.deskSummaryPreview({ reference }))), /Most of you said yes/);
    assert.equal((await publish(reference)).status, 303);
    const page = await visitor.get(paths.consultation({ reference }));
    const headings = [...pageOf(page).querySelectorAll('#summary h2')].map((one) => one.textContent);
    assert.deepEqual(headings, ['What we asked', 'What you said', 'What happens next']);
    assert.equal(pageOf(page).querySelector('#summary strong')?.textContent, 'approved');
    assert.match(textOf(page), /SECAS published this summary on Thursday 9 February 2017/);
    assert.match(textOf(page), /5pm on 9 February 2017 Summary published/);
    assert.match(
      textOf(await visitor.get(paths.front())),
      new RegExp(`${reference}[^]*Summary published on Thursday 9 February 2017`),
    );
    const audit = (await auditOf(reference)).slice(-2);
    assert.deepEqual(
      audit.map(({ action, person_id: by }) => [action, by]),
      [
        ['summary.saved', secas.id],
        ['summary.published', secas.id],
      ],
    );
  });

  test('begins with what the consultation is about and with the figures of the report, and no votes', async () => {
    const reference = await aPublishedConsultation({ summary: 'It is about meters.' });
    const { id } = await rowOf(reference);
    const issue = (await db('question_issue').where({ consultation_id: id }).first())!;
    const questions = issue.questions as { key: string; type: string; options: string[] }[];
    const choice = questions.find(({ type }) => type === 'single-choice')!;
    const consultation = {
      id,
      reference,
      title: reference,
      issueId: issue.id,
      questions: questions as never,
    };
    const shy = await anOrganisation(db, 'Shy Energy');
    const hidden = await anOrganisation(db, 'Hidden Power');
    const partyOf = (of: { id: string }) => aParty(db, { organisation: of, category: 'Gas Network' });
    const value = { choice: choice.options[0], rationale: 'SECRET-REASON' };
    const common = { consultation, by: representative };
    await aSubmission(db, {
      ...common,
      organisation,
      parties: [party],
      answers: { [choice.key]: { value } },
    });
    await aSubmission(db, {
      ...common,
      organisation: shy,
      parties: [await partyOf(shy)],
      nameConfidential: true,
      answers: { [choice.key]: { value } },
    });
    const redacted = await anOrganisation(db, 'Redacted Gas');
    const { id: submissionId } = await aSubmission(db, {
      ...common,
      organisation: redacted,
      parties: [await partyOf(redacted)],
      answers: { [choice.key]: { value: { choice: choice.options[1] } } },
    });
    await db('redaction').insert({
      consultation_id: id,
      submission_id: submissionId,
      covers: 'answer',
      question_key: choice.key,
      reason: 'legal',
      marked_at: clock.now(),
      marked_by: secas.id,
    });
    await aSubmission(db, {
      ...common,
      organisation: hidden,
      parties: [await partyOf(hidden)],
      answers: { [choice.key]: { value: { choice: choice.options[1] }, confidential: true } },
    });
    clock.set('2017-02-09T17:00:00Z');
    await close(reference);
    const page = await desk.get(paths.deskSummary({ reference }));
    const held = heldBy(page);
    assert.equal(held['asked'], 'It is about meters.');
    const said = String(held['said']);
    assert.match(
      said,
      /We received 4 responses\. They represent 3 Parties, not counting those of respondents whose name is withheld\./,
    );
    assert.match(said, /Large Supplier fewer than 3, Gas Network fewer than 3, name withheld fewer than 3/);
    assert.ok(said.includes(`${choice.options[0]}: fewer than 3 responses;`), said);
    assert.ok(
      said.includes(`${choice.options[1]}: 0 responses (0 Parties)`),
      'neither a confidential choice nor a redacted one is told',
    );
    assert.ok(said.includes('Confidential: fewer than 3 responses;'), said);
    assert.ok(said.includes('Redacted: fewer than 3 responses'), said);
    assert.doesNotMatch(said, /vote|Shy Energy|Hidden Power|SECRET/i);
  });

  test('loses nothing when a colleague has saved meanwhile', async () => {
    const reference = await aClosedConsultation();
    const { action, held } = await openForm(desk, paths.deskSummary({ reference }));
    await write(reference, { said: 'Theirs.' }, 'save');
    const reply = await send(desk, action, { ...held, ...TEXTS, said: 'Mine.', step: 'save' });
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), new RegExp(`What ${secas.name} saved .*Theirs\\.`));
    assert.equal(heldBy(reply)['said'], 'Mine.');
    const again = await send(desk, action, { ...heldBy(reply), step: 'save' });
    assert.equal(again.status, 303);
    const drafts = await db('summary_draft').where({ consultation_id: (await rowOf(reference)).id });
    assert.deepEqual(
      drafts.map(({ said }) => said),
      ['Theirs.', 'Mine.'],
    );
    await assert.rejects(db('summary_draft').delete(), /frozen/);
  });

  test('is not published with a part missing, nor when it was saved again since it was looked at', async () => {
    const reference = await aClosedConsultation();
    await write(reference, { nextSteps: ' ' });
    const preview = await desk.get(paths.deskSummaryPreview({ reference }));
    assert.match(textOf(preview), /Write “What happens next” before it is published/);
    assert.equal(pageOf(preview).querySelectorAll('main form').length, 0);
    await write(reference);
    const { action, held } = await openForm(desk, paths.deskSummaryPreview({ reference }));
    const missing = await send(desk, action, { ...held, version: '1' });
    assert.equal(missing.status, 409);
    await write(reference, { said: 'Something else.' });
    const stale = await send(desk, action, held);
    assert.match(textOf(stale), /has been saved again since you looked at it/);
    assert.match(textOf(stale), /Something else\./);
    assert.deepEqual(
      await db('published_summary').where({ consultation_id: (await rowOf(reference)).id }),
      [],
    );
  });

  test('changed after it was published it is a new version: with what changed, and the earlier one stays', async () => {
    const reference = await aClosedConsultation({ responds: true });
    await write(reference);
    const { action, held } = await openForm(desk, paths.deskSummaryPreview({ reference }));
    assert.equal((await send(desk, action, held)).status, 303);
    assert.equal((await send(desk, action, held)).status, 303, 'twice is once');
    await write(reference, { said: 'All of you said yes.' });
    assert.match(await read(reference), /Most of you said yes/, 'a draft is not seen');
    const unsaid = await publish(reference);
    assert.deepEqual([unsaid.status, errorLinks(unsaid)], [422, ['#changed']]);
    assert.equal((await publish(reference, { changed: 'We had miscounted.' })).status, 303);
    const page = await read(reference);
    assert.match(page, /All of you said yes/);
    assert.doesNotMatch(page, /Most of you/);
    assert.match(page, /Summary changed: version 2 ?We had miscounted\./);
    assert.doesNotMatch(page, new RegExp(secas.name));
    const first = await visitor.get(paths.consultationSummary({ reference, number: '1' }));
    assert.match(textOf(first), /This is an earlier version.*Most of you said yes/);
    const atDesk = textOf(await desk.get(paths.deskConsultation({ reference })));
    assert.match(atDesk, new RegExp(`We had miscounted\\. · ${secas.name}`));
    const mails = await mailsAbout(reference, 'summary-published');
    assert.deepEqual(
      mails.map(({ to_address: to, subject }) => [to, subject]),
      [
        [representative.email, `What we asked, what you said, what happens next: ${reference}`],
        [representative.email, `The summary was changed: ${reference}`],
      ],
    );
    await assert.rejects(db('published_summary').update({ changed: 'Nothing' }), /frozen/);
    for (const number of ['3', '0', 'x', '99999999999']) {
      assert.equal((await visitor.get(paths.consultationSummary({ reference, number }))).status, 404);
    }
  });

  test('shows what was typed as text', async () => {
    const reference = await aClosedConsultation();
    await write(reference, { said: '<script>alert(1)</script> [x](javascript:alert(1))' });
    await publish(reference);
    const page = pageOf(await visitor.get(paths.consultation({ reference })));
    assert.equal(page.querySelectorAll('#summary script, #summary a').length, 0);
    assert.match(page.querySelector('#summary')!.textContent!, /<script>alert\(1\)<\/script>|&lt;script/);
  });

  test('stands beside what the respondent submitted', async () => {
    const reference = await aClosedConsultation({ responds: true });
    await write(reference);
    await publish(reference);
    const { id } = await rowOf(reference);
    const submission = (await db('submission').where({ consultation_id: id }).first())!;
    const browser = await signInAs(portal, representative);
    const own = await browser.get(
      paths.submission({ id: submission.response_id, reference: submission.reference }),
    );
    assert.match(textOf(own), /SECAS has published its summary of this consultation/);
    const href = `${paths.consultation({ reference })}#summary`;
    assert.equal(pageOf(own).querySelectorAll(`main a[href="${href}"]`).length, 1);
  });
});
