import { promisify } from 'node:util';
import type { Request, Response } from 'express';
import multer from 'multer';
import { z } from 'zod';
import { cleanName } from '../../attachments/names.js';
import { AppError, BadRequest } from '../../errors.js';
import { checkCsrf } from '../../http/csrf.js';
import { parse } from '../../http/forms.js';

/** A form with a few pasted pictures; it is kept in memory while the request lasts. */
const MOST_MB = 10;

export type Received = { name: string; bytes: Buffer } | { problem: string };

const checked = new WeakSet<object>();

const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: {
    fileSize: MOST_MB * 1024 * 1024,
    files: 1,
    fields: 5,
    parts: 6,
    fieldSize: 1_000,
    fieldNameSize: 50,
    headerPairs: 20,
    fieldNestingDepth: 0,
    fieldArrayIndexLimit: 0,
  },
  fileFilter: (req, _file, accept) => {
    try {
      checkCsrf(req);
      checked.add(req);
      accept(null, true);
    } catch (error) {
      accept(error as Error);
    }
  },
}).single('file');

/**
 * Reads a form with one Word document into memory, its CSRF token checked before the file is read. The file is never
 * stored: what counts of it is its text.
 * @throws BadRequest for what no browser sends; NotPermitted without the token
 */
export async function receiveWordFile(req: Request, res: Response): Promise<Received> {
  try {
    await promisify(upload)(req, res);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') {
      return {
        problem: `The file is larger than ${MOST_MB} MB: take pictures out of it and add them as files`,
      };
    }
    throw new BadRequest();
  }
  // Without a file nothing has asked for the token yet.
  if (!checked.has(req)) {
    if (!req.is('multipart/form-data')) throw new BadRequest();
    checkCsrf(req);
  }
  parse(z.strictObject({}), req.body);
  if (!req.file || req.file.size === 0) return { problem: 'Choose the Word form that you have filled in' };
  return { name: cleanName(req.file.originalname), bytes: req.file.buffer };
}
