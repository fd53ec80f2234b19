import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../src/consultations/questions.js';
import { answerTypes, answerText } from '../../src/responses/answers/answerTypes.js';
import { dateFromText } from '../../src/responses/answers/date.js';
import { answerOf, entryOf } from '../../src/responses/word/entries.js';

const when: Question = { key: 'when', section: 'Timing', ask: 'From when?', type: 'date' };

const typed = (text: string) => {
  const [day = '', month = '', year = ''] = text.split('|');
  return { day, month, year };
};

/** What is frozen of a date, or what the respondent is told and where. */
function frozen(text: string): string {
  const [problem] = answerTypes.date.problems(when, typed(text));
  if (problem) return `${problem.field}: ${problem.text}`;
  return (answerTypes.date.freeze(when, typed(text)) as { date: string }).date;
}

test('a date is typed in its parts, the month also by name, and kept as ISO 8601', () => {
  const cases: Record<string, string> = {
    '14|2|2017': '2017-02-14',
    '01|02|2017': '2017-02-01',
    ' 14 |Feb|2017': '2017-02-14',
    '14|february|2017': '2017-02-14',
    '29|2|2016': '2016-02-29',
    '1|1|1901': '1901-01-01',
    '31|12|2199': '2199-12-31',
  };
  for (const [text, expected] of Object.entries(cases)) assert.equal(frozen(text), expected, text);
});

test('what is no date is said at the part that is wrong', () => {
  const cases: Record<string, RegExp> = {
    '29|2|2017': /^when: Enter a date that exists/,
    '31|4|2017': /^when: Enter a date that exists/,
    '0|4|2017': /^when: Enter a date that exists/,
    'x|4|2017': /^when: Enter a date that exists/,
    '1|13|2017': /^when-month: .*from 1 to 12/,
    '1|ma|2017': /^when-month: .*from 1 to 12/,
    '1|4|17': /^when-year: .*four figures/,
    '1|4|1900': /^when-year: .*between 1901 and 2199/,
    '1|4|2200': /^when-year: .*between 1901 and 2199/,
    '|4|2017': /^when: Enter the day too/,
    '1||2017': /^when-month: Enter the month too/,
    '1||': /^when-month: Enter the month and the year too/,
  };
  for (const [text, expected] of Object.entries(cases)) assert.match(frozen(text), expected, text);
});

test('a date that was left out is wrong only where one is required', () => {
  assert.deepEqual(answerTypes.date.problems(when, typed('||')), []);
  assert.equal(answerTypes.date.missing(when, typed('||'))[0]?.text, 'Enter a date');
  assert.equal(answerTypes.date.isEmpty(typed(' || ')), true);
});

test('a frozen date is read in its parts again, as when another response begins with it', () => {
  assert.deepEqual(answerTypes.date.read({ date: '2017-02-01' }), { day: '1', month: '2', year: '2017' });
  assert.equal(answerText(when, { date: '2017-02-14' }), '14 February 2017');
  assert.deepEqual(answerTypes.date.cells(when, { date: '2017-02-14' }), [
    { heading: '', text: '14 February 2017', date: '2017-02-14' },
  ]);
});

test('what an instruction at closing freezes unfinished keeps what was typed', () => {
  assert.deepEqual(answerTypes.date.freeze(when, typed('31|2|')), { day: '31', month: '2', year: '' });
  assert.equal(answerText(when, typed('31|2|')), '31 2');
  assert.equal(answerTypes.date.cells(when, typed('31|2|'))[0]?.date, undefined);
});

test('a date is read from one line of a Word form as people write it, and nothing else is lost', () => {
  for (const text of [
    '14 February 2017',
    '14th of Feb 2017',
    'Tuesday 14 February 2017',
    '14/02/2017',
    '14.2.2017',
    '2017-02-14',
  ]) {
    assert.deepEqual(answerTypes.date.freeze(when, dateFromText(text)), { date: '2017-02-14' }, text);
  }
  const late = 'as soon as systems allow';
  assert.deepEqual(dateFromText(late), { day: late, month: '', year: '' });
  for (const text of ['14|2|2017', '31|2|2017', '5||', 'soon||']) {
    const before = entryOf(when, { value: typed(text), confidential: false, reason: '' });
    const again = answerOf(when, before);
    assert.deepEqual(entryOf(when, again), before, `${text} comes back from the form as it went`);
  }
});
