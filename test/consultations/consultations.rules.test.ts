import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import {
  asReference,
  closesFor,
  isClosingSoon,
  isOpen,
  stateAt,
  STATE_WORDS,
  type Dates,
  type State,
} from '../../src/consultations/consultations.rules.js';

const at = (text: string) => Temporal.Instant.from(text);

const [ANNOUNCED, PUBLISHED, OPENS, CLOSES] = [
  at('2017-01-09T09:00:00Z'),
  at('2017-01-16T10:00:00Z'),
  at('2017-01-18T09:00:00Z'),
  at('2017-02-08T17:00:00Z'),
] as const;

const full: Dates = {
  announcedAt: ANNOUNCED,
  publishedAt: PUBLISHED,
  opensAt: OPENS,
  closesAt: CLOSES,
  decided: false,
  withdrawnAt: null,
};
const prepared: Dates = { ...full, announcedAt: null, publishedAt: null };
const announced: Dates = { ...full, publishedAt: null, opensAt: null, closesAt: null };

/** What holds a millisecond before an instant, at it, and a millisecond after. */
const around = <Result>(instant: Temporal.Instant, say: (when: Temporal.Instant) => Result): Result[] =>
  [-1, 0, 1].map((milliseconds) => say(instant.add({ milliseconds })));

describe('the state of a consultation', () => {
  const cases: { name: string; dates: Dates; instant: Temporal.Instant; states: State[] }[] = [
    {
      name: 'is a draft until it is announced',
      dates: announced,
      instant: ANNOUNCED,
      states: ['draft', 'announced', 'announced'],
    },
    {
      name: 'opens at its opening',
      dates: full,
      instant: OPENS,
      states: ['upcoming', 'open', 'open'],
    },
    {
      name: 'closes at the closing instant, which no longer belongs to it',
      dates: full,
      instant: CLOSES,
      states: ['open', 'closed', 'closed'],
    },
    {
      name: 'is decided once an outcome is recorded, but never before it has closed',
      dates: { ...full, decided: true },
      instant: CLOSES,
      states: ['open', 'decided', 'decided'],
    },
    {
      name: 'stays a draft while its dates are only entered',
      dates: prepared,
      instant: OPENS,
      states: ['draft', 'draft', 'draft'],
    },
    {
      name: 'stays announced while its dates are only entered',
      dates: { ...full, publishedAt: null },
      instant: CLOSES,
      states: ['announced', 'announced', 'announced'],
    },
  ];
  for (const { name, dates, instant, states } of cases) {
    test(name, () => {
      assert.deepEqual(
        around(instant, (when) => stateAt(dates, when)),
        states,
      );
    });
  }

  test('each state has a word of its own', () => {
    assert.equal(new Set(Object.values(STATE_WORDS)).size, 7);
  });
});

describe('a response is taken as in time', () => {
  const open = (when: Temporal.Instant) => isOpen(OPENS, CLOSES, when);
  test('from the opening on', () => assert.deepEqual(around(OPENS, open), [false, true, true]));
  test('before the closing instant', () => assert.deepEqual(around(CLOSES, open), [true, false, false]));
});

describe('the deadline of one organisation', () => {
  const cases = [
    { name: 'is the one for all without an extension', own: null, closes: CLOSES },
    { name: 'is its extension', own: CLOSES.add({ hours: 48 }), closes: CLOSES.add({ hours: 48 }) },
    { name: 'is never before the one for all', own: CLOSES.subtract({ milliseconds: 1 }), closes: CLOSES },
    { name: 'is the same where both are', own: CLOSES, closes: CLOSES },
  ];
  for (const { name, own, closes } of cases) {
    test(name, () => assert.ok(closesFor(CLOSES, own).equals(closes)));
  }
});

test('the last day is marked: less than 24 hours left, and not over yet', () => {
  const soon = (when: Temporal.Instant) => isClosingSoon(CLOSES, when);
  assert.deepEqual(around(CLOSES.subtract({ hours: 24 }), soon), [false, false, true]);
  assert.deepEqual(around(CLOSES, soon), [true, false, false]);
});

describe('a reference', () => {
  const cases: [typed: string, kept: string | undefined][] = [
    ['SECMP0026-MRC', 'SECMP0026-MRC'],
    [' secmp0026-mrc ', 'SECMP0026-MRC'],
    ['2017', '2017'],
    ['ab', undefined],
    ['-ABC', undefined],
    ['A'.repeat(40), 'A'.repeat(40)],
    ['A'.repeat(41), undefined],
    ['SECMP 26', undefined],
    ['SEC/26', undefined],
    ['SEC\u000026', undefined],
    ['ÉCOLE', undefined],
    ['', undefined],
  ];
  for (const [typed, kept] of cases) {
    test(`${JSON.stringify(typed)} is kept as ${kept ?? 'nothing: refused'}`, () => {
      assert.equal(asReference(typed), kept);
    });
  }
});
