import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Deps } from '../deps.js';
import { NotFound } from '../errors.js';
import { render } from '../http/render.js';
import { cutWhenSignedOut } from '../http/stillSignedIn.js';
import { acceptedType } from './acceptedTypes.js';
import { isHandedOut } from './attachments.rules.js';
import { nameToSave } from './names.js';
import { bytesOf } from './storedBytes.js';

/** What is needed of a file to hand it out; the caller has found that the viewer may have it. */
export interface FileToSend {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  /** 'not needed' and 'clean' go out, 'waiting' and 'infected' do not */
  scan: string;
}

/**
 * Sends a stored file as a download: whole, or the one range asked for (RFC 9110, 14). It is read chunk by chunk as
 * the client takes it, without a connection in between, and cut off when the reader's session ends. A file that waits
 * for its virus scan (409) or is infected (403) is refused by name.
 */
export async function sendFile(
  deps: Pick<Deps, 'bulk'>,
  req: Request,
  res: Response,
  file: FileToSend,
): Promise<void> {
  await send(deps, req, res, file, 'attachment');
}

/**
 * What others made is shown in the portal's own origin: whatever it holds may run nothing, load nothing and is a
 * stranger to the portal (CSP Level 3, 6.3.2). Chromium's PDF viewer opens under it.
 */
const POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Sends a stored file to be looked at in the browser, by the rules of sendFile.
 * @throws NotFound for one whose content is not a PNG, JPEG or PDF: SVG and HTML are never shown
 */
export async function showFile(
  deps: Pick<Deps, 'bulk'>,
  req: Request,
  res: Response,
  file: FileToSend,
): Promise<void> {
  if (!acceptedType(file.mediaType)?.look) throw new NotFound('This file can only be downloaded.');
  if (isHandedOut(file.scan)) {
    res.set('Content-Security-Policy', POLICY);
    // HTML has browsers refuse a reply that is sandboxed and asks for a window group of its own (7.4.5, navigation).
    res.removeHeader('Cross-Origin-Opener-Policy');
  }
  await send(deps, req, res, file, 'inline');
}

async function send(
  deps: Pick<Deps, 'bulk'>,
  req: Request,
  res: Response,
  file: FileToSend,
  disposition: 'attachment' | 'inline',
): Promise<void> {
  if (!isHandedOut(file.scan)) return withhold(req, res, file);
  res.set({ 'X-Content-Type-Options': 'nosniff' });
  res.setHeader('Content-Disposition', `${disposition}; ${named(nameToSave(file.name, file.mediaType))}`);
  // Not res.set: it would add a charset, which nobody has said.
  res.setHeader('Content-Type', file.mediaType);
  await sendRanged(deps, req, res, {
    etag: `"${file.sha256}"`,
    bytes: file.bytes,
    read: (start, end) => bytesOf(deps.bulk, file.id, start, end),
  });
}

/** Something whose bytes never change and can be read from anywhere in it. */
export interface Ranged {
  /** in quotation marks (RFC 9110, 8.8.3) */
  etag: string;
  bytes: number;
  /** @param end exclusive */
  read: (start: number, end: number) => AsyncIterable<Buffer>;
}

/**
 * Sends the whole, or the one range asked for (RFC 9110, 14), as the client takes it; the caller has set its type and
 * name. Cut off when the reader's session ends.
 */
export async function sendRanged(
  deps: Pick<Deps, 'bulk'>,
  req: Request,
  res: Response,
  { etag, bytes, read }: Ranged,
): Promise<void> {
  res.set({ ETag: etag, 'Accept-Ranges': 'bytes' });
  if (req.get('if-none-match') === etag) {
    res.status(304).end();
    return;
  }
  const range = rangeAsked(req, bytes, etag);
  if (range === 'unsatisfiable') {
    res.status(416).set('Content-Range', `bytes */${bytes}`).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: bytes };
  if (range) res.status(206).set('Content-Range', `bytes ${start}-${end - 1}/${bytes}`);
  res.set('Content-Length', String(end - start));
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  cutWhenSignedOut(deps.bulk, req, res);
  try {
    await pipeline(Readable.from(read(start, end), { objectMode: false, highWaterMark: 1 }), res);
  } catch (error) {
    // The client has gone: nobody is left to be told.
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/**
 * One range of a GET, its end exclusive (RFC 9110, 14.1.2 and 14.2); undefined: the whole file. Several ranges at once,
 * and what is no range, are answered with the whole.
 */
function rangeAsked(
  req: Request,
  size: number,
  etag: string,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const condition = req.get('if-range');
  if (req.method !== 'GET' || (condition !== undefined && condition !== etag)) return undefined;
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(req.get('range') ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  return start < size ? { start, end } : 'unsatisfiable';
}

/** Both spellings of a name: ASCII for old programs, UTF-8 for the others (RFC 6266, RFC 8187). */
function named(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const utf8 = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${utf8}`;
}

function withhold(req: Request, res: Response, file: FileToSend): void {
  const infected = file.scan === 'infected';
  const page = infected
    ? {
        title: 'This file cannot be downloaded',
        text: `A virus was found in “${file.name}”, so nobody can download it.`,
        next: 'Ask whoever sent it for a clean copy.',
      }
    : {
        title: 'This file is being scanned',
        text: `“${file.name}” has not been scanned for viruses yet. Nobody can download it until it has been found clean.`,
        next: 'This usually takes less than a minute: reload this page then.',
      };
  render(req, res, 'attachments/withheld', page, { status: infected ? 403 : 409 });
}
