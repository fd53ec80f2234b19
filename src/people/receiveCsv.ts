import { promisify } from 'node:util';
import type { Request, Response } from 'express';
import multer from 'multer';
import { AppError, BadRequest, TooLarge } from '../errors.js';
import { checkCsrf } from '../http/csrf.js';

/** Room for 20,000 people; it is kept in memory while the request lasts. */
const MOST_BYTES = 5 * 1024 * 1024;

const checked = new WeakSet<object>();

const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: {
    fileSize: MOST_BYTES,
    files: 1,
    fields: 10,
    parts: 11,
    fieldSize: MOST_BYTES,
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
 * Reads a form with one CSV file into `req.body` and `req.file`, its CSRF token checked before the file is read.
 * @throws TooLarge over 5 MB; BadRequest for what no browser sends; NotPermitted without the token
 */
export async function receiveCsv(req: Request, res: Response): Promise<void> {
  try {
    await promisify(upload)(req, res);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof multer.MulterError ? error.code : '';
    if (code === 'LIMIT_FILE_SIZE' || code === 'LIMIT_FIELD_VALUE') {
      throw new TooLarge('The file is larger than 5 MB. Split it and bring in one part after the other.');
    }
    throw new BadRequest();
  }
  // Without a file nothing has asked for the token yet.
  if (req.is('multipart/form-data') && !checked.has(req)) checkCsrf(req);
}

/** The text of a CSV file: UTF-8, or what Excel writes instead (UTF-16 with a mark, or Windows-1252). */
export function decodeCsv(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
