import { PassThrough, type Writable } from 'node:stream';

/**
 * What writes to a stream, as its pieces. It begins when the first is asked for; whoever stops reading stops it too.
 * @throws what writing throws, even when it does so at once
 */
export async function* written(write: (to: Writable) => Promise<void>): AsyncGenerator<Buffer> {
  const through = new PassThrough();
  const writing = write(through).catch((error: unknown) => void through.destroy(error as Error));
  yield* through as AsyncIterable<Buffer>;
  await writing;
}
