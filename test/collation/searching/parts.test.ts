import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MARK, partsOf } from '../../../src/collation/searching/parts.js';
import { marked } from '../../../src/collation/searching/search.page.js';
import { searchWords } from '../../../src/collation/searching/searchWords.rules.js';

test('a long text is cut between words, and each part repeats the end of the one before', () => {
  const words = Array.from({ length: 6_000 }, (_, number) => `word${number}`);
  const parts = partsOf(words.join(' '));
  assert.ok(parts.length > 4);
  for (const part of parts) {
    assert.ok(part.length <= 10_000);
    assert.match(part.trim(), /^word\d+ .*word\d+$/);
  }
  for (let number = 1; number < words.length; number += 1) {
    const phrase = new RegExp(`\\bword${number - 1} word${number}\\b`);
    assert.ok(
      parts.some((part) => phrase.test(part)),
      `word${number} after the one before`,
    );
    number += 97;
  }
});

test('a text without a space ends too, and nothing makes no part', () => {
  assert.equal(partsOf('x'.repeat(25_000)).join('').length, 25_000);
  assert.deepEqual(partsOf(' \r\n\0 '), []);
});

test('what Postgres cannot hold, and what marks hits, is taken out', () => {
  assert.deepEqual(partsOf(`one\0two\ud800${MARK.from}three\r\nfour`), ['one two  three\nfour']);
});

test('hits are pieces of their own', () => {
  const words = `${MARK.from}One${MARK.to} and <${MARK.from}two${MARK.to}>${MARK.gap}end`;
  assert.deepEqual(marked(words), [
    { text: 'One', hit: true },
    { text: ' and <', hit: false },
    { text: 'two', hit: true },
    { text: '> … end', hit: false },
  ]);
});

test('words that are only begun are told from phrases, exclusions and single letters', () => {
  assert.deepEqual(searchWords('tari* and cost'), { web: '  and cost', begun: "'tari':*" });
  assert.deepEqual(searchWords('"tari* x" a* -no* co*st'), {
    web: '"tari* x" a* -no* co*st',
    begun: '',
  });
  assert.deepEqual(searchWords("o'b* ü1*"), { web: "o'b*  ", begun: "'ü1':*" });
});
