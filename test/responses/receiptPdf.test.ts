/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { MAKES_PDF } from '../../src/pdf/compiler.js';
import { findViewer } from '../../src/people/viewer.store.js';
import { submissionPage } from '../../src/responses/submission.page.js';
import { getSubmissionFor } from '../../src/responses/submissions.store.js';
import { cookiesOf, download, until } from '../attachments/uploading.js';
import { aSubmittedFile } from '../http/files.js';
import { pageOf, textOf, type Reply } from '../support/browse.js';
import { aConsultation, aParty, aSecasColleague } from '../support/build.js';
import { EVERY_QUESTION } from '../support/form.js';
import {
  assertInOrder,
  childrenOf,
  skipWithoutPdftotext,
  textOfPdf,
  withoutSpace,
  wordsOf,
} from '../support/pdf.js';
import { signInAs } from '../support/signIn.js';
import { aSubmission } from '../support/submission.js';
import { browser, colleague, db, organisation, portal, stranger } from './submitting.js';

const skip = MAKES_PDF ? false : 'this machine has no PDF compiler';
const skipReading = skip || skipWithoutPdftotext;
const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
const secas = await aSecasColleague(db);
const party = await aParty(db, { organisation });

type Options = Partial<Parameters<typeof aSubmission>[1]>;
const submit = (options: Options = {}) =>
  aSubmission(db, { consultation, organisation, by: colleague, parties: [party], ...options });
const urlOf = ({ responseId, reference }: { responseId: string; reference: string }) =>
  paths.receiptPdf({ id: responseId, reference });
const pageUrl = ({ responseId, reference }: { responseId: string; reference: string }) =>
  paths.submission({ id: responseId, reference });

function pdfOf(reply: Reply): Buffer {
  assert.equal(reply.status, 200);
  assert.equal(reply.headers['content-type'], 'application/pdf');
  return reply.body as Buffer;
}

/** Whatever the page says of the submission but the answers, which are laid out otherwise. */
const saidOn = (page: Document): string[] =>
  [
    ...page.querySelectorAll(
      'main :is(h1, h2, .govuk-summary-list :is(dt, dd[class$="value"]), .portal-note p)',
    ),
  ]
    .filter((one) => !one.closest('.portal-said'))
    .map((one) => (one.textContent ?? '').replace(/^\s*Important:/, ''));

const ANSWERS: Options['answers'] = {
  view: { value: { choice: 'Reject', rationale: 'First *point*.\n\n#set Second $point$.' } },
  alternative: { value: { text: 'Leave it as it is' } },
  objectives: { value: { choices: { a: 'Better', b: 'Worse' }, rationale: 'Fewer suppliers' } },
  'legal-text': {
    value: {
      rows: [
        ['G7.4', 'Too wide', 'The User shall'],
        ['G7.5', 'Fine', ''],
      ],
    },
  },
  cost: { value: { amount: '12500.50' }, confidential: true, reason: 'our prices' },
  'lead-time': { value: { number: '6' } },
  other: { value: { text: '' } },
  files: { value: {} },
};

test(
  'a receipt holds every answer in order, and the files with their digests',
  { skip: skipReading },
  async () => {
    const submission = await submit({ answers: ANSWERS });
    await aSubmittedFile(db, submission.id, true);
    const file = await db('submission_attachment').where({ submission_id: submission.id }).first();
    const reply = await download(browser, urlOf(submission));
    assertInOrder(pdfOf(reply), [
      'Your response has been received',
      `${consultation.reference}: ${consultation.title}`,
      submission.reference,
      `${party.name} (${party.category})`,
      'Only where an answer or a file is marked below',
      'Your view',
      'Should it be approved? Reject First *point*. #set Second $point$.',
      'What would be better? Leave it as it is',
      'How would each objective be affected?',
      'Security of systems Better Effective competition Worse Fewer suppliers',
      'Details',
      'Comments on the legal text Clause Comment Proposed drafting',
      'G7.4 Too wide The User shall G7.5 Fine',
      'One-off cost (£) Confidential our prices £12,500.50',
      'Months needed 6',
      'Anything else? Not answered',
      'Supporting documents',
      'Submitted.txt',
      'Confidential prices',
      file!.sha256,
      'About this document',
      'The signed receipt itself is the file',
    ]);
    const { digest } = (await db('submission').where({ id: submission.id }).first())!;
    assert.ok(wordsOf(pdfOf(reply)).includes(digest));
  },
);

test(
  'every page has the reference, its number, and what is confidential',
  { skip: skipReading },
  async () => {
    const long = 'A line of it.\n'.repeat(200);
    const submission = await submit({ answers: { other: { value: { text: long }, confidential: true } } });
    const pages = textOfPdf(pdfOf(await download(browser, urlOf(submission))), ['-layout'])
      .split('\f')
      .slice(0, -1);
    assert.ok(pages.length > 2);
    for (const [index, page] of pages.entries()) {
      assert.match(
        page,
        new RegExp(`Receipt ${submission.reference} .* Page ${index + 1} of ${pages.length}\n`),
      );
      assert.match(page, / Confidential in part\n/);
    }
    const whole = await download(browser, urlOf(await submit({ confidential: true })));
    assert.match(textOfPdf(pdfOf(whole), ['-layout']), / Confidential\n/);
    const open = await download(browser, urlOf(await submit()));
    assert.doesNotMatch(textOfPdf(pdfOf(open), ['-layout']), / Confidential\n| in part\n/);
  },
);

test(
  'it says what the page says: late and its decision, what is withheld, which version',
  { skip: skipReading },
  async () => {
    const late = await submit({
      standing: 'late',
      receivedAt: '2017-02-08T17:00:01Z',
      nameConfidential: true,
    });
    await db('late_decision').insert({
      submission_id: late.id,
      admitted: false,
      reason: 'No reason was given, after two reminders.',
      decided_at: Temporal.Instant.from('2017-02-09T10:00:00Z'),
      decided_by: secas.id,
    });
    const nil = await submit({ kind: 'nil', forOrganisation: true });
    const again = await submit({ responseId: nil.responseId });
    for (const submission of [late, nil, again]) {
      const page = pageOf(await browser.get(pageUrl(submission)));
      const words = wordsOf(pdfOf(await download(browser, urlOf(submission))));
      const said = saidOn(page);
      assert.ok(said.length > 15, 'the page was read');
      for (const one of said) assert.ok(words.includes(withoutSpace(one)), `“${one}” is missing`);
    }
  },
);

test(
  'it is a download, kept by nobody, and the same to the byte while nothing new is known',
  { skip },
  async () => {
    const submission = await submit({ answers: ANSWERS });
    const reply = await download(browser, urlOf(submission));
    const { headers } = reply;
    assert.equal(
      headers['content-disposition'],
      `attachment; filename="${submission.reference} receipt.pdf"`,
    );
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    portal.clock.set('2017-02-20T09:00:00Z');
    assert.ok(pdfOf(await download(browser, urlOf(submission))).equals(pdfOf(reply)));
  },
);

test('another organisation finds nothing, and SECAS is led to where it reads the submission', async () => {
  const submission = await submit();
  const theirs = await signInAs(portal, stranger);
  assert.equal((await theirs.get(urlOf(submission))).status, 404);
  assert.equal((await browser.get(urlOf({ ...submission, reference: 'TEST-0000' }))).status, 404);
  const desk = await (await signInAs(portal, secas)).get(urlOf(submission)).redirects(0);
  assert.equal(desk.status, 303);
  const where = { reference: consultation.reference, submission: submission.id };
  assert.equal(desk.headers['location'], paths.deskSubmission(where));
});

test('the page links to it; where no PDF can be made it says to print instead', { skip }, async () => {
  const submission = await submit();
  const page = pageOf(await browser.get(pageUrl(submission)));
  assert.equal(
    page.querySelector(`a[href="${urlOf(submission)}"]`)?.textContent,
    'Download the receipt as PDF',
  );
  assert.match(page.body.textContent, /Confidentiality\s+Nothing is confidential/);
  const viewer = await findViewer(db, colleague.id, new Date().toISOString());
  const loaded = await getSubmissionFor(db, viewer!, submission.responseId, submission.reference);
  assert.equal(
    submissionPage(loaded, {
      now: portal.clock.now(),
      contact: 'us',
      maySubmit: true,
      inclusion: undefined,
      makesPdf: false,
    }).printInstead?.slice(-24),
    'print this page instead.',
  );
});

/** The longest response that may be submitted: this in each of its answers. */
async function submitEverywhere(text: string) {
  const other = EVERY_QUESTION.find(({ key }) => key === 'other')!;
  const questions = Array.from({ length: 12 }, (_, index) => ({ ...other, key: `other-${index}` }));
  const answers = Object.fromEntries(questions.map(({ key }) => [key, { value: { text } }]));
  return submit({ consultation: await aConsultation(db, { questions }), answers });
}

test('the longest that may be submitted is made', { skip }, async () => {
  const words = 'A sentence of ordinary words, as people write them when much is at stake. ';
  const text = `${words.repeat(8)}\n\n`.repeat(400).slice(0, 200_000);
  pdfOf(await download(browser, urlOf(await submitEverywhere(text))));
});

test('what no portal could set is refused in words, and the next is made', { skip }, async () => {
  const refused = await browser.get(urlOf(await submitEverywhere('ab\n\n'.repeat(50_000))));
  assert.equal(refused.status, 503);
  assert.match(textOf(refused), /The PDF could not be made.*print the page/);
  pdfOf(await download(browser, urlOf(await submit())));
});

test(
  'whoever asks for one and goes away leaves nothing running',
  { skip: skip || (existsSync('/proc') ? false : 'there is no /proc') },
  async () => {
    const endless = await submitEverywhere('x'.repeat(200_000));
    const others = childrenOf(process.pid);
    const asked = request(`${portal.url}${urlOf(endless)}`, { headers: { Cookie: cookiesOf(browser) } });
    asked.on('error', () => undefined).end();
    await until(async () => childrenOf(process.pid, others).length > 0);
    asked.destroy();
    await until(async () => childrenOf(process.pid, others).length === 0);
  },
);
