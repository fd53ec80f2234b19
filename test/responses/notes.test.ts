import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { download, unzip } from '../reports/reading.js';
import { errorFor, follow, pageOf, submitForm, textOf, type Reply } from '../support/browse.js';
import { aConsultation, aRepresentative, aSecasColleague } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { signInAs } from '../support/signIn.js';
import {
  browser,
  db,
  details,
  organisation,
  party,
  person,
  portal,
  save,
  storedAnswer,
  valueOf,
  view,
} from './answering.js';

const tom = await aRepresentative(db, organisation);
const asTom = await signInAs(portal, tom);

async function aDraftWithAnswer() {
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
  return aDraftResponse(db, { consultation, organisation, by: person, parties: [party] });
}

const notesOn = (reply: Reply, key: string): string[] =>
  [...pageOf(reply).querySelectorAll(`#${key}-notes + div li`)].map((note) =>
    note.textContent.replaceAll(/\s+/g, ' ').trim(),
  );

test('a note on an answer is there for colleagues, with who wrote it; the answers typed with it are saved', async () => {
  const { id } = await aDraftWithAnswer();
  const added = await save(
    details(id),
    { other: 'Typed as well.', 'other-note': ' Is this\nwhat Legal said? ' },
    'add-note:other',
  );
  assert.equal(added.headers['location'], `${details(id)}#other-notes`);
  const seen = await asTom.get(details(id));
  assert.deepEqual(notesOn(seen, 'other'), [
    `Is this what Legal said? ${person.name}, 4:41pm on 30 January 2017`,
  ]);
  assert.match(textOf(seen), /Typed as well\./);
  assert.match(textOf(seen), /Notes for colleagues \(1\)/);
  assert.deepEqual(notesOn(seen, 'lead-time'), []);
});

test('a note that was typed and not added by its button is added by any other', async () => {
  const { id } = await aDraftWithAnswer();
  await save(details(id), { 'other-note': 'First.', 'lead-time-note': 'Second.', 'files-note': 'Third.' });
  const seen = await asTom.get(details(id));
  assert.deepEqual(
    ['other', 'lead-time', 'files'].map((key) => notesOn(seen, key).length),
    [1, 1, 1],
  );
});

test('only who wrote a note can remove it', async () => {
  const { id } = await aDraftWithAnswer();
  await save(view(id), { 'view-note': 'To be removed.' }, 'add-note:view');
  const note = (await db('answer_note').where({ response_id: id }).first())!.id;
  assert.equal(pageOf(await asTom.get(view(id))).querySelector(`button[value$="${note}"]`), null);
  await submitForm(asTom, view(id), {}, { button: ['action', `remove-note:view:${note}`] });
  assert.equal((await db('answer_note').where({ response_id: id })).length, 1);
  const removed = await save(view(id), {}, `remove-note:view:${note}`);
  assert.deepEqual(notesOn(await follow(browser, removed), 'view'), []);
});

test('nothing is no note', async () => {
  const { id } = await aDraftWithAnswer();
  await save(view(id), { 'view-note': ' \n ' }, 'add-note:view');
  assert.equal((await db('answer_note').where({ response_id: id })).length, 0);
});

test('a note that is too long comes back to be shortened; the answers and other notes typed with it are saved', async () => {
  const { id } = await aDraftWithAnswer();
  const long = 'x'.repeat(5_001);
  const typed = { other: 'Typed as well.', 'other-note': long, 'lead-time-note': 'Short.' };
  const reply = await save(details(id), typed);
  assert.equal(reply.status, 422);
  assert.equal(errorFor(reply, 'other-note'), 'Error: Shorten the note to 5,000 characters; it has 5,001');
  assert.equal(valueOf(reply, 'other-note'), long);
  assert.equal(valueOf(reply, 'lead-time-note'), '', 'it is kept, so it is not typed any more');
  assert.equal(pageOf(reply).querySelector('.govuk-error-summary a')?.getAttribute('href'), '#other-note');
  assert.deepEqual(
    (await db('answer_note').where({ response_id: id })).map(({ text }) => text),
    ['Short.'],
  );
  assert.deepEqual((await storedAnswer(id, 'other'))?.value, { text: 'Typed as well.' });
  await save(details(id), { 'other-note': 'x'.repeat(5_000) });
  assert.equal((await db('answer_note').where({ response_id: id })).length, 2);
});

test('the overview and the check page say how many notes there are and where, not what they say', async () => {
  const { id } = await aDraftWithAnswer();
  const check = paths.check({ id });
  assert.doesNotMatch(textOf(await browser.get(check)), /for colleagues/);
  await save(view(id), { 'view-note': 'SECRET-NOTE' }, 'add-note:view');
  assert.match(textOf(await asTom.get(check)), /There is 1 note for colleagues: it is not sent\./);
  await save(details(id), { 'other-note': 'SECRET-NOTE', 'files-note': 'SECRET-NOTE' }, 'later');
  const overview = await asTom.get(paths.response({ id }));
  assert.match(textOf(overview), /1 required, 1 note/);
  assert.match(textOf(overview), /5 questions, 2 notes/);
  const checked = await asTom.get(check);
  assert.match(textOf(checked), /There are 3 notes for colleagues: they are not sent\./);
  const links = [...pageOf(checked).querySelectorAll('.portal-note a[href$="-notes"]')];
  assert.deepEqual(
    links.map((link) => [link.textContent, link.getAttribute('href')]),
    [
      ['Your view (1)', `${view(id)}#view-notes`],
      ['Details (2)', `${details(id)}#other-notes`],
    ],
  );
  for (const page of [overview, checked]) assert.doesNotMatch(page.text, /SECRET-NOTE/);
});

test('nor are they in the Word form, the printed form or the history', async () => {
  const { id } = await aDraftWithAnswer();
  await save(view(id), { 'view-note': 'SECRET-NOTE' }, 'add-note:view');
  const { bytes } = await download(browser, paths.responseWordForm({ id }));
  const inside = Buffer.concat(Object.values(await unzip(bytes))).toString('utf8');
  assert.match(inside, /It is a good idea\./);
  assert.doesNotMatch(inside, /SECRET-NOTE/);
  for (const url of [paths.responseForm({ id }), paths.history({ id }), paths.discard({ id })]) {
    const page = await browser.get(url);
    assert.equal(page.status, 200, url);
    assert.doesNotMatch(page.text, /SECRET-NOTE/, url);
  }
});

test('notes are no part of what is checked, submitted, mailed or read by SECAS', async () => {
  const { id } = await aDraftWithAnswer();
  await save(view(id), { 'view-note': 'SECRET-NOTE' }, 'add-note:view');
  assert.doesNotMatch(textOf(await browser.get(paths.check({ id }))), /SECRET-NOTE/);
  const receipt = await follow(browser, await submitForm(browser, paths.check({ id })));
  assert.match(textOf(receipt), /has been received/);
  assert.doesNotMatch(receipt.text, /SECRET-NOTE/);
  const [submission] = await db('submission').where({ response_id: id });
  assert.ok(!submission!.record.includes('SECRET-NOTE'));
  const mails = await db('outbox_mail').whereLike('body', '%SECRET-NOTE%');
  assert.equal(mails.length, 0);
  const desk = await signInAs(portal, await aSecasColleague(db));
  const { reference } = submission!;
  const read = await follow(desk, await desk.get(paths.submission({ id, reference })));
  assert.equal(read.status, 200);
  assert.doesNotMatch(read.text, /SECRET-NOTE/);
  assert.match(textOf(await asTom.get(view(id))), /SECRET-NOTE/, 'the colleague goes on seeing it');
});
