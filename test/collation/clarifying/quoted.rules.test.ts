import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutQuoted } from '../../../src/collation/clarifying/quoted.rules.js';

const CASES: [string, string, string][] = [
  ['nothing quoted', 'It is.\n\nRegards', 'It is.\n\nRegards'],
  ['quoted lines below', 'It is.\n\n> Is it?\n>\n> SECAS\n', 'It is.'],
  ['with whose they are', 'It is.\n\nOn 1 Feb 2017, SECAS wrote:\n> Is it?', 'It is.'],
  [
    'over two lines',
    'It is.\nOn Wed, 1 Feb 2017 at 10:00, SECAS\n<a@b.example> wrote:\n\n> Is it?',
    'It is.',
  ],
  ['answers between the lines', '> Is it?\nIt is.\n> And that?\nToo.', '> Is it?\nIt is.\n> And that?\nToo.'],
  ['as Outlook does', 'It is.\n\n-----Original Message-----\nFrom: SECAS\nSent: 1 Feb\n\nIs it?', 'It is.'],
  [
    'as Outlook does now',
    'It is.\n\nFrom: SECAS <a@b.example>\nSent: 1 Feb\nTo: B\nSubject: C\n\nIs it?',
    'It is.',
  ],
  ['a line that begins alike', 'From: here on it is.\nNo more.', 'From: here on it is.\nNo more.'],
  [
    'answers that are said to stand below',
    'Please see our answers below.\n\nFrom: SECAS\nSent: 1 Feb\n\n1. Is it?\nIt is.',
    'Please see our answers below.\n\nFrom: SECAS\nSent: 1 Feb\n\n1. Is it?\nIt is.',
  ],
  [
    'answers among quoted lines below Outlook’s block',
    'Hello.\n-----Original Message-----\nFrom: SECAS\nSent: 1 Feb\n> Is it?\nIt is.\n> And that?',
    'Hello.\n-----Original Message-----\nFrom: SECAS\nSent: 1 Feb\n> Is it?\nIt is.\n> And that?',
  ],
  ['nothing else', '> Is it?\n> SECAS', '> Is it?\n> SECAS'],
  ['nothing', '', ''],
];

test('ends for a mail that is made to hold it up: nothing is looked through anew for each line', () => {
  const body = `${'>\n'.repeat(1_000_000)}x`;
  assert.equal(withoutQuoted(body), body);
});

for (const [what, body, kept] of CASES) test(what, () => assert.equal(withoutQuoted(body), kept));
