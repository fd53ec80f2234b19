import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf, type Reply } from '../../support/browse.js';
import { aDocument, aPublishedConsultation, desk, sendFile, visitor } from '../atTheDesk.js';

const reference = await aPublishedConsultation();
const BYTES = '%PDF-1.4 0123456789';
const url = await aDocument(reference, 'Legal text', { name: 'Legal text (v2).pdf', bytes: BYTES });

const download = (headers: Record<string, string> = {}, from = url): Promise<Reply> =>
  visitor
    .get(from)
    .set(headers)
    .responseType('arraybuffer')
    .then((reply) => reply);

describe('a document is downloaded', () => {
  test('to be saved, never shown; as what its content is; whole', async () => {
    const reply = await download();
    assert.equal(reply.status, 200);
    assert.equal(String(reply.body), BYTES);
    assert.equal(reply.headers['content-type'], 'application/pdf');
    assert.equal(reply.headers['content-length'], String(BYTES.length));
    assert.equal(reply.headers['x-content-type-options'], 'nosniff');
    assert.equal(reply.headers['accept-ranges'], 'bytes');
    assert.match(
      String(reply.headers['content-disposition']),
      /^attachment; filename="Legal text \(v2\)\.pdf"/,
    );
  });

  const ranges: { range: string; status: number; bytes: string; says?: string }[] = [
    { range: 'bytes=0-7', status: 206, bytes: '%PDF-1.4', says: 'bytes 0-7/19' },
    { range: 'bytes=9-', status: 206, bytes: '0123456789', says: 'bytes 9-18/19' },
    { range: 'bytes=-3', status: 206, bytes: '789', says: 'bytes 16-18/19' },
    { range: 'bytes=18-999', status: 206, bytes: '9', says: 'bytes 18-18/19' },
    { range: 'bytes=19-', status: 416, bytes: '', says: 'bytes */19' },
    { range: 'bytes=0-1,3-4', status: 200, bytes: BYTES },
    { range: 'lines=1-2', status: 200, bytes: BYTES },
    { range: 'bytes=nonsense', status: 200, bytes: BYTES },
  ];
  for (const { range, status, bytes, says } of ranges) {
    test(`in part: ${range} → ${status}`, async () => {
      const reply = await download({ Range: range });
      assert.equal(reply.status, status);
      assert.equal(String(reply.body), bytes);
      assert.equal(reply.headers['content-range'], says);
    });
  }

  test('not again while it has not changed; and it goes on only with the same file', async () => {
    const etag = String((await download()).headers['etag']);
    assert.equal((await download({ 'If-None-Match': etag })).status, 304);
    assert.equal((await download({ 'If-Range': etag, Range: 'bytes=0-0' })).status, 206);
    assert.equal((await download({ 'If-Range': '"other"', Range: 'bytes=0-0' })).status, 200);
    assert.equal((await visitor.head(url)).headers['content-length'], String(BYTES.length));
  });

  const nobodys = ['x', '00000000-0000-4000-8000-000000000000', '%00', "'; --", 'A'.repeat(5_000)];
  for (const id of nobodys) {
    test(`${id.slice(0, 36)} is nobody’s document`, async () => {
      assert.equal((await visitor.get(`/consultations/${reference}/documents/${id}`)).status, 404);
    });
  }
});

describe('a name that was made to do harm', () => {
  const cases: { name: string; given: string; title: string; saved: RegExp }[] = [
    {
      name: 'markup',
      given: '<img src=x onerror=alert(1)>.pdf',
      title: '<img src=x onerror=alert(1)>',
      saved: /pdf/,
    },
    { name: 'a path', given: '../../etc/passwd.pdf', title: 'passwd', saved: /filename="passwd\.pdf"/ },
    {
      name: 'a Windows path',
      given: 'C:\\Users\\me\\plan.pdf',
      title: 'plan',
      saved: /filename="plan\.pdf"/,
    },
    {
      name: 'quotes',
      given: 'a"; filename="b.exe.pdf',
      title: 'a"; filename="b.exe',
      saved: /"a_; filename=_b\.exe\.pdf"/,
    },
    { name: 'another extension', given: 'run.exe', title: 'run', saved: /filename="run\.exe\.pdf"/ },
    {
      name: 'a turned direction',
      given: 'annex\u202efdp.exe',
      title: 'annexfdp',
      saved: /"annexfdp\.exe\.pdf"/,
    },
    { name: 'only dots', given: '..', title: 'unnamed', saved: /filename="unnamed\.pdf"/ },
    {
      name: 'other letters',
      given: 'Größe 中文.pdf',
      title: 'Größe 中文',
      saved: /filename\*=UTF-8''Gr%C3%B6%C3%9Fe%20/,
    },
  ];
  for (const { name, given, title, saved } of cases) {
    test(`${name}: it is text on the page, and one safe name to save under`, async () => {
      const own = await aPublishedConsultation();
      const bytes = Buffer.from(BYTES);
      const here = paths.deskDocuments({ reference: own });
      const reply = await sendFile(desk, here, { name: given, bytes }, { title: '' });
      assert.equal(reply.status, 303, textOf(reply));
      const page = await visitor.get(paths.consultation({ reference: own }));
      const link = pageOf(page).querySelector('.portal-documents a')!;
      assert.equal(link.textContent, title);
      assert.equal(pageOf(page).querySelectorAll('main img').length, 0);
      const disposition = String(
        (await download({}, link.getAttribute('href')!)).headers['content-disposition'],
      );
      assert.match(disposition, saved);
      assert.match(disposition, /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.!~%-]+$/);
    });
  }
});
