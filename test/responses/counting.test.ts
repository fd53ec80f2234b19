import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanText } from '../../src/responses/answers/cleanText.js';
import { countCharacters, countWords, wordsIn } from '../../src/responses/answers/counting.js';
import { AWKWARD } from './awkwardTexts.js';

for (const [what, text, words, characters] of AWKWARD) {
  test(`${what}: ${words} words and ${characters} characters, as typed, as sent and as stored`, () => {
    const sent = text.replaceAll('\n', '\r\n'); // HTML, form submission: line ends
    for (const one of [text, sent, cleanText(sent).text]) {
      assert.deepEqual([countWords(one), countCharacters(one)], [words, characters]);
    }
  });
}

test('in words', () => {
  assert.deepEqual(['', ' – ', 'one', 'one two', 'x '.repeat(1_204)].map(wordsIn), [
    '',
    '',
    '1 word',
    '2 words',
    '1,204 words',
  ]);
});

test('the longest text, of signs that are no words, is counted at once', () => {
  const begun = performance.now();
  assert.equal(countWords('-'.repeat(200_000)), 0);
  assert.ok(performance.now() - begun < 1_000);
});
