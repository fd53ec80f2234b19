import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { clamd } from '../../src/attachments/clamd.js';

/** A server in clamd's place that does with each connection what the test says. */
async function inPlaceOfClamd(serve: (socket: Socket) => void, quietMs = 300) {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { scanner: clamd(`tcp://127.0.0.1:${port}`, quietMs), sockets };
}

async function* pieces(...sizes: number[]): AsyncGenerator<Buffer> {
  for (const size of sizes) yield Buffer.alloc(size, 'x');
}

/** What was sent, once its end has come: the command, and the pieces by length. */
function reading(socket: Socket, then: (command: string, lengths: number[]) => void): void {
  let heard = Buffer.alloc(0);
  socket.on('data', (data) => {
    heard = Buffer.concat([heard, data]);
    const command = heard.indexOf(0) + 1;
    const lengths: number[] = [];
    for (let at = command; at + 4 <= heard.length;) {
      const length = heard.readUInt32BE(at);
      if (length === 0) return then(heard.toString('latin1', 0, command), lengths);
      lengths.push(length);
      at += 4 + length;
    }
  });
}

const answering = (reply: string) => (socket: Socket) => reading(socket, () => socket.end(reply));

test('a file goes as INSTREAM: each piece behind its length, the end as a length of 0', async () => {
  let seen: [string, number[]] | undefined;
  const { scanner, sockets } = await inPlaceOfClamd((socket) =>
    reading(socket, (...what) => {
      seen = what;
      socket.end('stream: OK\0');
    }),
  );
  assert.deepEqual(await scanner.scan(pieces(262_144, 262_144, 7)), { verdict: 'clean' });
  assert.deepEqual(seen, ['zINSTREAM\0', [262_144, 262_144, 7]]);
  assert.equal(sockets.length, 1);
});

test('a virus by its name, also with spaces and signs in it', async () => {
  for (const name of ['Test.Eicar', 'Win.Test (a b): FOUND-1']) {
    const { scanner } = await inPlaceOfClamd(answering(`stream: ${name} FOUND\0`));
    assert.deepEqual(await scanner.scan(pieces(10)), { verdict: 'infected', name });
  }
});

test('a reply in pieces is put together', async () => {
  const { scanner } = await inPlaceOfClamd((socket) =>
    reading(socket, () => {
      socket.write('stre');
      setTimeout(() => socket.write('am: O'), 50);
      setTimeout(() => socket.end('K\0'), 100);
    }),
  );
  assert.deepEqual(await scanner.scan(pieces(10)), { verdict: 'clean' });
});

const broken = {
  'nothing at all': '',
  'OK without its end': 'stream: OK',
  'half a word': 'stream: O\0',
  'an empty line': '\0',
  'OK for another stream': 'other: OK\0',
  'OK in front of an error': 'stream: OK ERROR\0',
  'an error': 'INSTREAM size limit exceeded. ERROR\0',
  'FOUND without a name': 'stream: FOUND\0',
  'two replies': 'stream: OK\0stream: OK\0',
  'a page of the web': 'HTTP/1.1 200 OK\r\n\r\n\0',
};
for (const [what, reply] of Object.entries(broken)) {
  test(`only a plain OK means clean: ${what} is a failure`, async () => {
    const { scanner } = await inPlaceOfClamd(answering(reply));
    await assert.rejects(scanner.scan(pieces(10)), /^Error: clamd (could not scan|closed the connection)/);
  });
}

const silences: Record<string, (socket: Socket) => void> = {
  'takes the file and never replies': (socket) => socket.resume(),
  'takes nothing of the file': (socket) => socket.pause(),
  'replies half and then nothing': (socket) => reading(socket, () => socket.write('stream: ')),
};
for (const [what, serve] of Object.entries(silences)) {
  test(`a clamd that ${what} is given up`, { timeout: 20_000 }, async () => {
    const { scanner } = await inPlaceOfClamd(serve);
    const many = Array.from({ length: 20 }, () => 262_144);
    await assert.rejects(scanner.scan(pieces(...many)), /clamd does not answer/);
  });
}

test('a clamd that resets the connection in the middle; one that refuses it; one that is not there', async () => {
  const resets = await inPlaceOfClamd((socket) => socket.once('data', () => socket.resetAndDestroy()));
  await assert.rejects(resets.scanner.scan(pieces(...Array.from({ length: 50 }, () => 262_144))));
  const closes = await inPlaceOfClamd((socket) => socket.destroy());
  await assert.rejects(closes.scanner.scan(pieces(10)));
  await assert.rejects(clamd('tcp://127.0.0.1:1').scan(pieces(10)), /ECONNREFUSED/);
});

test('a verdict that comes before the end of the file is taken, and the rest is not read', async () => {
  const { scanner } = await inPlaceOfClamd((socket) =>
    socket.once('data', () => {
      socket.end('stream: Early FOUND\0');
      socket.resume();
    }),
  );
  let given = 0;
  async function* counted() {
    for (; given < 10_000; given += 1) {
      yield Buffer.alloc(1_000);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  assert.deepEqual(await scanner.scan(counted()), { verdict: 'infected', name: 'Early' });
  assert.ok(given < 5_000);
});

test('a file that cannot be read on is a failure, and the connection is let go', async () => {
  const { scanner, sockets } = await inPlaceOfClamd((socket) => socket.resume());
  async function* breaks() {
    yield Buffer.alloc(10);
    throw new Error('the database is away');
  }
  await assert.rejects(scanner.scan(breaks()), /the database is away/);
  if (!sockets[0]!.readableEnded) await once(sockets[0]!, 'end');
});
