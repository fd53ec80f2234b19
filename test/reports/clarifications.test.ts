import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { freezeNow } from '../support/reports.js';
import { textOf } from '../support/browse.js';
import { anEntry } from '../support/clarification.js';
import { aReport } from './aReport.js';
import { download, readCsv, readWorkbook } from './reading.js';

const { portal, db, consultation, submissions, member, trusted } = await aReport();
const { reference } = consultation;
const page = paths.panelConsultation({ reference });
const csv = paths.reportFile({ reference, ending: 'csv' });
const xlsx = paths.reportFile({ reference, ending: 'xlsx' });
const confidential = '?version=confidential';
const WITHHELD = 'Confidential: in the version for readers of confidential material';

const columnOf = async (url: string, question: string, name: string) => {
  const rows = readCsv((await download(trusted, url)).bytes);
  const row = rows.find((one) => one['Respondent']!.startsWith(name))!;
  const heading = Object.keys(row).filter((one) => one.endsWith('Clarification'))[0];
  assert.ok(heading, 'there is such a column');
  const asks = consultation.questions.filter(({ type }) => type !== 'guidance').map(({ key }) => key);
  return row[`${asks.indexOf(question) + 1}. Clarification`];
};

test('the version for all carries what was asked and replied, up to what is confidential', async () => {
  const said = textOf(await member.get(page));
  assert.match(said, /SECAS asked, 10am on 10 February 2017 =Which second line\?/);
  assert.match(said, /The respondent replied, 10am on 10 February 2017 The one <b>below<\/b>\./);
  assert.match(said, /Which “must”\?.*Every one\./, 'beside comments on lines too');
  assert.match(said, new RegExp(`Six of what\\?.{0,4}Clarification\\. ${WITHHELD}`));
  assert.doesNotMatch(said, /SECAS needs no more/);
});

test('the confidential version has all of it, marked, and the reason that was given', async () => {
  const said = textOf(await trusted.get(page + confidential));
  assert.match(said, /Confidential SECRET-REPLY: months after our merger/);
  assert.match(said, /SECRET-ASKED: which merger\?/);
  assert.match(said, /SECRET-REPLY by Shy Energy/);
  assert.match(said, /A reply to a clarification.*SECRET-REASON of the reply/);
});

test('CSV: one column for each question about which something was asked, the same in both versions', async () => {
  const headings = async (url: string) =>
    Object.keys(readCsv((await download(trusted, url)).bytes)[0]!).filter((one) => one.includes('Clarif'));
  assert.deepEqual(await headings(csv), await headings(csv + confidential));
  assert.equal((await headings(csv)).length, 4);
  assert.equal(
    await columnOf(csv, 'view', 'Open Energy'),
    'SECAS asked (10am on 10 February 2017): =Which second line?\n\nThe respondent replied (10am on 10 February 2017): The one <b>below</b>.',
  );
  assert.match(
    (await columnOf(csv, 'lead-time', 'Open Energy'))!,
    new RegExp(`Six of what\\?\n\n${WITHHELD}$`),
  );
  assert.equal(await columnOf(csv, 'other', 'Open Energy'), WITHHELD);
  assert.equal(await columnOf(csv, 'view', 'Name withheld'), WITHHELD);
  assert.match(
    (await columnOf(csv + confidential, 'lead-time', 'Open Energy'))!,
    /SECRET-ASKED: which merger/,
  );
});

test('a reply that SECAS entered from a mail is marked, with when it arrived and was entered; of the mail nothing is told', async () => {
  const who = 'The respondent replied by e-mail';
  const when = 'arrived 4:42pm on 9 February 2017, entered by SECAS 10am on 10 February 2017';
  assert.match(textOf(await member.get(page)), new RegExp(`${who}, ${when} By mail: all of them\\.`));
  assert.match(
    (await columnOf(csv, 'legal-text', 'Open Energy'))!,
    new RegExp(`${who} \\(${when}\\): By mail: all of them\\.$`),
  );
  const { Clarifications: sheet } = await readWorkbook((await download(member, xlsx)).bytes);
  const mailed = sheet!.find((row) => row.includes('By mail: all of them.'))!;
  assert.deepEqual(mailed.slice(3, 7), [
    who,
    new Date('2017-02-09T16:42:00Z'),
    when,
    'By mail: all of them.',
  ]);

  // Confidential, it is told to those with the grant, and the mail to nobody.
  const inFull = await readWorkbook((await download(trusted, xlsx + confidential)).bytes);
  const told = JSON.stringify(inFull['Clarifications']);
  assert.ok(told.includes(`"${when}","SECRET-REPLY that came by mail"`));
  assert.match(
    (await columnOf(csv + confidential, 'lead-time', 'Open Energy'))!,
    /SECRET-REPLY that came by mail/,
  );
  for (const url of [page, csv, xlsx, page + confidential, csv + confidential]) {
    const text = (await download(trusted, url)).bytes.toString();
    assert.ok(!text.includes('SECRET-FILE of'), url);
    assert.ok(!text.includes('priya@northmoor.example'), url);
  }
  assert.ok(!JSON.stringify(inFull).includes('SECRET-FILE of'));
});

test('the workbook has a sheet with a row for everything that was said', async () => {
  const { Clarifications: sheet } = await readWorkbook((await download(member, xlsx)).bytes);
  assert.deepEqual(sheet![0], [
    'Respondent',
    'Reference',
    'Question',
    'Who',
    'When (date and time, London)',
    'When (London)',
    'What was said',
    'Continued',
  ]);
  const of = sheet!.filter(([respondent]) => respondent === 'Open Energy').map((row) => row.slice(3));
  assert.ok(of.some(([who, , , text]) => who === 'SECAS asked' && text === '=Which second line?'));
  assert.ok(of.some(([, , , text]) => text === WITHHELD));
  const inFull = await readWorkbook((await download(trusted, xlsx + confidential)).bytes);
  assert.ok(inFull['Clarifications']!.flat().includes('SECRET-REPLY by Shy Energy'));
});

test('a comment beside a confidential reply, and on the whole, is withheld: it may repeat it', async () => {
  const rows = readCsv((await download(trusted, csv)).bytes);
  const open = rows.find((one) => one['Respondent'] === 'Open Energy')!;
  assert.ok(Object.values(open).includes('Noted, thank you.'), 'another comment is told');
  assert.ok(!Object.values(open).some((cell) => cell.includes('SECRET')));
  const all = readCsv((await download(trusted, csv + confidential)).bytes);
  assert.ok(
    Object.values(all.find((one) => one['Respondent'] === 'Open Energy')!).includes(
      'SECRET-COMMENT: after the merger',
    ),
  );
});

test('beside a file that is confidential again a thread that was begun meanwhile is withheld', async () => {
  const text = 'SECRET-REPEATED of the file';
  const by = (await db('person').first())!;
  await anEntry(db, { submission: submissions.openly, question: 'files', by, text });
  await freezeNow(portal.deps, reference);
  for (const url of [page, csv])
    assert.ok(!(await download(member, url)).bytes.toString().includes('SECRET-REPEATED'), url);
  const inFull = (await download(trusted, csv + confidential)).bytes.toString();
  assert.match(inFull, /SECRET-REPEATED/);
});

test('of a reply that is confidential the digest tells nothing, and no tally moves', async () => {
  const before = await readWorkbook((await download(member, xlsx)).bytes);
  await anEntry(db, {
    submission: submissions.openly,
    question: 'objectives',
    by: (await db('person').first())!,
    text: 'One more',
  });
  await freezeNow(portal.deps, reference);
  const after = await readWorkbook((await download(member, xlsx)).bytes);
  const figures = (rows: unknown[][] = []) =>
    rows.filter(([first]) => !String(first).startsWith('Version 1.'));
  assert.deepEqual(figures(after['Summary']), figures(before['Summary']));
  assert.notDeepEqual(after['Clarifications'], before['Clarifications']);
});
