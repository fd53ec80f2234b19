import assert from 'node:assert/strict';

/** That the same rows are there, in whatever order; tells the first that is not, and what stands nearest to it. */
export function assertSameRows(found: unknown[][], expected: unknown[][], what: string): void {
  const [is, should] = [texts(found), texts(expected)];
  const missing = [...should].filter((row) => !is.has(row));
  const added = [...is].filter((row) => !should.has(row));
  if (missing.length > 0 || added.length > 0) {
    const wanted = missing[0] ?? '';
    const near = added.find((row) => row.slice(0, 30) === wanted.slice(0, 30)) ?? added[0] ?? '';
    const says = `${what}: ${missing.length} rows are missing, ${added.length} are not what went in`;
    assert.deepEqual(apart(near, wanted), apart(wanted, near), says);
  }
  assert.equal(found.length, expected.length, what);
}

const texts = (rows: unknown[][]): Set<string> => new Set(rows.map((row) => JSON.stringify(row)));

/** A long text from a little before where it differs. */
function apart(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return text.slice(Math.max(0, at - 200), at + 200);
}
