import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRIORITY, queueMail } from '../../src/notices/outbox.store.js';
import { layoutMail } from '../../src/notices/layoutMail.js';
import { paths } from '../../src/paths.js';
import { aBrowser, pageOf, textOf } from '../support/browse.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal();
const { db } = portal;
const browser = aBrowser(portal);

const aMail = (to: string, subject: string, body: string) => ({
  kind: 'notice',
  priority: PRIORITY.notice,
  personId: null,
  to,
  subject,
  body,
});

test('an empty mailbox says what will be there', async () => {
  assert.match(textOf(await browser.get(paths.mailbox())), /No mail yet/);
});

test('mail is listed newest first, found by address, and read with its links', async () => {
  await queueMail(db, [
    aMail(
      'priya@northmoor.example',
      'First',
      'See https://sec.example/panel/consultations/X. Then <b>write</b>.',
    ),
  ]);
  await queueMail(db, [aMail('sam@secas.example', '<script>alert(1)</script>', 'Text')]);

  const list = pageOf(await browser.get(paths.mailbox()));
  const subjects = [...list.querySelectorAll('tbody th a')].map((link) => link.textContent);
  assert.deepEqual(subjects, ['<script>alert(1)</script>', 'First']);

  const found = await browser.get(`${paths.mailbox()}?to=PRIYA@north`);
  const links = [...pageOf(found).querySelectorAll('tbody th a')];
  assert.deepEqual(
    links.map((link) => link.textContent),
    ['First'],
  );
  assert.match(textOf(await browser.get(`${paths.mailbox()}?to=nobody`)), /No mail to this address/);

  const mail = await browser.get(links[0]!.getAttribute('href')!);
  assert.match(textOf(mail), /To priya@northmoor\.example/);
  assert.match(textOf(mail), /Then <b>write<\/b>\./);
  const link = pageOf(mail).querySelector('.portal-verbatim a');
  assert.equal(link?.getAttribute('href'), 'https://sec.example/panel/consultations/X');
});

test('a mail that does not exist, and what is no id, are not found', async () => {
  assert.equal((await browser.get(paths.mailboxMail({ id: 'nonsense' }))).status, 404);
  assert.equal(
    (await browser.get(paths.mailboxMail({ id: '00000000-0000-4000-8000-000000000000' }))).status,
    404,
  );
});

test('production has no mailbox', async () => {
  const production = await startPortal({ config: { production: true, secureCookies: false } });
  await queueMail(production.db, [aMail('priya@northmoor.example', 'First', 'Text')]);
  const { id } = (await production.db('outbox_mail').first())!;
  const stranger = aBrowser(production);
  assert.equal((await stranger.get(paths.mailbox())).status, 404);
  assert.equal((await stranger.get(paths.mailboxMail({ id }))).status, 404);
});

test('a mail is wrapped and signed; links stay whole', () => {
  const link = `https://sec.example/${'long/'.repeat(30)}`;
  const text = layoutMail({ serviceName: 'SEC Consultations', serviceContact: 'the Helpdesk' }, [
    'Dear Priya,',
    `The collated report of the responses is ready to read and to download, and here is more text to wrap: ${link}`,
    'Line one\nLine two',
  ]);
  const lines = text.split('\n');
  assert.ok(lines.every((line) => line.length <= 74 || line === link));
  assert.ok(lines.includes(link));
  assert.match(text, /^Dear Priya,\n\nThe collated/);
  assert.match(text, /Line one\nLine two\n\nSEC Consultations\nQuestions\? Contact the Helpdesk\.\n$/);
});
