import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file for what is too much to hold. It has no name, and so is gone when it is closed, whatever happens. */
export async function openUnnamed(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `portal-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  await unlink(name);
  return file;
}

/** Gives back what was kept, as often as it is asked. */
type GiveBack = () => Promise<Buffer>;

/** What waits for its turn: some of it in memory, the rest in a file, so that memory is flat however much it is. */
export interface Waiting {
  /** Resolves when it is kept. @throws Error when there is no room on the disk */
  keep(bytes: Buffer): Promise<GiveBack>;
  close(): Promise<void>;
}

/** @param room how many bytes are kept in memory */
export function startWaiting(room: number): Waiting {
  let [held, end] = [0, 0];
  let opened: Promise<FileHandle> | undefined;
  return {
    keep: async (bytes) => {
      if (held + bytes.length <= room) {
        held += bytes.length;
        return inMemory(bytes);
      }
      const at = end;
      end += bytes.length;
      opened ??= openUnnamed();
      const file = await opened;
      const { bytesWritten } = await file.write(bytes, 0, bytes.length, at);
      if (bytesWritten < bytes.length) throw new Error('There is no room for a temporary file.');
      return inFile(file, at, bytes.length);
    },
    close: async () => (await opened)?.close(),
  };
}

const inMemory =
  (bytes: Buffer): GiveBack =>
  async () =>
    bytes;

const inFile =
  (file: FileHandle, at: number, length: number): GiveBack =>
  async () => {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
    if (bytesRead < length) throw new Error('A temporary file ends too soon.');
    return buffer;
  };
