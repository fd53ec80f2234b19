import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Scanner, ScanResult } from '../deps.js';

const CONNECT_MS = 5_000;
const QUIET_MS = 60_000;
const DEFAULT_PORT = 3310;

/**
 * A scanner that hands each file to clamd over TCP by INSTREAM (clamd(8)). Only a plain OK means clean: an error, a
 * reset (clamd's StreamMaxLength is smaller than the file) and silence all mean that it could not be scanned now.
 * @param url `tcp://host:port`
 * @param quietMs how long clamd may say and take nothing
 */
export function clamd(url: string, quietMs = QUIET_MS): Scanner {
  const { hostname, port } = new URL(url);
  return {
    enabled: true,
    scan: async (bytes) => {
      const socket = connect(port ? Number(port) : DEFAULT_PORT, hostname.replaceAll(/[[\]]/g, ''));
      try {
        return verdictOf(await ask(socket, bytes, quietMs));
      } finally {
        socket.destroy();
      }
    },
  };
}

async function ask(socket: Socket, bytes: AsyncIterable<Buffer>, quietMs: number): Promise<string> {
  let reply = '';
  let failure: Error | undefined;
  socket.setEncoding('utf8').on('data', (text: string) => (reply += text));
  socket.on('error', (error) => (failure = error));
  socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('clamd does not answer')));
  const closed = once(socket, 'close').catch(() => undefined);

  await Promise.race([once(socket, 'connect'), closed]);
  socket.setTimeout(quietMs);
  const send = async (data: Buffer | string) => {
    if (socket.writable && !socket.write(data)) await Promise.race([once(socket, 'drain'), closed]);
  };
  await send('zINSTREAM\0');
  for await (const piece of bytes) {
    if (!socket.writable || reply) break; // clamd has made up its mind
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    await send(length);
    await send(piece);
  }
  await send(Buffer.alloc(4));
  await closed;
  if (!reply.endsWith('\0')) throw failure ?? new Error('clamd closed the connection before its verdict');
  return reply.slice(0, -1).trim();
}

function verdictOf(reply: string): ScanResult {
  if (reply === 'stream: OK') return { verdict: 'clean' };
  const found = /^stream: (.+) FOUND$/.exec(reply);
  if (found) return { verdict: 'infected', name: found[1]! };
  throw new Error(`clamd could not scan the file: ${reply}`);
}
