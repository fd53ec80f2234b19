import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toldOf } from '../../../src/consultations/outcome/responseFacts.js';

test('a number below three is told as such; one alone takes the next larger one with it, so that nobody can subtract', () => {
  const few = 'fewer than 3';
  const cases: [number[], string[]][] = [
    [[], []],
    [[0], ['0']],
    [[1], [few]],
    [[2], [few]],
    [[3], ['3']],
    [
      [7, 1, 4, 0],
      ['7', few, '3 or more', '0'],
    ],
    [
      [4, 2, 4],
      ['3 or more', few, '4'],
    ],
    [
      [7, 1, 4, 2],
      ['7', few, '4', few],
    ],
    [
      [5, 3, 0],
      ['5', '3', '0'],
    ],
  ];
  for (const [numbers, told] of cases) assert.deepEqual(toldOf(numbers), told, numbers.join(', '));
});
