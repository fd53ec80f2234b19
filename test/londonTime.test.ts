import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { readDate, readEntry, typedOf } from '../src/consultations/deadlineEntry.js';
import {
  formatDate,
  formatDay,
  formatDeadline,
  formatExact,
  formatMoment,
  formatTime,
  formatTimeLeft,
  instantFromLondon,
  localFields,
  londonDate,
  wallClock,
} from '../src/londonTime.js';

const at = (text: string) => Temporal.Instant.from(text);

describe('a deadline is shown with its weekday and its zone', () => {
  const cases = [
    ['2017-02-14T17:00:00Z', '5pm on Tuesday 14 February 2017 (GMT)'],
    ['2017-02-15T12:00:00Z', '12 noon on Wednesday 15 February 2017 (GMT)'],
    ['2017-02-15T00:00:00Z', '12 midnight on Wednesday 15 February 2017 (GMT)'],
    ['2017-02-15T00:05:00Z', '12:05am on Wednesday 15 February 2017 (GMT)'],
    ['2017-02-15T12:30:00Z', '12:30pm on Wednesday 15 February 2017 (GMT)'],
    ['2017-02-15T09:05:00Z', '9:05am on Wednesday 15 February 2017 (GMT)'],
    ['2017-07-14T16:00:00Z', '5pm on Friday 14 July 2017 (BST)'],
    ['2017-07-14T23:00:00Z', '12 midnight on Saturday 15 July 2017 (BST)'],
    ['2017-03-26T00:59:00Z', '12:59am on Sunday 26 March 2017 (GMT)'],
    ['2017-03-26T01:00:00Z', '2am on Sunday 26 March 2017 (BST)'],
    ['2017-10-29T00:30:00Z', '1:30am on Sunday 29 October 2017 (BST)'],
    ['2017-10-29T01:30:00Z', '1:30am on Sunday 29 October 2017 (GMT)'],
  ];
  for (const [instant, shown] of cases) test(shown!, () => assert.equal(formatDeadline(at(instant!)), shown));
});

test('other ways to show an instant, all of them in London', () => {
  const summer = at('2017-07-14T23:03:04.567999Z');
  assert.equal(formatMoment(summer), '12:03am on 15 July 2017');
  assert.equal(formatTime(summer), '12:03am');
  assert.equal(formatDay(summer), 'Saturday 15 July 2017');
  assert.equal(londonDate(summer), '2017-07-15');
  assert.equal(formatDate('2017-07-05'), '5 July 2017');
  assert.deepEqual(localFields(summer), { date: '2017-07-15', time: '00:03' });
});

test('evidence is exact to the millisecond and never rounded up', () => {
  assert.equal(
    formatExact(at('2017-02-14T16:59:59.999999Z')),
    '16:59:59.999 on Tuesday 14 February 2017 (GMT)',
  );
});

describe('the time left, in its two largest units', () => {
  const cases: [seconds: number, shown: string][] = [
    [59, 'less than a minute'],
    [60, '1 minute'],
    [41 * 60, '41 minutes'],
    [3600, '1 hour'],
    [3600 + 120, '1 hour 2 minutes'],
    [86_400 - 1, '23 hours 59 minutes'],
    [86_400, '1 day'],
    [8 * 86_400 + 3 * 3600 + 59, '8 days 3 hours'],
    [14 * 86_400 - 1, '13 days 23 hours'],
    [75 * 86_400 + 12 * 3600, '75 days'],
  ];
  const now = at('2017-02-01T12:00:00Z');
  for (const [seconds, shown] of cases) {
    test(shown, () => assert.equal(formatTimeLeft(now, now.add({ seconds })), shown));
  }
});

describe('a London time becomes an instant', () => {
  const cases = [
    { date: '2017-02-14', time: '17:00', instant: '2017-02-14T17:00:00Z' },
    { date: '2017-07-14', time: '17:00', instant: '2017-07-14T16:00:00Z' },
    { date: '2017-03-26', time: '00:59', instant: '2017-03-26T00:59:00Z' },
    { date: '2017-03-26', time: '02:00', instant: '2017-03-26T01:00:00Z' },
    { date: '2017-10-29', time: '00:59', instant: '2017-10-28T23:59:00Z' },
    { date: '2017-10-29', time: '02:00', instant: '2017-10-29T02:00:00Z' },
    { date: '2020-02-29', time: '12:00', instant: '2020-02-29T12:00:00Z' },
  ];
  for (const { date, time, instant } of cases) {
    test(`${date} ${time}`, () => {
      assert.deepEqual(instantFromLondon(date, time), { instant: at(instant) });
    });
  }
});

describe('a London time that nobody could place is refused with an explanation', () => {
  const cases = [
    { date: '2017-03-26', time: '01:00', because: /clocks go forward .* does not exist/ },
    { date: '2017-03-26', time: '01:30', because: /clocks go forward .* does not exist/ },
    { date: '2017-03-26', time: '01:59', because: /clocks go forward .* does not exist/ },
    { date: '2017-10-29', time: '01:00', because: /clocks go back .* happens twice/ },
    { date: '2017-10-29', time: '01:30', because: /clocks go back .* happens twice/ },
    { date: '2017-02-29', time: '12:00', because: /real date and time/ },
    { date: '2017-02-14', time: '24:00', because: /real date and time/ },
    { date: '', time: '', because: /real date and time/ },
  ];
  for (const { date, time, because } of cases) {
    test(`${date} ${time}`, () => {
      const read = instantFromLondon(date, time);
      assert.match('problem' in read ? read.problem : 'taken', because);
    });
  }
});

const typed = (day: string, month: string, year: string, time = '') => ({ day, month, year, time });

describe('a deadline is typed as people write it', () => {
  const cases: [time: string, instant: string][] = [
    ['17:00', '2017-02-14T17:00:00Z'],
    ['17.00', '2017-02-14T17:00:00Z'],
    ['5pm', '2017-02-14T17:00:00Z'],
    [' 5:30 PM ', '2017-02-14T17:30:00Z'],
    ['12pm', '2017-02-14T12:00:00Z'],
    ['12 noon', '2017-02-14T12:00:00Z'],
    ['noon', '2017-02-14T12:00:00Z'],
    ['12am', '2017-02-14T00:00:00Z'],
    ['', '2017-02-14T17:00:00Z'],
  ];
  for (const [time, instant] of cases) {
    test(time || 'a date alone means the usual time', () => {
      assert.deepEqual(readEntry('Deadline', typed('14', '2', '2017', time), '17:00'), {
        instant: at(instant),
      });
    });
  }

  test('the month may be a name', () => {
    for (const month of ['02', '2', 'feb', 'February']) {
      assert.deepEqual(readDate('Decided on', typed('14', month, '2017')), { date: '2017-02-14' });
    }
  });

  test('nothing typed is no entry, and no mistake', () => {
    assert.equal(readEntry('Deadline', typed('', ' ', '', ''), '17:00'), undefined);
  });
});

describe('what cannot be read says which field is wrong, and what it needs', () => {
  const cases = [
    { entry: typed('', '2', '2017'), says: /^Deadline: Enter a day, a month and a year/ },
    { entry: typed('14', '', ''), says: /^Deadline: Enter a day, a month and a year/ },
    { entry: typed('32', '13', '17'), says: /^Deadline: Enter a day, a month and a year/ },
    { entry: typed('', '', '', '5pm'), says: /^Deadline: Enter a day, a month and a year/ },
    { entry: typed('14', '2', '2017', '17'), says: /^Deadline: Enter the time/ },
    { entry: typed('14', '2', '2017', '13pm'), says: /^Deadline: Enter the time/ },
    { entry: typed('14', '2', '2017', '0pm'), says: /^Deadline: Enter the time/ },
    { entry: typed('14', '2', '2017', '17:60'), says: /^Deadline: Enter the time/ },
    { entry: typed('14', '2', '2017', 'teatime'), says: /^Deadline: Enter the time/ },
    { entry: typed('30', '2', '2017', '17:00'), says: /^Deadline: Enter a real date/ },
    { entry: typed('26', '3', '2017', '01:30'), says: /^Deadline: The clocks go forward/ },
  ];
  for (const { entry, says } of cases) {
    test(Object.values(entry).join(' ').trim(), () => {
      const read = readEntry('Deadline', entry, '17:00');
      assert.match(read && 'problem' in read ? read.problem : '', says);
    });
  }
});

test('a form that is opened again holds what was typed', () => {
  assert.deepEqual(typedOf(at('2017-07-04T16:00:00Z')), typed('4', '7', '2017', '17:00'));
  assert.deepEqual(typedOf(null), typed('', '', '', ''));
});

test('what the clocks in London show is the same as Temporal says, around every change of them', () => {
  for (const year of [1971, 1972, 2016, 2017, 2037])
    for (const day of [`${year}-03-26`, `${year}-10-29`, `${year}-07-01`, `${year}-01-01`, `${year}-03-31`])
      for (const time of [
        '00:00:00Z',
        '00:59:59.999999Z',
        '01:00:00Z',
        '01:00:00.000001Z',
        '23:59:59.999Z',
      ]) {
        const instant = Temporal.Instant.from(`${day}T${time}`);
        const local = instant.toZonedDateTimeISO('Europe/London').toPlainDateTime();
        const shown = local.toString({ smallestUnit: 'millisecond', roundingMode: 'trunc' });
        assert.equal(wallClock(instant).toISOString(), `${shown}Z`, `${day} ${time}`);
      }
});
