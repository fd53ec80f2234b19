import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { openForm, pageOf, send, textOf } from '../../support/browse.js';
import { makeNow } from '../../support/reports.js';
import {
  ask,
  browsers,
  consentUrl,
  db,
  deskUrl,
  forAll,
  lift,
  people,
  portal,
  previewUrl,
  reference,
  submissions,
  takeBack,
} from './consenting.js';

afterEach(async () => {
  // As a replica, so that the triggers that keep them do not stand in the way.
  await db.raw(
    `begin; set local session_replication_role = replica; delete from lifted_marking; delete from consent_request; commit`,
  );
});

const liftsOf = async (name: 'openly' | 'whole' | 'nameless') =>
  db('lifted_marking').where({ submission_id: submissions[name].id });

describe('nobody else lifts a marking', () => {
  const fields = async (browser: keyof typeof browsers, part: string, mark = '') => {
    const { held } = await openForm(browsers[browser], paths.signOut());
    return { _csrf: held['_csrf']!, part, step: 'lift', mark, note: '' };
  };

  test('not who may only draft, though they see it', async () => {
    const page = await browsers.drafter.get(previewUrl('openly', 'answer:other'));
    assert.match(textOf(page), /A colleague who may submit for your organisation decides this/);
    assert.equal(pageOf(page).querySelectorAll('main form').length, 0);
    const { held } = await openForm(browsers.openly, previewUrl('openly', 'answer:other'));
    const form = await fields('drafter', 'answer:other', String(held['mark']));
    assert.equal((await send(browsers.drafter, consentUrl('openly'), form)).status, 403);
    assert.deepEqual(await liftsOf('openly'), []);
  });

  test('not another organisation: to it there is no such page', async () => {
    for (const part of ['', '?part=answer:other']) {
      assert.equal((await browsers.whole.get(consentUrl('openly') + part)).status, 404);
    }
    const reply = await send(browsers.whole, consentUrl('openly'), await fields('whole', 'answer:other'));
    assert.equal(reply.status, 404);
  });

  test('not SECAS: its desk has no such step, and the database refuses', async () => {
    const form = await fields('secas', 'answer:other');
    assert.equal((await send(browsers.secas, deskUrl('openly'), form)).status, 400);
    assert.ok((await send(browsers.secas, consentUrl('openly'), form)).status >= 403);
    const lifted = {
      submission_id: submissions.openly.id,
      part: 'answer',
      question_key: 'other',
      note: '',
      lifted_at: portal.clock.now(),
    };
    for (const { id } of [people.secas, people.drafter, people.whole]) {
      await assert.rejects(db('lifted_marking').insert({ ...lifted, lifted_by: id }), /only who may submit/);
    }
    await assert.rejects(db('submission_answer').update({ confidential: false }), /frozen/);
    await assert.rejects(db('submission').update({ confidential: false }), /frozen/);
    await ask('openly', 'answer:other');
    const answered = { answered_at: portal.clock.now(), answered_by: people.secas.id, agreed: true };
    await assert.rejects(db('consent_request').update(answered), /only who may submit/);
  });

  test('not without having seen what becomes readable', async () => {
    const form = await fields('openly', 'answer:other', 'something else');
    const reply = await send(browsers.openly, consentUrl('openly'), form);
    assert.equal(reply.status, 409);
    assert.match(textOf(reply), /has changed since you looked/);
    assert.deepEqual(await liftsOf('openly'), []);
  });

  test('of what is not marked, there is nothing', async () => {
    for (const part of ['answer:view', 'whole', 'name', 'file:x', 'constructor', "answer:'"]) {
      assert.equal((await browsers.openly.get(previewUrl('openly', part))).status, 404, part);
    }
  });
});

describe('taking it back', () => {
  test('once it is published with the responses it stays: that is said, and a try is refused', async () => {
    await lift('openly', 'answer:other');
    assert.match(
      textOf(await browsers.openly.get(consentUrl('openly'))),
      /can be taken back until the responses, or replies to what they say, are published/,
    );
    const before = textOf(await browsers.openly.get(previewUrl('openly', 'answer:cost')));
    assert.match(before, /Everybody, when SECAS publishes the responses\./);
    assert.match(before, /taken back until the responses, or replies to what they say, are published\./);
    const desk = paths.deskPublication({ reference });
    const { held } = await openForm(browsers.secas, desk, `form[action="${desk}"]`);
    assert.equal((await send(browsers.secas, desk, { ...held, looked: 'yes' })).status, 303);
    await makeNow(portal.deps);
    assert.match(
      (await browsers.openly.get(paths.publishedReport({ reference, ending: 'csv' }))).text,
      /SECRET-ANSWER/,
    );
    const page = await browsers.openly.get(consentUrl('openly'));
    assert.match(textOf(page), /it cannot be taken back any more/);
    assert.equal(pageOf(page).querySelectorAll('main form').length, 0);
    assert.equal((await takeBack('openly', 'answer:other')).status, 409);
    assert.match(await forAll(), /SECRET-ANSWER/);
    const after = textOf(await browsers.openly.get(previewUrl('openly', 'answer:cost')));
    assert.match(after, /Everybody, when SECAS publishes another version of the responses\./);
    const further = /taken back until SECAS publishes another version of the responses, or replies/;
    assert.match(after, further);
    await lift('openly', 'answer:cost');
    assert.match(textOf(await browsers.openly.get(consentUrl('openly'))), further);
    await takeBack('openly', 'answer:cost');
    const update = { taken_back_at: portal.clock.now(), taken_back_by: people.openly.id };
    await assert.rejects(db('lifted_marking').update(update), /frozen/);
    await assert.rejects(db('lifted_marking').delete(), /frozen/);
  });

  test('done twice it is done once, and it can be lifted again', async () => {
    await lift('openly', 'answer:other');
    await takeBack('openly', 'answer:other');
    assert.equal((await takeBack('openly', 'answer:other')).status, 303);
    await lift('openly', 'answer:other');
    assert.match(await forAll(), /SECRET-ANSWER/);
    assert.equal((await liftsOf('openly')).length, 2);
  });
});
