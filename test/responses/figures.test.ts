import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../src/consultations/questions.js';
import { answerTypes } from '../../src/responses/answers/answerTypes.js';

const ask = (type: Question['type']): Question => ({ key: 'cost', section: 'Cost', ask: 'How much?', type });

/** What is frozen of an amount, or what the respondent is told. */
function frozen(type: 'money' | 'number', typed: string): string {
  const value = type === 'money' ? { amount: typed } : { number: typed };
  const [problem] = answerTypes[type].problems(ask(type), value);
  if (problem) return problem.text;
  return Object.values(answerTypes[type].freeze(ask(type), value) as Record<string, string>).join();
}

test('money is read in plain British form, to the penny', () => {
  const cases: Record<string, string> = {
    '£12,500.50': '12500.50',
    '12500': '12500.00',
    ' 12,500 ': '12500.00',
    '£ 1,234,567.8': '1234567.80',
    '0': '0.00',
    '.50': '0.50',
    '007': '7.00',
    '£999,999,999,999.99': '999999999999.99',
  };
  for (const [typed, expected] of Object.entries(cases))
    assert.equal(frozen('money', typed), expected, typed);
});

test('what is no plain amount is refused with what to type', () => {
  const cases: Record<string, RegExp> = {
    '1.5k': /in full: 1,500 rather than 1\.5k/,
    '£2m': /in full: 2,000,000 rather than 2m/,
    '3 million': /in full: 3,000,000/,
    '-5': /£0 or more/,
    '−5': /£0 or more/,
    '(500)': /£0 or more/,
    '12.500,50': /a comma before each three figures/,
    '12,50': /a comma before each three figures/,
    '1,2345': /a comma before each three figures/,
    '1.234': /at most two figures after the point/,
    '1,000,000,000,000': /below £1,000,000,000,000/,
    '10,000 to 15,000': /one amount in pounds/,
    '€500': /one amount in pounds/,
    'about 500': /one amount in pounds/,
    '£': /one amount in pounds/,
    '1e6': /one amount in pounds/,
    '١٢٣': /one amount in pounds/,
  };
  for (const [typed, expected] of Object.entries(cases))
    assert.match(frozen('money', typed), expected, typed);
});

test('a number is frozen without commas and without zeros that mean nothing', () => {
  const cases: Record<string, string> = {
    '6': '6',
    '1,200': '1200',
    '1.50': '1.5',
    '2.0': '2',
    '0.25': '0.25',
  };
  for (const [typed, expected] of Object.entries(cases))
    assert.equal(frozen('number', typed), expected, typed);
});

test('what is no number is refused with what to type', () => {
  const cases: Record<string, RegExp> = {
    '6 months': /only the number, in figures: 6/,
    'approx. 1,200': /only the number, in figures: 1,200/,
    '3-6': /one number, in figures/,
    six: /one number, in figures/,
    '-1': /0 or more/,
    '1.5k': /in full: 1,500/,
    '0.1234567': /at most six figures/,
    '1000000000000': /below 1,000,000,000,000/,
  };
  for (const [typed, expected] of Object.entries(cases))
    assert.match(frozen('number', typed), expected, typed);
});

test('figures are shown with their sign and go into a spreadsheet as numbers', () => {
  const cells = (type: 'money' | 'number', value: unknown) => answerTypes[type].cells(ask(type), value);
  assert.deepEqual(cells('money', { amount: '12500.50' }), [
    { heading: '', text: '£12,500.50', number: 12500.5 },
  ]);
  assert.deepEqual(cells('money', { amount: '£1,200' }), [{ heading: '', text: '£1,200', number: 1200 }]);
  assert.deepEqual(cells('money', { amount: 'a lot' }), [{ heading: '', text: 'a lot' }]);
  assert.deepEqual(cells('number', { number: '1,200.50' }), [
    { heading: '', text: '1200.5', number: 1200.5 },
  ]);
});
