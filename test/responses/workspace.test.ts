import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { correctQuestion } from '../../src/consultations/questions/correctQuestion.js';
import { fingerprintOf } from '../../src/consultations/fingerprint.js';
import type { Question } from '../../src/consultations/questions.js';
import { paths } from '../../src/paths.js';
import { deleteOldPresence } from '../../src/responses/drafting/presence.store.js';
import { correctedSince } from '../../src/responses/drafting/correctedSince.rules.js';
import { pageOf, send, submitForm, textOf } from '../support/browse.js';
import { aConsultation, aRepresentative, aSecasColleague } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { signInAs } from '../support/signIn.js';
import { aDraft, browser, db, details, organisation, party, person, portal, view } from './answering.js';

const tom = await aRepresentative(db, organisation);
const asTom = await signInAs(portal, tom);

/** What a question's group says, on the page as somebody sees it. */
async function told(url: string, key: string, selector: string, as = browser): Promise<string | undefined> {
  const question = pageOf(await as.get(url)).getElementById(`${key}-ask`)?.parentElement;
  return question?.querySelector(selector)?.textContent.replaceAll(/\s+/g, ' ').trim();
}

test('each answer says who changed it last, and when', async () => {
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
  const draft = { consultation, organisation, by: person, parties: [party], answers: {} };
  const { id } = await aDraftResponse(db, draft);
  const changed = (key: string, as = browser) => told(details(id), key, '[data-last-changed]', as);
  assert.equal(await changed('other'), '');
  portal.clock.set('2017-01-30T16:50:00Z');
  await submitForm(asTom, details(id), { other: 'Written by Tom.' });
  assert.equal(await changed('other'), `Last changed by ${tom.name} at 4:50pm on 30 January 2017`);
  assert.equal(await changed('other', asTom), 'Last changed by you at 4:50pm on 30 January 2017');
  assert.equal(await changed('lead-time'), '', 'of the same page, and not changed');
});

test('who had a response open a day ago is forgotten', async () => {
  const { id } = await aDraft();
  const seen = (who: string, ago: string) =>
    db.raw(
      `insert into response_presence (response_id, person_id, section, seen_at)
            values (?, ?, 'details', clock_timestamp() - ?::interval)`,
      [id, who, ago],
    );
  await seen(person.id, '23 hours');
  await seen(tom.id, '25 hours');
  await deleteOldPresence(db);
  const left = await db('response_presence').where({ response_id: id }).pluck('person_id');
  assert.deepEqual(left, [person.id]);
});

test('who began to answer before a question’s wording was put right sees what it said', async () => {
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
  const draft = { consultation, organisation, by: person, parties: [party] };
  const { id } = await aDraftResponse(db, draft);
  const secas = await aSecasColleague(db);
  const correct = async (key: string, change: Partial<Question>, note: string, at: string) => {
    const [issue] = await db('question_issue')
      .where({ consultation_id: consultation.id })
      .orderBy('number', 'desc');
    const before = (issue!.questions as Question[]).find((question) => question.key === key)!;
    const { ask, help, columns, lines, rows } = { ...before, ...change };
    const correction = { key, ask, help, columns, lines, rowTexts: rows?.map(({ text }) => text) };
    await correctQuestion(
      db,
      secas.id,
      consultation.id,
      { ...correction, was: fingerprintOf(before), note },
      Temporal.Instant.from(at),
    );
  };
  await correct('view', { ask: 'Shuold it be approved at all?' }, 'More exact.', '2017-01-26T09:00:00Z');
  await correct('view', { ask: 'Should it be approved at all?' }, 'A slip.', '2017-01-27T09:30:00Z');
  await correct(
    'objectives',
    {
      rows: [
        { key: 'a', text: 'Security' },
        { key: 'b', text: 'Competition' },
      ],
    },
    'Shorter.',
    '2017-01-28T09:30:00Z',
  );

  assert.equal(
    await told(view(id), 'view', '.portal-corrected'),
    'SECAS corrected the wording at 9:30am on 27 January 2017, after this response was started: A slip. ' +
      'It read before: “Should it be approved?”',
  );
  assert.match(
    (await told(view(id), 'objectives', '.portal-corrected'))!,
    /28 January 2017.*Shorter\. The rows were: “Security of systems · Effective competition”$/,
  );
  assert.equal(await told(view(id), 'alternative', '.portal-corrected'), undefined);
  assert.match(
    textOf(await browser.get(paths.response({ id }))),
    /2 corrected by SECAS since it was started/,
  );
  const token = pageOf(await browser.get(view(id))).querySelector('main input[name="_csrf"]')!;
  const open = { _csrf: token.getAttribute('value')!, section: 'your-view', since: '2017-01-28T09:00:00Z' };
  const reply = await send(browser, paths.presence({ id }), open);
  const { news } = JSON.parse(reply.text) as { news: { text: string }[] };
  assert.match(
    news[0]!.text,
    /^SECAS corrected the wording of a question at 9:30am\./,
    'to a page that was open',
  );
  assert.equal(news.length, 1);

  portal.clock.set('2017-01-30T17:00:00Z');
  const later = await aDraftResponse(db, draft);
  await db('response').where({ id: later.id }).update({ started_at: portal.clock.now() });
  assert.equal(
    await told(view(later.id), 'view', '.portal-corrected'),
    undefined,
    'begun with the new wording',
  );
});

test('a wording that was changed and changed back is not told of', () => {
  const now: Question = { key: 'q', section: 'S', ask: 'As it is', type: 'long-text' };
  const issue = (ask: string, at: string) => ({ at, note: null, before: [{ ...now, ask }] });
  assert.equal(correctedSince(now, []), undefined);
  assert.equal(correctedSince(now, [issue('As it is', '1'), issue('Otherwise', '2')]), undefined);
  assert.deepEqual(
    correctedSince({ ...now, help: 'A hint' }, [issue('As it was', '1'), issue('As it is', '2')]),
    {
      at: '2',
      note: null,
      was: [
        { what: 'question', text: 'As it was' },
        { what: 'help', text: '' },
      ],
    },
  );
});
