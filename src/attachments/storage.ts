import type { StorageEngine } from 'multer';
import type { Deps } from '../deps.js';
import { BadRequest } from '../errors.js';
import { FileRefused, type TypeFinder } from './fileType.js';
import type { StoredFile } from './files.store.js';
import { storeFile } from './storeFile.js';

/** What became of one file of a request. */
export type Received = { file: StoredFile } | { refused: FileRefused };

/**
 * multer's way into the database. A file that is refused does not end the request, so that one reply names all that
 * are wrong; what cannot be stored does. Removing is left to whoever reads `received`, which knows about all files.
 * @param received gets a promise for each file, in their order
 */
export function chunkStorage(
  deps: Pick<Deps, 'bulk' | 'clock' | 'scanner'>,
  received: Promise<Received>[],
  findType?: (name: string) => TypeFinder,
): StorageEngine {
  return {
    _handleFile: (_req, file, done) => {
      const storing = receive(deps, file, findType);
      received.push(storing);
      storing.then(
        () => done(null, {}),
        (error: unknown) => done(error),
      );
    },
    _removeFile: (_req, _file, done) => done(null),
  };
}

async function receive(
  deps: Pick<Deps, 'bulk' | 'clock' | 'scanner'>,
  { originalname, stream }: Express.Multer.File,
  findType: ((name: string) => TypeFinder) | undefined,
): Promise<Received> {
  try {
    const pieces = untilTheLimit(stream as FileStream, originalname);
    return { file: await storeFile(deps, originalname, pieces, findType) };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    stream.resume(); // the rest of it is read and dropped, so that the next file is heard
    return { refused: error };
  }
}

/** busboy's stream of one file ends at the size limit as it would at the end, and says so only here. */
type FileStream = Express.Multer.File['stream'] & { truncated?: boolean };

async function* untilTheLimit(stream: FileStream, name: string): AsyncGenerator<Buffer> {
  try {
    // Leaving off early must not destroy the stream: busboy would wait for it for ever.
    for await (const piece of stream.iterator({ destroyOnReturn: false })) yield piece as Buffer;
  } catch {
    throw new BadRequest(`The upload of “${name}” broke off before it was complete. Send it again.`);
  }
  if (stream.truncated) throw new BadRequest(`“${name}” is longer than the limit.`);
}
