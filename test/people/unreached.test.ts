import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TROUBLED_AFTER } from '../../src/notices/mail.rules.js';
import { takeBounce } from '../../src/notices/bounces/takeBounce.js';
import { paths } from '../../src/paths.js';
import { pageOf, submitForm, textOf } from '../support/browse.js';
import { aPerson, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';
import { fromPostfix } from '../notices/bounces/postfix.js';
import { aSentMail } from '../notices/bounces/returning.js';

const portal = await startPortal();
const { db, deps } = portal;
const desk = await signInAs(portal, await aSecasColleague(db));

const pageAbout = async ({ id }: { id: string }) => textOf(await desk.get(paths.deskPerson({ id })));
const lineAbout = async ({ email }: { email: string }) => {
  const list = pageOf(await desk.get(`${paths.deskPeople()}?search=${email}`));
  return list.querySelector('tbody tr')!.textContent.replaceAll(/\s+/g, ' ');
};
const sent = (to: { email: string }) => aSentMail(db, deps.config, to.email);
const bounce = async (to: { email: string }) =>
  takeBounce(deps, Buffer.from(fromPostfix(await sent(to))), null);

test('a mail that bounced is said of its person, with what to do, until another has gone there or the address is put right', async () => {
  const [ann, ben] = [await aPerson(db), await aPerson(db)];
  await sent(ben);
  await sent(ann);
  await bounce(ann);
  const day = String.raw`\w+day \d+ \w+ \d{4}`;
  assert.match(
    await pageAbout(ann),
    new RegExp(
      `Mail to this address bounced on ${day} The mail server said: .*Check the address.*Change the address`,
    ),
  );
  assert.match(await lineAbout(ann), new RegExp(`Mail bounced on ${day}`));
  assert.doesNotMatch((await pageAbout(ben)) + (await lineAbout(ben)), /bounced/);
  await sent(ann);
  assert.doesNotMatch((await pageAbout(ann)) + (await lineAbout(ann)), /bounced/, 'a later one went');
  await bounce(ann);
  assert.match(await pageAbout(ann), /bounced on/);
  const another = { email: `new.${ann.email}` };
  await submitForm(desk, paths.deskEditPerson(ann), another);
  assert.doesNotMatch((await pageAbout(ann)) + (await lineAbout(another)), /bounced/);
});

test('so is one that no mail server takes; one that waits after a first try is not', async () => {
  const cay = await aPerson(db);
  const { id } = await sent(cay);
  const failing = (row: object) =>
    db('outbox_mail')
      .where({ id })
      .update({ sent_at: null, ...row });
  await failing({ attempts: 1, last_error: 'Try later' });
  assert.doesNotMatch(await pageAbout(cay), /Mail to this address/);
  await failing({ attempts: TROUBLED_AFTER, last_error: 'Try later' });
  assert.match(await pageAbout(cay), /could not be delivered since .* The mail server said: Try later/);
  await failing({ attempts: 1, last_error: 'No such user', refused_at: portal.clock.now() });
  assert.match(await lineAbout(cay), /Mail could not be delivered since/);
});
