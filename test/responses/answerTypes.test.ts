import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../src/consultations/questions.js';
import { answerText, answerTypes, cells } from '../../src/responses/answers/answerTypes.js';
import { cleanText } from '../../src/responses/answers/cleanText.js';
import { shownAnswer } from '../../src/responses/answers/shownAnswer.js';
import { askedQuestions } from '../../src/responses/answers/showWhen.js';
import { LONGEST_TEXT } from '../../src/responses/answers/textLimit.js';

const about = { section: 'A', ask: 'What do you say?' };
const longText: Question = { ...about, key: 'text', type: 'long-text' };
const legalText: Question = {
  ...about,
  key: 'legal',
  type: 'rows',
  columns: ['Clause', 'Comment'],
  lines: ['G7.4', 'G7.5'],
};
const objectives: Question = {
  ...about,
  key: 'objectives',
  type: 'matrix',
  options: ['Better', 'Worse'],
  rows: [
    { key: 'a', text: 'Security' },
    { key: 'b', text: 'Competition' },
  ],
  rationale: true,
};

test('text is cleaned of what cannot be stored, and one is told', () => {
  const kept = ['plain', 'tab\tand\nline', 'naïve – “quoted” 👩‍🔬', '\u202Eright to left', ''];
  for (const text of kept) assert.deepEqual(cleanText(text), { text, removed: false });
  assert.deepEqual(cleanText('one\r\ntwo\rthree'), { text: 'one\ntwo\nthree', removed: false });
  for (const bad of [
    '\u0000',
    '\u0007',
    '\u001B',
    '\u007F',
    '\u0085',
    '\uD800',
    '\uDC00',
    '\uFFFD',
    '\uFFFF',
  ]) {
    assert.deepEqual(cleanText(`a${bad}b`), { text: 'ab', removed: true });
  }
});

test('a text of 200,000 characters may be submitted; a longer one is told by how much', () => {
  const wrong = (text: string) =>
    answerTypes['long-text'].problems(longText, { text }).map((one) => one.text);
  assert.deepEqual(wrong('x'.repeat(LONGEST_TEXT)), []);
  assert.deepEqual(wrong('👍'.repeat(LONGEST_TEXT)), [], 'an emoji is one character');
  assert.deepEqual(wrong('x'.repeat(LONGEST_TEXT + 1)), [
    'Shorten this by 1 character or attach it as a file: 200,000 fit',
  ]);
  assert.match(wrong('x'.repeat(201_234))[0] ?? '', /by 1,234 characters/);
});

test('a choice that was not offered cannot be submitted', () => {
  const question: Question = { ...about, key: 'view', type: 'single-choice', options: ['Yes', 'No'] };
  const problems = (choice: string) => answerTypes['single-choice'].problems(question, { choice });
  assert.deepEqual(problems('Yes'), []);
  assert.equal(problems('Perhaps').length, 1);
  assert.equal(
    answerTypes.matrix.problems(objectives, { choices: { a: 'Middling' } })[0]?.field,
    'objectives-a',
  );
});

test('reasons alone do not answer a required choice', () => {
  const question: Question = {
    ...about,
    key: 'view',
    type: 'single-choice',
    options: ['Yes', 'No'],
    rationale: true,
  };
  const value = { choice: '', rationale: 'because' };
  assert.equal(answerTypes['single-choice'].isEmpty(value), false);
  assert.equal(answerTypes['single-choice'].missing(question, value)[0]?.field, 'view');
});

test('rows are frozen trimmed and without the empty ones; each says what it is about', () => {
  const rows = [
    ['G7.4', ' too short '],
    ['', ''],
    [' ', ' '],
    ['', 'no clause'],
    ['Other', 'which?'],
  ];
  const type = answerTypes.rows;
  assert.deepEqual(type.freeze(legalText, { rows: rows.slice(0, 3) }), { rows: [['G7.4', 'too short']] });
  assert.deepEqual(
    type.problems(legalText, { rows }).map(({ field }) => field),
    ['legal-3-0', 'legal-4-0-other'],
  );
  assert.equal(type.isEmpty({ rows: [['', ' ']] }), true);
});

test('a matrix has a cell for each of its rows, answered or not', () => {
  const value = { choices: { b: 'Worse' }, rationale: 'Costs.' };
  assert.deepEqual(
    answerTypes.matrix.cells(objectives, value).map(({ heading, text }) => [heading, text]),
    [
      ['Security', ''],
      ['Competition', 'Worse'],
      ['Reasons', 'Costs.'],
    ],
  );
  assert.equal(cells(objectives, value).length, 2);
  assert.equal(answerText(objectives, value), 'Security: Not answered\nCompetition: Worse\nReasons: Costs.');
  assert.deepEqual(shownAnswer(objectives, value), {
    pairs: [
      { key: 'Security', value: 'Not answered' },
      { key: 'Competition', value: 'Worse' },
    ],
    reasons: 'Costs.',
  });
});

test('whatever was stored can be read', () => {
  for (const type of Object.values(answerTypes)) {
    for (const stored of [
      undefined,
      null,
      'text',
      7,
      [],
      { rows: 'x', choices: [], amount: 5, text: null },
    ]) {
      assert.equal(type.isEmpty(stored), true);
    }
  }
});

test('a question is asked only while the one it depends on is asked and answered so', () => {
  const choice = (key: string, showWhen?: Question['showWhen']): Question => ({
    ...about,
    key,
    type: 'single-choice',
    options: ['Yes', 'No'],
    showWhen,
  });
  const questions = [
    choice('first'),
    choice('second', { question: 'first', is: 'Yes' }),
    choice('third', { question: 'second', is: 'Yes' }),
  ];
  const asked = (first: string, second: string) =>
    askedQuestions(questions, {
      first: { value: { choice: first } },
      second: { value: { choice: second } },
    }).map(({ key }) => key);
  assert.deepEqual(asked('', ''), ['first']);
  assert.deepEqual(asked('Yes', ''), ['first', 'second']);
  assert.deepEqual(asked('Yes', 'Yes'), ['first', 'second', 'third']);
  assert.deepEqual(asked('No', 'Yes'), ['first'], 'what is hidden decides nothing');
});
