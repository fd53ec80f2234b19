import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { getDocumentProxy } from 'unpdf';
import { paths } from '../../../src/paths.js';
import { MAKES_PDF } from '../../../src/pdf/compiler.js';
import { bookmarksOf, everythingIn, pagesOfPdf } from '../../pdf/readingPdf.js';
import { freezeNow } from '../../support/reports.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../../support/build.js';
import { assertInOrder, infoOf, skipWithoutPdftotext, withoutSpace, wordsOf } from '../../support/pdf.js';
import { aSubmission } from '../../support/submission.js';
import { FURTHER_QUESTIONS } from '../../support/form.js';
import { aReport, SECRETS } from '../aReport.js';
import { download } from '../reading.js';

const skip = MAKES_PDF ? skipWithoutPdftotext : 'this machine has no PDF compiler';

const { portal, db, consultation, member, trusted, secas } = await aReport({ pdf: true });
const { reference } = consultation;
const url = paths.reportFile({ reference, ending: 'pdf' });

const HOSTILE = [
  '#set text(size: 1pt) #panic() #read("/etc/passwd") *bold* _it_ $x^2$ \\u{1F600} \\# @ref <label> `raw` ~ -- ...',
  '/* comment */ = Heading\n- item\n+ item\n/ term: text // c [content] {code} "straight" \\',
  '(5 0 R) /StructParents 3 >> endobj (unbalanced',
];
const LONG = Array.from({ length: 900 }, (_, line) => `Line ${line} of a long answer, which says why.`).join(
  '\n',
);
const ODD =
  'Caf\u00e9 \u2192 \u2264 \u20ac; \u05e9\u05dc\u05d5\u05dd; \u{1f389}; \u202egnp.exe; a\u0007b\u2028c';
const ODD_SHOWN =
  'Caf\u00e9 \u2192 \u2264 \u20ac; [U+05E9][U+05DC][U+05D5][U+05DD]; [U+1F389]; [U+202E]gnp.exe; a[U+0007]b c';

const hostile = await anOrganisation(db, 'Hostile & <b>#Energy</b> *Ltd*');
await aSubmission(db, {
  consultation,
  organisation: hostile,
  by: await aRepresentative(db, hostile),
  parties: [await aParty(db, { organisation: hostile, name: 'Hostile Supply' })],
  answers: {
    view: { value: { choice: 'Reject', rationale: HOSTILE.join('\n\n') } },
    'legal-text': { value: { rows: [['G7.4', HOSTILE[0], ODD]] } },
    alternative: { value: { text: LONG } },
    other: { value: { text: ODD } },
  },
});

await freezeNow(portal.deps, reference, { pdf: true });
const all = await download(member, url);
const confidential = await download(trusted, `${url}?version=confidential`);

test(
  'it is a download, a tagged PDF/UA-1 with its title and language, dated at the closing',
  { skip },
  async () => {
    assert.equal(all.status, 200);
    assert.equal(all.headers['content-type'], 'application/pdf');
    assert.equal(all.headers['content-disposition'], `attachment; filename="${reference}-report-1.1.pdf"`);
    const { info, metadata } = await (await getDocumentProxy(new Uint8Array(all.bytes))).getMetadata();
    const { Title, Language, CreationDate } = info as Record<string, string>;
    assert.equal(Title, `${reference}: collated report`);
    assert.equal(Language, 'en-GB');
    assert.equal(CreationDate, 'D:20170208170000Z');
    assert.equal(metadata?.get('pdfuaid:part'), '1');
    const said = infoOf(all.bytes);
    assert.equal(said['Title'], Title);
    assert.equal(said['CreationDate'], '2017-02-08T17:00:00Z');
    assert.equal(said['Tagged'], 'yes');
    assert.equal(said['Encrypted'], 'no');
    assert.equal(Number(said['Pages']), pagesOfPdf(all.bytes).length);
    const inside = all.bytes.toString('latin1');
    assert.match(inside, /\/Marked true/);
    assert.doesNotMatch(inside, /\/BaseFont \/(?![A-Z]{6}\+NotoSans)/, 'every font is embedded, as a subset');
  },
);

test('what was answered comes out as it was written, and what cannot be set as its code', { skip }, () => {
  assertInOrder(all.bytes, [
    'Question 1: Should it be approved?',
    'Hostile & <b>#Energy</b> *Ltd*',
    'Reject',
    ...HOSTILE,
    'Open Energy',
    'Approve',
    '=1+1 is what we think.\nSecond line & <b>bold</b>.',
    'Security of systems: Better',
    'Effective competition: Worse',
    'Because.',
    'Comments on G7.4',
    HOSTILE[0]!,
    ODD_SHOWN,
    'Comments on G7.5',
    'Say “must”.',
    'Question 6: Months needed',
    '6',
    'Question 7: Anything else?',
    ODD_SHOWN,
    'Question 8: Supporting documents',
    'File: open.txt',
  ]);
  assert.match(pagesOfPdf(all.bytes)[0]!, /stands as its Unicode code/, 'and it says so');
});

test('questions of every other type are told too', { skip }, async () => {
  const asked = await aConsultation(db, { questions: FURTHER_QUESTIONS });
  const organisation = await anOrganisation(db, 'Alder Energy');
  await aSubmission(db, {
    consultation: asked,
    organisation,
    by: await aRepresentative(db, organisation),
    parties: [await aParty(db, { organisation })],
    answers: {
      effects: { value: { chosen: ['Billing', 'Something else'], rationale: 'All of it.' } },
      which: { value: { text: '=the call centre' } },
      'from-when': { value: { date: '2018-02-01' } },
      priorities: { value: { order: ['Security', 'Cost', 'Time'], rationale: '' } },
      summary: { value: { text: 'Feasible.' } },
    },
  });
  await db('closure').insert({
    consultation_id: asked.id,
    last_closes_at: Temporal.Instant.from('2017-02-08T17:00:00Z'),
    closed_at: Temporal.Instant.from('2017-02-08T17:00:20Z'),
  });
  await freezeNow(portal.deps, asked.reference, { pdf: true });
  const { bytes } = await download(member, paths.reportFile({ reference: asked.reference, ending: 'pdf' }));
  assertInOrder(bytes, [
    'What was answered to question 1',
    'Billing',
    'Something else',
    'All of it.',
    '=the call centre',
    '1 February 2018',
    'Ranking of question 4',
    '1. Security',
    '2. Cost',
    'Feasible.',
  ]);
});

test('an answer of many pages is all there, under the heading of its table on each', { skip }, () => {
  const heading = withoutSpace('Respondent Answer and rationale SECAS comment');
  assert.ok(wordsOf(all.bytes).replaceAll(heading, '').includes(withoutSpace(LONG)));
  const within = pagesOfPdf(all.bytes).filter((text) => /^Line \d+ of a long answer/m.test(text));
  assert.ok(within.length > 10);
  for (const text of within) assert.match(text, /^Respondent Answer and rationale SECAS comment$/m);
});

test('bookmarks and contents lead through the parts and questions of the report', { skip }, async () => {
  const bookmarks = await bookmarksOf(all.bytes);
  assert.deepEqual(
    bookmarks.map(({ title }) => title),
    [
      'Who was asked and who answered',
      'Respondents',
      'Question by question',
      'SECAS comments on responses as a whole',
      'Did not respond, or the name is withheld',
      'Annex A: Not admitted',
    ],
  );
  const pages = pagesOfPdf(all.bytes);
  const questions = bookmarks[2]!.below;
  assert.equal(questions.length, 8);
  for (const { title, page } of [...bookmarks, ...questions])
    assert.ok(pages[page - 1]!.includes(title), title);
  for (const [index, text] of pages.entries()) {
    assert.match(text, new RegExp(`${reference} · Collated report · Version for all`));
    assert.ok(text.includes(`Page ${index + 1} of ${pages.length}`));
  }
});

test('a chart is told in words to who does not see it', { skip }, () => {
  assert.match(everythingIn(all.bytes), /\/Alt \(Approve: 1; Reject: 2; No view: 0; Confidential: 1\)/);
});

test(
  'nothing confidential stands anywhere in the version for all, and all of it in the other',
  { skip },
  () => {
    const text = everythingIn(all.bytes);
    for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
    const told = everythingIn(confidential.bytes);
    for (const secret of [
      'SECRET-ANSWER',
      'SECRET-WHOLE',
      'SECRET-ROW',
      'SECRET-FILE',
      'SECRET-REASON',
      'Shy Energy',
      '98,765',
    ])
      assert.ok(told.includes(secret), secret);
    for (const page of pagesOfPdf(confidential.bytes)) assert.match(page, /Confidential: do not pass on/);
  },
);

test('the preview of the public version says on every page that it is one', { skip }, async () => {
  const { bytes } = await download(secas, `${url}?version=public`);
  for (const page of pagesOfPdf(bytes)) assert.match(page, /Preview: not published/);
});
