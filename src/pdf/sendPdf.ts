import type { Response } from 'express';
import { NotFound } from '../errors.js';
import { MAKES_PDF } from './compiler.js';
import { makePdf, type Job } from './makePdf.js';

/**
 * Makes a document and sends it as a download. A client that goes away ends the making.
 * @param name of the file, without `.pdf`: ASCII letters, figures and hyphens
 * @throws NotFound where this installation makes no PDF; Busy when it could not be made
 */
export async function sendPdf(res: Response, name: string, job: Job): Promise<void> {
  if (!MAKES_PDF) throw new NotFound(NO_PDF);
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  try {
    const bytes = await makePdf(job, gone.signal);
    res.setHeader('Content-Type', 'application/pdf');
    res.setHeader('Content-Disposition', `attachment; filename="${name}.pdf"`);
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.send(bytes);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}

const NO_PDF =
  'This installation of the portal cannot make PDFs. Go back and print the page from your browser instead: it says the same.';
