import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, pageOf, textOf } from '../../support/browse.js';
import {
  A_PDF,
  aDocument,
  aPreparedConsultation,
  aPublishedConsultation,
  auditOf,
  clock,
  db,
  desk,
  errorLinks,
  mailsAbout,
  publish,
  representative,
  rowOf,
  sendFile,
  visitor,
} from '../atTheDesk.js';

const here = (reference: string) => paths.deskDocuments({ reference });
const idOf = (url: string) => url.split('/').at(-1)!;
const documentsOf = async (reference: string) =>
  db('document').where({ consultation_id: (await rowOf(reference)).id });
const storedFiles = async () => (await db('file').select('id')).length;

/** The titles on the public page: those in force, then earlier versions. */
async function shown(reference: string, browser = visitor): Promise<string[]> {
  const page = pageOf(await browser.get(paths.consultation({ reference })));
  return [...page.querySelectorAll('.portal-documents a')].map((link) => link.textContent ?? '');
}

const history = async (reference: string) =>
  [...pageOf(await visitor.get(paths.consultation({ reference }))).querySelectorAll('tbody tr')].map((row) =>
    row.textContent?.replaceAll(/\s+/g, ' ').trim(),
  );

const replace = (reference: string, url: string, fields: Record<string, string>, name = 'Report v2.pdf') =>
  sendFile(
    desk,
    paths.deskDocument({ reference, id: idOf(url) }),
    { name, bytes: '%PDF-1.4 the second' },
    fields,
  );

describe('adding a document', () => {
  test('it stands on the page with its type and size; without a title under its name', async () => {
    const reference = await aPreparedConsultation();
    const reply = await sendFile(desk, here(reference), A_PDF, { title: '' });
    assert.match(textOf(await follow(desk, reply)), /“Report” has been added/);
    await publish(reference);
    assert.match(textOf(await visitor.get(paths.consultation({ reference }))), /Report \(PDF, 32 bytes\)/);
    assert.deepEqual(await history(reference), [
      '10am on 16 January 2017 Published, and the Parties asked were told',
    ]);
    assert.ok((await auditOf(reference)).some((entry) => entry.action === 'consultation.document-added'));
  });

  test('one that comes after the announcement is told in the history', async () => {
    const reference = await aPublishedConsultation();
    clock.set('2017-01-17T10:00:00Z');
    await aDocument(reference, 'A late annex');
    assert.equal((await history(reference))[0], '10am on 17 January 2017 Document added: A late annex');
  });

  const refused: { name: string; file?: { name: string; bytes: Buffer | string }; says: RegExp }[] = [
    { name: 'no file', says: /Choose a file/ },
    { name: 'an empty file', file: { name: 'a.pdf', bytes: '' }, says: /“a\.pdf” is empty/ },
    {
      name: 'a program that calls itself a PDF',
      file: { name: 'a.pdf', bytes: Buffer.from('4d5a900003000000', 'hex') },
      says: /“a\.pdf” is not a file that the portal takes/,
    },
  ];
  for (const { name, file, says } of refused) {
    test(`${name} is refused, and the title is kept`, async () => {
      const reference = await aPreparedConsultation();
      const files = await storedFiles();
      const reply = await sendFile(desk, here(reference), file, { title: 'Legal text' });
      assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#file']]);
      assert.match(errorFor(reply, 'file') ?? '', says);
      assert.equal(pageOf(reply).getElementById('title')?.getAttribute('value'), 'Legal text');
      assert.deepEqual([await documentsOf(reference), await storedFiles()], [[], files]);
    });
  }

  test('a title that cannot be kept leaves no file behind', async () => {
    const reference = await aPreparedConsultation();
    const files = await storedFiles();
    const reply = await sendFile(desk, here(reference), A_PDF, { title: 'x'.repeat(201) });
    assert.deepEqual([reply.status, errorLinks(reply), await storedFiles()], [422, ['#title'], files]);
  });

  test('one that waits for its virus scan is named, not linked', async () => {
    const reference = await aPublishedConsultation();
    const url = await aDocument(reference, 'Waiting');
    await db('file')
      .whereIn(
        'id',
        db('document')
          .where({ id: idOf(url) })
          .select('file_id'),
      )
      .update({ scan: 'waiting' });
    assert.match(
      textOf(await visitor.get(paths.consultation({ reference }))),
      /Waiting .*Being checked for viruses/,
    );
    assert.deepEqual(await shown(reference), []);
    assert.equal((await visitor.get(url)).status, 409);
  });
});

describe('replacing a document', () => {
  test('the earlier one stays and can be downloaded; the history says so, and those concerned are told', async () => {
    const reference = await aPreparedConsultation();
    const earlier = await aDocument(reference, 'Legal text');
    await aDocument(reference, 'Annex');
    await publish(reference);
    clock.set('2017-01-20T15:30:00Z');
    const note = 'Clause G7.4 was missing.';
    const reply = await replace(reference, earlier, { title: 'Legal text, version 2', note });
    assert.match(textOf(await follow(desk, reply)), /replaced\. 1 person is told by mail\./);

    assert.deepEqual(await shown(reference), ['Legal text, version 2', 'Annex', 'Legal text']);
    assert.equal(
      (await history(reference))[0],
      `3:30pm on 20 January 2017 Document replaced: Legal text, version 2 ${note}`,
    );
    const page = textOf(await visitor.get(paths.consultation({ reference })));
    assert.match(page, /Legal text .*Replaced at 3:30pm on Friday 20 January 2017 \(GMT\)/);
    assert.equal(String((await visitor.get(earlier).responseType('arraybuffer')).body), A_PDF.bytes);

    const mails = await mailsAbout(reference, 'document-replaced');
    assert.deepEqual(
      mails.map((mail) => mail.to_address),
      [representative.email],
    );
    assert.match(mails[0]!.body, /“Legal text, version 2” has been replaced\. Clause G7\.4 was missing\./);
  });

  test('before publication nobody is told', async () => {
    const reference = await aPreparedConsultation();
    await replace(reference, await aDocument(reference, 'Legal text'), { title: '', note: '' });
    assert.deepEqual(await shown(reference, desk), ['Legal text', 'Legal text']);
    assert.equal((await mailsAbout(reference, 'document-replaced')).length, 0);
  });

  test('two colleagues at once: one replaces, the other is told, and leaves no file behind', async () => {
    const reference = await aPublishedConsultation();
    const url = await aDocument(reference, 'Legal text');
    const files = await storedFiles();
    const both = ['One', 'Two'].map((title) => replace(reference, url, { title, note: '' }));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    assert.deepEqual(
      statuses.toSorted((one, other) => one - other),
      [303, 409],
    );
    assert.deepEqual([(await documentsOf(reference)).length, await storedFiles()], [2, files + 1]);
  });
});
