import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { FORMATS, type Format } from '../../../src/reports/formats/formats.js';
import { pageOf, textOf } from '../../support/browse.js';
import { freezeNow } from '../../support/reports.js';
import { aReport } from '../aReport.js';
import { download, readCsv, unzip } from '../reading.js';

const format: Format = FORMATS.docx;
const usual = format.volume!;
format.volume = 2;
after(() => void (format.volume = usual));

const { portal, consultation, member } = await aReport();
const { reference } = consultation;
await freezeNow(portal.deps, reference);

const csv = readCsv((await download(member, paths.reportFile({ reference, ending: 'csv' }))).bytes);
const respondents = [...new Set(csv.map((row) => row['Respondent']!))];
const volume = (number: number | string) =>
  `${paths.reportFile({ reference, ending: 'docx' })}?edition=1.0&volume=${number}`;

/** The text of a Word document. */
async function textIn(bytes: Buffer): Promise<string> {
  const inside = await unzip(bytes);
  return inside['word/document.xml']!.toString().replaceAll(/<[^>]+>/g, ' ');
}

test('of more responses than a document holds there are volumes, each with some of them and all that is counted', async () => {
  assert.equal(respondents.length, 3);
  const [one, two] = [await download(member, volume(1)), await download(member, volume(2))];
  const [first, second] = [await textIn(one.bytes), await textIn(two.bytes)];
  assert.match(first, /1 of 2: responses 1 to 2/);
  assert.match(second, /2 of 2: responses 3 to 3/);
  for (const text of [first, second]) assert.match(text, /Responses with answers/);
  const in1 = respondents.filter((name) => tells(first, name));
  const in2 = respondents.filter((name) => tells(second, name));
  assert.deepEqual([...in1, ...in2], respondents, 'each stands in one of them');
  assert.deepEqual([in1.length, in2.length], [2, 1]);
  assert.match(one.headers['content-disposition']!, new RegExp(`${reference}-report-1\\.0-1-of-2\\.docx`));
});

/** It is named as a respondent: where nobody is missed it is not named otherwise. */
const tells = (text: string, name: string): boolean =>
  text.split('Question by question').at(-1)!.includes(name);

test('the page offers each volume, the pack has them all, and nothing is there under another number', async () => {
  const page = await member.get(paths.panelConsultation({ reference }));
  const links = pageOf(page).querySelectorAll(`a[href*="volume="]`);
  assert.deepEqual(
    [...links].map((link) => link.getAttribute('href')),
    [volume(1), volume(2)],
  );
  assert.match(textOf(page), /Word document \(DOCX\) in 2 volumes: volume 1, volume 2/);
  const names = Object.keys(await unzip((await download(member, paths.pack({ reference }))).bytes));
  assert.deepEqual(
    names.filter((name) => name.endsWith('.docx')),
    ['report-1-of-2.docx', 'report-2-of-2.docx'],
  );
  const whole = paths.reportFile({ reference, ending: 'docx' });
  for (const url of [
    whole,
    volume(0),
    volume(3),
    volume('x'),
    `${paths.reportFile({ reference, ending: 'csv' })}?volume=1`,
  ])
    assert.equal((await download(member, url)).status, 404, url);
});
