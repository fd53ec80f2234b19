import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { submitForm } from '../../support/browse.js';
import { attach } from '../attach.js';
import { download } from '../reading.js';
import { aSlowReader, aWhile } from '../slowReader.js';
import { aRedactedReport, publicForms } from './published.js';

const report = await aRedactedReport();
const { portal, consultation, submissions, secas, stranger, page } = report;
const { reference } = consultation;
const SIZE = 24 * 1024 * 1024;
const large = await attach(portal, submissions.openly.id, {
  name: 'large.txt',
  text: randomBytes(SIZE / 2).toString('hex'),
});
const DOWNLOADS = [publicForms(reference).zip, paths.publishedFile({ reference, attachment: large.id })];

const slowly = (url: string) => aSlowReader(portal, stranger, url);

test('what goes on while a download lasts, and takes nothing from the public, leaves it alone', async () => {
  assert.equal((await report.publish()).status, 303);
  const readers = await Promise.all(DOWNLOADS.map(slowly));
  await report.hide();
  assert.equal((await report.publish({ note: 'A spelling.' })).status, 303);
  await aWhile();
  for (const reader of readers) assert.ok((await reader.takeTheRest()) > SIZE / 2, 'the whole');
});

test('who takes many downloads at once is refused more of them, and has his turn again once one is over', async () => {
  const { zip, csv } = publicForms(reference);
  const readers = await Promise.all(Array.from({ length: 8 }, () => slowly(zip)));
  assert.equal((await download(stranger, csv)).status, 503);
  for (const reader of readers) assert.ok((await reader.takeTheRest()) > SIZE / 2, 'the whole');
  assert.equal((await download(stranger, csv)).status, 200);
});

test('taken down: who had begun to download the responses, or a file, gets no more of them', async () => {
  const readers = await Promise.all(DOWNLOADS.map(slowly));
  const takeDown = paths.deskTakeDown({ reference });
  const form = { form: `form[action="${takeDown}"]` };
  assert.equal((await submitForm(secas, page, { reason: 'A name was in it.' }, form)).status, 303);
  await aWhile();
  for (const reader of readers) {
    const taken = await reader.takeTheRest();
    assert.ok(taken < SIZE / 2, `${taken} bytes were taken`);
  }
});
