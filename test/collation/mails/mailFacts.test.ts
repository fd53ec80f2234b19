import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf, LONGEST_BODY } from '../../../src/collation/mails/mailFacts.js';

const RAW = { senderName: '', senderAddress: '', subject: '', date: undefined, received: [], attached: [] };

test('a text that is cut says so, also where its line ends become shorter', () => {
  const cut = (text: string) => {
    const { bodyCut, body } = factsOf({ ...RAW, text });
    assert.equal(body.endsWith('the end'), !bodyCut);
    return bodyCut;
  };
  const lines = (count: number, end: string) => `x${end}`.repeat(count) + 'the end';
  assert.equal(cut(lines(LONGEST_BODY / 2 - 10, '\n')), false);
  assert.equal(cut(lines(LONGEST_BODY / 2, '\n')), true);
  assert.equal(cut(lines(LONGEST_BODY / 3 - 10, '\r\n')), false);
  assert.equal(cut(lines(LONGEST_BODY / 3 + 10, '\r\n')), true);
});
