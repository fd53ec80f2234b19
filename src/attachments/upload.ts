import type { Request, Response } from 'express';
import multer from 'multer';
import type { z } from 'zod';
import type { Deps } from '../deps.js';
import { BadRequest, Invalid, type AppError, type Problem } from '../errors.js';
import { checkCsrf } from '../http/csrf.js';
import { parse } from '../http/forms.js';
import { askAgain } from '../http/stillSignedIn.js';
import { removeUnlinkedFiles, type StoredFile } from './files.store.js';
import type { TypeFinder } from './fileType.js';
import { formatBytes } from './formatBytes.js';
import { cleanName } from './names.js';
import { scanNow, wakeScanner } from './scan.js';
import { chunkStorage, type Received } from './storage.js';

export interface UploadOptions<Fields extends z.ZodType> {
  /** the form's text fields; they stand before the files in the form */
  fields: Fields;
  /** the name of the file field, which problems are told of; `files` unless told */
  field?: string;
  /** how many files the form may send; config.maxFiles unless told */
  maxFiles?: number;
  /** how many text fields the form may send; 20 unless told */
  textFields?: number;
  /** what to say when there are more */
  tooMany?: string;
  /** which types are taken; those of every form unless told */
  findType?: (name: string) => TypeFinder;
  /** false: the form may come without a file */
  required?: boolean;
  /** the last check before a byte is stored, with the text fields; what it throws becomes the reply */
  admit?: (fields: z.infer<Fields>) => void;
}

export interface Upload<Fields> {
  fields: Fields;
  /** completed, typed by their content, and scanned or waiting for it; nobody sees them until they are linked */
  files: StoredFile[];
}

/** A connection that says nothing for so long has broken off. */
const QUIET_MS = 60_000;
const TEXT_FIELDS = 20;
const TEXT_BYTES = 64 * 1024;

/**
 * Reads a form that takes files, on a route that has already found that the viewer may send them. The CSRF token and
 * the text fields are checked before a byte is stored. All files are taken or none: when anything is wrong, what was
 * stored is removed before this throws. The caller links the files, or removes them with removeUnlinkedFiles.
 * @throws Invalid with a problem for each file, by name; NotPermitted (CSRF, or removed meanwhile); BadRequest; Conflict
 */
export async function readUpload<Fields extends z.ZodType>(
  req: Request,
  res: Response,
  deps: Deps,
  options: UploadOptions<Fields>,
): Promise<Upload<z.infer<Fields>>> {
  const received: Promise<Received>[] = [];
  try {
    const fields = await receive(req, res, deps, options, received);
    const files = allTaken(await Promise.all(received), options);
    await askAgain(deps.db, req);
    await refuseInfected(deps, files, options);
    return { fields, files };
  } catch (error) {
    const settled = await Promise.allSettled(received);
    const stored = settled.flatMap((one) =>
      one.status === 'fulfilled' && 'file' in one.value ? [one.value.file.id] : [],
    );
    await removeUnlinkedFiles(deps.bulk, stored);
    throw error;
  }
}

async function receive<Fields extends z.ZodType>(
  req: Request,
  res: Response,
  deps: Deps,
  options: UploadOptions<Fields>,
  received: Promise<Received>[],
): Promise<z.infer<Fields>> {
  const { field = 'files', maxFiles = deps.config.maxFiles, textFields = TEXT_FIELDS } = options;
  let mayStore = false;
  let ourOwn: unknown;
  const check = () => {
    if (mayStore) return;
    if (req.is('multipart/form-data')) checkCsrf(req);
    options.admit?.(parse(options.fields, req.body));
    mayStore = true;
  };
  const read = multer({
    storage: chunkStorage(deps, received, options.findType),
    limits: {
      fileSize: deps.config.maxFileBytes,
      files: maxFiles,
      fields: textFields,
      parts: textFields + maxFiles,
      fieldSize: TEXT_BYTES,
      fieldNameSize: 100,
      headerPairs: 20,
      // Flat names only: a[4294967294] would make an array of that length, a[b][c] objects, out of a few bytes.
      fieldNestingDepth: 0,
      fieldArrayIndexLimit: 0,
    },
    defParamCharset: 'utf8',
    preservePath: true,
    fileFilter: (_req, _file, done) => {
      try {
        check();
        done(null, true);
      } catch (error) {
        ourOwn = error;
        done(error as Error);
      }
    },
  }).array(field);
  const release = cutOffWhenQuietOrEndless(req, deps.config.maxFileBytes * (maxFiles + 1));
  try {
    await new Promise<void>((resolve, reject) => {
      read(req, res, (error: unknown) => (error ? reject(error as Error) : resolve()));
    });
  } catch (error) {
    const stored = await Promise.allSettled(received);
    const failed = stored.find((one) => one.status === 'rejected' && one.reason === error);
    throw ourOwn ?? (failed ? error : refusal(error, deps, options));
  } finally {
    release();
  }
  check();
  return parse(options.fields, req.body);
}

function allTaken<Fields extends z.ZodType>(
  received: Received[],
  options: UploadOptions<Fields>,
): StoredFile[] {
  const { field = 'files', required = true } = options;
  const problems = received.flatMap((one) =>
    'refused' in one ? [{ field, text: one.refused.message }] : [],
  );
  if (required && received.length === 0) problems.push({ field, text: 'Choose a file' });
  if (problems.length > 0) throw new Invalid(problems);
  return received.flatMap((one) => ('file' in one ? [one.file] : []));
}

async function refuseInfected<Fields extends z.ZodType>(
  deps: Deps,
  files: StoredFile[],
  { field = 'files' }: UploadOptions<Fields>,
): Promise<void> {
  const { infected, waiting } = await scanNow(deps, files);
  if (infected.length > 0) {
    throw new Invalid(
      infected.map(({ name, virus }) => ({
        field,
        text: `“${name}” contains a virus (${virus}), so it was not added`,
      })),
    );
  }
  if (waiting) await wakeScanner(deps.db);
}

/** What multer stopped at, in words. */
function refusal<Fields extends z.ZodType>(
  error: unknown,
  { config }: Deps,
  options: UploadOptions<Fields>,
): AppError {
  const { field = 'files', maxFiles = config.maxFiles } = options;
  const { code, filename, field: at } = error as { code?: string; filename?: string; field?: string };
  const problem = (text: string) => new Invalid([{ field, text } satisfies Problem]);
  if (!(error instanceof multer.MulterError)) return new BadRequest(BROKEN_OFF);
  if (code === 'LIMIT_FILE_SIZE') {
    return problem(`“${cleanName(filename ?? '')}” is larger than ${formatBytes(config.maxFileBytes)}`);
  }
  const tooMany = code === 'LIMIT_FILE_COUNT' || (code === 'LIMIT_UNEXPECTED_FILE' && at === field);
  if (tooMany)
    return problem(
      options.tooMany ?? `You can add ${maxFiles === 1 ? 'one file' : `${maxFiles} files`} at a time`,
    );
  return new BadRequest();
}

const BROKEN_OFF =
  'The upload broke off before it was complete, so nothing of it was kept. Send the file again.';

/**
 * Ends a connection on which nothing comes, or more than any honest form holds: a form that was refused is read to
 * its end, so that the browser gets to see the reply, but not for ever.
 */
function cutOffWhenQuietOrEndless(req: Request, most: number): () => void {
  let left = most;
  const count = (piece: Buffer) => {
    left -= piece.length;
    if (left < 0) req.destroy();
  };
  const giveUp = () => req.destroy();
  if (!req.is('multipart/form-data')) return () => undefined;
  req.on('data', count).on('timeout', giveUp).setTimeout(QUIET_MS);
  return () => {
    req.off('data', count).off('timeout', giveUp).setTimeout(0);
  };
}
