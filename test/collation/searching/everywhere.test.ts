import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexSubmitted } from '../../../src/collation/searching/indexing.js';
import { hitsIn, markable } from '../../../src/collation/searching/hits.rules.js';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { aCompany, aConsultationOf, db, desk, portal, submissionOf } from '../desk.js';
import { aSubmittedFile } from './submittedFile.js';

const one = await aCompany(1, { name: 'Aldermoor' });
const two = await aCompany(1, { name: 'Birchwick' });
const here = await aConsultationOf(one, two);
const there = await aConsultationOf(one, two);
const say = (text: string, more = {}) => ({ other: { value: { text }, ...more } });

const old = await submissionOf(one, here, { answers: say('A zeppelin in a version that was replaced') });
const TAGGED = 'We tested <b>each</b> meter 😀 twice; meters & tariffs < 3 are metered.';
const first = await submissionOf(one, here, {
  responseId: old.responseId,
  answers: say(TAGGED),
  receivedAt: '2017-01-26T10:00:00Z',
});
const secret = await submissionOf(two, there, {
  answers: say('Meters were tested by nobody', { confidential: true }),
});
const long = await submissionOf(two, here, {
  answers: say(`${'Nothing new is said in this sentence. '.repeat(250)}Only the end speaks of a hovercraft.`),
});
await aSubmittedFile(db, long.id, {
  name: 'Costs.txt',
  mediaType: 'text/plain',
  bytes: Buffer.from('A schedule of decommissioning'),
});
await indexSubmitted(portal.deps, new AbortController().signal);

const everywhere = (words: string) =>
  desk.get(`${paths.deskSearchAll()}?${new URLSearchParams({ words }).toString()}`);
const reading = ({ reference }: { reference: string }, { id }: { id: string }, q: string) =>
  desk.get(`${paths.deskSubmission({ reference, submission: id })}?${new URLSearchParams({ q }).toString()}`);
const hitsOn = async (reply: Awaited<ReturnType<typeof reading>>) =>
  [...pageOf(reply).querySelectorAll('mark.portal-hit')].map((mark) => mark.textContent);

test('the desk searches all consultations; what is found stands under its consultation', async () => {
  const form = pageOf(await desk.get(paths.desk())).querySelector('form[role="search"]')!;
  assert.equal(form.getAttribute('action'), paths.deskSearchAll());
  const reply = await everywhere('meter');
  assert.match(textOf(reply), /“meter” stands in 2 responses, in 2 answers, files and clarifications\./);
  const sections = [...pageOf(reply).querySelectorAll('main > section, section:has(> h2)')].map(
    (section) => ({
      title: section.querySelector('h2')!.textContent!,
      names: [...section.querySelectorAll('.portal-found__title > a')].map((link) => link.textContent),
    }),
  );
  assert.equal(sections.length, 2);
  for (const [consultation, name] of [
    [here, 'Aldermoor'],
    [there, 'Birchwick'],
  ] as const) {
    const section = sections.find(({ title }) => title.includes(consultation.reference));
    assert.deepEqual(section?.names, [name]);
  }
  const place = pageOf(reply).querySelector('.portal-found__where a')!.getAttribute('href')!;
  assert.match(place, /\?q=meter#answer-other$/);
});

test('nothing asked, nothing found, and what was replaced', async () => {
  assert.equal(pageOf(await desk.get(paths.deskSearchAll())).querySelectorAll('.portal-found').length, 0);
  assert.match(textOf(await everywhere('narwhal')), /Nothing was found for “narwhal”/);
  assert.match(textOf(await everywhere('zeppelin')), /Nothing was found for “zeppelin”/);
  assert.match(textOf(await everywhere('the')), /holds no word that is searched for/);
});

test('a search of all that shows something confidential is a look, in the consultation that it is of', async () => {
  const looks = () => db('audit_entry').where({ action: 'confidential.searched' }).orderBy('id');
  const before = (await looks()).length;
  await everywhere('decommissioning');
  assert.equal((await looks()).length, before);
  await everywhere('meter');
  const [look, ...more] = (await looks()).slice(before);
  assert.equal(more.length, 0);
  assert.equal(look!.consultation_id, there.id);
  assert.deepEqual((look!.detail as { submissions: string[] }).submissions, [secret.id]);
});

test('what was searched for is marked where it is read, in all its forms, and the text stays as it is', async () => {
  const reply = await reading(here, first, 'meter');
  assert.deepEqual(await hitsOn(reply), ['meter', 'meters', 'metered']);
  assert.equal(pageOf(reply).querySelector('#answer-other .portal-verbatim')!.textContent, TAGGED);
  assert.match(
    textOf(reply),
    /“meter” is marked in the answers\. Back to the search · Show it without the marks/,
  );
  assert.deepEqual(await hitsOn(await reading(here, first, 'tari*')), ['tariffs']);
  for (const nothing of ['', 'the', 'narwhal', '"', '<script>']) {
    assert.deepEqual(await hitsOn(await reading(here, first, nothing)), []);
  }
});

test('a hit in the folded rest of an answer opens it; one in a file is said beside the file', async () => {
  const folded = async (q: string) =>
    pageOf(await reading(here, long, q)).querySelectorAll('details.portal-said__rest[open]').length;
  assert.equal(await folded('hovercraft'), 1);
  assert.equal(await folded('decommissioning'), 0);
  const reply = textOf(await reading(here, long, 'decommissioning'));
  assert.match(reply, /is marked in the answers, and stands in a file\./);
  assert.match(reply, /Costs\.txt .* “decommissioning” stands in it/);
});

test('marks fit a text only as it was given', () => {
  assert.deepEqual(hitsIn('a meter', 'a \ue000meter\ue001'), [{ from: 2, to: 7 }]);
  assert.deepEqual(hitsIn('a meter', 'another \ue000meter\ue001'), []);
  const hostile = '<b>\ue000meter\ue001';
  assert.equal(markable(hostile).length, hostile.length);
});
