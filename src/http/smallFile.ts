import { promisify } from 'node:util';
import type { Request, Response } from 'express';
import multer from 'multer';
import { AppError, BadRequest, TooLarge } from '../errors.js';
import { checkCsrf } from './csrf.js';

interface SmallFile {
  mostBytes: number;
  /** how long a text field may be; 1,000 bytes unless told */
  fieldBytes?: number;
  /** how many of them there may be, the token among them; 5 unless told */
  fields?: number;
  /** what to say of more of either */
  tooLarge: string;
}

/** The requests whose token has been found right. */
const checked = new WeakSet<object>();

/**
 * A reader of forms with at most one small file, `file`. It reads the fields into `req.body` and the file into
 * `req.file`, whole and in memory while the request lasts, the CSRF token checked before the file is read. It throws
 * TooLarge with these words; BadRequest for what no browser sends; NotPermitted without the token.
 */
export function smallFile({ mostBytes, fieldBytes = 1_000, fields = 5, tooLarge }: SmallFile) {
  const upload = multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8',
    limits: {
      fileSize: mostBytes,
      files: 1,
      fields,
      parts: fields + 1,
      fieldSize: fieldBytes,
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
  return async (req: Request, res: Response): Promise<void> => {
    try {
      await promisify(upload)(req, res);
    } catch (error) {
      if (error instanceof AppError) throw error;
      const code = error instanceof multer.MulterError ? error.code : '';
      throw ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(code)
        ? new TooLarge(tooLarge)
        : new BadRequest();
    }
    // Without a file nothing has asked for the token yet.
    if (req.is('multipart/form-data') && !checked.has(req)) checkCsrf(req);
  };
}
