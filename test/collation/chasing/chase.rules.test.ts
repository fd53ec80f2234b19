import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import {
  dueLetters,
  isDue,
  lettersTo,
  occasionsOf,
  whyNotChased,
  type Chaseable,
} from '../../../src/collation/chasing/chase.rules.js';

const at = (text: string) => Temporal.Instant.from(text);
const CLOSES = at('2017-02-08T17:00:00Z');
const OPENED = at('2017-01-18T09:00:00Z');
const NOW = at('2017-02-01T17:00:00Z');
const priya = { id: 'priya', name: 'Priya', email: 'priya@test.example' };
const tom = { id: 'tom', name: 'Tom', email: 'tom@test.example' };

const aParty = (name: string, more: Partial<Chaseable> = {}): Chaseable => ({
  id: name,
  name,
  category: 'Small Supplier',
  state: 'silent',
  organisation: { id: 'north', name: 'North' },
  closesAt: CLOSES,
  left: false,
  entering: false,
  begun: false,
  people: [priya],
  ...more,
});

test('only who has not responded, still may, and can be told is chased; the first reason that holds is said', () => {
  const why = (more: Partial<Chaseable>, now = NOW) => whyNotChased(aParty('One', more), now);
  assert.equal(why({}), undefined);
  assert.equal(why({ state: 'draft', begun: true }), undefined);
  for (const state of ['responded', 'nil return', 'declined'] as const) assert.ok(why({ state }), state);
  assert.match(why({ left: true })!, /no longer a Party/);
  assert.match(why({ entering: true })!, /entering/);
  assert.match(why({ people: [] })!, /nobody to tell/);
  assert.equal(why({}, at('2017-02-08T16:59:59.999Z')), undefined);
  assert.match(why({}, CLOSES)!, /deadline has passed/);
});

test('a person gets one letter that names all their Parties, whoever else gets one', () => {
  const letters = lettersTo(
    [
      aParty('One'),
      aParty('Two', { people: [priya, tom] }),
      aParty('Three', { people: [tom], organisation: { id: 'south', name: 'South' } }),
      aParty('Four', { state: 'responded' }),
    ],
    NOW,
  );
  const named = letters.map(({ to, parties }) => [to.id, parties.map(({ name }) => name)]);
  assert.deepEqual(named, [
    ['priya', ['One', 'Two']],
    ['tom', ['Two', 'Three']],
  ]);
});

test('an occasion is due from its instant for a day; none is made up for', () => {
  const [five, one] = occasionsOf(CLOSES, OPENED);
  assert.deepEqual(
    [five!.at.toString(), one!.at.toString()],
    ['2017-02-01T17:00:00Z', '2017-02-07T17:00:00Z'],
  );
  assert.deepEqual(
    occasionsOf(CLOSES, at('2017-02-01T17:00:00.001Z')).map(({ occasion }) => occasion),
    ['1 Working Day'],
  );
  const due = (now: string) => isDue(five!.at, at(now));
  assert.deepEqual(
    [
      '2017-02-01T16:59:59.999Z',
      '2017-02-01T17:00:00Z',
      '2017-02-02T16:59:59.999Z',
      '2017-02-02T17:00:00Z',
    ].map(due),
    [false, true, true, false],
  );
});

test('by schedule: each by the deadline of its own organisation; a holder of a draft is left to its warning', () => {
  const later = { closesAt: at('2017-02-10T17:00:00Z'), organisation: { id: 'south', name: 'South' } };
  const parties = [
    aParty('One'),
    aParty('Later', { ...later, people: [tom] }),
    aParty('Begun', { state: 'draft', begun: true, people: [tom] }),
  ];
  const due = (now: string) =>
    dueLetters(parties, OPENED, at(now)).map(({ to, parties: own, occasion, day }) => [
      to.id,
      own.map(({ name }) => name).join(),
      occasion,
      day,
    ]);
  assert.deepEqual(due('2017-02-01T16:59:59.999Z'), []);
  assert.deepEqual(due('2017-02-01T17:00:00Z'), [['priya', 'One', '5 Working Days', '2017-02-01']]);
  assert.deepEqual(due('2017-02-03T17:00:00Z'), [['tom', 'Later', '5 Working Days', '2017-02-03']]);
  assert.deepEqual(due('2017-02-07T17:00:00Z'), [['priya', 'One', '1 Working Day', '2017-02-07']]);
});

test('two deadlines whose occasions fall on one day: one letter, at the first, naming both', () => {
  // 5 Working Days before 5pm on Wednesday 15, and 1 before noon on Thursday 9 February: both Wednesday 8.
  const parties = [
    aParty('Soon', { closesAt: at('2017-02-09T12:00:00Z') }),
    aParty('Later', { closesAt: at('2017-02-15T17:00:00Z'), organisation: { id: 'south', name: 'South' } }),
  ];
  const [letter, ...more] = dueLetters(parties, OPENED, at('2017-02-08T12:00:00Z'));
  assert.deepEqual(more, []);
  assert.deepEqual(
    [letter!.parties.map(({ name }) => name), letter!.occasion],
    [['Soon', 'Later'], '1 Working Day'],
  );
});
