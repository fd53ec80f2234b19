import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../../src/paths.js';
import { submitForm, textOf } from '../../support/browse.js';
import {
  aDraft,
  answersOf,
  blankForm,
  both,
  bringIn,
  clock,
  db,
  edit,
  editText,
  fill,
  isobels,
  proposedOn,
  take,
  tom,
  toms,
  wordForm,
} from './answering.js';

const details = (id: string) => paths.section({ id, section: 'details' });
const saved = async (id: string) => (await answersOf(id))['other']?.value;

test('a colleague’s answer that is newer than the form stays unless one chooses otherwise', async () => {
  const { id } = await aDraft({ other: { value: { text: 'Old' } } });
  const form = await editText(
    await wordForm(id),
    both(fill('Q7', 0, 1, 'From the form'), fill('Q6', 0, 1, '6')),
  );
  await submitForm(toms, details(id), { other: 'Tom’s' });

  const page = await bringIn(id, form);
  assert.deepEqual(proposedOn(page), { 'lead-time': true, other: false });
  assert.match(textOf(page), new RegExp(`${tom.name} saved another answer here at 4:41pm`));
  assert.equal((await take(id, page)).status, 303);
  assert.deepEqual(await saved(id), { text: 'Tom’s' });
  await take(id, page, { 'word:other': 'yes' });
  assert.deepEqual(await saved(id), { text: 'From the form' });
});

test('what was saved while one chose is a conflict: nothing is written over, the rest is saved', async () => {
  const { id } = await aDraft({ other: { value: { text: 'Old' } } });
  const form = await editText(
    await wordForm(id),
    both(fill('Q7', 0, 1, 'From the form'), fill('Q6', 0, 1, '6')),
  );
  const page = await bringIn(id, form);
  await submitForm(toms, details(id), { other: 'Tom’s' });

  const reply = await take(id, page);
  assert.equal(reply.status, 409);
  assert.match(
    textOf(reply),
    /An answer was changed while you were choosing.*Nothing was written over\. One answer/,
  );
  assert.match(textOf(reply), /Tom’s.*From the form/);
  assert.deepEqual(proposedOn(reply), { other: false });
  assert.deepEqual(await saved(id), { text: 'Tom’s' });
  assert.deepEqual((await answersOf(id))['lead-time']?.value, { number: '6' });
  assert.equal((await take(id, reply, { 'word:other': 'yes' })).status, 303);
  assert.deepEqual(await saved(id), { text: 'From the form' });
});

test('an answer that the form leaves as it was does not undo what was saved since', async () => {
  const { id } = await aDraft({ other: { value: { text: 'Old' } } });
  const form = await wordForm(id);
  await submitForm(toms, details(id), { other: 'Tom’s' });
  const page = await bringIn(id, form);
  assert.deepEqual(proposedOn(page), {});
  assert.match(textOf(page), /Q7: not changed in the form, but in the portal since it was made/);
});

test('one’s own form may be brought in again and again', async () => {
  const { id, consultation } = await aDraft();
  const blank = await blankForm(consultation);
  await take(id, await bringIn(id, await editText(blank, fill('Q7', 0, 1, 'First'))));
  const again = await bringIn(id, await editText(blank, fill('Q7', 0, 1, 'Second')));
  assert.deepEqual(proposedOn(again), { other: true });
  assert.match(textOf(again), /You saved another answer here/);
  await take(id, again);
  assert.deepEqual(await saved(id), { text: 'Second' });
});

test('a file that tells no more when it was made does not outdo what is in the draft', async () => {
  const { id } = await aDraft({ 'lead-time': { value: { number: '3' } } });
  await submitForm(toms, details(id), { 'lead-time': '4' });
  const form = await edit(await wordForm(id), {
    'docProps/custom.xml': () => '<Properties xmlns="p"/>',
    'word/document.xml': both(fill('Q6', 0, 1, '6'), fill('Q7', 0, 1, 'New')),
  });
  assert.deepEqual(proposedOn(await bringIn(id, form)), { 'lead-time': false, other: true });
});

test('once the outcome is recorded nothing is brought in, and nothing saved', async () => {
  const { id, consultation } = await aDraft({ other: { value: { text: 'Old' } } });
  const form = await editText(await wordForm(id), fill('Q7', 0, 1, 'New'));
  const page = await bringIn(id, form);
  const at = Temporal.Instant.from('2017-02-09T09:00:00Z');
  clock.set(at);
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: at.subtract({ seconds: 20 }),
    closed_at: at,
  });
  await db('outcome').insert({
    consultation_id: consultation.id,
    decision: 'Approved',
    decided_by: 'The SEC Panel',
    decided_on: '2017-02-08',
    recorded_at: at,
  });
  assert.equal((await bringIn(id, form)).status, 409);
  assert.equal((await take(id, page)).status, 409);
  assert.deepEqual(await saved(id), { text: 'Old' });
  assert.doesNotMatch((await isobels.get(paths.bringIn({ id }))).text, /type="file"/);
});
