import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../src/consultations/questions.js';
import { answerTypes } from '../../src/responses/answers/answerTypes.js';
import { LONGEST_SHORT_TEXT } from '../../src/responses/answers/shortText.js';
import { wordsOf } from '../../src/responses/answers/counting.js';

const about = { key: 'view', section: 'A', ask: 'What do you say?', wordLimit: 5 };

const problems = (question: Question, value: unknown) =>
  answerTypes[question.type].problems(question, value).map(({ field, text }) => `${field}: ${text}`);

test('a text may have as many words as are asked for, and is told by how many it is too long', () => {
  for (const type of ['long-text', 'short-text'] as const) {
    const question: Question = { ...about, type };
    assert.deepEqual(problems(question, { text: 'one two three four five' }), []);
    assert.deepEqual(problems(question, { text: 'one – two three, four five.' }), [], 'a dash is no word');
    assert.deepEqual(problems(question, { text: 'one two three four five six' }), [
      'view: Shorten this by 1 word: it has 6, and at most 5 are asked for',
    ]);
    assert.deepEqual(problems({ ...question, wordLimit: undefined }, { text: 'a '.repeat(100) }), []);
  }
});

test('beside a choice it is the reasons that are counted', () => {
  const options = ['Yes', 'No'];
  const rows = [{ key: 'a', text: 'Security' }];
  const rationale = 'one two three four five six seven';
  const expected = ['view-rationale: Shorten this by 2 words: it has 7, and at most 5 are asked for'];
  assert.deepEqual(
    problems({ ...about, type: 'single-choice', options, rationale: true }, { choice: 'Yes', rationale }),
    expected,
  );
  assert.deepEqual(
    problems({ ...about, type: 'matrix', options, rows, rationale: true }, { choices: {}, rationale }),
    expected,
  );
});

test('the words beside the field are those of the rule', () => {
  assert.equal(wordsOf('one – two', 5), '2 of 5 words');
  assert.equal(wordsOf('', 1), '0 of 1 word');
  assert.equal(wordsOf('a '.repeat(1_200), 1_000), '1,200 of 1,000 words');
  assert.equal(wordsOf('one two'), '2 words');
});

test('a short text is one line of at most 250 characters', () => {
  const question: Question = { ...about, type: 'short-text', wordLimit: undefined };
  assert.deepEqual(problems(question, { text: 'x'.repeat(LONGEST_SHORT_TEXT) }), []);
  assert.deepEqual(problems(question, { text: 'x'.repeat(LONGEST_SHORT_TEXT + 1) }), [
    'view: Shorten this by 1 character: 250 fit',
  ]);
  const pasted = { text: ' Anna\nOduya ' };
  assert.deepEqual(answerTypes['short-text'].freeze(question, pasted), { text: 'Anna Oduya' });
});
