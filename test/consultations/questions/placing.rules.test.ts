import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placedIn, type Place } from '../../../src/consultations/questions/placing.rules.js';
import type { Question } from '../../../src/consultations/questions.js';

const asked = (key: string, section: string): Question => ({
  key,
  section,
  ask: `${key}?`,
  type: 'long-text',
});
const SET = [asked('a', 'One'), asked('b', 'One'), asked('c', 'Two'), asked('d', 'Two'), asked('e', 'Three')];
const question = (key: string, section: string, before?: string): Place => ({
  what: 'question',
  key,
  section,
  before,
});
const section = (key: string, before?: string): Place => ({ what: 'section', key, before });

const cases: [name: string, place: Place, order: string | undefined][] = [
  ['within its section', question('b', 'one', 'a'), 'One:b One:a Two:c Two:d Three:e'],
  ['to the end of its section', question('a', 'one'), 'One:b One:a Two:c Two:d Three:e'],
  ['where it is', question('a', 'one', 'b'), 'One:a One:b Two:c Two:d Three:e'],
  ['into another section', question('a', 'two', 'd'), 'One:b Two:c Two:a Two:d Three:e'],
  ['to the end of another', question('a', 'three'), 'One:b Two:c Two:d Three:e Three:a'],
  [
    'the last of its section takes the section with it',
    question('e', 'one', 'a'),
    'One:e One:a One:b Two:c Two:d',
  ],
  ['a section to the front', section('three', 'one'), 'Three:e One:a One:b Two:c Two:d'],
  ['a section to the end', section('one'), 'Two:c Two:d Three:e One:a One:b'],
  ['a question that is not there', question('x', 'one'), undefined],
  ['a section that is not there', question('a', 'four'), undefined],
  ['before one of another section', question('a', 'two', 'e'), undefined],
  ['before itself', question('a', 'one', 'a'), undefined],
  ['a section that is gone', section('four'), undefined],
  ['before a section that is gone', section('one', 'four'), undefined],
  ['a section before itself', section('one', 'one'), undefined],
];
for (const [name, place, order] of cases) {
  test(`what is let go: ${name}`, () => {
    const placed = placedIn(SET, place)?.map((one) => `${one.section}:${one.key}`);
    assert.equal(placed?.join(' '), order);
  });
}
