import type { Writable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Db } from '../db/connection.js';
import { cutWhenSignedOut } from '../http/stillSignedIn.js';
import type { Report } from './report.store.js';

/**
 * Sends a report as a download while it is written. When writing fails in the middle the connection is cut, so that a
 * browser says that the download failed and nobody takes half a report for the whole; so when the reader's session ends.
 */
export async function sendReport(
  bulk: Db,
  req: Request,
  res: Response,
  { consultation, version }: Report,
  { type, ending }: { type: string; ending: string },
  write: (out: Writable) => Promise<void>,
): Promise<void> {
  const confidential = version === 'confidential' ? '-confidential' : '';
  res.setHeader('Content-Type', type);
  res.setHeader(
    'Content-Disposition',
    `attachment; filename="${consultation.reference}-report${confidential}.${ending}"`,
  );
  cutWhenSignedOut(bulk, req, res);
  try {
    await write(res);
  } catch (error) {
    if (!res.headersSent) throw error;
    res.destroy();
    // The client has gone: nobody is left to be told.
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
