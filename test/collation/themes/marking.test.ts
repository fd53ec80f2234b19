import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, pageOf, submitForm, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { db, desk, portal, sam } from '../desk.js';
import {
  aResponse,
  aThemedConsultation,
  codingsOf,
  mark,
  marksOn,
  TEXT,
  textOn,
  themeAt,
  themeCalled,
} from './themes.js';

const MADE = { newTheme: 'Time' };

test('a passage that is typed is found, marked and told on the reading page, letter by letter', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  const reply = await mark(response, '  Testing takes\n6 months — not 3. ', MADE);
  assert.equal(reply.status, 303);
  assert.match(textOf(await follow(desk, reply)), /The passage is marked: “Time”/);
  const [coding] = await codingsOf(consultation);
  const starts = TEXT.indexOf('Testing');
  assert.deepEqual(
    [coding!.part, coding!.starts, coding!.ends, coding!.coded_by],
    ['text', starts, starts + 'Testing takes 6 months — not 3.'.length, sam.id],
  );
  const reading = await desk.get(response.reading);
  assert.equal(textOn(reading), TEXT);
  assert.deepEqual(marksOn(reading).slice(0, 1), ['Testing takes 6 months — not 3.']);
  assert.match(textOf(reading), /not 3\.\(the passage’s theme: Time\)/);
  const page = textOf(await desk.get(response.marking()));
  assert.match(
    page,
    new RegExp(`Time Testing takes 6 months — not 3\\. ${sam.name}, 10am on 1 February 2017 Remove`),
  );
});

test('offsets count code points, so that Postgres finds the words too', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation, { text: '👷🏽 We 😀 build 🏭 slowly.' });
  await mark(response, 'build 🏭', MADE);
  const { rows } = await db.raw<{ rows: { words: string }[] }>(
    `select substring(a.value ->> 'text' from c.starts + 1 for c.ends - c.starts) as words
     from coding c join submission_answer a using (submission_id, question_key) where c.consultation_id = :id`,
    { id: consultation.id },
  );
  assert.deepEqual(rows, [{ words: 'build 🏭' }]);
  assert.equal(marksOn(await desk.get(response.reading))[0], 'build 🏭');
});

test('a passage that is not there, stands there twice, or has no theme is not marked, and what was typed is kept', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  const missing = await mark(response, 'The cost is far too high', MADE);
  assert.equal(missing.status, 422);
  assert.match(errorFor(missing, 'mark-other-passage')!, /does not stand in the answer/);
  assert.equal(pageOf(missing).querySelector('#mark-other-passage')!.textContent, 'The cost is far too high');
  assert.equal(pageOf(missing).querySelector('#mark-other-newTheme')!.getAttribute('value'), 'Time');
  assert.match(
    errorFor(await mark(response, 'The cost is too high', MADE), 'mark-other-passage')!,
    /stands in the answer twice/,
  );
  assert.match(errorFor(await mark(response, ' ', MADE), 'mark-other-passage')!, /Type or paste the passage/);
  assert.match(
    errorFor(await mark(response, 'Nothing more.', {}), 'mark-other-theme')!,
    /Choose a theme, or name a new one/,
  );
  const [theme, long] = [await mark(response, 'Nothing more.', MADE), 'x'.repeat(121)];
  assert.equal(theme.status, 303);
  const both = { theme: (await themeCalled(consultation, 'Time')).id, newTheme: 'Other' };
  assert.match(errorFor(await mark(response, 'Nothing more.', both), 'mark-other-theme')!, /not both/);
  assert.match(
    errorFor(await mark(response, 'Nothing more.', { newTheme: long }), 'mark-other-newTheme')!,
    /Shorten the name/,
  );
  assert.equal((await codingsOf(consultation)).length, 1);
});

test('the script says which of two is meant; what it says is believed only where those words stand', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  const words = 'The cost is too high for us';
  const second = TEXT.lastIndexOf(words);
  await mark(response, words, MADE, { place: `0:${second}:${second + words.length}` });
  assert.equal((await codingsOf(consultation))[0]!.starts, second);
  const wrong = await mark(response, words, MADE, { place: `0:${second + 1}:${second + words.length}` });
  assert.match(errorFor(wrong, 'mark-other-passage')!, /twice/);
});

test('overlapping passages are both marked, and the text stays whole', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  await mark(response, 'high for us. Testing takes', { newTheme: 'Cost' });
  await mark(response, 'Testing takes 6 months', MADE);
  const reading = await desk.get(response.reading);
  assert.equal(textOn(reading), TEXT);
  const marks = [...pageOf(reading).querySelectorAll('mark')].map(
    (one) => `${one.className.includes('several') ? 2 : 1} ${one.textContent}`,
  );
  assert.deepEqual(marks, ['1 high for us. ', '2 Testing takes', '1  6 months']);
});

test('a long answer is folded, and a passage across the fold is marked on both sides of it', async () => {
  const consultation = await aThemedConsultation();
  const text = Array.from({ length: 1_200 }, (_, word) => `word${word}`).join(' ');
  const response = await aResponse(consultation, { text });
  const before = pageOf(await desk.get(response.reading))
    .querySelector('[data-said-line]')!
    .textContent!.trim()
    .split(' ');
  const passage = `${before.slice(-2).join(' ')} word${before.length} word${before.length + 1}`;
  await mark(response, passage, MADE);
  const reading = await desk.get(response.reading);
  assert.equal(textOn(reading), text);
  assert.equal(pageOf(reading).querySelectorAll('mark').length, 2);
});

test('reasons, cells of rows and whole answers are coded; of a figure there is only the whole', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation, {
    answers: {
      view: { value: { choice: 'Reject', rationale: 'Too dear. Too late.' } },
      'legal-text': {
        value: {
          rows: [
            ['G7.4', 'Say “must”.', ''],
            ['G7.5', 'Say “must” here too.', 'must'],
          ],
        },
      },
      objectives: { value: { choices: { a: 'Better' }, rationale: 'Safer keys' } },
      cost: { value: { amount: '120000' }, confidential: true },
    },
  });
  const plain = textOn(await desk.get(response.reading), 'legal-text');
  await mark(response, 'Too late.', MADE, { question: 'view' });
  await mark(response, 'Say “must” here too', { newTheme: 'Wording' }, { question: 'legal-text' });
  await mark(response, 'Safer', { newTheme: 'Security' }, { question: 'objectives' });
  await mark(response, '', { newTheme: 'Dear' }, { question: 'cost', step: 'whole' });
  await mark(response, 'G7.4', MADE, { question: 'legal-text', place: '0:0:12' });
  const codings = await codingsOf(consultation);
  assert.deepEqual(codings.map(({ part }) => String(part)).toSorted(), [
    '0-0',
    '1-1',
    'null',
    'rationale',
    'rationale',
  ]);
  const reading = await desk.get(response.reading);
  assert.equal(textOn(reading, 'legal-text'), plain);
  assert.match(textOf(reading), /Whole answer: Dear/);
  assert.ok(marksOn(reading).includes('Say “must” here too'));
  const chosen = await aResponse(consultation, { answers: { view: { value: { choice: 'Reject' } } } });
  const bare = [response.marking('cost'), chosen.marking('view')];
  for (const url of bare) assert.equal(pageOf(await desk.get(url)).querySelector('textarea'), null, url);
});

test('a long answer that is coded as a whole is told by how it begins, with a sign that it goes on', async () => {
  const consultation = await aThemedConsultation();
  const long = await aResponse(consultation, { text: 'Too dear for us. '.repeat(40) });
  const short = await aResponse(consultation);
  for (const response of [long, short]) await mark(response, '', MADE, { step: 'whole' });
  const { id } = await themeCalled(consultation, MADE.newTheme);
  const page = textOf(await desk.get(themeAt(consultation, id)));
  assert.match(page, /Too dear for us\. Too dear fo…/);
  assert.match(page, /Nothing more\.(?!…)/, 'a short one is whole');
});

test('doing it twice is doing it once; who coded what is told, and a removed coding is kept as removed', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  await mark(response, 'Nothing more.', MADE);
  const nadia = await aSecasColleague(db);
  const nadias = await signInAs(portal, nadia);
  const { id: theme } = await themeCalled(consultation, 'Time');
  assert.equal((await mark(response, 'Nothing more.', { theme }, { browser: nadias })).status, 303);
  assert.equal((await mark(response, 'Nothing more.', { newTheme: 'tIME ' })).status, 303);
  assert.equal((await codingsOf(consultation)).length, 1);
  const removed = await submitForm(
    nadias,
    response.marking(),
    {},
    { form: '.portal-codings form', button: ['step', 'remove'] },
  );
  assert.match(
    textOf(await follow(nadias, removed)),
    /The coding has been removed.*Nothing in this answer has a theme yet/,
  );
  const [coding] = await db('coding').where({ consultation_id: consultation.id });
  assert.deepEqual([coding!.coded_by, coding!.removed_by], [sam.id, nadia.id]);
  assert.equal(marksOn(await desk.get(response.reading)).length, 0);
  const actions = await db('audit_entry')
    .where({ consultation_id: consultation.id })
    .whereLike('action', 'coding.%')
    .orderBy('id');
  assert.deepEqual(
    actions.map(({ action, person_id }) => [action, person_id]),
    [
      ['coding.made', sam.id],
      ['coding.removed', nadia.id],
    ],
  );
  assert.doesNotMatch(JSON.stringify(actions), /Nothing more/, 'the audit holds no words of an answer');
});

test('a theme that a colleague merged or took out meanwhile is not given, and the page says what became of it', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  await mark(response, 'Nothing more.', { newTheme: 'Gone' });
  const { id } = await themeCalled(consultation, 'Gone');
  await db('theme').where({ id }).update({ ended_at: portal.clock.now(), ended_by: sam.id });
  const reply = await mark(response, 'Testing', { theme: id });
  assert.equal(reply.status, 409);
  assert.match(errorFor(reply, 'mark-other-theme')!, /“Gone” has been taken out since you opened this page/);
});

test('what is not an answer of this submission is not found', async () => {
  const consultation = await aThemedConsultation();
  const response = await aResponse(consultation);
  assert.equal((await desk.get(response.marking('view'))).status, 404);
  const other = await aThemedConsultation();
  const address = { reference: other.reference, submission: response.id, question: 'other' };
  assert.equal((await desk.get(paths.deskCoding(address))).status, 404);
});
