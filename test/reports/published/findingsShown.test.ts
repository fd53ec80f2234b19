import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf } from '../../../src/reports/published/findingsShown.js';
import type { PreviewRead } from '../../../src/reports/published/preview.js';

const file = { submission: 's', respondent: 'Open Energy', where: 'A file', file: 'f', name: 'map.png' };
const read = (count: number): PreviewRead => ({
  mark: '',
  counts: { responses: 9, names: 0, confidential: 0, files: 0 },
  removed: [],
  still: [],
  unreadable: Array.from({ length: count }, () => file),
  undecided: [],
  undone: { unread: count, undecided: count, waiting: count, unnamed: 9, nameless: 0 },
});
const said = (count: number) =>
  findingsOf('SECMP0026', read(count), false).findings.map(({ title, text }) => `${title}. ${text}`);

test('what was found is told of one as of one, of more as of more', () => {
  const [look, ...rest] = said(1);
  assert.match(look!, /^1 file that .* stand in it\. Open it, and redact it if it should not be public\.$/);
  assert.doesNotMatch(rest.join(' '), /\b(them|they|are|files|responses)\b/i);
  assert.equal(rest.length, 3);
  const [looks, ...others] = said(2);
  assert.match(looks!, /^2 files that .* in them\. Open each, and redact those that should not be public\.$/);
  assert.match(others.join(' '), /Read them: .*They are not published until they are.*They are left out/);
});
