import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { startPortal } from '../../support/portal.js';
import { fromPostfix } from './postfix.js';
import { aSentMail } from './returning.js';

const { db, deps, databaseUrl } = await startPortal();

/** `portal bounce` as a mail server runs it, with a mail on its input. */
async function bounce(mail: string | Buffer[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../../src/cli.js'), 'bounce'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'test', ...env },
  });
  const broken: unknown[] = [];
  child.stdin.on('error', (error) => broken.push(error));
  for (const piece of typeof mail === 'string' ? [Buffer.from(mail)] : mail) child.stdin.write(piece);
  child.stdin.end();
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err, broken: broken.length > 0 };
}

test('a bounce is noted and said; the same again, and what is none, changes nothing, and neither is sent back', async () => {
  const original = await aSentMail(db, deps.config, 'gone@northmoor.example');
  assert.deepEqual(await bounce(fromPostfix(original)), {
    code: 0,
    out: '“A notice” to gone@northmoor.example bounced: 550 5.1.1 <gone@northmoor.example>: Recipient address rejected: User unknown in virtual mailbox table\n',
    err: '',
    broken: false,
  });
  const again = await bounce(fromPostfix(original));
  assert.deepEqual([again.code, again.out], [0, '']);
  assert.match(again.err, /Nothing was changed: it has been noted before/);
  const reply = await bounce('From: a@b.example\r\nSubject: Re: A notice\r\n\r\nThank you.\r\n');
  assert.deepEqual([reply.code, reply.out], [0, '']);
  assert.match(reply.err, /Nothing was changed: this is no delivery status notification/);
  assert.equal((await db('delivery_report')).length, 1);
});

test(
  '50 MB are read to their end, so that the mail server’s pipe does not break',
  { timeout: 60_000 },
  async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'delivery-status ');
    const { code, broken, err } = await bounce(Array.from({ length: 50 }, () => megabyte));
    assert.deepEqual([code, broken], [0, false]);
    assert.match(err, /Nothing was changed/);
  },
);

test('while the database is away the mail server is asked to try again', async () => {
  const { code, err } = await bounce('', { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' });
  assert.equal(code, 75);
  assert.notEqual(err, '');
});
