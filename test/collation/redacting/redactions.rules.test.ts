import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  foundAgain,
  markOf,
  withoutPassages,
  type Covered,
  type Reason,
} from '../../../src/collation/redacting/redactions.rules.js';
import type { Question } from '../../../src/consultations/questions.js';

const MARK = '[redacted: personal data]';
const passage = (part: string, starts: number, ends: number, reason: Reason = 'personal') => ({
  passage: { part, starts, ends },
  reason,
});

const CASES: [what: string, value: unknown, passages: ReturnType<typeof passage>[], told: unknown][] = [
  ['none', { text: 'as it is' }, [], { text: 'as it is' }],
  ['one in the middle', { text: 'call Ann Lee now' }, [passage('text', 5, 12)], { text: `call ${MARK} now` }],
  ['the whole text', { text: 'Ann Lee' }, [passage('text', 0, 7)], { text: MARK }],
  [
    'reasons, and the choice stays',
    { choice: 'Yes', rationale: 'Ann' },
    [passage('rationale', 0, 3)],
    { choice: 'Yes', rationale: MARK },
  ],
  [
    'code points, not halves of a sign',
    { text: '🏭🏭 Ann 🏭' },
    [passage('text', 3, 6)],
    { text: `🏭🏭 ${MARK} 🏭` },
  ],
  [
    'two that overlap make one mark',
    { text: 'abcdefgh' },
    [passage('text', 4, 7, 'legal'), passage('text', 1, 5)],
    { text: `a${MARK}h` },
  ],
  [
    'two that touch make one: where one ends is not told',
    { text: 'abcdef' },
    [passage('text', 0, 3), passage('text', 3, 5, 'legal')],
    { text: `${MARK}f` },
  ],
  [
    'one within another',
    { text: 'abcdef' },
    [passage('text', 1, 5), passage('text', 2, 3, 'legal')],
    { text: `a${MARK}f` },
  ],
  [
    'a cell, and its neighbours stay',
    {
      rows: [
        ['G7', 'Ann says', ''],
        ['G8', 'no', 'x'],
      ],
    },
    [passage('0-1', 0, 3)],
    {
      rows: [
        ['G7', `${MARK} says`, ''],
        ['G8', 'no', 'x'],
      ],
    },
  ],
  ['longer than the text: nothing is told', { text: 'abc' }, [passage('text', 1, 4)], undefined],
  ['a part that is not there: nothing is told', { text: 'abc' }, [passage('rationale', 0, 1)], undefined],
  ['a cell that is not there', { rows: [['a']] }, [passage('3-0', 0, 1)], undefined],
];
for (const [what, value, passages, told] of CASES)
  test(`marks in the place of passages: ${what}`, () =>
    assert.deepEqual(withoutPassages(value, passages), told));

test('a mark tells the reason and nothing else', () => {
  assert.deepEqual((['personal', 'commercial', 'legal', 'other'] as const).map(markOf), [
    '[redacted: personal data]',
    '[redacted: commercially sensitive]',
    '[redacted: legal reason]',
    '[redacted: other reason]',
  ]);
});

const QUESTION: Question = { key: 'why', section: 'S', ask: 'Why?', type: 'long-text' };
const newer = (text: string) => ({
  answers: [{ question: QUESTION, value: { text } }],
  attachments: [{ id: 'new', sha256: 'same', name: 'renamed.pdf' }],
});
const earlier = (
  covered: Covered,
  words: string | null,
  file: { sha256: string; name: string } | null = null,
) => ({
  id: 'r',
  covered,
  words,
  file,
});
const one: Covered = { covers: 'passage', questionKey: 'why', passage: { part: 'text', starts: 0, ends: 7 } };

test('what was redacted is found again wherever it stands, in any case of letters and with other white space', () => {
  const again = foundAgain(earlier(one, 'Ann Lee'), newer('We met ann\nlee. ANN LEE said so.'));
  assert.deepEqual(
    again.map((found) => (found.covers === 'passage' ? [found.passage.starts, found.passage.ends] : [])),
    [
      [7, 14],
      [16, 23],
    ],
  );
});

test('however often it stands there', () => {
  assert.equal(foundAgain(earlier(one, 'Ann Lee'), newer('Ann Lee. '.repeat(60))).length, 60);
});

test('words that are gone, and an answer that is gone, are left to be decided on', () => {
  assert.deepEqual(foundAgain(earlier(one, 'Ann Lee'), newer('Nobody.')), []);
  assert.deepEqual(foundAgain(earlier({ covers: 'answer', questionKey: 'gone' }, null), newer('x')), []);
});

test('a whole answer stays redacted however it has changed; a file by its bytes or its name', () => {
  const whole: Covered = { covers: 'answer', questionKey: 'why' };
  assert.deepEqual(foundAgain(earlier(whole, null), newer('Quite different.')), [whole]);
  const file = (sha256: string, name: string) =>
    foundAgain(earlier({ covers: 'file', attachmentId: 'old' }, null, { sha256, name }), newer('x'));
  assert.deepEqual(file('same', 'old.pdf'), [{ covers: 'file', attachmentId: 'new' }]);
  assert.deepEqual(file('other', 'renamed.pdf'), [{ covers: 'file', attachmentId: 'new' }]);
  assert.deepEqual(file('other', 'other.pdf'), []);
});

test('signs that mean something in a pattern are words like others', () => {
  const words = 'a-b (c) [d] {e} $5.00 + x*y? ^|/\\';
  assert.equal(foundAgain(earlier(one, words), newer(`So: ${words} twice: ${words}`)).length, 2);
});
