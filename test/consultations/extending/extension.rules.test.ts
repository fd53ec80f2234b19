import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { changeProblems, type Change } from '../../../src/consultations/extending/extension.rules.js';

const at = (text: string) => Temporal.Instant.from(text);
const OPENS = at('2017-01-18T09:00:00Z');
const GENERAL = at('2017-02-08T17:00:00Z');
const NOW = at('2017-01-30T09:00:00Z');
const A_MILLISECOND = { milliseconds: 1 };

const forAll: Change = {
  forOne: false,
  closesAt: GENERAL.add({ hours: 48 }),
  reason: 'The annex was published late.',
  previous: GENERAL,
  general: GENERAL,
  opensAt: OPENS,
};

/** A Working Day after the Monday that it is now. */
const TUESDAY = NOW.add({ hours: 24 });
const NOTICE_OF_ONE =
  'To close early, leave at least one Working Day: not before 9am on Tuesday 31 January 2017 (GMT)';
const PAST = 'The new deadline must lie in the future';
const UNOPENED = 'The new deadline must be later than the opening';
const NOT_LATER = 'For one organisation it must be later than the deadline for all';
const SAME = 'This is the deadline already';

describe('a changed deadline', () => {
  const own = { forOne: true, previous: GENERAL.add({ hours: 24 }) };
  const cases: { name: string; but: Partial<Change>; now?: Temporal.Instant; problem?: string }[] = [
    { name: 'for all may be later', but: {} },
    { name: 'for all may be earlier', but: { closesAt: GENERAL.subtract({ hours: 48 }) } },
    {
      name: 'that is later may be in a millisecond',
      but: { closesAt: GENERAL.add({ hours: 1 }).add(A_MILLISECOND) },
      now: GENERAL.add({ hours: 1 }),
    },
    { name: 'that is earlier leaves a Working Day', but: { closesAt: TUESDAY } },
    {
      name: 'that is earlier does not leave a millisecond less',
      but: { closesAt: TUESDAY.subtract(A_MILLISECOND) },
      problem: NOTICE_OF_ONE,
    },
    {
      name: 'on a Friday a Working Day is until Monday',
      but: { closesAt: NOW },
      now: at('2017-01-27T17:00:00Z'),
      problem:
        'To close early, leave at least one Working Day: not before 5pm on Monday 30 January 2017 (GMT)',
    },
    { name: 'is not now', but: { closesAt: NOW }, problem: PAST },
    { name: 'is not in the past', but: { closesAt: NOW.subtract(A_MILLISECOND) }, problem: PAST },
    {
      name: 'is later than the opening',
      but: { previous: OPENS, closesAt: OPENS.add(A_MILLISECOND) },
      now: OPENS.subtract({ hours: 1 }),
    },
    {
      name: 'that is earlier leaves a Working Day from the opening on',
      but: { closesAt: OPENS.add({ hours: 24 }).subtract(A_MILLISECOND) },
      now: OPENS.subtract({ hours: 72 }),
      problem:
        'To close early, leave at least one Working Day: not before 9am on Thursday 19 January 2017 (GMT)',
    },
    {
      name: 'for one is taken back with notice too',
      but: { ...own, closesAt: GENERAL.add(A_MILLISECOND) },
      now: GENERAL.subtract({ hours: 1 }),
      problem:
        'To close early, leave at least one Working Day: not before 4pm on Thursday 9 February 2017 (GMT)',
    },
    {
      name: 'is not at the opening',
      but: { closesAt: OPENS },
      now: OPENS.subtract({ hours: 1 }),
      problem: UNOPENED,
    },
    { name: 'is another one', but: { closesAt: GENERAL }, problem: SAME },
    { name: 'may come after the old one has passed', but: {}, now: GENERAL.add({ hours: 1 }) },
    { name: 'for one organisation is later', but: { forOne: true } },
    { name: 'for one is not the one for all', but: { ...own, closesAt: GENERAL }, problem: NOT_LATER },
    {
      name: 'for one may be a millisecond later than for all',
      but: { ...own, closesAt: GENERAL.add(A_MILLISECOND) },
    },
    {
      name: 'for one may be earlier than what it was given before',
      but: { ...own, closesAt: GENERAL.add({ hours: 12 }) },
    },
    {
      name: 'for one is not the one that it has',
      but: { ...own, closesAt: own.previous },
      problem: SAME,
    },
  ];
  for (const { name, but, now, problem } of cases) {
    test(name, () => {
      const expected = problem ? [{ field: 'closes', text: problem }] : [];
      assert.deepEqual(changeProblems({ ...forAll, ...but }, now ?? NOW), expected);
    });
  }

  test('has a reason', () => {
    const [problem] = changeProblems({ ...forAll, reason: ' \n' }, NOW);
    assert.equal(problem?.field, 'reason');
  });

  test('tells of everything that is wrong at once', () => {
    const problems = changeProblems({ ...forAll, closesAt: NOW, reason: '' }, NOW);
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['closes', 'reason'],
    );
  });
});
