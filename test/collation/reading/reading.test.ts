import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { CATEGORIES } from '../../../src/consultations/consultations.rules.js';
import { paths } from '../../../src/paths.js';
import { follow, pageOf, textOf } from '../../support/browse.js';
import { aConsultation, anOrganisation, aRepresentative } from '../../support/build.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  firstCells,
  LATE,
  rowOf,
  sam,
  statementsOf,
  submissionOf,
} from '../desk.js';

const consultation = await aConsultation(db);
const { reference } = consultation;
const submissionAt = (id: string, of = reference) => paths.deskSubmission({ reference: of, submission: id });

/** A file in a submission, put straight into the tables. */
async function aFile(submissionId: string, scan: 'clean' | 'waiting' = 'clean') {
  const bytes = Buffer.from('What it costs: a lot.');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const at = clock.now();
  const [file] = await db('file')
    .insert({
      name: 'Costs.txt',
      media_type: 'text/plain',
      bytes: bytes.length,
      sha256,
      scan,
      begun_at: at,
      touched_at: at,
      completed_at: at,
    })
    .returning('*');
  await db('file_chunk').insert({ file_id: file!.id, ordinal: 0, bytes });
  const [attachment] = await db('submission_attachment')
    .insert({
      submission_id: submissionId,
      file_id: file!.id,
      question_key: 'files',
      position: 0,
      name: 'Costs <b>final</b>.txt',
      media_type: 'text/plain',
      bytes: bytes.length,
      sha256,
      confidential: true,
      reason: 'our tariffs',
    })
    .returning('*');
  return attachment!.id;
}

test('a submission shows all that was said, and marks what is confidential', async () => {
  const company = await aCompany(2);
  const one = await submissionOf(company, consultation, {
    nameConfidential: true,
    answers: {
      view: { value: { choice: 'Reject', rationale: 'It costs <script>too</script> much.' } },
      cost: { value: { amount: '12550.00' }, confidential: true, reason: 'commercially sensitive' },
    },
  });
  await aFile(one.id);
  const page = await desk.get(submissionAt(one.id));
  const text = textOf(page);
  assert.equal(page.status, 200);
  assert.match(text, new RegExp(`Receipt ${one.reference}`));
  assert.match(text, /10:00:00\.000 on Wednesday 25 January 2017 \(GMT\)/);
  assert.ok(text.includes(`Submitted by ${company.by.name}`));
  for (const { name, category } of company.parties) assert.ok(text.includes(`${name} (${category})`));
  assert.match(text, /Reject Reasons\s?It costs <script>too<\/script> much\./);
  assert.match(text, /One-off cost \(£\) Confidential commercially sensitive £12,550/);
  assert.match(text, /The respondent’s name is confidential we may be singled out/);
  assert.match(text, /Costs <b>final<\/b>\.txt 21 bytes\s?Confidential our tariffs/);
  assert.match(text, /1 question not answered, or not asked Any other comments/);
  const injected = pageOf(page).querySelectorAll('main script:not([src]), main b').length;
  assert.equal(injected, 0, 'what was typed is text');
});

test('a nil return and a wholly confidential response say so', async () => {
  const nil = await submissionOf(await aCompany(), consultation, { kind: 'nil' });
  assert.match(textOf(await desk.get(submissionAt(nil.id))), /It answers “no comment”/);
  const secret = await submissionOf(await aCompany(), consultation, { confidential: true });
  assert.match(
    textOf(await desk.get(submissionAt(secret.id))),
    /The whole response is confidential commercially sensitive/,
  );
});

test('attachments are downloaded, as files, and not before they have been scanned', async () => {
  const one = await submissionOf(await aCompany(), consultation);
  const at = { reference, submission: one.id };
  const clean = await desk.get(paths.deskSubmissionAttachment({ ...at, attachment: await aFile(one.id) }));
  assert.equal(clean.status, 200);
  assert.match(clean.headers['content-disposition']!, /^attachment/);
  assert.equal(clean.text, 'What it costs: a lot.');
  const [looked] = await db('audit_entry').where({ action: 'confidential.downloaded' });
  assert.deepEqual([looked?.person_id, looked?.subject_id], [sam.id, one.id], 'the file is confidential');

  const other = await submissionOf(await aCompany(), consultation);
  const waiting = { reference, submission: other.id, attachment: await aFile(other.id, 'waiting') };
  assert.equal((await desk.get(paths.deskSubmissionAttachment(waiting))).status, 409);
  const mixed = { ...waiting, submission: one.id };
  assert.equal(
    (await desk.get(paths.deskSubmissionAttachment(mixed))).status,
    404,
    'the file of another submission',
  );
});

test('another consultation’s submission is not found under this reference', async () => {
  const elsewhere = await aConsultation(db);
  const one = await submissionOf(await aCompany(), elsewhere, LATE);
  const attachment = await aFile(one.id);
  const at = { reference, submission: one.id };
  assert.equal((await desk.get(submissionAt(one.id, elsewhere.reference))).status, 200);
  for (const url of [
    paths.deskSubmission(at),
    paths.deskLateDecision(at),
    paths.deskSubmissionAttachment({ ...at, attachment }),
    submissionAt(randomUUID()),
    submissionAt('not-an-id'),
  ]) {
    assert.equal((await desk.get(url)).status, 404, url);
  }
});

test('held ones stand first, then those that count, then those that do not', async () => {
  const [first, second, held, refused] = await Promise.all([aCompany(), aCompany(), aCompany(), aCompany()]);
  const here = await aConsultationOf(first, second, held, refused);
  await submissionOf(first, here, { receivedAt: '2017-01-20T10:00:00Z' });
  await submissionOf(second, here, { receivedAt: '2017-01-21T10:00:00Z' });
  await submissionOf(held, here, LATE);
  const no = await submissionOf(refused, here, { ...LATE, receivedAt: '2017-02-10T09:00:00Z' });
  const decision = { admitted: false, reason: 'Too late', decided_at: clock.now(), decided_by: sam.id };
  await db('late_decision').insert({ submission_id: no.id, ...decision });
  const page = await desk.get(paths.deskResponses({ reference: here.reference }));
  assert.deepEqual(
    firstCells(page).map((cell) => /^Organisation \d+/.exec(cell)?.[0]),
    [held, second, first, refused].map(({ organisation }) => organisation.name),
  );
  assert.match(rowOf(page, held.organisation.name)!['Received']!, /4 minutes late/);
  assert.match(rowOf(page, held.organisation.name)!['Decision']!, /Admit or refuse/);
  assert.match(rowOf(page, refused.organisation.name)!['Why']!, /Late, not admitted/);
  assert.match(textOf(page), /2 responses count/);
});

test('one goes on from each to the next', async () => {
  const companies = [await aCompany(), await aCompany(), await aCompany()];
  const here = await aConsultationOf(...companies);
  const ids: string[] = [];
  for (const [day, company] of companies.entries()) {
    const receivedAt = `2017-01-2${day}T10:00:00Z`;
    ids.unshift((await submissionOf(company, here, { receivedAt })).id);
  }
  const page = pageOf(await desk.get(submissionAt(ids[1]!, here.reference)));
  const way = (rel: string) => page.querySelector(`a[rel="${rel}"]`)?.getAttribute('href');
  assert.equal(way('prev'), submissionAt(ids[0]!, here.reference));
  assert.equal(way('next'), submissionAt(ids[2]!, here.reference));
  assert.match(page.querySelector('.portal-around')!.textContent!, /2 of 3 that count/);
  const last = pageOf(await desk.get(submissionAt(ids[2]!, here.reference)));
  assert.equal(last.querySelector('a[rel="next"]'), null);
});

test('a version that was replaced says which one counts', async () => {
  const company = await aCompany();
  const here = await aConsultationOf(company);
  const old = await submissionOf(company, here);
  const now = await submissionOf(company, here, {
    responseId: old.responseId,
    receivedAt: '2017-01-26T10:00:00Z',
  });
  const page = await desk.get(submissionAt(old.id, here.reference));
  assert.match(
    textOf(page),
    new RegExp(`Replaced.*A newer version counts.*Read ${now.reference}.*Every version of this response`),
  );
});

test('SECAS who follows a respondent’s link comes to the desk’s page', async () => {
  const company = await aCompany();
  const one = await submissionOf(company, consultation);
  const link = paths.submission({ id: one.responseId, reference: one.reference });
  const there = await follow(desk, await desk.get(link).redirects(0));
  assert.match(textOf(there), new RegExp(one.reference));
  assert.equal(
    (await desk.get(paths.submission({ id: randomUUID(), reference: one.reference }))).status,
    404,
  );
});

test('nobody has answered yet: the page says how it begins', async () => {
  const empty = await aConsultation(db);
  const page = await desk.get(paths.deskResponses({ reference: empty.reference }));
  assert.match(textOf(page), /Nobody has answered yet.*Enter a response/);
});

test('a consultation that is not published has none of these pages', async () => {
  const [draft] = await db('consultation')
    .insert({
      reference: 'NOT-YET',
      title: 'Not yet',
      kind: 'external',
      issued_by: 'Ofgem',
      audience: [...CATEGORIES],
      created_at: clock.now(),
      question_draft: '[]',
    })
    .returning('*');
  for (const path of [paths.deskCoverage, paths.deskResponses, paths.deskComments, paths.deskEnter]) {
    assert.equal((await desk.get(path({ reference: draft!.reference }))).status, 404, path.pattern);
  }
  const overview = await desk.get(paths.deskConsultation({ reference: draft!.reference }));
  assert.equal(overview.status, 200);
  assert.equal(pageOf(overview).querySelector('.portal-tabs'), null);
});

test('the number of statements does not grow with the responses, their Parties, answers and comments', async () => {
  const few = await aConsultationOf();
  const many = await aConsultationOf();
  const answers = { view: { value: { choice: 'Approve' } }, other: { value: 'Nothing else' } };
  const small = await submissionOf(await aCompany(), few);
  let large = small;
  const organisation = await anOrganisation(db);
  const by = await aRepresentative(db, organisation);
  for (let number = 0; number < 6; number += 1) {
    const company = { ...(await aCompany(number)), organisation, by };
    large = await submissionOf(company, many, {
      answers,
      forOrganisation: true,
      ...(number % 2 ? LATE : {}),
    });
  }
  const count = (url: string) => statementsOf(async () => desk.get(url));
  const lists = [few, many].map((one) => paths.deskResponses({ reference: one.reference }));
  assert.equal(await count(lists[1]!), await count(lists[0]!));
  const one = await count(submissionAt(small.id, few.reference));
  const other = await count(submissionAt(large.id, many.reference));
  assert.equal(other, one + 1, 'one more for what was late');
});
