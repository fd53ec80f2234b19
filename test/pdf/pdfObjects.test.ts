import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renamed } from '../../src/pdf/long/pdfObjects.js';

test('names of one document become another’s, and what is text stays text', () => {
  const shift = {
    ref: (id: number) => id + 100,
    parent: (key: number) => key + 7,
    cell: (cell: string) => `(x${cell.slice(1)}`,
  };
  const cases: [text: string, expected: string][] = [
    ['/P 5 0 R /K [6 0 R 7 0 R]', '/P 105 0 R /K [106 0 R 107 0 R]'],
    ['/Alt (5 0 R and (6 0 R)) /P 5 0 R', '/Alt (5 0 R and (6 0 R)) /P 105 0 R'],
    ['/Alt (\\( 5 0 R) /P 5 0 R', '/Alt (\\( 5 0 R) /P 105 0 R'],
    [
      '/Alt (/ID /StructParents 1) /ID (U1) /Headers [(U1) (U2)]',
      '/Alt (/ID /StructParents 1) /ID (xU1) /Headers [(xU1) (xU2)]',
    ],
    ['/StructParents 3 /Tabs /S', '/StructParents 10 /Tabs /S'],
    ['<< /Contents <FEFF0035> /A << /P 5 0 R >> >>', '<< /Contents <FEFF0035> /A << /P 105 0 R >> >>'],
  ];
  for (const [text, expected] of cases) assert.equal(renamed(text, shift), expected);
});
