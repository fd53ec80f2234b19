import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { takeBounce } from '../../src/notices/bounces/takeBounce.js';
import { PRIORITY, queueMail } from '../../src/notices/outbox.store.js';
import { textOf } from '../support/browse.js';
import { aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';
import { fromPostfix } from './bounces/postfix.js';
import { aSentMail } from './bounces/returning.js';

const portal = await startPortal({ config: { mailUrl: 'smtp://127.0.0.1:1' } });
const { db } = portal;
const secas = await signInAs(portal, await aSecasColleague(db));

test('mail that the server refuses again and again is on the desk, with what it said; other mail is not', async () => {
  const mail = (subject: string) => ({
    kind: 'notice',
    priority: PRIORITY.notice,
    personId: null,
    to: 'gone@northmoor.example',
    subject,
    body: 'SECRET-BODY',
  });
  await queueMail(db, [mail('Refused ten times'), mail('Waiting for its first try')]);
  await db('outbox_mail')
    .where({ subject: 'Refused ten times' })
    .update({ attempts: 10, last_error: '550 No such user' });
  const desk = textOf(await secas.get(paths.desk()));
  assert.match(
    desk,
    /Mail that did not arrive.*gone@northmoor\.example.*Refused ten times.*550 No such user/,
  );
  assert.match(desk, /tried 10 times, and tried again/);
  assert.ok(!desk.includes('Waiting for its first try'));
  assert.ok(!desk.includes('SECRET-BODY'));
});

test('mail that bounced is on the desk for a month', async () => {
  const original = await aSentMail(db, portal.deps.config, 'moved@northmoor.example');
  await takeBounce(portal.deps, Buffer.from(fromPostfix(original)), null);
  const listed = async () => textOf(await secas.get(paths.desk()));
  assert.match(
    await listed(),
    /moved@northmoor\.example ?A notice.*550 5\.1\.1 <moved@northmoor\.example>: Recipient address rejected.* ?bounced/,
  );
  await db.raw(`update delivery_report set reported_at = reported_at - interval '31 days'`);
  assert.doesNotMatch(await listed(), /moved@northmoor/);
});
