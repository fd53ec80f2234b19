import { Agent, request } from 'node:http';
import { after } from 'node:test';
import { paths } from '../../src/paths.js';
import { BOUNDARY, multipart, type Part } from '../attachments/uploading.js';
import { encode, type Fields } from '../support/browse.js';
import type { Row } from './rows.js';
import { keys, portal, type Role } from './everybody.js';

export interface Answer {
  status: number;
  location: string;
  text: string;
}

/** A request as it goes out, so that it can be spoilt first. */
export interface Asking {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Buffer | string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
after(() => agent.destroy());

/**
 * Sends exactly this and reads the whole answer. No cookie of an answer is kept: the sessions stay those of the
 * world, so that signing out takes nothing from the next test.
 */
export function ask({ method, url, headers, body = '' }: Asking): Promise<Answer> {
  const { hostname, port } = new URL(portal.url);
  return new Promise((resolve, reject) => {
    const length = { 'Content-Length': String(Buffer.byteLength(body)) };
    const options = { agent, hostname, port, method, path: url, headers: { ...headers, ...length } };
    const asked = request(options, (reply) => {
      const pieces: Buffer[] = [];
      reply.on('data', (piece: Buffer) => pieces.push(piece));
      reply.on('error', reject);
      reply.on('end', () => {
        const { statusCode: status = 0, headers: heard } = reply;
        resolve({ status, location: heard.location ?? '', text: Buffer.concat(pieces).toString() });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** The address of a row, with other values in it than the row's own where told; raw ones stand as they are. */
export function urlOf(row: Row, instead: Record<string, string> = {}, raw = false): string {
  const filled = row.pattern.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => {
    const other = instead[name];
    return other !== undefined && raw ? other : encodeURIComponent(other ?? row.params[name] ?? '');
  });
  return row.query ? `${filled}?${row.query}` : filled;
}

export const cookieOf = (role: Role): Record<string, string> => ({ Cookie: keys[role].cookie });

/** What the row sends, put together as a form of its kind. */
export function asForm(
  row: Row,
  fields: Fields,
  headers: Record<string, string>,
): Pick<Asking, 'headers' | 'body'> {
  return row.file ? asMultipart(fields, row.file, headers) : asPlain(encode(fields), headers);
}

export const asPlain = (body: string, headers: Record<string, string>) => ({
  headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
  body,
});

export function asMultipart(fields: Fields, file: string | undefined, headers: Record<string, string>) {
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  const parts: Part[] = [
    ...texts,
    ...(file
      ? [{ name: file, filename: 'New.txt', value: 'From: somebody@test.example\r\n\r\nA new text.' }]
      : []),
  ];
  return {
    headers: { ...headers, 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: multipart(parts),
  };
}

/** The row's request as one of the roles sends it in good faith: the stranger comes without a cookie to look. */
export async function askingOf(row: Row, role: Role): Promise<Asking> {
  const url = urlOf(row);
  if (row.method === 'GET') return { method: 'GET', url, headers: role === 'stranger' ? {} : cookieOf(role) };
  const fields = { _csrf: keys[role].csrf, ...(await row.fields()) };
  return { method: 'POST', url, ...asForm(row, fields, cookieOf(role)) };
}

export const leadsToSignIn = ({ status, location }: Answer): boolean =>
  status === 303 && location.split('?')[0] === paths.signIn();
