import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupWording } from '../../../src/collation/wording/groupWording.js';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf } from '../../support/browse.js';
import { aCompany, db, desk } from '../desk.js';
import { aResponse, aThemedConsultation, type Consultation } from '../themes/themes.js';

const CAMPAIGN =
  'The proposed lead time of six months would not let us test the new message with each of our meters, and we ask for nine.';
const PARAPHRASE =
  'Half a year is too short: nobody could try this alert on every device within it, so three more should be given.';

const group = () => groupWording(db, new AbortController().signal);
const wordingOf = ({ reference }: Consultation, query = '') => `${paths.deskWording({ reference })}${query}`;
const groupsOn = async (url: string) =>
  [...pageOf(await desk.get(url)).querySelectorAll('.portal-codings__one')].map((one) => ({
    title: one.querySelector('h2')!.textContent!.replaceAll(/\s+/g, ' ').trim(),
    text: one.querySelector('blockquote')!.textContent!,
    href: one.querySelector('a')!.getAttribute('href')!,
  }));
const looksAt = async ({ id }: { id: string }) =>
  (await db('audit_entry').where({ action: 'confidential.read', subject_id: id })).length;

test('an empty page says what will be there', async () => {
  const consultation = await aThemedConsultation();
  assert.match(textOf(await desk.get(wordingOf(consultation))), /No shared wording.*two organisations/);
});

test('the same and nearly the same are one group; a paraphrase and stock phrases are none', async () => {
  const consultation = await aThemedConsultation();
  const first = await aResponse(consultation, {
    text: `No comment\n\n${CAMPAIGN}`,
    receivedAt: '2017-01-25T09:00:00Z',
  });
  const near = await aResponse(consultation, { text: `${CAMPAIGN.replace('nine', 'twelve')}\n\nN/A` });
  const elsewhere = await aResponse(consultation, {
    answers: { view: { value: { choice: 'Reject', rationale: CAMPAIGN.toUpperCase() } } },
  });
  await aResponse(consultation, { text: PARAPHRASE });
  await aResponse(consultation, { text: 'No comment\n\nN/A' });
  assert.match(
    textOf(await desk.get(wordingOf(consultation))),
    /5 responses that arrived just now are not compared/,
  );
  await group();

  const groups = await groupsOn(wordingOf(consultation));
  assert.deepEqual(
    groups.map(({ title, text }) => [title, text]),
    [['3 organisations 3 responses, for 3 Parties', CAMPAIGN]],
  );
  const page = await desk.get(groups[0]!.href);
  const text = textOf(page);
  assert.match(
    text,
    new RegExp(`${first.company.organisation.name} Anything else\\? Word for word the same\\.`),
  );
  assert.match(
    text,
    new RegExp(`${elsewhere.company.organisation.name} Should it be approved\\? Word for word`),
  );
  assert.deepEqual(
    [...pageOf(page).querySelectorAll('ins, del')].map((one) => one.textContent!.trim()),
    ['[removed: nine]', '[added: twelve]'],
  );
  const links = [...pageOf(page).querySelectorAll('.portal-codings__who a')].map((a) =>
    a.getAttribute('href'),
  );
  assert.ok(links.includes(`${near.reading}#answer-other`));
  assert.ok(links.includes(`${elsewhere.reading}#answer-view`));

  assert.equal(
    (await groupsOn(wordingOf(consultation, '?question=other')))[0]!.title.slice(0, 15),
    '2 organisations',
  );
  assert.equal((await groupsOn(wordingOf(consultation, '?question=view'))).length, 0);
  assert.match(
    textOf(await desk.get(wordingOf(consultation, '?question=view'))),
    /Nothing here is shared.*|Show all/,
  );

  const reading = await desk.get(near.reading);
  assert.match(textOf(reading), /Nearly the same text, in a paragraph or more, as 2 other organisations\./);
  assert.equal((await groupsOn(wordingOf(consultation, `?of=${near.id}`))).length, 1);
});

test('one organisation is none, however often it says so: its versions, its Parties, its answers', async () => {
  const consultation = await aThemedConsultation();
  const company = await aCompany(3);
  const [one, two, three] = company.parties;
  const first = await aResponse(consultation, { text: CAMPAIGN, company, parties: [one!] });
  await aResponse(consultation, { text: CAMPAIGN, company, parties: [one!], responseId: first.responseId });
  await aResponse(consultation, {
    company,
    parties: [two!, three!],
    answers: { other: { value: { text: CAMPAIGN } }, alternative: { value: { text: CAMPAIGN } } },
  });
  await group();
  assert.deepEqual(await groupsOn(wordingOf(consultation)), []);
  assert.doesNotMatch(textOf(await desk.get(first.reading)), /Nearly the same text/);

  // Another one makes it two, and all Parties of both are counted.
  await aResponse(consultation, { text: CAMPAIGN });
  await group();
  const [shared] = await groupsOn(wordingOf(consultation));
  assert.equal(shared!.title, '2 organisations 3 responses, for 4 Parties');
});

test('what does not count is not there: replaced, withdrawn, held; nor another consultation', async () => {
  const consultation = await aThemedConsultation();
  const first = await aResponse(consultation, { text: CAMPAIGN });
  const second = await aResponse(consultation, { text: CAMPAIGN });
  await aResponse(consultation, { text: CAMPAIGN, live: false });
  await aResponse(await aThemedConsultation(), { text: CAMPAIGN });
  await group();
  const [shared] = await groupsOn(wordingOf(consultation));
  assert.match(shared!.title, /^2 organisations/);
  // The first of the group is replaced by a version that says something else: the others stay a group without it.
  await aResponse(consultation, { text: CAMPAIGN });
  await aResponse(consultation, { text: PARAPHRASE, company: first.company, responseId: first.responseId });
  await group();
  const [left] = await groupsOn(wordingOf(consultation));
  assert.match(left!.title, /^2 organisations/);
  assert.equal(left!.href, shared!.href);
  const page = textOf(await desk.get(left!.href));
  assert.doesNotMatch(page, new RegExp(`${first.company.organisation.name}\\b`));
  assert.match(page, new RegExp(second.company.organisation.name));

  const gone = await aThemedConsultation();
  const only = await aResponse(gone, { text: CAMPAIGN, live: false });
  await group();
  const [paragraph] = await db('paragraph').where({ submission_id: only.id });
  const address = { reference: gone.reference, group: paragraph!.first_id };
  assert.equal((await desk.get(paths.deskWordingGroup(address))).status, 404);
});

test('a campaign of forty is one group, whoever wrote it first and whatever each put in', async () => {
  const consultation = await aThemedConsultation();
  for (let number = 0; number < 40; number += 1) {
    await aResponse(consultation, {
      text: `We are company ${number}.\n\n${CAMPAIGN.replace('six months', number % 3 === 0 ? '6 months' : 'six months')}\n\nOur own paragraph ${'is of words that nobody else uses '.replaceAll(/\b(?=\w)/g, `x${number}`)}here.`,
    });
  }
  await group();
  const groups = await groupsOn(wordingOf(consultation));
  assert.deepEqual(
    groups.map(({ title }) => title),
    ['40 organisations 40 responses, for 40 Parties'],
  );
  assert.equal(
    pageOf(await desk.get(groups[0]!.href)).querySelectorAll('section:last-of-type li.portal-codings__one')
      .length,
    40,
  );
});

test('something confidential says so, stands for the group only when it must, and looking at it is recorded', async () => {
  const consultation = await aThemedConsultation();
  const secret = await aResponse(consultation, {
    answers: { other: { value: { text: CAMPAIGN.replace('nine', 'ten') }, confidential: true } },
  });
  const hidden = await aResponse(consultation, {
    text: CAMPAIGN.replace('nine', 'eight'),
    nameConfidential: true,
  });
  const plain = await aResponse(consultation, { text: CAMPAIGN });
  await group();
  const [shared] = await groupsOn(wordingOf(consultation));
  assert.equal(shared!.text, CAMPAIGN);
  assert.deepEqual([await looksAt(secret), await looksAt(hidden), await looksAt(plain)], [0, 0, 0]);
  const page = textOf(await desk.get(shared!.href));
  assert.match(page, new RegExp(`${secret.company.organisation.name} Anything else\\? Confidential`));
  assert.match(page, new RegExp(`${hidden.company.organisation.name} Anything else\\? Name confidential`));
  assert.deepEqual([await looksAt(secret), await looksAt(hidden), await looksAt(plain)], [1, 1, 0]);

  const whole = await aThemedConsultation();
  const [one] = [
    await aResponse(whole, { text: CAMPAIGN, confidential: true, receivedAt: '2017-01-25T09:00:00Z' }),
    await aResponse(whole, { text: CAMPAIGN, confidential: true }),
  ];
  await group();
  assert.match(textOf(await desk.get(wordingOf(whole))), /Confidential The proposed lead time/);
  assert.equal(await looksAt(one), 1);
});

test('two workers at once put each paragraph into one group', async () => {
  const consultation = await aThemedConsultation();
  for (let number = 0; number < 24; number += 1) await aResponse(consultation, { text: CAMPAIGN });
  await Promise.all([group(), group(), group()]);
  await group();
  const paragraphs = await db('paragraph').where({ consultation_id: consultation.id });
  assert.equal(paragraphs.length, 24);
  assert.equal(new Set(paragraphs.map((one) => one.first_id)).size, 1);
  const firsts = await db('paragraph_band').where({ consultation_id: consultation.id }).distinct('first_id');
  assert.equal(firsts.length, 1);
});
