import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../../src/consultations/questions.js';
import { changeOf, markOfEntry, readBase, type Base } from '../../../src/responses/word/base.rules.js';
import { proposalsOf } from '../../../src/responses/word/changes.js';
import { entryOf } from '../../../src/responses/word/entries.js';
import { whichForm } from '../../../src/responses/word/whichForm.rules.js';

const other: Question = { key: 'other', section: 'A', ask: 'Anything else?', type: 'long-text' };
const cost: Question = { key: 'cost', section: 'A', ask: 'Cost', type: 'money' };
const given = (value: unknown) => ({ value, confidential: false, reason: '' });
const entry = (text: string, question = other) =>
  entryOf(question, given(question === cost ? { amount: text } : { text }));
const saved = (text: string, version = 1) => ({
  ...given({ text }),
  version,
  savedAt: '2017-01-30T09:00:00Z',
  savedBy: { id: 'tom', name: 'Tom' },
});
const base = (text: string, version: number): Base => ({ version, mark: markOfEntry(other, entry(text)) });

test('what a form would do, by what it says, what it said when it was made, and what the draft says', () => {
  const cases: [form: string, base: Base | undefined, draft: string | undefined, version: number, string][] =
    [
      ['A', base('A', 1), 'A', 1, 'same'],
      ['B', base('A', 1), 'A', 1, 'changed'],
      ['B', base('A', 1), 'B', 2, 'same'],
      ['A', base('A', 1), 'C', 2, 'left'],
      ['B', base('A', 1), 'C', 2, 'overtaken'],
      ['B', base('', 0), undefined, 0, 'changed'],
      ['', base('', 0), 'C', 1, 'left'],
      ['', base('A', 1), 'A', 1, 'changed'],
      ['B', base('', 0), 'C', 1, 'overtaken'],
      ['B', undefined, undefined, 0, 'changed'],
      ['B', undefined, '', 3, 'changed'],
      ['B', undefined, 'C', 3, 'overtaken'],
    ];
  for (const [form, made, draft, version, expected] of cases) {
    const now = draft === undefined ? undefined : saved(draft, version);
    assert.equal(
      changeOf(other, entry(form), now, made),
      expected,
      JSON.stringify([form, made, draft, version]),
    );
  }
});

test('blanks, other spaces and ways to write a figure are no change', () => {
  assert.equal(markOfEntry(other, entry('A  \nB\u00a0C\n\n')), markOfEntry(other, entry('A\nB C')));
  assert.equal(markOfEntry(cost, entry('£12,500', cost)), markOfEntry(cost, entry('12500.00', cost)));
  assert.notEqual(markOfEntry(other, entry('A\n\nB')), markOfEntry(other, entry('A\nB')));
  assert.equal(readBase('1 short'), undefined);
  assert.equal(readBase(undefined), undefined);
});

test('what is more than a page can hold is left for the next time, and named', () => {
  const long = 'é'.repeat(600_000); // 3.6 MB as a form sends it
  const mapped = [1, 2, 3].map((number) => ({
    question: { ...other, key: `q${number}` },
    mark: `Q${number}`,
    entry: entry(number === 2 ? long + long : long),
    base: undefined,
  }));
  const { proposals, later } = proposalsOf(mapped, {}, 'isobel');
  assert.deepEqual([proposals.map(({ question }) => question.key), later], [['q1'], ['Q2', 'Q3']]);
});

test('a form must say twice what it is, and nowhere otherwise', () => {
  const is = (references: string[], onFirstPage?: string) =>
    whichForm(
      {
        tables: [],
        outside: onFirstPage ? [['Form reference', onFirstPage]] : [],
        beside: [],
        tracked: false,
        properties: {},
        references,
      },
      'SECMP0026-MRC/2/0123ABCD',
    ).is;
  const [here, issue, elsewhere] = [
    'SECMP0026-MRC/2/0123ABCD',
    'SECMP0026-MRC/1/0123ABCD',
    'SECMP0031-WGC/2/0123ABCD',
  ];
  assert.equal(is([here, here]), 'this');
  assert.equal(is([here], here.toLowerCase()), 'this');
  assert.equal(is([here]), 'altered');
  assert.equal(is([], here), 'altered');
  assert.equal(is([here, here], elsewhere), 'several forms');
  assert.equal(is([issue, issue]), 'another issue');
  assert.equal(is([elsewhere], elsewhere), 'another consultation');
  assert.equal(is(['SECMP0026-MRC/2/FFFFFFFF'], 'SECMP0026-MRC/2/FFFFFFFF'), 'altered');
  assert.equal(is(['anything', 'anything']), 'altered');
  assert.equal(is([]), 'no form');
});
