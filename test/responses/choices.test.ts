import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFieldOf, type Question } from '../../src/consultations/questions.js';
import { answerText, answerTypes } from '../../src/responses/answers/answerTypes.js';
import { postedFields } from '../../src/responses/answers/postedFields.js';
import { askedQuestions } from '../../src/responses/answers/showWhen.js';

const about = { key: 'q', section: 'A', ask: 'Which?', options: ['Cost', 'Time', 'Security'] };
const several: Question = { ...about, type: 'multiple-choice', rationale: true };
const ranked: Question = { ...about, type: 'ranking', rationale: true };

const problems = (question: Question, value: unknown) =>
  answerTypes[question.type].problems(question, value).map(({ field, text }) => `${field}: ${text}`);
const freeze = (question: Question, value: unknown) => answerTypes[question.type].freeze(question, value);
const parse = (question: Question, form: Record<string, string>) =>
  answerTypes[question.type].parse(postedFields(form), question);

test('what is chosen is kept in the order in which it is offered, each once', () => {
  const value = parse(several, { 'q-choice-3': 'Security', 'q-choice-1': 'Cost', 'q-choice-9': 'Cost' });
  assert.deepEqual(value, { chosen: ['Cost', 'Security'], rationale: '' });
  assert.equal(answerText(several, value), 'Cost\nSecurity');
  assert.deepEqual(freeze(several, { ...(value as object), rationale: ' why ' }), {
    chosen: ['Cost', 'Security'],
    rationale: 'why',
  });
});

test('reasons alone do not answer a required multiple choice, and an empty one is empty', () => {
  assert.equal(answerTypes['multiple-choice'].isEmpty({ chosen: [] }), true);
  assert.equal(answerTypes['multiple-choice'].isEmpty({ chosen: [], rationale: 'because' }), false);
  const missing = answerTypes['multiple-choice'].missing(several, { chosen: [], rationale: 'because' });
  assert.equal(missing[0]?.text, 'Choose at least one of the options');
});

test('an option of an earlier consultation that is offered no more is kept, and has to be taken out', () => {
  const value = { chosen: ['Price', 'Time'], rationale: '' };
  assert.deepEqual(problems(several, value), [
    'q: “Price” is not offered: take it out, and choose from the options',
  ]);
  const again = parse(several, { 'q-choice-2': 'Time', 'q-choice-4': 'Price' });
  assert.deepEqual(again, { chosen: ['Time', 'Price'], rationale: '' }, 'a box of its own keeps it');
});

test('a question that depends on one of several choices is asked when that is among those chosen', () => {
  const dependent: Question = {
    key: 'how',
    section: 'A',
    ask: 'How?',
    type: 'long-text',
    showWhen: { question: 'q', is: 'Time' },
  };
  const asked = (chosen: string[]) =>
    askedQuestions([several, dependent], { q: { value: { chosen } } }).map(({ key }) => key);
  assert.deepEqual(asked([]), ['q']);
  assert.deepEqual(asked(['Cost', 'Security']), ['q']);
  assert.deepEqual(asked(['Time']), ['q', 'how']);
  assert.deepEqual(asked(['Cost', 'Time']), ['q', 'how']);
});

test('a ranking is finished when each has a number of its own; then it is kept as the order', () => {
  const value = parse(ranked, { 'q-rank-1': '2', 'q-rank-2': '3', 'q-rank-3': '1', 'q-rationale': 'Safe.' });
  assert.deepEqual(value, { ranks: { Cost: '2', Time: '3', Security: '1' }, rationale: 'Safe.' });
  assert.deepEqual(problems(ranked, value), []);
  assert.deepEqual(freeze(ranked, value), { order: ['Security', 'Cost', 'Time'], rationale: 'Safe.' });
  assert.equal(answerText(ranked, value), '1. Security\n2. Cost\n3. Time\nReasons: Safe.');
  assert.equal(answerText(ranked, freeze(ranked, value)), answerText(ranked, value));
  assert.deepEqual(answerTypes.ranking.read(freeze(ranked, value)), value, 'as another response begins with');
});

test('a number given twice, one left out and one that is none are said where they stand', () => {
  const ranks = (Cost: string, Time: string, Security: string) => ({ ranks: { Cost, Time, Security } });
  assert.deepEqual(problems(ranked, ranks('', '', '')), [], 'none of it need be answered');
  assert.deepEqual(problems(ranked, ranks('1', '1', '2')), [
    'q-rank-2: “Cost” has the number 1 already: give “Time” another one',
  ]);
  assert.deepEqual(problems(ranked, ranks('1', '', '3')), [
    'q-rank-2: Give “Time” a number too: rank all, or none',
  ]);
  assert.deepEqual(problems(ranked, ranks('1', '2', '4')), [
    'q-rank-3: Give “Security” a number from 1 to 3',
  ]);
  assert.deepEqual(problems(ranked, ranks('1', '2', '0')), [
    'q-rank-3: Give “Security” a number from 1 to 3',
  ]);
  assert.equal(answerTypes.ranking.missing(ranked, ranks('', '', ''))[0]?.field, 'q-rank-1');
});

test('a ranking that is not finished is kept as it stands, and says what is left out', () => {
  const value = { ranks: { Cost: '1', Time: '1' }, rationale: '' };
  assert.deepEqual(freeze(ranked, value), value);
  assert.equal(answerText(ranked, value), '1. Cost\n1. Time\nSecurity: not ranked');
});

test('in a table a ranking has a figure for each option, whatever was answered', () => {
  const cells = (value: unknown) =>
    answerTypes.ranking.cells(ranked, value).map(({ heading, number }) => [heading, number]);
  assert.deepEqual(cells(undefined), [
    ['Cost', undefined],
    ['Time', undefined],
    ['Security', undefined],
    ['Reasons', undefined],
  ]);
  assert.deepEqual(cells({ order: ['Security', 'Cost', 'Time'] }).slice(0, 3), [
    ['Cost', 2],
    ['Time', 3],
    ['Security', 1],
  ]);
});

test('the fields of each type are known to be its own', () => {
  const date: Question = { key: 'q', section: 'A', ask: 'When?', type: 'date' };
  const own: [Question, string[]][] = [
    [several, ['q', 'q-choice-1', 'q-choice-20', 'q-rationale', 'q-version']],
    [ranked, ['q-rank-1', 'q-rank-20']],
    [date, ['q-day', 'q-month', 'q-year']],
  ];
  for (const [question, fields] of own) {
    for (const field of fields) assert.equal(isFieldOf(question, field), true, field);
  }
  for (const field of ['q-day', 'q-choice-', 'q-choice-100', 'q-rank-1']) {
    assert.equal(isFieldOf(several, field), false, field);
  }
});
