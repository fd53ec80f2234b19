import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../../../src/reports/document/blocks.js';
import { piecesOf } from '../../../src/reports/formats/pdf/pieces.js';

const someBlocks = async (blocks: Block[]) => {
  const pieces: unknown[] = [];
  async function* given() {
    yield* blocks;
  }
  for await (const piece of piecesOf(given())) pieces.push(piece);
  return pieces.map((piece) => {
    if (piece === null) return 'next part';
    if (Array.isArray(piece)) return 'row';
    const { kind, text, caption = text, continued } = piece as Record<string, string>;
    return `${kind}${continued ? ' again' : ''}: ${caption}`;
  });
};

test('a long report is set in parts: a part ends before a heading, or between two rows, and the next says what it goes on with', async () => {
  const rows = (count: number, length: number) => () =>
    Array.from({ length: count }, () => ['Respondent', 'x'.repeat(length)]);
  const table = (caption: string, count: number, length: number): Block => ({
    kind: 'table',
    table: { caption, columns: [], rows: rows(count, length), empty: '' },
  });
  const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
  assert.deepEqual(
    await someBlocks([
      heading(1, 'One'),
      heading(2, 'Two'),
      table('T', 3, 410_000),
      heading(2, 'Three'),
      table('U', 1, 410_000),
      heading(3, 'Four'),
      { kind: 'verbatim', text: 'x'.repeat(410_000) },
      heading(1, 'Five'),
      table('V', 2, 10),
    ]),
    [
      'heading: One',
      'heading: Two',
      'table: T',
      'row',
      'row',
      'next part',
      'heading again: One (continued)',
      'heading again: Two (continued)',
      'table: T (continued)',
      'row',
      'next part',
      'heading again: One (continued)',
      'heading: Three',
      'table: U',
      'row',
      'next part',
      'heading again: One (continued)',
      'heading again: Three (continued)',
      'heading: Four',
      'verbatim: xxx',
      'next part',
      'heading: Five',
      'table: V',
      'row',
      'row',
    ].map((one) => (one === 'verbatim: xxx' ? `verbatim: ${'x'.repeat(410_000)}` : one)),
  );
});
