import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import {
  closesTooLate,
  fromToday,
  timeProblems,
  usualPapersDue,
  whenOf,
} from '../../src/meetings/meeting.rules.js';

const at = (text: string) => Temporal.Instant.from(text);

test('papers are due at 5pm, five Working Days before', () => {
  for (const [startsAt, due] of [
    ['2017-02-10T10:00:00Z', '2017-02-03T17:00:00Z'], // a Friday
    ['2017-02-10T00:00:00Z', '2017-02-03T17:00:00Z'], // its time is not known
    ['2017-04-20T09:00:00Z', '2017-04-11T16:00:00Z'], // Good Friday and Easter Monday between
    ['2017-03-31T09:00:00Z', '2017-03-24T17:00:00Z'], // the clocks go forward between
  ] as const)
    assert.equal(usualPapersDue(at(startsAt)).toString(), due, startsAt);
});

test('a meeting whose time is not known is told by its day', () => {
  const startsAt = at('2017-02-10T00:00:00Z');
  assert.equal(whenOf({ startsAt, timeKnown: false }), 'Friday 10 February 2017, time to be confirmed');
  assert.equal(whenOf({ startsAt, timeKnown: true }), '12 midnight on Friday 10 February 2017 (GMT)');
});

test('it lies ahead until its day in London is over', () => {
  assert.equal(fromToday(at('2017-02-10T23:59:59.999Z')).toString(), '2017-02-10T00:00:00Z');
  assert.equal(
    fromToday(at('2017-06-09T23:00:00Z')).toString(),
    '2017-06-09T23:00:00Z',
    'the 10th in summer',
  );
});

test('January typed for February is noticed, and so are papers after the meeting', () => {
  const fieldsOf = (startsAt: string, papersDueAt: string) =>
    timeProblems({ startsAt: at(startsAt), papersDueAt: at(papersDueAt) }, at('2017-01-30T16:00:00Z')).map(
      ({ field }) => field,
    );
  assert.deepEqual(fieldsOf('2017-01-10T10:00:00Z', '2017-01-03T17:00:00Z'), ['starts']);
  assert.deepEqual(fieldsOf('2017-01-29T23:59:59Z', '2017-01-03T17:00:00Z'), ['starts']);
  assert.deepEqual(fieldsOf('2017-01-30T00:00:00Z', '2017-01-03T17:00:00Z'), []);
  assert.deepEqual(fieldsOf('2017-02-10T10:00:00Z', '2017-02-10T10:00:00Z'), []);
  assert.deepEqual(fieldsOf('2017-02-10T10:00:00Z', '2017-02-10T10:00:01Z'), ['papers']);
});

test('what closes after the papers are due, or at the meeting, is too late', () => {
  const meeting = { startsAt: at('2017-02-10T10:00:00Z'), papersDueAt: at('2017-02-03T17:00:00Z') };
  for (const [closesAt, said] of [
    ['2017-02-03T17:00:00Z', undefined],
    ['2017-02-03T17:00:00.001Z', 'After the papers are due'],
    ['2017-02-10T09:59:59.999Z', 'After the papers are due'],
    ['2017-02-10T10:00:00Z', 'After the meeting'],
  ] as const)
    assert.equal(closesTooLate(at(closesAt), meeting), said, closesAt);
});
