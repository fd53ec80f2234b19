import { PassThrough, type Readable, type Writable } from 'node:stream';

/** What writes to a stream, as a stream to be read. */
export function written(write: (to: Writable) => Promise<void>): Readable {
  const through = new PassThrough();
  write(through).catch((error: unknown) => through.destroy(error as Error));
  return through;
}
