/**
 * Rows in flat memory: page by page, the next of which is read while one is told.
 * @param most the rows of a page
 * @param read the rows from a position, counted from 0; fewer than `most`: there are no more
 */
export async function* inPages<Row>(
  most: number,
  read: (from: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let next = read(0);
  for (let from = most; ; from += most) {
    const rows = await next;
    const isLast = rows.length < most;
    if (!isLast) {
      next = read(from);
      // Who stops reading does not wait for it: that it failed is nobody's concern then.
      next.catch(() => undefined);
    }
    yield* rows;
    if (isLast) return;
  }
}
