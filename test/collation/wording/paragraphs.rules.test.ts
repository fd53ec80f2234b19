import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  areNearlyTheSame,
  bandsOf,
  countWords,
  likeness,
  paragraphsOf,
  wordsIn,
} from '../../../src/collation/wording/paragraphs.rules.js';

const LONG = 'The proposed lead time of six months would not let us test the new message with our meters.';
const OTHER =
  'We would prefer that costs are shared among all users of the service, whoever asked for the change.';

const cut = (text: string) => paragraphsOf([{ part: 'text', heading: '', text }]);
const textsOf = (text: string) => cut(text).map((one) => one.text);

for (const [what, given, expected] of [
  ['one paragraph', LONG, [LONG]],
  ['two, with an empty line between them', `${LONG}\n\n${OTHER}`, [LONG, OTHER]],
  ['two, each ending its line', `${LONG}\n${OTHER}`, [LONG, OTHER]],
  ['as Windows ends lines', `${LONG}\r\n\r\n${OTHER}\r\n`, [LONG, OTHER]],
  [
    'lines that were broken by a mail',
    LONG.replace('six months', 'six\nmonths'),
    [LONG.replace('six months', 'six\nmonths')],
  ],
  ['stock phrases', 'No comment\n\nN/A\n\nAgree', []],
  ['eleven words', LONG.split(' ').slice(0, 11).join(' '), []],
  ['twelve words', LONG.split(' ').slice(0, 12).join(' '), [LONG.split(' ').slice(0, 12).join(' ')]],
  ['a greeting before it', `Dear SECAS,\n\n${LONG}`, [LONG]],
  [
    'points of a list, short each',
    '- costs are too high for us\n- the time is too short\n- nobody asked us',
    ['- costs are too high for us\n- the time is too short\n- nobody asked us'],
  ],
  [
    'points of a list, long each',
    `- ${LONG.slice(0, -1)}\n- ${OTHER}`,
    [`- ${LONG.slice(0, -1)}`, `- ${OTHER}`],
  ],
  ['nothing but white space', ' \n\t\n', []],
] as const) {
  test(`paragraphs: ${what}`, () => assert.deepEqual(textsOf(given), expected));
}

test('where a paragraph stands is counted in code points, as Postgres counts', () => {
  const [, second] = cut(`${LONG} 😀😀\n\n${OTHER}`);
  assert.equal(second!.starts, LONG.length + 5);
  assert.equal(second!.ends - second!.starts, OTHER.length);
});

const like = (one: string, other: string) => likeness(countWords(wordsIn(one)), countWords(wordsIn(other)));

for (const [what, text, same] of [
  ['the same', LONG, true],
  [
    'in capitals, with other punctuation and spaces',
    LONG.toUpperCase().replaceAll(' ', '  ').replace('.', '!'),
    true,
  ],
  ['with one word exchanged', LONG.replace('six', 'nine'), true],
  ['with two words exchanged', LONG.replace('six', 'nine').replace('message', 'alert'), true],
  ['with a few words added', `${LONG} Thank you.`, true],
  [
    'a paraphrase',
    'Half a year is too short: testing of every meter with this alert would not be possible for us in that time.',
    false,
  ],
  ['half of it', LONG.split(' ').slice(0, 9).join(' '), false],
  ['something else', OTHER, false],
] as const) {
  test(`nearly the same: ${what}`, () => {
    assert.equal(areNearlyTheSame(like(LONG, text)), same);
    assert.equal(like(LONG, text), like(text, LONG));
    const shared = bandsOf(wordsIn(text)).filter((band) => bandsOf(wordsIn(LONG)).includes(band));
    if (same) assert.ok(shared.length > 0, 'what is nearly the same has to be found');
  });
}

test('texts that only begin in the same words share no band', () => {
  const one = `In response to the question: ${LONG} ${LONG.split(' ').toReversed().join(' ')}`;
  const other = `In response to the question: ${OTHER} ${OTHER.split(' ').toReversed().join(' ')}`;
  assert.deepEqual(
    bandsOf(wordsIn(one)).filter((band) => bandsOf(wordsIn(other)).includes(band)),
    [],
  );
});
