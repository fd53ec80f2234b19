import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { bankHolidays, isWorkingDay, workingDaysBefore, workingDaysBetween } from '../src/workingDays.js';

/** As GOV.UK publishes them for England and Wales. */
const PUBLISHED: Record<number, string> = {
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
};

for (const [year, days] of Object.entries(PUBLISHED)) {
  test(`the bank holidays of ${year}`, () => {
    const found = [...bankHolidays(Number(year))].toSorted().map((day) => day.slice(5));
    assert.deepEqual(found, days.split(' '));
  });
}

test('a Working Day is no weekend and no bank holiday', () => {
  const is = (day: string) => isWorkingDay(Temporal.PlainDate.from(day));
  assert.deepEqual(
    ['2017-04-13', '2017-04-14', '2017-04-15', '2017-04-16', '2017-04-17', '2017-04-18'].map(is),
    [true, false, false, false, false, true],
  );
});

test('Working Days before: the same time of day in London, over weekends, Easter and the change of the clocks', () => {
  const before = (at: string, count: number) =>
    workingDaysBefore(Temporal.Instant.from(at), count).toString();
  assert.equal(before('2017-02-08T17:00:00Z', 1), '2017-02-07T17:00:00Z');
  assert.equal(before('2017-02-08T17:00:00Z', 5), '2017-02-01T17:00:00Z');
  assert.equal(before('2017-02-06T17:00:00Z', 1), '2017-02-03T17:00:00Z', 'over a weekend');
  assert.equal(before('2017-04-18T16:00:00Z', 1), '2017-04-13T16:00:00Z', 'over Easter');
  assert.equal(before('2017-03-27T16:00:00Z', 1), '2017-03-24T17:00:00Z', '5pm on either side of the change');
  assert.equal(before('2017-02-05T17:00:00Z', 1), '2017-02-03T17:00:00Z', 'from a Sunday');
});

test('the Working Days that one has to answer', () => {
  const between = (from: string, to: string) =>
    workingDaysBetween(Temporal.Instant.from(from), Temporal.Instant.from(to));
  assert.equal(between('2017-01-18T09:00:00Z', '2017-02-08T17:00:00Z'), 15);
  assert.equal(between('2017-04-13T09:00:00Z', '2017-04-18T16:00:00Z'), 1, 'over Easter');
  assert.equal(between('2017-02-08T09:00:00Z', '2017-02-08T17:00:00Z'), 0);
});
