import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { markOf } from '../../../src/notices/bounces/mark.js';
import { takeBounce } from '../../../src/notices/bounces/takeBounce.js';
import { createMailer } from '../../../src/notices/mailer.js';
import { PRIORITY, queueMail } from '../../../src/notices/outbox.store.js';
import { sendDueMail } from '../../../src/notices/sendMail.js';
import { sign } from '../../../src/keys.js';
import { startPortal } from '../../support/portal.js';
import { aMailServer } from '../mailServer.js';
import type { Original } from './original.js';
import { fromExchange, fromExim, fromGmail } from './others.js';
import {
  delayedByPostfix,
  deliveredByPostfix,
  fromPostfix,
  givenUpByPostfix,
  withoutTheOriginal,
} from './postfix.js';
import { aSentMail } from './returning.js';

const { db, deps } = await startPortal({ now: '2017-02-03T14:00:00Z' });
const { config } = deps;

const take = (bytes: string | Buffer) => takeBounce(deps, Buffer.from(bytes), null);
const reportsOf = ({ id }: { id: string }) =>
  db('delivery_report')
    .where({ mail_id: id })
    .orderBy('action')
    .select('action', 'recipient', 'status', 'said');
const auditOf = ({ id }: { id: string }) => db('audit_entry').where({ subject_id: id }).orderBy('id');

let number = 0;
const aMail = () => {
  number += 1;
  return aSentMail(db, config, `gone-${number}@northmoor.example`);
};

/** A report is taken, and leaves one row and one entry, however often it comes. */
async function assertNoted(
  bounceOf: (original: Original) => string,
  expected: { action?: string; status: string; said: RegExp; recipient?: string },
) {
  const original = await aMail();
  await take(bounceOf(original));
  await take(bounceOf(original));
  const [report, ...others] = await reportsOf(original);
  assert.deepEqual(others, []);
  const { action = 'failed', recipient = original.to } = expected;
  assert.deepEqual([report?.action, report?.recipient, report?.status], [action, recipient, expected.status]);
  assert.match(report!.said, expected.said);
  const entries = await auditOf(original);
  assert.deepEqual(
    entries.map((entry) => [entry.action, entry.person_id]),
    [[action === 'failed' ? 'notice.bounced' : 'notice.delayed', null]],
  );
}

describe('a bounce is noted once, with what the server said', () => {
  test('Postfix, with the header of the original', () =>
    assertNoted(fromPostfix, {
      status: '5.1.1',
      said: /^550 5\.1\.1 <gone-\d+@northmoor\.example>: Recipient address rejected: User unknown in virtual mailbox table$/,
    }));

  test('Exim, with the original whole, and as a mailbox has it', () =>
    assertNoted(fromExim, { status: '5.0.0', said: /^5\.0\.0 550 No such person at this address$/ }));

  test('Exchange Online, with nothing of the original', () =>
    assertNoted(fromExchange, {
      status: '5.1.10',
      said: /^550 5\.1\.10 RESOLVER\.ADR\.RecipientNotFound; Rec/,
    }));

  test('Gmail, for the address that the mail was forwarded to', () =>
    assertNoted((original) => fromGmail(original, 'private@gmail.example'), {
      status: '5.1.1',
      recipient: 'private@gmail.example',
      said: /^550-5\.1\.1 The email account .* - gsmtp; it was forwarded to private@gmail\.example$/,
    }));

  test('a server that returns only the id of the envelope', () =>
    assertNoted(withoutTheOriginal, { status: '5.2.2', said: /^552 5\.2\.2 Mailbox is full$/ }));

  test('given up after days, with the status of the last try: it did not arrive', () =>
    assertNoted(givenUpByPostfix, {
      status: '4.4.1',
      said: /^4\.4\.1 connect to mail.*: Connection timed out$/,
    }));
});

test('a delay is noted as one, and a bounce after it as well', async () => {
  await assertNoted(delayedByPostfix, { action: 'delayed', status: '4.4.1', said: /Connection refused$/ });
  const original = await aMail();
  await take(delayedByPostfix(original));
  await take(givenUpByPostfix(original));
  assert.deepEqual(
    (await reportsOf(original)).map(({ action }) => action),
    ['delayed', 'failed'],
  );
});

test('the header that goes out over SMTP is the one that a bounce is recognised by', async () => {
  const server = await aMailServer();
  const mailer = createMailer({ ...config, mailUrl: server.url });
  after(() => mailer.close());
  await queueMail(db, [
    {
      kind: 'notice',
      priority: PRIORITY.notice,
      personId: null,
      to: 'far@northmoor.example',
      subject: 'S',
      body: 'B',
    },
  ]);
  await sendDueMail({ ...deps, mailer });
  const messageId = server.received[0]!.messageId!;
  const { id } = (await db('outbox_mail').where({ to_address: 'far@northmoor.example' }).first())!;
  await take(fromPostfix({ messageId, mark: '', to: 'far@northmoor.example' }));
  assert.equal((await reportsOf({ id })).length, 1);
  const [mark] = server.envelopeIds;
  await take(withoutTheOriginal({ messageId: '', mark: mark!, to: 'other@northmoor.example' }));
  assert.equal((await reportsOf({ id })).length, 2);
});

describe('what is no bounce of ours changes nothing', () => {
  const assertNothing = async (bytes: string | Buffer, nothing: string) => {
    const before = await db('delivery_report').count();
    assert.deepEqual(await take(bytes), { nothing });
    assert.deepEqual(await db('delivery_report').count(), before);
  };

  test('a forged one: the id alone, a proof of another mail, of another key, or for another purpose', async () => {
    const [original, other] = [await aMail(), await aMail()];
    const forged = (mark: string) =>
      assertNothing(fromPostfix({ ...original, mark, messageId: `<${mark}@localhost>` }), 'not ours');
    await forged(original.id);
    await forged(`${original.id}.${'a'.repeat(22)}`);
    await forged(`${original.id}${other.mark.slice(other.mark.indexOf('.'))}`);
    await forged(markOf({ signingKey: 'another portal’s key, of 32 characters' }, original.id));
    await forged(`${original.id}.${sign(config, 'limits', original.id).slice(0, 22)}`);
    await forged(`${original.mark}x`);
  });

  test('a genuine one of a mail that is not there any more', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const mark = markOf(config, id);
    await assertNothing(fromExim({ mark, messageId: `<${mark}@localhost>`, to: 'a@b.example' }), 'not ours');
  });

  test('a reply, an automatic reply that quotes all, a read receipt, and that it was delivered', async () => {
    const original = await aMail();
    const { messageId, to } = original;
    const reply = `From: ${to}\r\nIn-Reply-To: ${messageId}\r\nSubject: Out of office\r\n`;
    await assertNothing(`${reply}\r\nI am away. ${fromPostfix(original)}`, 'no report');
    await assertNothing(
      fromPostfix(original)
        .replace('report-type=delivery-status', 'report-type=disposition-notification')
        .replace('message/delivery-status', 'message/disposition-notification'),
      'no report',
    );
    await assertNothing(deliveredByPostfix(original), 'no failure');
  });

  test('an attached bounce in a mail of somebody else’s', async () => {
    const original = await aMail();
    const mixed = fromPostfix(original).replace(
      'multipart/report; report-type=delivery-status',
      'multipart/mixed',
    );
    await assertNothing(mixed, 'no report');
  });
});

describe('hostile input', () => {
  const refused = async (bytes: string | Buffer) => assert.ok('nothing' in (await take(bytes)));

  test('nothing, noise, what is cut short, and what never ends', async () => {
    const whole = fromPostfix(await aMail());
    await refused('');
    await refused('From ');
    await refused(Buffer.alloc(3_000_000, 'delivery-status\0\xff'));
    for (let cut = 0; cut < whole.length; cut += 397) await take(whole.slice(0, cut));
    const parts = Array.from(
      { length: 3_000 },
      (_, depth) =>
        `--b${depth}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b${depth + 1}\r\n\r\n`,
    );
    await refused(
      `From: a@b.example\r\nContent-Type: multipart/report; boundary=b0\r\n\r\n${parts.join('')}`,
    );
  });

  test('a huge one: what stands in its first megabyte is read', async () => {
    const original = await aMail();
    await take(`${fromPostfix(original)}${'x'.repeat(20_000_000)}`);
    assert.equal((await reportsOf(original)).length, 1);
    const late = await aMail();
    await take(fromPostfix(late).replace('This is the mail system', 'x'.repeat(2_000_000)));
    assert.deepEqual(await reportsOf(late), []);
  });

  test('thousands of recipients, endless words, control characters: kept short, and in one line', async () => {
    const original = await aMail();
    const group = (index: number) =>
      `\r\n\r\nFinal-Recipient: rfc822; many-${index}@northmoor.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; \u0000\u0007\u202e<b>${'y'.repeat(5_000)}\r\n`;
    const groups = Array.from({ length: 100 }, (_, index) => group(index)).join('');
    await take(fromPostfix(original).replace('Final-Recipient', `X-Before: 1${groups}\r\nX-After`));
    const reports = await reportsOf(original);
    assert.equal(reports.length, 10);
    for (const { said } of reports) {
      assert.ok(said.length < 600 && said.startsWith('5.1.1 <b>yyy'), said.slice(0, 50));
    }
  });
});
