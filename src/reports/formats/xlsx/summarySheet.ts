import { capital } from '../../../counted.js';
import { formatDeadline } from '../../../londonTime.js';
import { SEVERAL_THEMES, WITHOUT_THEMES } from '../../counting/figures.rules.js';
import { chosenIn, SEVERAL_CHOSEN, type Tally } from '../../counting/tally.rules.js';
import { changesTold, WHAT_CHANGED } from '../../editions/editionWords.js';
import type { Report } from '../../report.js';
import { COUNTED_AS } from '../../telling/redaction.rules.js';
import { momentWords, saidOf } from '../../words.js';
import type { Sheet, SheetCell, SheetRow } from './sheet.js';

/** Who was asked and answered, and the tally of each question. */
export const summarySheet = (report: Report): Sheet => ({
  name: 'Summary',
  widths: [64, ...Array.from({ length: 10 }, () => 16)],
  table: false,
  names: 1,
  rows: () => summaryRows(report),
});

const figures = (...cells: string[]): SheetRow => ({ cells, look: 'figures' });
const line = (...cells: SheetCell[]): SheetRow => ({ cells });

function* summaryRows(report: Report) {
  const { consultation, version, closedAt, added, counts, coverage, tallies } = report;
  yield { cells: [consultation.title], look: 'title' } satisfies SheetRow;
  yield line(`${consultation.reference}, issued by ${consultation.issuedBy}`);
  yield line(`Opened at ${formatDeadline(consultation.opensAt)}`);
  yield line(`Closed at ${formatDeadline(consultation.closesAt)}`);
  if (closedAt && closedAt.epochNanoseconds > consultation.closesAt.epochNanoseconds) {
    yield line(`Last extension until ${formatDeadline(closedAt)}`);
  }
  for (const { name, category, at, reason } of added) {
    yield line(`Added to those asked at ${formatDeadline(at)}: ${name} (${category}). ${reason}`);
  }
  const moment = momentWords(report);
  if (moment) yield line(moment);
  yield line(saidOf(report));
  yield* changeRows(report);
  yield line();
  yield figures('Who answered', 'Responses', ...COUNTED_AS);
  yield line('All responses', counts.answered, ...COUNTED_AS.map((one) => counts.by[one]));
  yield line('of which “no comment”', counts.nilReturns);
  yield line('Parties that they represent', counts.parties);
  yield line();
  yield figures('Eligible Parties', ...coverage.states.map(capital), 'Eligible');
  for (const { category, eligible, counts: counted } of coverage.categories) {
    yield line(category, ...coverage.states.map((state) => counted[state] ?? 0), eligible);
  }
  const { total } = coverage;
  yield line('Total', ...coverage.states.map((state) => total.counts[state] ?? 0), total.eligible);
  for (const [index, tally] of tallies.entries()) {
    yield* tallyRows(tally, index + 1);
    yield* themeRows(tally, index + 1, version);
  }
}

function* changeRows({ edition }: Report) {
  const changes = changesTold(edition);
  if (changes.length > 0) yield line(WHAT_CHANGED);
  for (const change of changes) yield line(change);
}

function* tallyRows(tally: Tally, number: number) {
  const { question, counts, rows, ranks } = tally;
  yield line();
  yield figures(`${number}. ${question.ask}`, 'Responses', 'Parties represented', ...COUNTED_AS);
  for (const { label, responses, parties, by } of counts) {
    yield line(label, responses, parties, ...COUNTED_AS.map((one) => by[one]));
  }
  if (question.type === 'multiple-choice') yield line(SEVERAL_CHOSEN);
  if (question.type === 'ranking') yield* rankRows(ranks);
  if (rows.length === 0) return;
  const options = chosenIn(tally);
  yield figures('', ...options);
  for (const row of rows) yield line(row.label, ...options.map((option) => row.chosen[option] ?? 0));
}

function* themeRows({ themes }: Tally, number: number, version: Report['version']) {
  if (!themes) return;
  yield figures(
    `Themes of the answers to question ${number}`,
    'Responses',
    'Parties represented',
    ...COUNTED_AS,
  );
  for (const { label, responses, parties, by } of themes)
    yield line(label, responses, parties, ...COUNTED_AS.map((one) => by[one]));
  yield line(SEVERAL_THEMES);
  if (version !== 'confidential') yield line(WITHOUT_THEMES);
}

function* rankRows(ranks: Tally['ranks']) {
  yield figures('Put first by', 'Responses', 'Parties represented', ...COUNTED_AS, 'Mean rank (1 is first)');
  for (const { label, responses, parties, by, mean } of ranks) {
    const rounded = mean === undefined ? '' : Math.round(mean * 100) / 100;
    yield line(label, responses, parties, ...COUNTED_AS.map((one) => by[one]), rounded);
  }
}
