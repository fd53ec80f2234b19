import type { Request, Response } from 'express';
import { NotFound } from '../errors.js';
import { personOf } from '../people/viewer.js';
import { MAKES_PDF, NO_PDF } from './compiler.js';
import { makePdf, type Job } from './makePdf.js';

/**
 * Makes a document and sends it as a download. A client that goes away ends the making.
 * @param name of the file, without `.pdf`: ASCII letters, figures and hyphens
 * @throws NotFound where this installation makes no PDF; Busy when it could not be made
 */
export async function sendPdf(req: Request, res: Response, name: string, job: Job): Promise<void> {
  if (!MAKES_PDF) throw new NotFound(NO_PDF);
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  try {
    const bytes = await makePdf(job, { who: personOf(req.viewer).id, signal: gone.signal });
    res.setHeader('Content-Type', 'application/pdf');
    res.setHeader('Content-Disposition', `attachment; filename="${name}.pdf"`);
    res.send(bytes);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
