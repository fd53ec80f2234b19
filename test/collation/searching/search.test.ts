import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexSubmitted } from '../../../src/collation/searching/indexing.js';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { anEntry } from '../../support/clarification.js';
import { aCompany, aConsultationOf, db, desk, LATE, portal, sam, submissionOf } from '../desk.js';
import { aSubmittedFile } from './submittedFile.js';

const one = await aCompany(1, { name: 'Aldermoor' });
const two = await aCompany(1, { name: 'Birchwick' });
const secret = await aCompany(1, { name: 'Coldharbour' });
const late = await aCompany(1, { name: 'Dunmere' });
const here = await aConsultationOf(one, two, secret, late);
const elsewhere = await aConsultationOf(one);
const { reference } = here;
const say = (text: string, more = {}) => ({ other: { value: { text }, ...more } });

const old = await submissionOf(one, here, {
  answers: say('The zeppelin was mentioned in an earlier version'),
  receivedAt: '2017-01-19T10:00:00Z',
});
const first = await submissionOf(one, here, {
  responseId: old.responseId,
  answers: say('We tested <b>each</b> meter twice, and the tariffs are fair & even'),
  receivedAt: '2017-01-20T10:00:00Z',
});
const second = await submissionOf(two, here, {
  answers: say('Meters were tested by nobody', { confidential: true }),
  receivedAt: '2017-01-21T10:00:00Z',
});
const third = await submissionOf(secret, here, {
  answers: say('Nothing to say'),
  receivedAt: '2017-01-22T10:00:00Z',
});
await submissionOf(late, here, { ...LATE, answers: say('Too late to speak of narwhals') });
await submissionOf(one, elsewhere, { answers: say('The meter of another consultation') });

const text = (name: string, words: string, more = {}) => ({
  name,
  mediaType: 'text/plain',
  bytes: Buffer.from(words),
  ...more,
});
await aSubmittedFile(
  db,
  third.id,
  text('Costs.txt', 'A schedule of decommissioning <script>', { confidential: true }),
);
await aSubmittedFile(db, third.id, text('Waits.txt', 'gyroscope', { scan: 'waiting' }));
await aSubmittedFile(db, third.id, text('Virus.txt', 'gyroscope', { scan: 'infected' }));
await aSubmittedFile(db, first.id, { ...text('Broken.pdf', 'gyroscope'), mediaType: 'application/pdf' });
await aSubmittedFile(db, first.id, { ...text('Picture.png', 'gyroscope'), mediaType: 'image/png' });

const searchFor = (words: string, of = reference) =>
  desk.get(`${paths.deskSearch({ reference: of })}?${new URLSearchParams({ words }).toString()}`);
const namesIn = async (words: string) =>
  [...pageOf(await searchFor(words)).querySelectorAll('.portal-found__title > a')].map(
    (link) => link.textContent,
  );
const looks = () => db('audit_entry').where({ action: 'confidential.searched' }).orderBy('id');
const index = () => indexSubmitted(portal.deps, new AbortController().signal);

test('until the worker has read it, the page says that something is not searched yet', async () => {
  const page = textOf(await searchFor('meter'));
  assert.match(
    page,
    /Nothing was found for “meter”.*4 responses are not searched yet.*5 files are not searched/,
  );
  await index();
  assert.doesNotMatch(textOf(await searchFor('meter')), /searched yet/);
});

const CASES: [string, string[]][] = [
  ['meter', ['Birchwick', 'Aldermoor']],
  ['testing METERS', ['Birchwick', 'Aldermoor']],
  ['"meter twice"', ['Aldermoor']],
  ['"twice meter"', []],
  ['meter -twice', ['Birchwick']],
  ['twice or nobody', ['Birchwick', 'Aldermoor']],
  ['tari*', ['Aldermoor']],
  ['tari* nobody', []],
  ['decommission', ['Coldharbour']],
  ['narwhal', ['Dunmere']],
  ['zeppelin', []],
  ['gyroscope', []],
  [`'); drop table person; --`, []],
  ['"unclosed & ( | ! :* <->', []],
];
for (const [words, expected] of CASES) {
  test(`“${words}” finds ${expected.join(', ') || 'nothing'}`, async () => {
    assert.deepEqual(await namesIn(words), expected);
  });
}

test('hits are marked, and what was typed stays text', async () => {
  const page = pageOf(await searchFor('meter'));
  const marks = [...page.querySelectorAll('.portal-found mark')].map((mark) => mark.textContent);
  assert.deepEqual(marks, ['Meters', 'meter']);
  assert.equal(page.querySelector('.portal-found b, .portal-found script'), null);
  assert.match(textOf(await searchFor('meter')), /tariffs are fair & even/);
  assert.equal(pageOf(await searchFor('decommissioning')).querySelector('.portal-found script'), null);
  const place = page.querySelector('.portal-found__where a')!.getAttribute('href');
  assert.equal(place, `${paths.deskSubmission({ reference, submission: second.id })}?q=meter#answer-other`);
});

test('a word that is in everything is said to be none', async () => {
  assert.match(textOf(await searchFor('the')), /“the” holds no word that is searched for/);
});

test('a file that is not read is named, with why', async () => {
  const page = textOf(await searchFor('gyroscope'));
  assert.match(page, /4 files are not searched/);
  assert.match(page, /Broken\.pdf of Aldermoor could not be read: it is damaged/);
  assert.match(page, /Picture\.png of Aldermoor is not searched: only PDF/);
  assert.match(page, /Waits\.txt of Coldharbour waits for its virus scan/);
  assert.match(page, /Virus\.txt of Coldharbour is not read: a virus was found in it/);
});

test('a search that shows something confidential is one look, with the submissions; another is none', async () => {
  const before = (await looks()).length;
  await searchFor('twice');
  assert.equal((await looks()).length, before, 'nothing confidential was shown');
  await searchFor('meter');
  await searchFor('decommissioning');
  const [answers, file] = (await looks()).slice(before);
  assert.deepEqual([answers!.person_id, answers!.consultation_id], [sam.id, here.id]);
  assert.deepEqual(answers!.detail, { references: second.reference, submissions: [second.id] });
  assert.deepEqual(file!.detail, { references: third.reference, submissions: [third.id] });
  assert.doesNotMatch(JSON.stringify(await looks()), /decommission/, 'nor what was searched for');
});

test('what is read twice, or by two at once, is there once', async () => {
  const counts = async () =>
    Promise.all([db('answer_text').count(), db('file_text').count(), db('file_indexed').count()]);
  const before = await counts();
  await Promise.all([index(), index()]);
  assert.deepEqual(await counts(), before);
});

test('a file that is found clean later is read then', async () => {
  await db('file').where({ name: 'Waits.txt' }).update({ scan: 'clean' });
  await index();
  assert.deepEqual(await namesIn('gyroscope'), ['Coldharbour']);
});

test('a file that a worker began on and left is taken up again', async () => {
  const [{ id }] = (await db('file').where({ name: 'Costs.txt' }).select('id')) as [{ id: string }];
  await db('file_text').where({ file_id: id }).delete();
  await db('file_indexed')
    .where({ file_id: id })
    .update({ outcome: 'begun', indexed_at: portal.clock.now() });
  await index();
  assert.deepEqual(await namesIn('decommissioning'), [], 'somebody has it in hand');
  await db('file_indexed')
    .where({ file_id: id })
    .update({ indexed_at: portal.clock.now().subtract({ minutes: 3 }) });
  await index();
  assert.deepEqual(await namesIn('decommissioning'), ['Coldharbour']);
});

test('what was asked about an answer and replied is found too, with the way to it; a confidential reply is a look', async () => {
  const place = { submission: old, question: 'other' };
  await anEntry(db, { ...place, by: sam, text: 'Which \ue000quokkas\ue001 do you mean?' });
  await anEntry(db, {
    ...place,
    by: one.by,
    kind: 'replied',
    number: 2,
    text: 'A <b>wombat</b>, in confidence',
    confidential: true,
  });
  await anEntry(db, { submission: third, question: 'other', by: sam, text: 'And nothing of quokkas?' });
  const page = await searchFor('quokka');
  assert.match(textOf(page), /“quokka” stands in 2 responses, in 2 answers, files and clarifications/);
  const links = [...pageOf(page).querySelectorAll('.portal-found__where a')].map((a) =>
    a.getAttribute('href'),
  );
  assert.deepEqual(
    links,
    [third.id, first.id].map((submission) =>
      paths.deskClarification({ reference, submission, question: 'other' }),
    ),
    'of an earlier version it leads to the one that counts',
  );
  assert.match(textOf(page), /Clarification: Any other comments Which quokkas do you mean/);
  const before = (await looks()).length;
  assert.match(
    textOf(await searchFor('wombats')),
    /Clarification: Any other comments Confidential wombat , in confidence/,
  );
  assert.equal((await looks()).length, before + 1);
  assert.deepEqual(await namesIn('quokka -mean'), ['Coldharbour']);
});
