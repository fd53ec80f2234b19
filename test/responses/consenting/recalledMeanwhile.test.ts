import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { attach } from '../../reports/attach.js';
import { aSlowReader, aWhile } from '../../reports/slowReader.js';
import { freezeNow } from '../../support/reports.js';
import { lift, member, portal, reference, submissions, takeBack } from './consenting.js';

const SIZE = 24 * 1024 * 1024;
const large = await attach(portal, submissions.openly.id, {
  name: 'large.txt',
  text: randomBytes(SIZE / 2).toString('hex'),
});
const DOWNLOADS = [paths.pack({ reference }), paths.panelAttachment({ reference, attachment: large.id })];

await lift('openly', 'answer:other');
await freezeNow(portal.deps, reference);

/** Readers who have begun to take what tells an answer that is lifted. */
const readers = () => Promise.all(DOWNLOADS.map((url) => aSlowReader(portal, member, url)));

test('who takes a download slowly gets the whole, whatever else is done', async () => {
  const all = await readers();
  await aWhile();
  for (const reader of all) assert.ok((await reader.takeTheRest()) > SIZE / 2, 'the whole');
});

test('recalled: who had begun to download it, or a file, gets no more of it', async () => {
  const all = await readers();
  await takeBack('openly', 'answer:other');
  await aWhile();
  for (const reader of all) {
    const taken = await reader.takeTheRest();
    assert.ok(taken < SIZE / 2, `${taken} bytes were taken`);
  }
});
