import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKnown } from '../../../src/collation/clarifying/sender.rules.js';

const ours = (person: string | null) => ({ id: 'ours', person });
const theirs = (person: string | null) => ({ id: 'theirs', person });
const CASES: [string, Parameters<typeof isKnown>[1], boolean][] = [
  ['nobody has it', [], false],
  ['one of ours has it', [ours('Priya')], true],
  ['one of theirs has it, too', [theirs('Kim'), ours('Priya')], false],
  ['one of ours has it, and theirs are at its domain', [ours('Priya'), theirs(null)], true],
  ['one of ours is at its domain', [ours(null)], true],
  ['some of both are at its domain', [ours(null), theirs(null)], false],
  ['one of theirs has it, and ours are at its domain', [theirs('Kim'), ours(null)], false],
  ['only theirs', [theirs(null)], false],
];

for (const [what, suggested, known] of CASES)
  test(what, () => assert.equal(isKnown('ours', suggested), known));
