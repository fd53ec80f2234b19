import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEVERAL_THEMES, WITHOUT_THEMES } from '../../src/reports/counting/figures.rules.js';
import type { Version } from '../../src/reports/access.rules.js';
import type { Cell, Table } from '../../src/reports/document/blocks.js';
import { contentsOf, documentOf } from '../../src/reports/document/documentOf.js';
import { readAhead } from '../../src/reports/document/readAhead.js';
import { getClosedReport } from '../../src/reports/report.store.js';
import { aReport, SECRETS } from './aReport.js';

const { db, consultation } = await aReport();

/** The document in lines: `# heading`, `term: value`, `| cell | cell |`. */
async function linesOf(version: Version, headings: string[] = []): Promise<string[]> {
  const lines: string[] = [];
  for await (const block of documentOf(db, await getClosedReport(db, consultation.reference, version))) {
    if (block.kind === 'heading')
      lines.push(`${block.annex ? 'Annex ' : ''}${'#'.repeat(block.level)} ${block.text}`);
    else if (block.kind === 'facts')
      lines.push(...block.facts.map(({ term, lines: some }) => `${term}: ${some.join(' / ')}`));
    else if (block.kind === 'chart') lines.push(`(chart) ${block.chart.words}`);
    else if (block.kind === 'verbatim') lines.push(`${block.label}: ${block.text}`);
    else if (block.kind === 'text') lines.push(block.text);
    else {
      headings.push(...block.table.columns.map(({ heading }) => heading));
      lines.push(`[${block.table.caption}]`, ...(await rowsOf(block.table)));
    }
  }
  return lines;
}

async function rowsOf({ columns, rows, foot, empty }: Table): Promise<string[]> {
  const all: string[] = [];
  for await (const cells of rows()) {
    assert.equal(cells.length, columns.length, 'a cell for each column');
    all.push(row(cells));
  }
  return all.length > 0 ? [...all, ...(foot ? [row(foot)] : [])] : [empty];
}

const row = (cells: Cell[]): string =>
  cells
    .map((cell) =>
      typeof cell === 'object' ? cell.map(({ look, text }) => `${look}:${text}`).join(' + ') : cell,
    )
    .join(' | ');

/** What stands under a heading. */
const under = (lines: string[], heading: string): string[] => {
  const from = lines.findIndex((line) => line.endsWith(`# ${heading}`));
  assert.ok(from >= 0, heading);
  const next = lines.findIndex((line, index) => index > from && /^(Annex )?##? /.test(line));
  return lines.slice(from + 1, next < 0 ? undefined : next);
};

const publicHeadings: string[] = [];
const [all, confidential, open] = await Promise.all(
  (['all', 'confidential', 'public'] as const).map((version) =>
    linesOf(version, version === 'public' ? publicHeadings : []),
  ),
);

test('the parts of the collated report, in the order that the industry reads', () => {
  const headings = (lines: string[]) => lines.filter((line) => /^(Annex )?#+ /.test(line));
  assert.deepEqual(headings(all!), [
    '# Who was asked and who answered',
    '# Respondents',
    '# Question by question',
    '## Question 1: Should it be approved?',
    '## Question 2: What would be better?',
    '## Question 3: How would each objective be affected?',
    '## Question 4: Comments on the legal text',
    '### G7.5',
    '### Other clause',
    '## Question 5: One-off cost (£)',
    '## Question 6: Months needed',
    '## Question 7: Anything else?',
    '## Question 8: Supporting documents',
    '# SECAS comments on responses as a whole',
    '# Did not respond, or the name is withheld',
    'Annex # Not admitted',
  ]);
  assert.equal(headings(confidential!).at(-1), 'Annex # What is confidential, and why');
  assert.equal(headings(open!).at(-1), '## Question 8: Supporting documents');
});

test('the contents list has its headings without reading a response', async () => {
  const report = await getClosedReport(db, consultation.reference, 'all');
  const never = () => assert.fail('nothing is read');
  const contents = contentsOf(never as unknown as typeof db, report);
  const inDocument = all!.filter((line) => /^(Annex )?##? /.test(line));
  assert.deepEqual(
    contents.map(({ annex, level, text }) => `${annex ? 'Annex ' : ''}${'#'.repeat(level)} ${text}`),
    inDocument,
  );
});

test('who was asked, of how many, and who answered for whom', () => {
  assert.deepEqual(all!.slice(0, 2), ['Issued by: SEC Panel', all![1]!]);
  assert.ok(all!.includes('This version: Version for all / For all: what is confidential is left out.'));
  const asked = under(all!, 'Who was asked and who answered');
  assert.equal(asked[0], 'Responses with answers: 3');
  assert.equal(
    asked.find((line) => line.startsWith('Total')),
    'Total | 3 | 0 | 0 | 0 | 2 | 5',
  );
  assert.match(
    under(all!, 'Respondents').join('\n'),
    /plain:Open Energy \| Large Supplier, Electricity Network \| plain:Open Supply \+ plain:Open Wires \| plain:.* 2017 \+ note:On time/,
  );
});

test('a question: the chart and the tally, its themes, then who said what, why, with SECAS’s comment', () => {
  assert.deepEqual(under(all!, 'Question 1: Should it be approved?').slice(0, 12), [
    'SECAS comment: Most are in favour.',
    '(chart) Approve: 1; Reject: 1; No view: 0; Confidential: 1',
    '[Tally of question 1]',
    'Approve | 1 | 2 | 1 | 0 | 1 | 0',
    'Reject | 1 | 0 | 0 | 0 | 0 | 1',
    'No view | 0 | 0 | 0 | 0 | 0 | 0',
    'Confidential | 1 | 1 | 0 | 1 | 0 | 0',
    '(chart) =Cost to “consumers” & <b>others</b>: 1',
    '[Themes of the answers to question 1]',
    '=Cost to “consumers” & <b>others</b> | 1 | 2 | 1 | 1',
    `${SEVERAL_THEMES} ${WITHOUT_THEMES}`,
    '[What was answered to question 1]',
  ]);
  const answers = under(all!, 'Question 1: Should it be approved?').slice(12);
  assert.match(
    answers.find((line) => line.includes('Open Energy'))!,
    /^plain:Open Energy \+ note:Large Supplier · Electricity Network \| label:Approve \+ said:=1\+1 is what we think\.\nSecond line & <b>bold<\/b>\. .*\| said:Noted, thank you\.$/s,
  );
  assert.match(
    answers.find((line) => line.includes('Closed Book'))!,
    /\| mark:Confidential: in the version for readers of confidential material/,
  );
});

test('comments clause by clause, then who commented in confidence', () => {
  const text = under(all!, 'Question 4: Comments on the legal text').join('\n');
  assert.match(
    text,
    /### G7\.5\n\[Comments on G7\.5\]\nOpen Energy \| said:Say “must”\. \| said:must\n### Other clause\n/,
  );
  assert.match(
    text,
    /\[Beside the comments on question 4\]\nClosed Book Energy \| mark:Confidential: in the version/,
  );
  const inFull = under(confidential!, 'Question 4: Comments on the legal text').join('\n');
  assert.match(inFull, /### G7\.4\n\[Comments on G7\.4\]\nClosed Book Energy \| said:SECRET-ROW/);
});

test('no version tells what its readers may not read; the confidential one tells it and why', () => {
  for (const secret of SECRETS) {
    assert.ok(!all!.join('\n').includes(secret), `${secret} for all`);
    assert.ok(!open!.join('\n').includes(secret), `${secret} in public`);
  }
  for (const own of [
    'Noted, thank you',
    'Most are in favour',
    'Silent',
    'SECAS comment',
    'ot admitted',
    'larification',
  ])
    assert.ok(![...open!, ...publicHeadings].join('\n').includes(own), `${own} in public`);
  for (const secret of ['SECRET-ANSWER', 'SECRET-WHOLE', 'SECRET-REPLY', 'Shy Energy'])
    assert.ok(confidential!.join('\n').includes(secret), secret);
  assert.match(
    under(confidential!, 'What is confidential, and why').join('\n'),
    /plain:An answer \+ note:One-off cost \(£\) \| said:SECRET-REASON of the cost/,
  );
  assert.match(under(confidential!, 'Question 1: Should it be approved?').join('\n'), /warn:Confidential/);
});

test('silent Parties by category, and what was not admitted apart', () => {
  assert.deepEqual(under(all!, 'Did not respond, or the name is withheld'), [
    'Small Supplier: 1 Party: Silent Supply',
    'Gas Network: 1 Party: Shy Party',
  ]);
  const late = under(all!, 'Not admitted').join('\n');
  assert.match(late, /Punctual Energy \| plain:16:59:59\.999 .* \+ note:In time, met the closure \|/);
  assert.match(late, /Name withheld \(TEST-\d+\) \| Withheld \| Withheld \| plain:Refused/);
});

test('responses are read once for all tables, whose rows wait in memory or in a file', async () => {
  const report = await getClosedReport(db, consultation.reference, 'all');
  const read = async (room: number) => {
    let passes = 0;
    const count = ({ sql }: { sql: string }) => {
      if (sql.trimStart().startsWith('select s.id from submission s')) passes += 1;
    };
    db.on('query', count);
    const ahead = readAhead(db, report, room);
    const tables = report.questions.map((question) =>
      ahead.table((told) => [[told.name, question.key, JSON.stringify(told.answers[question.key] ?? '')]]),
    );
    const all: Cell[][] = [];
    for (const rows of tables) for await (const one of rows()) all.push(one);
    const again: Cell[][] = [];
    for await (const one of tables[0]!()) again.push(one);
    await ahead.close();
    db.off('query', count);
    return { passes, all, again };
  };
  const [inFile, some, inMemory] = [await read(0), await read(400), await read(1_000_000)];
  assert.equal(inMemory.all.length, 3 * report.questions.length);
  for (const one of [inFile, some]) assert.deepEqual(one, inMemory);
  assert.equal(inMemory.passes, 1);
  assert.deepEqual(inMemory.again, inMemory.all.slice(0, 3), 'as often as they are asked for');
});
