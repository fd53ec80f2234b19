import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import type { Question } from '../../src/consultations/questions.js';
import { paths } from '../../src/paths.js';
import { aConsultation, aParty } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { aSubmission } from '../support/submission.js';
import { aReadyDraft, browser, checkedForm, colleague, db, organisation, submitAt } from './submitting.js';

/** The statements that reach Postgres, BEGIN and COMMIT too, while something is done. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const prototype = pg.Client.prototype as unknown as Record<'query', (...given: unknown[]) => unknown>;
  const query = prototype['query'];
  const seen: string[] = [];
  prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first] = given;
    seen.push(typeof first === 'string' ? first : (first as { text: string }).text);
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return seen;
}

const questions = (count: number): Question[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `q-${index}`,
    section: 'All',
    ask: `Question ${index}?`,
    type: 'long-text',
  }));

async function aDraft(count: number, parties: number) {
  const consultation = await aConsultation(db, { questions: questions(count) });
  return aDraftResponse(db, {
    consultation,
    organisation,
    by: colleague,
    parties: await Promise.all(Array.from({ length: parties }, () => aParty(db, { organisation }))),
    answers: Object.fromEntries(
      questions(count).map(({ key }) => [key, { value: { text: 'x'.repeat(2_000) } }]),
    ),
  });
}

test('a signed-in form of 12 questions takes at most 4 statements', async () => {
  const { id } = await aDraft(12, 2);
  const url = paths.section({ id, section: 'all' });
  // the first form of a session also keeps its CSRF token
  await browser.get(url);
  const seen = await statementsOf(() => browser.get(url).expect(200));
  assert.ok(seen.length <= 4, seen.join('\n\n'));
});

test('a submit takes at most 14 statements, however many answers and Parties, and one that takes over', async () => {
  for (const [count, parties] of [
    [1, 1],
    [40, 15],
  ] as const) {
    const { id } = await aDraft(count, parties);
    const form = await checkedForm(id);
    const seen = await statementsOf(() => submitAt(id, '2017-02-08T16:00:00Z', form));
    assert.ok(seen.length <= 14, `${seen.length}:\n${seen.join('\n\n')}`);
    assert.equal(
      (
        await db('submission_answer')
          .join('submission', 'submission.id', 'submission_id')
          .where({ response_id: id })
      ).length,
      count,
    );
  }

  const { draft, party, consultation } = await aReadyDraft();
  const { reference } = await aSubmission(db, {
    consultation,
    organisation,
    by: colleague,
    parties: [party],
  });
  const takeOver = { ...(await checkedForm(draft.id)), takeOver: reference };
  const seen = await statementsOf(() => submitAt(draft.id, '2017-02-08T16:00:00Z', takeOver));
  assert.ok(
    seen.some((text) => text.includes('stillCounts')),
    'who is to be told was looked up',
  );
  assert.ok(seen.length <= 14, `${seen.length}:\n${seen.join('\n\n')}`);
});
