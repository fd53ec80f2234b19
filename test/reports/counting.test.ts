import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { CATEGORIES } from '../../src/consultations/consultations.rules.js';
import type { Question } from '../../src/consultations/questions.js';
import { isOutward, VERSIONS } from '../../src/reports/access.rules.js';
import type { Count } from '../../src/reports/counting/tally.rules.js';
import type { Report } from '../../src/reports/report.js';
import { getClosedReport } from '../../src/reports/report.store.js';
import { FORMATS } from '../../src/reports/formats/formats.js';
import { aCountedConsultation, CODED, QUESTIONS, THEMES, type Given } from './counted.js';
import { labels, seen } from './naive.js';

const { db, bulk, reference, given, eligible } = await aCountedConsultation(300);

interface Naive {
  responses: number;
  parties: number;
  by: Record<string, number>;
  once: Record<string, number>;
}

/** Counts those of the responses that fit. */
function count(fits: (one: Given) => boolean, inFull: boolean): Naive {
  const those = given.filter((one) => one.counts && one.kind === 'response' && fits(one));
  const naive: Naive = { responses: those.length, parties: 0, by: {}, once: {} };
  for (const one of those) {
    const { parties, countedAs } = seen(one, inFull);
    naive.parties += parties;
    for (const name of countedAs) naive.by[name] = (naive.by[name] ?? 0) + 1;
    const once = countedAs.length > 1 ? 'Several categories' : countedAs[0]!;
    naive.once[once] = (naive.once[once] ?? 0) + 1;
  }
  return naive;
}

const without0 = (figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure > 0));
const figuresOf = ({ responses, parties, by, once }: Count): Naive => ({
  responses,
  parties,
  by: without0(by),
  once: without0(once),
});

for (const version of VERSIONS) {
  const inFull = version === 'confidential';
  const report: Report = await getClosedReport(db, reference, version);

  test(`the counts over all are those of a naive computation: ${version}`, () => {
    const counted = given.filter(({ counts }) => counts);
    const { answered, nilReturns, parties, by } = report.counts;
    assert.equal(answered, counted.length);
    assert.equal(nilReturns, counted.filter(({ kind }) => kind === 'nil').length);
    assert.equal(
      parties,
      counted.reduce((sum, one) => sum + seen(one, inFull).parties, 0),
    );
    const expected: Record<string, number> = {};
    for (const one of counted)
      for (const name of seen(one, inFull).countedAs) expected[name] = (expected[name] ?? 0) + 1;
    assert.deepEqual(without0(by), expected);
  });

  test(`every tally is that of a naive computation: ${version}`, () => {
    assert.equal(report.tallies.length, QUESTIONS.filter(({ type }) => type !== 'guidance').length);
    for (const { question, counts } of report.tallies) {
      const all = new Set(given.flatMap((one) => labels(question, one, inFull)));
      for (const label of all) {
        const expected = count((one) => labels(question, one, inFull).includes(label), inFull);
        const told = counts.find((one) => one.label === label);
        if (expected.responses === 0) assert.equal(told?.responses ?? 0, 0);
        else assert.deepEqual(figuresOf(told!), expected, `${question.key}: ${label}`);
      }
      for (const { label, responses } of counts)
        if (!all.has(label)) assert.equal(responses, 0, `${question.key}: ${label}`);
    }
  });

  test(`every theme, of the answers that may be read: ${version}`, () => {
    const told = report.tallies.find(({ question }) => question.key === CODED)!.themes;
    if (isOutward(version)) return assert.equal(told, undefined);
    assert.deepEqual(
      told!.map(({ label }) => label),
      THEMES,
    );
    for (const count_ of told!)
      assert.deepEqual(
        figuresOf(count_),
        count(
          (one) =>
            one.themes.includes(count_.label) &&
            (inFull || !one.nameConfidential) &&
            !seen(one, inFull).hides(CODED),
          inFull,
        ),
        count_.label,
      );
  });

  test(`every row of a matrix, and every rank: ${version}`, () => {
    const open = (question: Question) =>
      given.filter(
        (one) =>
          one.counts &&
          one.kind === 'response' &&
          one.answers[question.key] &&
          !seen(one, inFull).hides(question.key),
      );
    for (const { question, rows, ranks } of report.tallies) {
      if (question.type === 'matrix') {
        for (const [index, { key }] of question.rows!.entries())
          for (const option of question.options!) {
            const chose = open(question).filter(
              ({ answers }) =>
                (answers[question.key]!.value as { choices: Record<string, string> }).choices[key] === option,
            );
            assert.equal(rows[index]!.chosen[option], chose.length, `${key}: ${option}`);
          }
      }
      if (question.type !== 'ranking') continue;
      const orderOf = ({ answers }: Given) =>
        (answers[question.key]!.value as { order?: string[] }).order ?? [];
      for (const option of question.options!) {
        const places = open(question).flatMap((one) => {
          const at = orderOf(one).indexOf(option);
          return at < 0 ? [] : [at + 1];
        });
        const rank = ranks.find(({ label }) => label === option)!;
        assert.equal(rank.ranked, places.length);
        const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
        assert.ok(Math.abs(rank.mean! - mean) < 1e-9, `${option}: ${rank.mean} and ${mean}`);
        const first = count((one) => open(question).includes(one) && orderOf(one)[0] === option, inFull);
        assert.deepEqual(figuresOf(rank), first, option);
      }
      assert.deepEqual(
        ranks.map(({ mean }) => mean),
        ranks.map(({ mean }) => mean).toSorted((one, other) => one! - other!),
      );
    }
  });

  test(`the coverage adds up, category by category: ${version}`, () => {
    const { states, categories, total } = report.coverage;
    const stateOf = (party: string): string => {
      const by = given.find((one) => one.counts && one.parties.some(({ name }) => name === party));
      if (by && (inFull || !by.nameConfidential)) return by.kind === 'nil' ? 'nil return' : 'responded';
      if (isOutward(version)) return 'no response, or name withheld';
      return inFull ? 'silent' : 'silent, or name withheld';
    };
    assert.deepEqual(
      categories.map(({ category }) => category),
      CATEGORIES,
    );
    for (const { category, eligible: asked, counts } of categories) {
      const those = eligible.filter((party) => party.category === category);
      assert.equal(asked, those.length);
      for (const state of states)
        assert.equal(
          counts[state],
          those.filter(({ name }) => stateOf(name) === state).length,
          `${category}: ${state}`,
        );
      assert.equal(
        Object.values(counts).reduce((sum, figure) => sum + figure, 0),
        asked,
      );
    }
    assert.equal(total.eligible, eligible.length);
    for (const state of states)
      assert.equal(total.counts[state], eligible.filter(({ name }) => stateOf(name) === state).length, state);
  });

  test(`the formats can write it: ${version}`, async () => {
    for (const { write } of Object.values(FORMATS)) {
      let bytes = 0;
      const out = new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          bytes += chunk.length;
          done();
        },
      });
      await write(bulk, report, out);
      assert.ok(bytes > 1_000);
    }
  });
}

test('the generated responses are as varied as the counting needs', () => {
  const some = (what: string, fits: (one: Given) => boolean) =>
    assert.ok(given.filter(fits).length >= 5, `fewer than five ${what}`);
  some('that do not count', ({ counts }) => !counts);
  some('nil returns', ({ counts, kind }) => counts && kind === 'nil');
  some(
    'of several categories',
    ({ counts, parties }) => counts && new Set(parties.map(({ category }) => category)).size > 1,
  );
  some('without a Party', ({ counts, parties }) => counts && parties.length === 0);
  some('of the DCC', ({ counts, parties }) => counts && parties.some(({ category }) => category === 'DCC'));
  some('names withheld', ({ counts, nameConfidential }) => counts && nameConfidential);
  some('confidential as a whole', ({ counts, confidential }) => counts && confidential);
  some('with a file', ({ counts, file }) => counts && file !== undefined);
});
