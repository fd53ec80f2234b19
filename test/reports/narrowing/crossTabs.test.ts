import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { findEdition, FROZEN } from '../../../src/reports/editions/editions.store.js';
import { freezeReport } from '../../../src/reports/editions/freezeReport.js';
import type { Dimension } from '../../../src/reports/narrowing/crossTab.rules.js';
import { countNarrowed, crossed, listNarrowed } from '../../../src/reports/narrowing/facts.store.js';
import {
  chosenIn,
  closerQuery,
  codeOf,
  narrowingIn,
  optionsOf,
} from '../../../src/reports/narrowing/narrowing.rules.js';
import { aCountedConsultation, CODED, type Given } from '../counted.js';
import { labels, seen } from '../naive.js';

const { db, reference, given } = await aCountedConsultation(300);
await freezeReport(db, reference, Temporal.Instant.from('2017-02-20T09:00:00Z'));
const { id: consultationId } = (await db('consultation').where({ reference }).first('id'))!;
const counting = given.filter(({ counts }) => counts);

/** Under what a response counts, worked out from what went in. */
function labelsOf(of: Dimension, one: Given, inFull: boolean): string[] {
  if (of === 'category') return seen(one, inFull).countedAs;
  const { question, row } = of;
  if (!row) return labels(question, one, inFull);
  const [label] = labels(question, one, inFull);
  if (label !== 'Answered') return [label!];
  const { choices } = one.answers[question.key]!.value as { choices: Record<string, string> };
  return [choices[row.key] ?? 'Not answered'];
}

/** The Parties of a response in a cell: of the one category, where one stands above or before them. */
function partiesIn(one: Given, inFull: boolean, category: string | null): number {
  if (seen(one, inFull).parties === 0) return 0;
  return category === null
    ? one.parties.length
    : one.parties.filter((party) => party.category === category).length;
}

const wrote = (one: Given, inFull: boolean): boolean =>
  Object.entries(one.answers).some(([key, { value }]) => {
    const { rationale, text, rows } = value as { rationale?: string; text?: string; rows?: unknown[] };
    return !seen(one, inFull).hides(key) && Boolean(rationale || text || rows?.length);
  });

const sum = (figures: number[]) => figures.reduce((total, one) => total + one, 0);

for (const version of FROZEN) {
  const inFull = version === 'confidential';
  const { edition, frame } = (await findEdition(db, consultationId, version))!;
  const dimension = (code: string): Dimension =>
    code === 'category' ? code : chosenIn(frame).find((one) => codeOf(one) === code)!;
  const themeId = frame.tallies.find(({ question }) => question.key === CODED)!.themes![0]!.theme;
  const NARROWED: [string, Partial<Record<string, string>>, (one: Given) => boolean][] = [
    ['nothing', {}, () => true],
    ['a category', { category: 'Gas Network' }, (one) => seen(one, inFull).countedAs.includes('Gas Network')],
    ['a withheld name', { category: 'Withheld' }, (one) => seen(one, inFull).countedAs.includes('Withheld')],
    [
      'a choice',
      { answer: 'view:Approve' },
      (one) => one.kind === 'response' && labelsOf(dimension('view'), one, inFull).includes('Approve'),
    ],
    [
      'one of several choices',
      { answer: 'effects:Billing' },
      (one) => one.kind === 'response' && labelsOf(dimension('effects'), one, inFull).includes('Billing'),
    ],
    [
      'a row of a matrix, and those who wrote',
      { answer: 'objectives.b:Worse', written: '1' },
      (one) => labelsOf(dimension('objectives.b'), one, inFull).includes('Worse') && wrote(one, inFull),
    ],
    [
      'a theme',
      { theme: themeId },
      (one) =>
        one.themes.includes('Cost') && (inFull || !one.nameConfidential) && !seen(one, inFull).hides(CODED),
    ],
    ['those who wrote', { written: '1' }, (one) => wrote(one, inFull)],
  ];

  for (const [what, query, fits] of NARROWED) {
    const { narrowing, unknown } = narrowingIn(frame, closerQuery.parse(query));
    const those = counting.filter(fits);

    test(`${version}, narrowed to ${what}: as many responses and Parties as a naive computation finds`, async () => {
      assert.equal(unknown, false);
      assert.deepEqual(await countNarrowed(db, edition.id, narrowing), {
        responses: those.length,
        parties: sum(those.map((one) => seen(one, inFull).parties)),
      });
      const told = await listNarrowed(db, edition.id, narrowing, 500);
      assert.equal(told.length, those.length);
      assert.equal((await listNarrowed(db, edition.id, narrowing, 2)).length, Math.min(2, those.length));
    });

    for (const [rows, columns] of [
      ['view', 'category'],
      ['effects', 'category'],
      ['objectives.a', 'view'],
      ['view', 'effects'],
      ['category', 'view'],
    ] as const)
      test(`${version}, narrowed to ${what}: ${rows} by ${columns} is that of a naive computation`, async () => {
        const of: [Dimension, Dimension] = [dimension(rows), dimension(columns)];
        const found = (await crossed(db, edition.id, narrowing, of)).filter(({ once }) => !once);
        const responses = those.filter(({ kind }) => kind === 'response');
        const [allRows, allColumns] = of.map((one) => [
          ...new Set(responses.flatMap((response) => labelsOf(one, response, inFull))),
          null,
        ]);
        let cells = 0;
        for (const row of allRows!)
          for (const column of allColumns!) {
            const here = responses.filter(
              (one) =>
                (row === null || labelsOf(of[0], one, inFull).includes(row)) &&
                (column === null || labelsOf(of[1], one, inFull).includes(column)),
            );
            const cell = found.find((one) => one.row === row && one.column === column);
            const category = columns === 'category' ? column : rows === 'category' ? row : null;
            assert.deepEqual(
              [cell?.responses ?? 0, cell?.parties ?? 0],
              [here.length, sum(here.map((one) => partiesIn(one, inFull, category)))],
              `${row} by ${column}`,
            );
            if (cell) cells += 1;
          }
        assert.equal(found.length, cells, 'and nothing else is told');
      });
  }

  test(`${version}: the totals of a cross-tab are the tallies of the report`, async () => {
    for (const key of ['view', 'alternative', 'effects']) {
      const tally = frame.tallies.find(({ question }) => question.key === key);
      if (!tally || tally.counts.some(({ label }) => label === 'Answered')) continue;
      const found = await crossed(db, edition.id, {}, [dimension(key), 'category']);
      for (const { label, responses, parties, by } of tally.counts) {
        const total = found.find(({ row, column, once }) => row === label && column === null && !once);
        assert.deepEqual([total?.responses ?? 0, total?.parties ?? 0], [responses, parties], label);
        for (const [category, figure] of Object.entries(by))
          assert.equal(
            found.find(({ row, column, once }) => row === label && column === category && !once)?.responses ??
              0,
            figure,
            `${label}, ${category}`,
          );
      }
    }
  });

  test(`${version}: what the picture shows of a row adds up to its total`, async () => {
    for (const columns of ['category', 'effects', 'objectives.b']) {
      const found = await crossed(db, edition.id, {}, [dimension('view'), dimension(columns)]);
      for (const { row, responses } of found.filter((one) => one.row && one.column === null && !one.once))
        assert.equal(
          sum(found.filter((one) => one.once && one.row === row).map((one) => one.responses)),
          responses,
          `${row} by ${columns}`,
        );
    }
  });
}

test('an option that is not offered, and what no report has, narrow nothing and are known as unknown', async () => {
  const { frame } = (await findEdition(db, consultationId, 'all'))!;
  for (const query of [
    { category: 'Nobody' },
    { answer: 'view:Perhaps' },
    { answer: 'view:Confidential' },
    { answer: 'view' },
    { answer: ':Approve' },
    { answer: 'objectives.z:Better' },
    { theme: 'cost' },
    { theme: "' or true --" },
    { category: ['Gas Network', 'DCC'] },
  ]) {
    const { narrowing, unknown } = narrowingIn(frame, closerQuery.parse(query));
    assert.deepEqual(narrowing, {}, JSON.stringify(query));
    assert.equal(unknown, !Array.isArray(query.category), JSON.stringify(query));
  }
  assert.deepEqual(optionsOf(chosenIn(frame)[0]!, frame), ['Approve', 'Reject', 'No view']);
});
