import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { pageOf, submitForm, textOf } from '../../support/browse.js';
import { aDocument, aPreparedConsultation, db, desk, sendFile, visitor } from '../atTheDesk.js';

const here = (reference: string) => paths.deskDocuments({ reference });
const idOf = (url: string) => url.split('/').at(-1)!;
const storedFiles = async () => (await db('file').select('id')).length;

/** The titles on the public page: those in force, then earlier versions. */
async function shown(reference: string, browser = visitor): Promise<string[]> {
  const page = pageOf(await browser.get(paths.consultation({ reference })));
  return [...page.querySelectorAll('.portal-documents a')].map((link) => link.textContent ?? '');
}

const replace = (reference: string, url: string, fields: Record<string, string>, name = 'Report v2.pdf') =>
  sendFile(
    desk,
    paths.deskDocument({ reference, id: idOf(url) }),
    { name, bytes: '%PDF-1.4 the second' },
    fields,
  );

test('documents stand in the order that SECAS gives them', async () => {
  const reference = await aPreparedConsultation();
  const [first, , third] = [
    await aDocument(reference, 'First'),
    await aDocument(reference, 'Second'),
    await aDocument(reference, 'Third'),
  ];
  const move = (url: string, to: 'up' | 'down') => {
    const form = `form[action="${paths.deskMoveDocument({ reference, id: idOf(url) })}"]`;
    return submitForm(desk, here(reference), {}, { form, button: ['move', to] });
  };
  await move(third!, 'up');
  assert.deepEqual(await shown(reference, desk), ['First', 'Third', 'Second']);
  await replace(reference, third!, { title: 'Third, again', note: '' });
  await move(first!, 'down');
  assert.deepEqual(await shown(reference, desk), ['Third, again', 'First', 'Second', 'Third']);
  await move(first!, 'up');
  await move(first!, 'up');
  assert.deepEqual(await shown(reference, desk), ['First', 'Third, again', 'Second', 'Third']);
});

describe('removing a document', () => {
  test('is possible while nobody has seen it, and takes its bytes along', async () => {
    const reference = await aPreparedConsultation();
    const files = await storedFiles();
    const url = await aDocument(reference, 'A mistake');
    const form = 'form[action$="/remove"]';
    assert.equal((await submitForm(desk, here(reference), {}, { form })).status, 303);
    assert.deepEqual([(await desk.get(url)).status, await storedFiles()], [404, files]);
  });

  test('is refused once everybody could see it', async () => {
    const reference = await aPreparedConsultation();
    const url = await aDocument(reference, 'Seen');
    await submitForm(desk, paths.deskConsultation({ reference }), {}, { form: 'form[action$="/announce"]' });
    const page = pageOf(await desk.get(here(reference)));
    assert.equal(page.querySelectorAll('form[action$="/remove"]').length, 0);
    const _csrf = page.querySelector('input[name="_csrf"]')!.getAttribute('value')!;
    const forced = await desk
      .post(paths.deskRemoveDocument({ reference, id: idOf(url) }))
      .type('form')
      .send({ _csrf });
    assert.equal(forced.status, 409);
    assert.match(textOf(forced), /can be replaced, not removed/);
    assert.equal((await visitor.get(url)).status, 200);
  });
});
