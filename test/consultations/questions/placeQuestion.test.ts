import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Question } from '../../../src/consultations/questions.js';
import { paths } from '../../../src/paths.js';
import { openForm, pageOf, send, submitForm, textOf, type Fields } from '../../support/browse.js';
import { aPreparedConsultation, auditOf, desk, publish, rowOf } from '../atTheDesk.js';

const keysOf = async (reference: string) =>
  ((await rowOf(reference)).question_draft as Question[]).map(({ key, section }) => `${section}: ${key}`);
const opened = (reference: string) =>
  openForm(desk, paths.deskQuestions({ reference }), 'form[action$="/order"]');
async function place(reference: string, fields: Fields) {
  const { action, held } = await opened(reference);
  return send(desk, action, { ...held, before: '', ...fields });
}

describe('letting go of what was dragged', () => {
  test('a question goes to another section, and the audit says that it moved', async () => {
    const reference = await aPreparedConsultation({ template: 'external' });
    const reply = await place(reference, {
      what: 'question',
      key: 'files',
      section: 'your-views',
      before: 'points',
    });
    assert.equal(reply.headers['location'], paths.deskQuestions({ reference }));
    assert.equal((await keysOf(reference))[0], 'Your views: files');
    const last = (await auditOf(reference)).at(-1)!;
    assert.deepEqual([last.action, last.detail], ['consultation.question-moved', { question: 'files' }]);
  });

  test('one that depends on an earlier answer never comes before it, nor that answer behind it', async () => {
    const reference = await aPreparedConsultation({ template: 'working-group' });
    const before = await keysOf(reference);
    const set = (await rowOf(reference)).question_draft as Question[];
    const dependent = set.find(({ showWhen }) => showWhen)!;
    const decides = set.find(({ key }) => key === dependent.showWhen!.question)!;
    const section = pageOf(await desk.get(paths.deskQuestions({ reference })))
      .getElementById(decides.key)!
      .closest('[data-section]')!
      .getAttribute('data-section')!;
    const first = await place(reference, {
      what: 'question',
      key: dependent.key,
      section,
      before: decides.key,
    });
    assert.equal(first.status, 409);
    assert.match(textOf(first), /It was not moved\. It can only depend on a choice that is asked before it/);
    const second = await place(reference, { what: 'question', key: decides.key, section });
    assert.match(textOf(second), /It was not moved\. The question “.*” stands in the way/);
    assert.deepEqual(await keysOf(reference), before);
  });

  test('not into an order that a colleague has changed meanwhile', async () => {
    const reference = await aPreparedConsultation({ template: 'external' });
    const mine = await opened(reference);
    await place(reference, { what: 'section', key: 'anything-else', before: 'your-views' });
    const now = await keysOf(reference);
    const reply = await send(desk, mine.action, {
      ...mine.held,
      what: 'section',
      key: 'your-views',
      before: '',
    });
    assert.deepEqual([reply.status, await keysOf(reference)], [409, now]);
    assert.match(textOf(reply), /a colleague has changed the questions meanwhile/);
  });

  test('a colleague’s new wording is no other order', async () => {
    const reference = await aPreparedConsultation({ template: 'external' });
    const mine = await opened(reference);
    await submitForm(desk, paths.deskQuestion({ reference, question: 'points' }), { ask: 'Better words?' });
    const sent = { ...mine.held, what: 'section', key: 'your-views', before: '' };
    assert.equal((await send(desk, mine.action, sent)).status, 303);
    const set = (await rowOf(reference)).question_draft as Question[];
    assert.equal(set.find(({ key }) => key === 'points')!.ask, 'Better words?');
  });

  test('once the questions are issued nothing moves, and the page offers nothing', async () => {
    const reference = await aPreparedConsultation({ template: 'external' });
    const mine = await opened(reference);
    assert.equal((await publish(reference)).status, 303);
    const sent = { ...mine.held, what: 'section', key: 'your-views', before: '' };
    assert.equal((await send(desk, mine.action, sent)).status, 409);
    const page = pageOf(await desk.get(paths.deskQuestions({ reference })));
    assert.equal(page.querySelectorAll('form[action$="/order"], [data-told]').length, 0);
  });
});
