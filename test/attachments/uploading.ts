import { once } from 'node:events';
import { connect } from 'node:net';
import type { Config } from '../../src/config.js';
import type { Scanner } from '../../src/deps.js';
import { paths } from '../../src/paths.js';
import { csrfFrom, type Browser, type Reply } from '../support/browse.js';
import { aConsultation, anOrganisation, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

/** A file as a test sends it. */
export interface Sent {
  name: string;
  bytes: Buffer;
}

export const aPdf = (name = 'Comments.pdf', size = 200): Sent => ({
  name,
  bytes: Buffer.from('%PDF-1.4\n'.padEnd(size, 'x')),
});

/** The portal of one test file, with an organisation whose colleague is signed in and adds files to drafts. */
export async function startUploading(
  options: { now?: string; config?: Partial<Config>; scanner?: Scanner } = {},
) {
  const portal = await startPortal(options);
  const { db } = portal;
  const organisation = await anOrganisation(db, 'Northmoor Energy Group');
  const colleague = await aRepresentative(db, organisation);
  const browser = await signInAs(portal, colleague);
  const csrf = await csrfFrom(browser, paths.front());

  /** A draft in a consultation of its own, ready to be submitted; the URL of its files beside it. */
  async function aDraft() {
    const consultation = await aConsultation(db);
    const draft = await aDraftResponse(db, {
      consultation,
      organisation,
      by: colleague,
      forOrganisation: true,
    });
    return { ...draft, url: paths.attachments({ id: draft.id }) };
  }

  /** Sends files as the page's form does. */
  async function upload(url: string, ...files: Sent[]): Promise<Reply> {
    const request = browser.post(url).field('_csrf', csrf).field('question', 'files').redirects(0);
    for (const { name, bytes } of files) void request.attach('files', bytes, name);
    return request;
  }

  /** Sends a body that was put together by hand. */
  const sendBody = (
    url: string,
    body: Buffer,
    type = `multipart/form-data; boundary=${BOUNDARY}`,
  ): Promise<Reply> =>
    browser
      .post(url)
      .set('Content-Type', type)
      .redirects(0)
      .serialize((bytes: unknown) => bytes as string) // as it is, whatever its type says
      .send(body)
      .then((reply) => reply);

  /** What the database holds of files: rows, their bytes, and their places in drafts. */
  async function held() {
    const { rows } = await db.raw<{ rows: { files: number; chunks: number; links: number }[] }>(
      `select (select count(*) from file) as files, (select count(*) from file_chunk) as chunks,
         (select count(*) from draft_attachment) as links`,
    );
    return rows[0]!;
  }

  const filesOf = (responseId: string) =>
    db('draft_attachment as a')
      .join('file as f', 'f.id', 'a.file_id')
      .where('a.response_id', responseId)
      .orderBy('a.added_at')
      .select('a.id', 'a.confidential', 'a.reason', 'f.id as fileId', 'f.name', 'f.media_type', 'f.scan');

  return {
    ...portal,
    portal,
    organisation,
    colleague,
    browser,
    csrf,
    aDraft,
    upload,
    sendBody,
    held,
    filesOf,
  };
}

export const BOUNDARY = '-------------------------boundary';

export interface Part {
  name: string;
  /** of a file */
  filename?: string;
  value: string | Buffer;
}

/** A multipart body exactly as told; without its end when `cut` is true. */
export function multipart(parts: Part[], { cut = false } = {}): Buffer {
  const pieces = parts.flatMap(({ name, filename, value }) => [
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: application/octet-stream`,
    '\r\n\r\n',
    value,
    '\r\n',
  ]);
  if (!cut) pieces.push(`--${BOUNDARY}--\r\n`);
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}

/** The cookies of a browser, for a request that is written to a socket by hand. */
export const cookiesOf = (browser: Browser): string =>
  browser.jar.getCookies({ domain: '127.0.0.1', path: '/', secure: false, script: false }).toValueString();

/** What a download answers, its body as the bytes that came. */
export const download = (
  browser: Browser,
  url: string,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  browser
    .get(url)
    .set(headers)
    .buffer(true)
    .parse((reply, done) => {
      const pieces: Buffer[] = [];
      reply.on('data', (piece: string | Buffer) => pieces.push(Buffer.from(piece as string, 'binary')));
      reply.on('end', () => done(null, Buffer.concat(pieces)));
    })
    .then((reply) => reply);

/** An upload that is written to a socket piece by piece, by a client that may stop anywhere. */
export async function aSlowUpload(
  portal: { url: string },
  browser: Browser,
  url: string,
  bodyLength: number,
) {
  const { hostname, port } = new URL(portal.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
  socket.on('error', () => undefined); // what became of the connection is seen in what was heard
  const write = (data: string | Buffer) => new Promise<void>((done) => void socket.write(data, () => done()));
  await write(
    `POST ${url} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookiesOf(browser)}\r\n` +
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${bodyLength}\r\n` +
      'Connection: close\r\n\r\n',
  );
  /** What the server said until it closed the connection. */
  const reply = async (): Promise<string> => {
    if (!socket.closed) await once(socket, 'close');
    return heard;
  };
  return { socket, write, reply };
}

/** Waits for what happens by itself, shortly. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 100) throw new Error('It did not come about');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
