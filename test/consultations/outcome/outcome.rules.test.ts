import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import {
  remindedBefore,
  summaryDueOn,
  summaryDueWords,
  summaryPromise,
} from '../../../src/consultations/outcome/outcome.rules.js';

const at = (text: string) => Temporal.Instant.from(text);
const closesAt = at('2017-02-07T17:00:00Z');

describe('a summary is due 12 weeks after the London day of the closing', () => {
  const cases = [
    ['2017-02-07T17:00:00Z', '2017-05-02'],
    ['2017-02-07T23:59:59.999Z', '2017-05-02'],
    ['2017-02-08T00:00:00Z', '2017-05-03'],
    // In summer time the day begins an hour before that of UTC.
    ['2017-06-30T22:59:59.999Z', '2017-09-22'],
    ['2017-06-30T23:00:00Z', '2017-09-23'],
    // Across the change of clocks.
    ['2016-10-03T16:00:00Z', '2016-12-26'],
  ] as const;
  for (const [closed, due] of cases) {
    test(`${closed}: ${due}`, () => assert.equal(summaryDueOn(at(closed)), due));
  }
});

describe('SECAS is reminded from two weeks before, and when it is overdue', () => {
  const cases = [
    ['2017-04-17T22:59:59Z', 'Summary due Tuesday 2 May 2017', false],
    ['2017-04-17T23:00:00Z', 'Summary due Tuesday 2 May 2017, in 14 days', true],
    ['2017-05-01T12:00:00Z', 'Summary due Tuesday 2 May 2017, in one day', true],
    ['2017-05-02T22:59:59Z', 'Summary due Tuesday 2 May 2017, today', true],
    ['2017-05-02T23:00:00Z', 'Summary overdue by one day: it was due Tuesday 2 May 2017', true],
    ['2017-05-09T12:00:00Z', 'Summary overdue by 7 days: it was due Tuesday 2 May 2017', true],
  ] as const;
  for (const [now, text, warn] of cases) {
    test(`${now}: ${text}`, () => {
      assert.deepEqual(summaryDueWords(closesAt, at(now)), { text, warn });
      const listed = closesAt.epochNanoseconds < remindedBefore(at(now)).epochNanoseconds;
      assert.equal(listed, warn, 'and the list at the desk has it from the same moment on');
    });
  }
});

describe('everybody is promised it until that day', () => {
  const said = (now: string, decided = false) => summaryPromise({ closesAt, decided }, at(now));
  test('until the day is over', () => {
    assert.equal(said('2017-05-02T22:59:59Z'), 'We will publish a summary by Tuesday 2 May 2017.');
  });
  test('then that it has not been published', () => {
    const late = 'A summary was due by 2 May 2017. It has not been published yet.';
    assert.equal(said('2017-05-02T23:00:00Z'), late);
    assert.equal(said('2017-05-02T23:00:00Z', true), undefined);
  });
});
