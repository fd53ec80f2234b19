import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../src/config.js';
import type { Db } from '../../src/db/connection.js';
import { markOf } from '../../src/notices/bounces/mark.js';
import { createMailer } from '../../src/notices/mailer.js';
import { secondsUntilNextTry } from '../../src/notices/mail.rules.js';
import { eraseExpiredCodes, listTroubledMail } from '../../src/notices/mailQueue.store.js';
import { PRIORITY, queueMail, type NewMail } from '../../src/notices/outbox.store.js';
import { sendDueMail } from '../../src/notices/sendMail.js';
import { startPortal } from '../support/portal.js';
import { aMailServer, refusal } from './mailServer.js';

const server = await aMailServer();

/** A portal whose mail goes to the real server; nothing of another test waits in its outbox. */
async function aPortal(config: Partial<Config> = {}) {
  const portal = await startPortal({ config: { mailUrl: server.url, ...config } });
  const mailer = createMailer(portal.deps.config);
  after(() => mailer.close());
  server.received.length = 0;
  server.behave = () => undefined;
  return { ...portal, deps: { ...portal.deps, mailer } };
}

const aMail = (subject: string, more: Partial<NewMail> = {}): NewMail => ({
  kind: 'notice',
  priority: PRIORITY.notice,
  personId: null,
  to: 'priya@northmoor.example',
  subject,
  body: `About ${subject}`,
  ...more,
});

const aCode = (subject: string): NewMail =>
  aMail(subject, { kind: 'sign-in-code', priority: PRIORITY.code, secret: true, body: 'ABCD-EFGH' });

const makeDue = (db: Db) => db.raw('update outbox_mail set next_attempt_at = clock_timestamp()');
const makeOlder = (db: Db, by: string) =>
  db.raw('update outbox_mail set written_at = written_at - :by::interval', { by });

test('codes go first, then receipts, then notices', async () => {
  const { db, deps } = await aPortal();
  await queueMail(db, [
    ...Array.from({ length: 20 }, (_, index) => aMail(`Notice ${index}`)),
    aMail('Receipt', { priority: PRIORITY.receipt }),
    aCode('Code'),
  ]);
  let receiptCame = (): void => undefined;
  const receipt = new Promise<void>((resolve) => (receiptCame = resolve));
  const inVain = delay(20_000, undefined, { ref: false }).then(() => {
    throw refusal(451, 'no receipt has come');
  });
  // Mails go side by side: a notice taken up with the receipt may overtake it, so each waits until it has come.
  server.behave = async ({ subject }) => {
    if (subject === 'Receipt') receiptCame();
    if (subject?.startsWith('Notice')) await Promise.race([receipt, inVain]);
  };
  await sendDueMail(deps);
  const subjects = server.received.map((mail) => mail.subject);
  assert.deepEqual(subjects.slice(0, 2), ['Code', 'Receipt']);
  assert.equal(new Set(subjects).size, 22);
});

test('a mail is plain text from the service, with a Message-ID of its own and no wish for automatic replies', async () => {
  const { db, deps } = await aPortal({
    mailFrom: 'SEC Consultations <noreply@sec.example>',
    baseUrl: 'https://sec.example',
  });
  await queueMail(db, [aMail('Überraschung – “ready”', { body: 'Line one\n.\nCafé' })]);
  const { id } = (await db('outbox_mail').first())!;
  await sendDueMail(deps);
  const [mail] = server.received;
  assert.equal(mail?.subject, 'Überraschung – “ready”');
  assert.equal(mail?.text, 'Line one\n.\nCafé\n');
  assert.equal(mail?.html, false);
  assert.equal(mail?.from?.text, '"SEC Consultations" <noreply@sec.example>');
  const mark = markOf(deps.config, id);
  assert.equal(mail?.messageId, `<${mark}@sec.example>`);
  assert.equal(server.envelopeIds.at(-1), mark, 'and named so to the server');
  assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated');
});

test('an address with a comma or a name in it makes no second recipient', async () => {
  const { db, deps } = await aPortal();
  await queueMail(db, [aMail('Code', { to: 'a@one.example, b@two.example' })]);
  await sendDueMail(deps);
  assert.deepEqual(server.received, []);
  assert.equal((await db('outbox_mail').first())?.sent_at, null);
});

test('the body of a code is erased once it is sent; other bodies stay', async () => {
  const { db, deps } = await aPortal();
  await queueMail(db, [aCode('Code'), aMail('Notice')]);
  await sendDueMail(deps);
  const bodies = await db('outbox_mail').orderBy('priority').select('subject', 'body', 'sent_at');
  assert.deepEqual(
    bodies.map(({ subject, body }) => [subject, body]),
    [
      ['Code', ''],
      ['Notice', 'About Notice'],
    ],
  );
  assert.ok(bodies.every(({ sent_at }) => sent_at));
});

test('without a mail server, outside production, a code stays readable until it expires', async () => {
  const { db, deps } = await aPortal({ mailUrl: undefined });
  await queueMail(db, [aCode('Code')]);
  await sendDueMail(deps);
  const read = async () => (await db('outbox_mail').first())?.body;
  assert.equal(await read(), 'ABCD-EFGH');
  await eraseExpiredCodes(db);
  assert.equal(await read(), 'ABCD-EFGH');
  await makeOlder(db, '20 minutes 1 second');
  await eraseExpiredCodes(db);
  assert.equal(await read(), '');
});

test('in production without a mail server nothing counts as sent', async () => {
  const { db, deps } = await aPortal({ mailUrl: undefined, production: true });
  await queueMail(db, [aMail('Notice')]);
  await sendDueMail(deps);
  const mail = await db('outbox_mail').first();
  assert.equal(mail?.sent_at, null);
  assert.match(mail?.last_error ?? '', /MAIL_URL is not set/);
});

test('a server that is down: mail waits, and goes out when it is up again', async () => {
  const { db, deps } = await aPortal();
  const down = await aMailServer();
  const mailer = createMailer({ ...deps.config, mailUrl: down.url });
  after(() => mailer.close());
  await down.stop();
  const toDown = { ...deps, mailer };

  await queueMail(
    db,
    Array.from({ length: 30 }, (_, index) => aMail(`Notice ${index}`)),
  );
  await sendDueMail(toDown);
  const tried = await db('outbox_mail').where('attempts', '>', 0);
  assert.ok(tried.length <= 6, `${tried.length} mails were tried on a server that is away`);
  assert.ok(tried.every((mail) => mail.last_error && mail.sent_at === null));

  const up = await aMailServer(Number(new URL(down.url).port));
  await makeDue(db);
  await sendDueMail(toDown);
  assert.equal(up.received.length, 30);
  assert.equal((await db('outbox_mail').whereNull('sent_at')).length, 0);
});

test('one mail that is refused does not keep the others; it is tried less and less often, and listed', async () => {
  const { db, deps } = await aPortal();
  server.behave = (mail) => {
    if (mail.subject === 'Refused') throw refusal(550, 'No such user here');
  };
  await queueMail(db, [aMail('Refused'), aMail('Fine')]);
  for (let turn = 1; turn <= 5; turn += 1) {
    assert.deepEqual(await listTroubledMail(db), []);
    await makeDue(db);
    await sendDueMail(deps);
  }
  assert.deepEqual(
    server.received.map((mail) => mail.subject),
    ['Fine'],
  );
  const [troubled] = await listTroubledMail(db);
  assert.deepEqual([troubled?.subject, troubled?.attempts], ['Refused', 5]);
  assert.match(troubled?.lastError ?? '', /No such user here/);
  assert.ok(troubled?.nextAttemptAt);

  const refused = async () =>
    (await db('outbox_mail').where({ subject: 'Refused' }).first())!.refused_at !== null;
  assert.ok(await refused(), 'a bounce');
  server.behave = () => {
    throw refusal(451, 'Try again later');
  };
  await makeDue(db);
  await sendDueMail(deps);
  assert.ok(!(await refused()), 'what is refused for now is none');
  server.behave = () => undefined;
  await makeDue(db);
  await sendDueMail(deps);
  assert.ok(!(await refused()));
});

test('the pauses between tries', () => {
  const pauses = (isCode: boolean) =>
    Array.from({ length: 10 }, (_, index) => secondsUntilNextTry(index + 1, isCode));
  assert.deepEqual(pauses(false), [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  assert.deepEqual(pauses(true), [5, 10, 15, 15, 15, 15, 15, 15, 15, 15]);
});

test('a code that has expired is not sent any more, is listed, and is gone a day later', async () => {
  const { db, deps } = await aPortal();
  await queueMail(db, [aCode('Old code')]);
  await makeOlder(db, '20 minutes 1 second');
  await sendDueMail(deps);
  assert.deepEqual(server.received, []);
  const [troubled] = await listTroubledMail(db);
  assert.deepEqual([troubled?.subject, troubled?.nextAttemptAt], ['Old code', null]);
  await eraseExpiredCodes(db);
  assert.equal((await db('outbox_mail').first())?.body, '');
  await makeOlder(db, '1 day 1 second');
  await eraseExpiredCodes(db);
  assert.deepEqual(await db('outbox_mail'), []);
});

test('several workers at once send each mail once', async () => {
  const { db, deps } = await aPortal();
  await queueMail(
    db,
    Array.from({ length: 60 }, (_, index) => aMail(`Notice ${index}`)),
  );
  await Promise.all([sendDueMail(deps), sendDueMail(deps), sendDueMail(deps)]);
  assert.equal(server.received.length, 60);
  assert.equal(new Set(server.received.map((mail) => mail.messageId)).size, 60);
});

test('the second of two with the same dedupe key is not written', async () => {
  const { db } = await aPortal();
  await queueMail(db, [aMail('First', { dedupeKey: 'once' })]);
  await queueMail(db, [aMail('Second', { dedupeKey: 'once' }), aMail('Third')]);
  assert.deepEqual(
    (await db('outbox_mail').orderBy('subject')).map((mail) => mail.subject),
    ['First', 'Third'],
  );
});

test('thousands of people are told in one statement', async () => {
  const { db } = await aPortal();
  const mails = Array.from({ length: 12_000 }, (_, index) =>
    aMail(`Notice ${index}`, { to: `person-${index}@example.org`, dedupeKey: `notice:${index % 11_999}` }),
  );
  await queueMail(db, mails);
  const [row] = await db('outbox_mail').count<{ count: number }[]>('* as count');
  assert.equal(row!.count, 11_999, 'and each of them once');
});
