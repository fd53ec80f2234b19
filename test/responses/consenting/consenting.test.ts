import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { download } from '../../reports/reading.js';
import { freezeNow } from '../../support/reports.js';
import { openForm, send, textOf } from '../../support/browse.js';
import { anEntry } from '../../support/clarification.js';
import {
  ask,
  browsers,
  db,
  decline,
  deskUrl,
  digestOf,
  files,
  forAll,
  lift,
  member,
  people,
  portal,
  previewUrl,
  reference,
  submissions,
  takeBack,
} from './consenting.js';

afterEach(async () => {
  // As a replica, so that the triggers that keep them do not stand in the way.
  await db.raw(
    `begin; set local session_replication_role = replica; delete from lifted_marking; delete from consent_request; commit`,
  );
});

const liftsOf = async (name: 'openly' | 'whole' | 'nameless') =>
  db('lifted_marking').where({ submission_id: submissions[name].id });

describe('what is told to all follows the organisation’s consent, and nothing else', () => {
  test('an answer: confidential until it agrees, readable then, confidential again once that is taken back', async () => {
    const before = await forAll();
    assert.doesNotMatch(before, /SECRET-ANSWER/);
    assert.equal((await lift('openly', 'answer:other', 'The contract has ended.')).status, 303);
    const then = await forAll();
    assert.match(then, /SECRET-ANSWER/);
    assert.match(then, /SECRET-COMMENT/, 'with the comment that stands beside it');
    assert.doesNotMatch(then, /98765|SECRET-REASON|SECRET-FILE|SECRET-WHOLE|SECRET-ROW|Shy Energy/);
    assert.doesNotMatch(then, /came late|on a response of which a part/);
    assert.ok(!then.includes(await digestOf('openly')), 'the rest is still confidential');
    assert.equal((await takeBack('openly', 'answer:other')).status, 303);
    const table = (text: string) => text.slice(0, text.indexOf('<!DOCTYPE html>'));
    assert.equal(table(await forAll()), table(before), 'to the letter as it was');
    const [row] = await liftsOf('openly');
    assert.deepEqual(
      [row!.lifted_by, row!.note, row!.taken_back_by],
      [people.openly.id, 'The contract has ended.', people.openly.id],
    );
  });

  test('a file: not to be had before, nor after it is taken back', async () => {
    const url = paths.panelAttachment({ reference, attachment: files.secret.id });
    const status = async () => {
      await freezeNow(portal.deps, reference);
      return (await download(member, url)).status;
    };
    assert.equal(await status(), 404);
    await lift('openly', `file:${files.secret.id}`);
    assert.equal(await status(), 200);
    assert.match(await forAll(), /SECRET-FILE\.txt/);
    await takeBack('openly', `file:${files.secret.id}`);
    assert.equal(await status(), 404);
    assert.doesNotMatch(await forAll(), /SECRET-FILE/);
  });

  test('the whole response', async () => {
    const url = paths.panelAttachment({ reference, attachment: files.whole.id });
    assert.equal((await download(member, url)).status, 404);
    await lift('whole', 'whole');
    assert.match(await forAll(), /SECRET-WHOLE/);
    assert.equal((await download(member, url)).status, 200);
    assert.ok((await forAll()).includes(await digestOf('whole')), 'nothing in it is withheld');
    await takeBack('whole', 'whole');
    assert.doesNotMatch(await forAll(), /SECRET-WHOLE|SECRET-ROW/);
    assert.equal((await download(member, url)).status, 404);
  });

  test('the name, and with it the Parties, the category and the files', async () => {
    assert.doesNotMatch(await forAll(), /Shy Energy/);
    const preview = textOf(await browsers.nameless.get(previewUrl('nameless', 'name')));
    assert.match(preview, /Name Shy Energy On behalf of Shy Party \(Gas Network\) Received 10:00:00/);
    assert.match(preview, /Shy Energy letter\.txt/);
    await lift('nameless', 'name');
    assert.match(await forAll(), /Shy Energy letter\.txt/);
    assert.doesNotMatch(
      await forAll(),
      /SECRET-REFUSAL|11:11:11/,
      'another submission keeps its own marking',
    );
    await takeBack('nameless', 'name');
    assert.doesNotMatch(await forAll(), /Shy Energy/);
  });

  test('the digest only when nothing is withheld any more', async () => {
    const digest = await digestOf('openly');
    await lift('openly', 'answer:other');
    await lift('openly', 'answer:cost');
    assert.ok(!(await forAll()).includes(digest));
    const last = `file:${files.secret.id}`;
    const preview = await browsers.openly.get(previewUrl('openly', last));
    assert.match(textOf(preview), /Nothing in the response would be confidential any more/);
    await lift('openly', last);
    assert.ok((await forAll()).includes(digest));
    await takeBack('openly', 'answer:cost');
    assert.ok(!(await forAll()).includes(digest));
  });

  test('what was asked and replied about it before it was marked is shown first, and told with it', async () => {
    const preview = await browsers.whole.get(previewUrl('whole', 'whole'));
    assert.match(textOf(preview), /SECAS asked, 10am on 10 February 2017 ?SECRET-ASKED of the whole/);
    assert.match(textOf(preview), /The respondent replied, .{10,40}SECRET-REPLY of the whole/);
    await lift('whole', 'whole');
    assert.match(await forAll(), /SECRET-REPLY of the whole/);
    await takeBack('whole', 'whole');
    const { held } = await openForm(browsers.whole, previewUrl('whole', 'whole'));
    await anEntry(db, {
      submission: submissions.whole,
      question: 'view',
      by: people.secas,
      text: 'SECRET-ASKED again',
      number: 3,
    });
    const { responseId: id, reference: receipt } = submissions.whole;
    const form = { ...held, step: 'lift' };
    const reply = await send(browsers.whole, paths.consent({ id, reference: receipt }), form);
    assert.equal(reply.status, 409, 'more would become readable than was shown');
    assert.match(textOf(reply), /SECRET-ASKED again/);
  });

  test('what SECAS is shown at its desk follows it too; the receipt stays as it was', async () => {
    const at = { reference, submission: submissions.whole.id };
    const looks = () =>
      db('audit_entry').where({ action: 'confidential.read', subject_id: submissions.whole.id });
    assert.match(
      textOf(await browsers.secas.get(paths.deskSubmission(at))),
      /The whole response is confidential/,
    );
    const before = (await looks()).length;
    assert.equal(before, 1);
    await lift('whole', 'whole');
    const read = textOf(await browsers.secas.get(paths.deskSubmission(at)));
    assert.doesNotMatch(read, /The whole response is confidential/);
    assert.match(read, /Confidential now Nothing/);
    assert.equal((await looks()).length, before, 'it is no look at something confidential');
    const list = `${paths.deskResponses({ reference })}?confidential=whole`;
    assert.doesNotMatch(textOf(await browsers.secas.get(list)), /Closed Book Energy/);
    const { responseId: id, reference: receipt } = submissions.whole;
    const own = await browsers.whole.get(paths.submission({ id, reference: receipt }));
    assert.match(
      textOf(own),
      /The whole response is confidential: commercially sensitive ?As it was submitted/,
    );
  });
});

describe('SECAS asks, and the organisation answers', () => {
  test('who may submit is told, sees exactly what would become readable and for whom, and agrees', async () => {
    assert.equal((await ask('openly', 'answer:other')).status, 303);
    const mails = await db('outbox_mail').where({ kind: 'consent-asked' });
    const told = mails.map(({ to_address: to }) => to);
    assert.ok(told.includes(people.openly.email));
    assert.ok(![people.drafter, people.whole, people.nameless].some(({ email }) => told.includes(email)));
    assert.ok(
      mails.every(({ body }) => !/SECRET/.test(body) && body.includes('The Panel wants to publish it.')),
    );
    const { responseId: id, reference: receipt } = submissions.openly;
    const own = textOf(await browsers.openly.get(paths.submission({ id, reference: receipt })));
    assert.match(own, /SECAS asks you not to keep something confidential any longer/);
    const preview = textOf(await browsers.openly.get(previewUrl('openly', 'answer:other')));
    assert.match(preview, /SECRET-ANSWER/);
    assert.match(
      preview,
      /Every Panel member, in the version of the report for all\. ?Everybody, when SECAS publishes/,
    );
    assert.match(preview, /What SECAS says beside it in the report can be read then too/);
    assert.doesNotMatch(preview, /98765|SECRET-FILE|SECRET-COMMENT/, 'and nothing more than that');
    assert.doesNotMatch(await forAll(), /SECRET-ANSWER/, 'asking lifts nothing');
    await lift('openly', 'answer:other', 'By all means.');
    const desk = textOf(await browsers.secas.get(deskUrl('openly')));
    assert.match(desk, new RegExp(`${people.openly.name} agreed at .*By all means\\.`));
    const answered = await db('outbox_mail').where({ kind: 'consent-answered', person_id: people.secas.id });
    assert.match(answered.at(-1)!.subject, /^Not confidential any more: TEST-/);
    const actions = await db('audit_entry').whereLike('action', 'consent.%').orderBy('id');
    assert.deepEqual(
      actions.slice(-2).map(({ action, person_id: by }) => [action, by]),
      [
        ['consent.asked', people.secas.id],
        ['consent.given', people.openly.id],
      ],
    );
  });

  test('declined it stays confidential; it can be asked again, but not twice at once', async () => {
    await ask('openly', 'answer:other');
    assert.equal((await ask('openly', 'answer:cost')).status, 303);
    const { held } = await openForm(browsers.secas, deskUrl('openly'));
    const twice = { _csrf: held['_csrf']!, part: 'answer:other', reason: 'Again.' };
    assert.equal((await send(browsers.secas, deskUrl('openly'), twice)).status, 409);
    await decline('openly', 'answer:other', 'It would harm us.');
    assert.doesNotMatch(await forAll(), /SECRET-ANSWER/);
    assert.match(textOf(await browsers.secas.get(deskUrl('openly'))), /declined at .*It would harm us\./);
    assert.equal((await ask('openly', 'answer:other', 'Once more.')).status, 303);
  });

  test('that SECAS looked at what is confidential and why is kept', async () => {
    const looks = async () =>
      (await db('audit_entry').where({ action: 'confidential.read', subject_id: submissions.openly.id }))
        .length;
    const before = await looks();
    assert.match(textOf(await browsers.secas.get(deskUrl('openly'))), /SECRET-FILE/);
    assert.equal(await looks(), before + 1);
    const { id: submission } = submissions.nameless;
    const file = paths.deskSubmissionAttachment({ reference, submission, attachment: files.shy.id });
    assert.equal((await download(browsers.secas, file)).status, 200);
    const taken = await db('audit_entry').where({
      action: 'confidential.downloaded',
      subject_id: submission,
    });
    assert.equal(taken.length, 1, 'the file of somebody whose name is confidential');
  });

  test('without a reason, or something chosen, nobody is asked', async () => {
    const reply = await ask('openly', '', ' ');
    assert.equal(reply.status, 422);
    assert.deepEqual(await db('consent_request'), []);
  });
});

test('what SECAS asks to lift stands on “Your responses” until it is answered, for that organisation alone', async () => {
  const said = async (browser: typeof browsers.openly) => textOf(await browser.get(paths.responses()));
  const asked = new RegExp(`SECAS asks you not to keep something confidential any longer, on ${reference}`);
  assert.doesNotMatch(await said(browsers.openly), asked);
  await ask('openly', 'answer:other');
  assert.match(await said(browsers.openly), asked);
  assert.match(await said(browsers.openly), new RegExp(`It stands in ${submissions.openly.reference}`));
  assert.doesNotMatch(await said(browsers.whole), asked);
  await decline('openly', 'answer:other');
  assert.doesNotMatch(await said(browsers.openly), asked);
});
