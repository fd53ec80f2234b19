import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { errorFor, follow, openForm, pageOf, send, submitForm, textOf } from '../support/browse.js';
import { aConsultation } from '../support/build.js';
import { aReport, SECRETS } from '../reports/aReport.js';
import { download } from '../reports/reading.js';

const { portal, db, consultation, member, secas, representative } = await aReport();
const open = await aConsultation(db, { closesAt: '2017-03-08T17:00:00Z' });
const PANEL = paths.panel();

const filled = {
  name: 'SEC Panel Meeting 26',
  'starts-day': '10',
  'starts-month': '3',
  'starts-year': '2017',
  'starts-time': '10am',
  place: '8 Fenchurch Place',
};
const audited = async () =>
  (await db('audit_entry').whereLike('action', 'meeting.%').orderBy('id')).map(({ action }) => action);
let url = '';
const form = (action: string) => ({ form: `form[action$="${action}"]` });

test('before there is a meeting the Panel’s page says what will stand there', async () => {
  assert.match(textOf(await member.get(PANEL)), /Meetings ahead No meeting is entered yet\./);
  assert.doesNotMatch(textOf(await member.get(PANEL)), /Add a meeting/);
});

test('a meeting in the past is refused, with what was typed kept', async () => {
  const reply = await submitForm(secas, paths.newMeeting(), { ...filled, 'starts-month': '1' });
  assert.equal(reply.status, 422);
  assert.match(errorFor(reply, 'starts')!, /must lie ahead: check the month/);
  const typed = pageOf(reply).querySelector<HTMLInputElement>('input[name="starts-time"]')!;
  assert.equal(typed.getAttribute('value'), '10am');
  assert.equal((await submitForm(secas, paths.newMeeting(), { ...filled, name: ' ' })).status, 422);
  assert.deepEqual(await audited(), []);
});

test('SECAS adds a meeting, and its papers are due five Working Days before', async () => {
  const reply = await submitForm(secas, paths.newMeeting(), filled);
  url = reply.headers['location']!;
  assert.match(
    textOf(await member.get(url)),
    /SEC Panel Meeting 26 When 10am on Friday 10 March 2017 \(GMT\) Where 8 Fenchurch Place Papers due 5pm on Friday 3 March 2017 \(GMT\)/,
  );
  assert.match(textOf(await follow(secas, reply)), /The meeting is entered\. Put on its agenda/);
  assert.deepEqual(await audited(), ['meeting.added']);
  assert.match(
    textOf(await member.get(PANEL)),
    /No report is on the agenda of a meeting yet\. SEC Panel Meeting 26, 10am on Friday 10 March 2017 \(GMT\)\. Papers due at 5pm/,
  );
});

test('the same form sent again adds no second meeting; with another in it, it does', async () => {
  const { action, held } = await openForm(secas, paths.newMeeting());
  const sent = { ...held, ...filled, name: 'TABASC Meeting 16' };
  const [one, other] = [await send(secas, action, sent), await send(secas, action, sent)];
  assert.equal(one.status, 303);
  assert.equal(other.headers['location'], one.headers['location']);
  assert.equal((await db('meeting').where({ name: 'TABASC Meeting 16' })).length, 1);
  assert.deepEqual(await audited(), ['meeting.added', 'meeting.added']);
  const next = await send(secas, action, { ...sent, name: 'TABASC Meeting 17' });
  assert.match(textOf(await member.get(next.headers['location']!)), /TABASC Meeting 17/);
  assert.equal((await db('meeting').where({ name: 'TABASC Meeting 16' })).length, 1);
});

test('it considers reports that are ready, and says what closes too late', async () => {
  for (const { reference } of [consultation, open]) {
    const reply = await submitForm(secas, url, { reference }, form('/agenda'));
    assert.match(textOf(await follow(secas, reply)), new RegExp(`${reference} Take|Take ${reference} off`));
  }
  const text = textOf(await member.get(PANEL));
  assert.match(
    text,
    /SEC Panel Meeting 26 10am on Friday 10 March 2017 \(GMT\) Papers due at 5pm on Friday 3 March 2017/,
  );
  assert.match(text, /Version 1\.0, 9am on 20 February 2017 New/);
  assert.match(text, /Closes at 5pm on Wednesday 8 March 2017 \(GMT\) After the papers are due 16 days left/);
  assert.match(textOf(await member.get(url)), /2017 New Download the pack of/);
  await download(member, paths.pack(consultation));
  assert.doesNotMatch(textOf(await member.get(url)), /New/);
});

test('of what is open nothing is told but its deadline', async () => {
  const text = textOf(await member.get(url));
  assert.equal(
    [...pageOf(await member.get(url)).querySelectorAll('a')].filter((link) =>
      link.getAttribute('href')!.includes(`/panel/consultations/${open.reference}`),
    ).length,
    0,
  );
  for (const told of ['response', 'respond', ...SECRETS]) assert.ok(!text.includes(told), told);
});

test('putting it on twice changes nothing; it can be taken off', async () => {
  const { action, held } = await openForm(secas, url, form('/agenda').form);
  await send(secas, action, { ...held, reference: open.reference });
  assert.equal((await audited()).filter((one) => one === 'meeting.pack-added').length, 2);
  assert.match(errorFor(await send(secas, action, held), 'reference')!, /Choose a consultation/);
  assert.equal((await send(secas, action, { ...held, reference: 'NO-SUCH-1' })).status, 404);
  const off = await submitForm(secas, url, {}, form(`/${open.reference}/remove`));
  assert.match(textOf(await follow(secas, off)), new RegExp(`${open.reference} is off the agenda\\.`));
  assert.doesNotMatch(textOf(await member.get(url)), new RegExp(open.reference));
});

test('a change under an earlier form is refused, and a day off is warned of', async () => {
  const edit = `/desk/meetings/${url.split('/').at(-1)}/edit`;
  const { held } = await openForm(secas, edit);
  const moved = { ...held, 'starts-day': '11', 'starts-time': '' };
  assert.equal((await send(secas, edit, moved)).headers['location'], url);
  const text = textOf(await secas.get(url));
  assert.match(text, /Saturday 11 March 2017 is not a Working Day/);
  assert.match(text, /The meeting is changed\./);
  assert.match(text, /When Saturday 11 March 2017, time to be confirmed/);
  assert.doesNotMatch(textOf(await member.get(url)), /not a Working Day/);
  const again = await send(secas, edit, moved);
  assert.equal(again.status, 409);
  assert.match(textOf(again), /Somebody has changed this meeting meanwhile/);
});

test('a cancelled meeting stays, with the reason, and is never deleted', async () => {
  const cancel = `/desk/meetings/${url.split('/').at(-1)}/cancel`;
  assert.match(errorFor(await submitForm(secas, cancel, { because: '' }), 'because')!, /Enter the reason/);
  await submitForm(secas, cancel, { because: 'Snow.' });
  assert.match(textOf(await member.get(url)), /Cancelled.*Cancelled because Snow\./);
  assert.match(textOf(await member.get(PANEL)), /time to be confirmed Cancelled/);
  assert.equal((await submitForm(secas, cancel, { because: 'Ice.' })).status, 409);
  await assert.rejects(db('meeting').delete(), /nothing of it is deleted/);
});

test('once its day is over it is not ahead any more; representatives see none', async () => {
  portal.clock.set('2017-03-11T23:59:59Z');
  assert.match(textOf(await member.get(PANEL)), /SEC Panel Meeting 26/);
  portal.clock.set('2017-03-12T00:00:00Z');
  assert.doesNotMatch(textOf(await member.get(PANEL)), /SEC Panel Meeting 26/);
  assert.equal((await representative.get(url)).status, 403);
});
