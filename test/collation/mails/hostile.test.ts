import assert from 'node:assert/strict';
import { test } from 'node:test';
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, pageOf, textOf } from '../../support/browse.js';
import { anEml } from '../../support/mail.js';
import { aCompany, aConsultationOf, clock, db, desk } from '../desk.js';
import { mailIn, mailPageOf, suggestedOn, uploadMail } from './mailing.js';

clock.set('2017-02-01T10:00:00Z');
const { reference } = await aConsultationOf(await aCompany());

const files = () => db('file').then((rows) => rows.length);

/** Refused, with words for who sent it, and nothing of it is kept. */
async function assertRefused(bytes: Buffer | string, words: RegExp, name?: string): Promise<void> {
  const before = await files();
  const reply = await uploadMail(reference, bytes, name);
  assert.equal(reply.status, 422, textOf(reply).slice(0, 300));
  assert.match(errorFor(reply, 'mail')!, words);
  assert.equal(await files(), before);
}

test('what is no mail, or broken, is refused with a reason, and not kept', async (t) => {
  const many = Array.from({ length: 150 }, (_, at) => ({ name: `${at}.txt`, content: 'x' }));
  let nested = 'From: a@test.example\r\n';
  for (let at = 0; at < 500; at += 1)
    nested += `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`;
  const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(8_000, 1)]);
  const cases: [string, Buffer | string, RegExp, string?][] = [
    ['a text', 'Dear SECAS, we approve.', /not a saved e-mail/],
    ['a text that begins like a header', 'Note: we approve.\n', /could not be taken: it is not an e-mail/],
    ['a PDF', '%PDF-1.7\n', /not a saved e-mail/],
    ['nothing', '', /is empty/],
    ['too many attachments', anEml({ attachments: many }), /more parts than the portal reads/],
    ['parts in parts in parts', nested, /more parts than the portal reads/],
    ['a header without an end', `From: a@test.example\r\nX: ${'y'.repeat(400_000)}\r\n\r\n`, /more parts/],
    ['an Outlook file of noise', compound, /not a saved e-mail/, 'a.msg'],
    [
      'an Outlook file that was cut',
      Buffer.from(anOutlookMail().subarray(0, 2_000)),
      /not a saved|damaged/,
      'a.msg',
    ],
    ['an appointment', Buffer.from(anOutlookMail('IPM.Appointment')), /calendar entry/, 'a.msg'],
  ];
  for (const [name, bytes, words, file] of cases) await t.test(name, () => assertRefused(bytes, words, file));
});

test('an Outlook mail is read as its sender wrote it', async () => {
  const page = await mailPageOf(reference, Buffer.from(anOutlookMail()), 'Ours.msg');
  assert.match(textOf(page), /Approved by us.*From priya@northmoor\.example/);
  assert.match(textOf(page), /Last mail server 09:30:12\.000 on Wednesday 1 February 2017/);
  assert.match(textOf(page), /We approve, says Outlook/);
});

test('HTML is shown as text and runs nothing', async () => {
  const html =
    '<p>We <b>approve</b></p><script>alert(1)</script><img src="https://track.example/x.png" onerror="alert(2)">';
  const mail = `From: a@test.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`;
  const page = await mailPageOf(reference, mail);
  assert.match(textOf(page), /We approve/);
  assert.equal(pageOf(page).querySelector('main script, main img, main b, main iframe'), null);
  const plain = anEml({ text: html });
  const shown = await mailPageOf(reference, plain);
  assert.match(textOf(shown), /<script>alert\(1\)<\/script>/, 'text that looks like HTML stays text');
  assert.equal(pageOf(shown).querySelector('main script, main img'), null);
});

test('a header that hides line breaks forges nothing', async () => {
  const injected = '=?utf-8?q?Ours=0D=0ABcc:_all@test.example=0D=0A=0D=0A=E2=80=AEtxt?=';
  const from = '=?utf-8?q?Priya=0D=0AX-Forged:_1?= <priya@test.example>';
  const uploaded = await uploadMail(reference, anEml({ subject: injected, from }));
  const row = await db('arrived_mail')
    .where({ id: mailIn(uploaded) })
    .first();
  assert.equal(row!.subject, 'Ours Bcc: all@test.example txt');
  assert.doesNotMatch(`${row!.sender_name}${row!.sender_address}`, /[\r\n]/);
  assert.equal((await follow(desk, uploaded)).status, 200);
});

test('a wrong or unknown character set loses a sign, not the mail', async () => {
  const latin = Buffer.from(
    'From: a@test.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nCaf\xe9 and \xa35, we approve',
    'latin1',
  );
  assert.match(textOf(await mailPageOf(reference, latin)), /Caf.* and .*5, we approve/);
  const unknown = 'From: a@test.example\r\nContent-Type: text/plain; charset=x-klingon\r\n\r\nWe approve all';
  assert.match(textOf(await mailPageOf(reference, unknown)), /We approve all/);
});

test('a mail without a date, and one from the future, fill in no time', async (t) => {
  const cases: [string, Parameters<typeof anEml>[0], RegExp][] = [
    ['none', { date: null }, /does not say when it was sent/],
    ['no date', { date: 'yesterday' }, /does not say when it was sent/],
    ['no zone', { date: 'Wed, 01 Feb 2017 09:00:00' }, /does not say when it was sent/],
    [
      'a day that does not exist',
      { date: 'Thu, 30 Feb 2017 09:00:00 +0000' },
      /does not say when it was sent/,
    ],
    ['a second ahead', { date: 'Wed, 01 Feb 2017 10:00:01 +0000' }, /a time that has not come yet/],
    ['years ahead', { date: 'Mon, 01 Feb 2044 09:00:00 +0000' }, /a time that has not come yet/],
  ];
  for (const [name, written, words] of cases) {
    await t.test(name, async () => {
      const page = await mailPageOf(reference, anEml({ ...written, from: 'person3@test.example' }));
      assert.match(textOf(page), words);
      const form = await desk.get(Object.values(suggestedOn(page))[0]!);
      for (const part of ['day', 'month', 'year', 'time'])
        assert.equal(
          pageOf(form).querySelector(`input[name="arrived-${part}"]`)!.getAttribute('value') ?? '',
          '',
        );
    });
  }
});

test('a large text is cut on the page and whole in the file', async () => {
  const page = await mailPageOf(reference, anEml({ text: 'We approve. '.repeat(20_000) }));
  assert.match(textOf(page), /It goes on: open the mail as it came/);
  const outlook = Buffer.from(anOutlookMail('IPM.Note', 'We approve. '.repeat(20_000)));
  assert.match(
    textOf(await mailPageOf(reference, outlook, 'Long.msg')),
    /It goes on: open the mail as it came/,
  );
});

test('the text of a mail is not there for another consultation', async () => {
  const elsewhere = (await aConsultationOf(await aCompany())).reference;
  const mail = mailIn(await uploadMail(reference, anEml({ subject: 'Ours alone' })));
  assert.equal((await desk.get(paths.deskMail({ reference: elsewhere, mail }))).status, 404);
  const [organisation] = await db('organisation');
  const other = paths.deskEnterFor({ reference: elsewhere, organisation: organisation!.id });
  assert.equal((await desk.get(`${other}?mail=${mail}`)).status, 404);
});

/** A mail as Outlook saves it ([MS-OXMSG]), as small as it can be: what it says stands in streams by their property. */
function anOutlookMail(messageClass = 'IPM.Note', body = 'We approve, says Outlook'): Uint8Array {
  const headers = [
    'Received: from a by b; Wed, 1 Feb 2017 09:30:12 +0000',
    'Date: Wed, 1 Feb 2017 09:28:40 +0000',
  ].join('\r\n');
  const texts: Record<string, string> = {
    '001A': messageClass,
    '0037': 'Approved by us',
    '007D': headers,
    '1000': body,
    '0C1F': 'priya@northmoor.example',
  };
  const streams = [
    { name: '__properties_version1.0', bytes: Buffer.alloc(32) },
    ...Object.entries(texts).map(([property, text]) => ({
      name: `__substg1.0_${property}001F`,
      bytes: Buffer.from(text, 'utf16le'),
    })),
  ];
  const [root, stream] = [5, 2];
  return burn([
    { name: 'Root Entry', type: root, length: 0, children: streams.map((_, at) => at + 1) },
    ...streams.map(({ name, bytes }) => ({
      name,
      type: stream,
      length: bytes.length,
      binaryProvider: () => Uint8Array.from(bytes),
    })),
  ]);
}
