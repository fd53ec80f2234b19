import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barOf } from '../../../src/collation/coverage/coverageBar.js';
import {
  countCoverage,
  COVERAGE,
  coverageOf,
  shareAnswered,
  type CoverageFacts,
  type CoverageGroup,
} from '../../../src/collation/coverage/coverage.rules.js';

const TRUTHS = [true, false];
const FACTS: CoverageFacts[] = (['response', 'nil', null] as const).flatMap((live) =>
  TRUTHS.flatMap((declined) => TRUTHS.map((drafted) => ({ live, declined, drafted }))),
);

test('the first state that holds: responded, nil return, declined, draft, silent', async (t) => {
  const cases: [CoverageFacts, string][] = [
    [{ live: 'response', declined: true, drafted: true }, 'responded'],
    [{ live: 'response', declined: false, drafted: false }, 'responded'],
    [{ live: 'nil', declined: true, drafted: true }, 'nil return'],
    [{ live: null, declined: true, drafted: true }, 'declined'],
    [{ live: null, declined: false, drafted: true }, 'draft'],
    [{ live: null, declined: false, drafted: false }, 'silent'],
  ];
  for (const [facts, state] of cases) {
    await t.test(`${JSON.stringify(facts)}: ${state}`, () => assert.equal(coverageOf(facts), state));
  }
});

const groups: CoverageGroup[] = FACTS.flatMap((facts, index) =>
  TRUTHS.map((late) => ({ ...facts, late, category: 'Small Supplier', parties: index + (late ? 3 : 1) })),
);

test('whatever the facts, the five add up to the eligible', () => {
  const counts = countCoverage(groups);
  assert.equal(
    COVERAGE.reduce((sum, state) => sum + counts[state], 0),
    counts.eligible,
  );
  assert.equal(
    counts.eligible,
    groups.reduce((sum, { parties }) => sum + parties, 0),
  );
});

test('late and not admitted is counted apart, and only where nothing else speaks', () => {
  const late = { declined: false, drafted: false, late: true, category: 'Gas Network' };
  const counts = countCoverage([
    { ...late, live: null, parties: 2 },
    { ...late, live: 'response', parties: 5 },
  ]);
  assert.equal(counts.late, 2);
  assert.equal(counts.silent, 2);
});

test('the share that answered is never rounded to none or to all', async (t) => {
  const cases: [number, number, string][] = [
    [0, 0, '–'],
    [0, 3, '0%'],
    [1, 3_000, '1%'],
    [1, 3, '33%'],
    [2, 3, '67%'],
    [199, 200, '99%'],
    [1_999, 2_000, '99%'],
    [200, 200, '100%'],
  ];
  for (const [responded, eligible, shown] of cases) {
    await t.test(`${responded} of ${eligible}`, () => {
      assert.equal(shareAnswered({ ...countCoverage([]), responded, eligible }), shown);
    });
  }
});

test('the bar is filled to its end, also with parts too thin to see', () => {
  const bar = barOf(countCoverage([...groups, { ...groups[0]!, parties: 100_000 }]));
  assert.equal(
    bar!.parts.reduce((sum, { width }) => sum + width, 0),
    1_000,
  );
  assert.match(bar!.label, /^Of 100\d+ eligible Parties: responded \d+, nil return \d+/);
  assert.equal(barOf(countCoverage([])), undefined);
});
