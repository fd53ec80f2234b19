import type { Request, Response } from 'express';
import { z } from 'zod';
import { cleanName } from '../../attachments/names.js';
import { BadRequest, TooLarge } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { smallFile } from '../../http/smallFile.js';

/** A form with a few pasted pictures. */
const MOST_MB = 10;

export type Received = { name: string; bytes: Buffer } | { problem: string };

const receive = smallFile({
  mostBytes: MOST_MB * 1024 * 1024,
  tooLarge: `The file is larger than ${MOST_MB} MB: take pictures out of it and add them as files`,
});

/**
 * Reads a form with one Word document into memory. The file is never stored: what counts of it is its text.
 * @throws BadRequest for what no browser sends; NotPermitted without the CSRF token
 */
export async function receiveWordFile(req: Request, res: Response): Promise<Received> {
  if (!req.is('multipart/form-data')) throw new BadRequest();
  try {
    await receive(req, res);
  } catch (error) {
    if (error instanceof TooLarge) return { problem: error.message };
    throw error;
  }
  parse(z.strictObject({}), req.body);
  if (!req.file || req.file.size === 0) return { problem: 'Choose the Word form that you have filled in' };
  return { name: cleanName(req.file.originalname), bytes: req.file.buffer };
}
