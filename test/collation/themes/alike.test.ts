import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { cutSentences, getStateOfAlike } from '../../../src/collation/themes/alike.store.js';
import { paths } from '../../../src/paths.js';
import { pageOf, submitForm, textOf, type Reply } from '../../support/browse.js';
import { db, desk } from '../desk.js';
import {
  aResponse,
  aThemedConsultation,
  change,
  codingsOf,
  mark,
  themeCalled,
  type Consultation,
} from './themes.js';

const LIKE = 'We believe the proposed implementation costs are too high for small suppliers.';
const SAID = 'Hello there. The proposed implementation cost is too high for a small supplier! Goodbye.';

const alikeAt = (consultation: Consultation, theme: { id: string }) =>
  paths.deskAlike({ reference: consultation.reference, question: 'other', theme: theme.id });
const COMPARING = 'The responses are being compared with what is coded now.';
/** The page once all is compared. */
const compared = async (url: string): Promise<Reply> => {
  for (;;) {
    const page = await desk.get(url);
    if (!page.text.includes(COMPARING)) return page;
    await setTimeout(50);
  }
};
const listed = (page: Reply) =>
  [...pageOf(page).querySelectorAll('.portal-codings blockquote')].map((one) => one.textContent);
/** What is suggested once the worker has been there. */
const suggestedAt = async (url: string) => {
  await cutSentences(db);
  return listed(await compared(url));
};

async function aTheme(...texts: string[]) {
  const consultation = await aThemedConsultation();
  const first = await aResponse(consultation, { text: `${LIKE} That is all.` });
  await mark(first, LIKE, { newTheme: 'Cost' });
  const others = [];
  for (const text of texts) others.push(await aResponse(consultation, { text }));
  const theme = await themeCalled(consultation, 'Cost');
  return { consultation, theme, first, others, url: alikeAt(consultation, theme) };
}

test('a sentence of another response that shares most of its words is suggested, with what it reads like', async () => {
  const { url, first } = await aTheme(SAID, 'The timetable leaves no time for testing.', `${LIKE}`);
  assert.deepEqual(await suggestedAt(url), [
    LIKE,
    'The proposed implementation cost is too high for a small supplier!',
  ]);
  const page = textOf(await compared(url));
  assert.match(page, new RegExp(`Reads like “${LIKE}” \\(${first.company.organisation.name}\\)`));
});

test('what is accepted is coded there; what is dismissed does not come back, nor when the theme is merged or split', async () => {
  const { consultation, theme, url, others } = await aTheme(SAID, LIKE, `So then: ${LIKE}`);
  assert.equal((await suggestedAt(url)).length, 3);
  await submitForm(desk, url, {}, { form: '.portal-codings form', button: ['step', 'accept'] });
  const codings = await codingsOf(consultation);
  assert.deepEqual(
    [codings[1]!.submission_id, codings[1]!.starts, codings[1]!.ends],
    [others[1]!.id, 0, LIKE.length],
  );
  await submitForm(desk, url, {}, { form: '.portal-codings form', button: ['step', 'dismiss'] });
  const left = ['The proposed implementation cost is too high for a small supplier!'];
  assert.deepEqual(await suggestedAt(url), left);

  await mark(others[0]!, 'Goodbye.', { newTheme: 'Money' });
  const into = await themeCalled(consultation, 'Money');
  await change(consultation, theme, { step: 'merge', into: into.id });
  assert.deepEqual(await suggestedAt(alikeAt(consultation, into)), left);
  const split = await themeCalled(consultation, 'Money');
  await change(consultation, split, {
    step: 'split',
    codings: [codings[0]!.id],
    name: 'Dear',
    description: '',
  });
  // What was coded with the old theme is suggested for the new one.
  const dear = await themeCalled(consultation, 'Dear');
  assert.deepEqual(await suggestedAt(alikeAt(consultation, dear)), [LIKE, ...left]);
});

test('not suggested: its own response, what does not count, what is coded already, and another question’s answers', async () => {
  const { consultation, theme, first, url } = await aTheme();
  await aResponse(consultation, { text: LIKE, live: false });
  await aResponse(consultation, { answers: { alternative: { value: { text: LIKE } } } });
  const coded = await aResponse(consultation, { text: `Indeed. ${LIKE}` });
  await mark(coded, 'implementation costs', { theme: theme.id });
  await aResponse(consultation, {
    text: LIKE,
    company: first.company,
    responseId: first.responseId,
    receivedAt: '2017-01-26T10:00:00Z',
  });
  // The newer version of the response speaks for it, and it is the same response.
  assert.deepEqual(await suggestedAt(url), []);
});

test('of a response that is submitted again, what it says now is suggested', async () => {
  const { consultation, url, others } = await aTheme('The timetable leaves no time for testing.');
  assert.deepEqual(await suggestedAt(url), []);
  await aResponse(consultation, {
    text: LIKE,
    company: others[0]!.company,
    responseId: others[0]!.responseId,
    receivedAt: '2017-01-26T10:00:00Z',
  });
  assert.deepEqual(await suggestedAt(url), [LIKE]);
});

test('what is coded, taken back or dismissed since is compared anew', async () => {
  const late = 'Testing the new messages takes us six more months.';
  const { consultation, theme, url, others } = await aTheme(SAID, late, `Indeed. ${late}`);
  const said = 'The proposed implementation cost is too high for a small supplier!';
  assert.deepEqual(await suggestedAt(url), [said]);
  await mark(others[1]!, late, { theme: theme.id });
  assert.deepEqual(await suggestedAt(url), [late, said], 'what reads like the new one too');
  await submitForm(
    desk,
    others[1]!.marking(),
    {},
    { form: '.portal-codings form', button: ['step', 'remove'] },
  );
  assert.deepEqual(await suggestedAt(url), [said]);
  await mark(others[0]!, said, { theme: theme.id });
  assert.deepEqual(await suggestedAt(url), []);
  await submitForm(
    desk,
    others[0]!.marking(),
    {},
    { form: '.portal-codings form', button: ['step', 'remove'] },
  );
  assert.deepEqual(await suggestedAt(url), [said], 'free again');

  // Of many that were found the first are kept: one that is dismissed makes room for another.
  const frame = { consultationId: consultation.id, questionKey: 'other' };
  const state = () => getStateOfAlike(db, frame, theme.id);
  const before = await state();
  await submitForm(desk, url, {}, { form: '.portal-codings form', button: ['step', 'dismiss'] });
  assert.notEqual(await state(), before);
});

test('a confidential sentence says so, and the look is recorded', async () => {
  const { consultation, url } = await aTheme();
  const secret = await aResponse(consultation, {
    answers: { other: { value: { text: LIKE }, confidential: true } },
  });
  assert.match(textOf(await desk.get(url)), /2 responses that arrived just now are not compared yet/);
  await cutSentences(db);
  assert.match(textOf(await compared(url)), /Confidential We believe/);
  const looks = await db('audit_entry').where({ action: 'confidential.read', subject_id: secret.id });
  assert.equal(looks.length, 1);
});

test('while all is compared anew, what was found before is shown, without what is taken meanwhile', async () => {
  const { consultation, theme, url, others } = await aTheme(SAID, LIKE, `Indeed. ${LIKE}`);
  const slowly = async () => {
    const lock = await db.transaction();
    await lock.raw('lock table sentence in access exclusive mode');
    const page = await desk.get(url);
    await lock.commit();
    return page;
  };
  await cutSentences(db);
  const first = await slowly();
  assert.deepEqual(listed(first), []);
  assert.ok(pageOf(first).querySelector('[data-comes]'), 'the page asks again by itself');
  assert.doesNotMatch(textOf(first), /Nothing reads alike/);

  assert.equal((await suggestedAt(url)).length, 3);
  await mark(others[1]!, LIKE, { theme: theme.id });
  await aResponse(consultation, { text: `Once more. ${LIKE}` });
  await cutSentences(db);
  const meanwhile = await slowly();
  assert.deepEqual(listed(meanwhile), [
    LIKE,
    'The proposed implementation cost is too high for a small supplier!',
  ]);
  assert.match(textOf(meanwhile), /being compared with what is coded now\. Load the page again/);
  assert.equal(pageOf(meanwhile).querySelector('[data-comes]'), null, 'what is being read stays');
  assert.equal((await suggestedAt(url)).length, 3);
});

test('only what stands in an answer to the question can be accepted or dismissed', async () => {
  const { url, others } = await aTheme(LIKE);
  await cutSentences(db);
  for (const ends of ['1000', '0']) {
    const fields = { starts: '0', ends, submission: others[0]!.id };
    const reply = await submitForm(desk, url, fields, {
      form: '.portal-codings form',
      button: ['step', 'accept'],
    });
    assert.equal(reply.status, 404);
  }
});
