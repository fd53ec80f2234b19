import type { Writable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Db } from '../db/connection.js';
import { cutWhenSignedOut } from './stillSignedIn.js';

/**
 * Sends a download while it is written. When writing fails in the middle the connection is cut, so that a browser says
 * that the download failed and nobody takes half of it for the whole; so when the reader's session ends.
 * @param file.name ASCII, without a quotation mark
 */
export async function sendWritten(
  bulk: Db,
  req: Request,
  res: Response,
  file: { type: string; name: string },
  write: (out: Writable) => Promise<void>,
): Promise<void> {
  res.setHeader('Content-Type', file.type);
  res.setHeader('Content-Disposition', `attachment; filename="${file.name}"`);
  cutWhenSignedOut(bulk, req, res);
  try {
    await write(res);
  } catch (error) {
    if (res.closed && isGone(error)) return;
    // What is sent instead is a page, to be read at once.
    if (!res.headersSent) res.removeHeader('Content-Disposition');
    else res.destroy();
    throw error;
  }
}

/** The client has gone: nobody is left to be told. */
const isGone = (error: unknown): boolean =>
  (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE' ||
  (error as Error).name === 'AbortError';
