import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { openForm, pageOf, send, submitForm, textOf, typedIn } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import {
  aPublishedConsultation,
  auditOf,
  db,
  desk,
  errorLinks,
  portal,
  rowOf,
  visitor,
} from '../atTheDesk.js';

const otherDesk = await signInAs(portal, await aSecasColleague(db));

describe('the wording of a published consultation', () => {
  const edit = (reference: string) => paths.deskEdit({ reference });

  test('can be put right; everybody reads that it was, and the audit keeps what it said', async () => {
    const reference = await aPublishedConsultation({ title: 'Chnages', summary: 'Before.' });
    const corrected = { title: 'Changes', summary: 'After.', note: 'A spelling in the title.' };
    assert.equal((await submitForm(desk, edit(reference), corrected)).status, 303);
    const page = textOf(await visitor.get(paths.consultation({ reference })));
    assert.match(page, /Changes.*After\..*Wording corrected ?A spelling in the title\./);
    const last = (await auditOf(reference)).at(-1)!;
    const before = { title: 'Chnages', summary: 'Before.', howToRespond: '' };
    assert.deepEqual(
      [last.action, last.detail],
      ['consultation.corrected', { note: corrected.note, before }],
    );
  });

  test('needs a title, and a note for everybody', async () => {
    const reference = await aPublishedConsultation();
    const reply = await submitForm(desk, edit(reference), { title: '', summary: 'Kept', note: '' });
    assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#title', '#note']]);
    assert.equal(typedIn(pageOf(reply).getElementById('summary')!), 'Kept');
  });

  test('a correction moves no date', async () => {
    const reference = await aPublishedConsultation();
    const reply = await submitForm(desk, edit(reference), {
      note: 'x',
      'closes-day': '1',
      'closes-month': '3',
    });
    assert.equal(reply.status, 400);
    assert.equal(String((await rowOf(reference)).closes_at), '2017-02-08T17:00:00Z');
  });

  test('two colleagues at once: the second sees both versions', async () => {
    const reference = await aPublishedConsultation();
    const mine = await openForm(otherDesk, edit(reference));
    await submitForm(desk, edit(reference), { summary: 'The first.', note: 'x' });
    const reply = await send(otherDesk, mine.action, { ...mine.held, summary: 'The second.', note: 'y' });
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), /The first\. The second\./);
    assert.equal(pageOf(reply).getElementById('note')?.getAttribute('value'), 'y');
    assert.equal((await rowOf(reference)).summary, 'The first.');
  });
});
