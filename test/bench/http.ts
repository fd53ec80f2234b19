import { Agent, request } from 'node:http';

interface Call {
  method?: string;
  headers?: Record<string, string | number>;
  body?: string | Buffer[];
}

/** One browser's connection, kept open; TLS has been ended by a proxy in front of the portal. */
export const aConnection = (): Agent => new Agent({ keepAlive: true, maxSockets: 1 });

/** Sends one request. @returns the whole body of the reply. @throws Error for another status than the expected */
export function call(
  agent: Agent,
  url: string,
  expected: number,
  { method = 'GET', headers, body: sending }: Call,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method, headers: { 'X-Forwarded-Proto': 'https', ...headers } },
      (reply) => {
        const pieces: Buffer[] = [];
        reply.on('error', reject);
        reply.on('data', (piece: Buffer) => pieces.push(piece));
        reply.on('end', () => {
          const body = Buffer.concat(pieces);
          const { statusCode: status } = reply;
          if (status === expected) resolve(body);
          else
            reject(
              new Error(
                `${method} ${new URL(url).pathname} answered ${status}: ${body.toString('utf8', 0, 2_000)}`,
              ),
            );
        });
      },
    );
    sent.on('error', reject);
    for (const piece of [sending ?? []].flat()) sent.write(piece);
    sent.end();
  });
}

/** Posts fields as a form does. */
export function postForm(
  agent: Agent,
  url: string,
  expected: number,
  cookie: string,
  fields: Record<string, string>,
  accept = 'text/html',
): Promise<Buffer> {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    Accept: accept,
    Cookie: cookie,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  return call(agent, url, expected, { method: 'POST', headers, body });
}
