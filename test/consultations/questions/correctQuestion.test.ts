import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closeConsultation } from '../../../src/consultations/closeConsultation.js';
import type { Question } from '../../../src/consultations/questions.js';
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
import { aSecasColleague } from '../../support/build.js';
import { aDraftResponse } from '../../support/draft.js';
import { signInAs } from '../../support/signIn.js';
import {
  aPublishedConsultation,
  auditOf,
  clock,
  db,
  desk,
  errorLinks,
  organisation,
  party,
  portal,
  representative,
  rowOf,
  secas,
  visitor,
} from '../atTheDesk.js';

const otherDesk = await signInAs(portal, await aSecasColleague(db));
const own = await signInAs(portal, representative);

const ASK = 'Do you believe that this modification should be approved?';
const questionUrl = (reference: string, question = 'position') => paths.deskQuestion({ reference, question });
const correct = (reference: string, fields: Fields, question?: string) =>
  submitForm(desk, questionUrl(reference, question), { note: 'A word was wrong.', ...fields });
const issuesOf = async (reference: string) =>
  db('question_issue')
    .where({ consultation_id: (await rowOf(reference)).id })
    .orderBy('number');
const questionOf = (issue: { questions: unknown }, key: string) =>
  (issue.questions as Question[]).find((question) => question.key === key)!;

describe('a question that has been issued', () => {
  test('is corrected by a new issue; what was submitted keeps the wording that it answered', async () => {
    const reference = await aPublishedConsultation();
    const { id, title } = await rowOf(reference);
    const consultation = { id, reference, title, issueId: '', questions: [] };
    const answers = { position: { value: { choice: 'Approve', rationale: 'It is sound.' } } };
    const draft = { consultation, organisation, by: representative, parties: [party], answers };
    const { id: response } = await aDraftResponse(db, draft);
    assert.equal((await submitForm(own, paths.check({ id: response }))).status, 303);

    clock.set('2017-01-17T10:00:00Z');
    const reply = await correct(reference, { ask: 'Should this modification be approved?' });
    assert.equal(reply.headers['location'], paths.deskQuestions({ reference }));
    const [first, second, ...more] = await issuesOf(reference);
    assert.equal(more.length, 0);
    assert.equal(questionOf(first!, 'position').ask, ASK);
    assert.deepEqual(questionOf(second!, 'position'), {
      ...questionOf(first!, 'position'),
      ask: 'Should this modification be approved?',
    });
    assert.deepEqual([second!.number, second!.note], [2, 'A word was wrong.']);

    const page = textOf(await visitor.get(paths.consultation({ reference })));
    assert.match(
      page,
      /Should this modification be approved\?.*Wording corrected: “Should this modification be approved\?” ?A word was wrong\./,
    );
    assert.doesNotMatch(page, new RegExp(secas.name), 'who corrected it is for SECAS');
    assert.match(
      textOf(await desk.get(paths.deskConsultation({ reference }))),
      new RegExp(`A word was wrong\\. · ${secas.name}`),
    );
    const [submission] = await db('submission').where({ response_id: response });
    const submitted = await own.get(paths.submission({ id: response, reference: submission!.reference }));
    assert.ok(textOf(submitted).includes(ASK));
    assert.match(submission!.record, new RegExp(ASK.replace('?', String.raw`\?`)));
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual(last.detail, { question: 'position', issue: 2, note: 'A word was wrong.' });
  });

  const unchangeable: Fields[] = [
    { options: 'Yes\nNo' },
    { type: 'long-text' },
    { key: 'view' },
    { section: 'Another' },
    { required: 'required' },
    { showWhen: 'impact|Yes' },
    { rationale: 'rationale' },
  ];
  for (const fields of unchangeable) {
    test(`its ${Object.keys(fields)[0]} stays: answers depend on it`, async () => {
      const reference = await aPublishedConsultation();
      assert.equal((await correct(reference, fields)).status, 400);
      assert.equal((await issuesOf(reference)).length, 1);
    });
  }

  test('keeps its rows and its columns, in their order', async () => {
    const reference = await aPublishedConsultation();
    const rows = (await openForm(desk, questionUrl(reference, 'objectives'))).held['rows'] as string;
    const lines = rows.split('\n');
    for (const wrong of [lines.slice(1), lines.toReversed(), [...lines, 'An eighth']]) {
      const reply = await correct(reference, { rows: wrong.join('\r\n') }, 'objectives');
      assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#rows']]);
    }
    const columns = 'Comment\nClause\nProposed drafting';
    assert.deepEqual(errorLinks(await correct(reference, { columns }, 'legal-text')), ['#columns']);
    assert.equal((await issuesOf(reference)).length, 1);
  });

  test('needs its words, and a note', async () => {
    const reference = await aPublishedConsultation();
    const reply = await correct(reference, { ask: ' ', note: '', help: 'Kept' });
    assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#ask', '#note']]);
    assert.equal(errorFor(reply, 'ask'), 'Error: Enter the question');
    assert.equal(typedIn(pageOf(reply).getElementById('help')!), 'Kept');
  });

  test('two colleagues at once: the second sees what the first issued', async () => {
    const reference = await aPublishedConsultation();
    const mine = await openForm(otherDesk, questionUrl(reference));
    await correct(reference, { ask: 'The first?' });
    const typed = { ...mine.held, ask: 'The second?', note: 'Mine.' };
    const reply = await send(otherDesk, mine.action, typed);
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), /A colleague changed this question after you opened it.*The first\?/);
    assert.equal(typedIn(pageOf(reply).getElementById('ask')!), 'The second?');
    assert.equal((await issuesOf(reference)).length, 2);
    const was = pageOf(reply).querySelector('input[name="was"]')!.getAttribute('value')!;
    assert.equal((await send(otherDesk, mine.action, { ...typed, was })).status, 303);
    assert.equal(questionOf((await issuesOf(reference)).at(-1)!, 'position').ask, 'The second?');
  });

  test('is neither edited, moved nor removed any more, and none is added', async () => {
    const reference = await aPublishedConsultation();
    const { held } = await openForm(desk, questionUrl(reference));
    const token = { _csrf: held['_csrf']! };
    const question = { type: 'long-text', ask: 'One more?', section: 'Other' };
    const key = { reference, question: 'position' };
    const forged: [url: string, fields: Fields][] = [
      [paths.deskQuestion(key), { ...question, was: held['was']! }],
      [paths.deskNewQuestion({ reference }), question],
      [paths.deskMoveQuestion(key), { move: 'down' }],
      [paths.deskMoveSection({ reference, section: 'impact-and-cost' }), { move: 'up' }],
      [paths.deskRemoveQuestion(key), { was: held['was']! }],
    ];
    for (const [url, fields] of forged) {
      assert.equal((await send(desk, url, { ...token, ...fields })).status, 409, url);
    }
    const page = pageOf(await desk.get(paths.deskQuestions({ reference })));
    assert.equal(page.querySelectorAll('main form').length, 0);
    assert.equal((await issuesOf(reference)).length, 1);
  });

  test('stays as it was answered once the closure is written', async () => {
    const reference = await aPublishedConsultation();
    clock.set('2017-02-08T17:00:20Z');
    await closeConsultation(portal.deps, (await rowOf(reference)).id, clock.now());
    const reply = await correct(reference, { ask: 'Too late?' });
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), /closed, so its questions stay as they were answered/);
  });
});
