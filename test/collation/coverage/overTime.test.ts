import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { overTime } from '../../../src/collation/coverage/overTime.page.js';
import type { Received } from '../../../src/collation/coverage/overTime.store.js';

const at = (text: string) => Temporal.Instant.from(text);
const DATES = { opensAt: at('2017-03-20T09:00:00Z'), closesAt: at('2017-03-29T16:00:00Z') };
const AFTER = at('2017-04-03T09:00:00Z');
const received = (time: string, more: Partial<Received> = {}): Received => ({
  receivedAt: at(time),
  kind: 'response',
  late: false,
  ...more,
});

test('nothing came: there is nothing to draw', () => {
  assert.equal(overTime([], DATES, AFTER), undefined);
});

test('days are London days, also over a change of the clocks; the line ends at the top', () => {
  const chart = overTime(
    [
      received('2017-03-25T23:59:59Z'),
      received('2017-03-26T22:59:59Z', { kind: 'nil' }),
      received('2017-03-26T23:00:00Z'), // midnight in summer time
    ],
    DATES,
    AFTER,
  )!;
  assert.deepEqual(
    chart.columns.map(({ says }) => says),
    ['25 March 2017: 1 response', '26 March 2017: 1 response', '27 March 2017: 1 response'],
  );
  assert.ok(chart.line.endsWith(' 1000,0'), chart.line);
  assert.equal(chart.line.split(' ').length, 20, 'ten days, opening and deadline included');
  assert.deepEqual([chart.deadline, chart.last], [undefined, 'Deadline 29 March 2017']);
});

test('what came after the deadline stands beyond it', () => {
  const chart = overTime(
    [received('2017-03-28T10:00:00Z'), received('2017-03-30T10:00:00Z', { late: true })],
    DATES,
    AFTER,
  )!;
  assert.equal(chart.last, 'Deadline 29 March 2017; late ones until 30 March 2017');
  assert.ok(chart.deadline! > chart.columns[0]!.x && chart.deadline! < chart.columns[1]!.x);
  assert.deepEqual(
    chart.columns.map(({ late }) => late),
    [false, true],
  );
});

test('what is still to come has no line', () => {
  const chart = overTime([received('2017-03-21T10:00:00Z')], DATES, at('2017-03-22T12:00:00Z'))!;
  assert.ok(chart.line.endsWith(' 300,0'), chart.line);
});
