import type { Writable } from 'node:stream';
import { capital } from '../../../counted.js';
import type { Db } from '../../../db/connection.js';
import { formatDeadline, formatExact } from '../../../londonTime.js';
import { rowsOf } from '../../../responses/answers/rows.js';
import { columnsOf } from '../columns.js';
import { pointsSheet } from './pointsSheet.js';
import { COUNTED_AS, type Told } from '../../telling/redaction.rules.js';
import type { Report } from '../../report.js';
import { chosenIn, SEVERAL_CHOSEN, type Tally } from '../../counting/tally.rules.js';
import { SAID_OF } from '../../words.js';
import { toldIn } from '../../telling/told.js';
import { clarificationsSheet } from './clarificationsSheet.js';
import type { Sheet, SheetCell, SheetRow } from './sheet.js';
import { writeWorkbook } from './workbook.js';

const heading = (...cells: string[]): SheetRow => ({ cells, look: 'heading' });
const figures = (...cells: string[]): SheetRow => ({ cells, look: 'figures' });
const line = (...cells: SheetCell[]): SheetRow => ({ cells });

/** Writes the report as a workbook: summary, responses, comments by line, clarifications, silent, not admitted, and what was confidential. */
export async function writeXlsx(bulk: Db, report: Report, out: Writable): Promise<void> {
  const isPublic = report.version === 'public';

  const columns = columnsOf(report);
  const responses: Sheet = {
    name: 'Responses',
    widths: columns.map(({ width }) => width),
    table: true,
    async *rows() {
      yield heading(...columns.map((column) => column.heading));
      for await (const told of toldIn(bulk, report)) yield line(...columns.map(({ cell }) => cell(told)));
    },
  };
  const silent: Sheet = {
    name: report.version === 'all' ? 'Did not respond, or withheld' : 'Did not respond',
    widths: [28, 60],
    table: true,
    *rows() {
      yield heading('Category', 'Party');
      for (const { category, parties } of report.coverage.silent) {
        for (const party of parties) yield line(category, party);
      }
    },
  };
  const summary: Sheet = {
    name: 'Summary',
    widths: [64, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16],
    table: false,
    rows: () => summaryRows(report),
  };
  const lines = report.questions.some(({ type }) => type === 'rows') ? [linesSheet(bulk, report)] : [];
  const clarified = report.clarified.length > 0 ? [clarificationsSheet(bulk, report)] : [];
  const points = report.points.length > 0 ? [pointsSheet(report.points)] : [];
  const confidential = report.version === 'confidential' ? [confidentialSheet(bulk, report)] : [];
  // Who did not respond, and what was not admitted, is not for everybody.
  const others = isPublic ? [] : [silent, notAdmittedSheet(report)];
  const sheets = [summary, responses, ...lines, ...clarified, ...points, ...others, ...confidential];
  const mtime = new Date(Number((report.closedAt ?? report.consultation.closesAt).epochMilliseconds));
  await writeWorkbook(sheets, mtime, out);
}

function* summaryRows({ consultation, version, closedAt, added, coverage, tallies }: Report) {
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
  yield line(SAID_OF[version]);
  yield line();
  yield figures('Eligible Parties', ...coverage.states.map(capital), 'Eligible');
  for (const { category, eligible, counts } of coverage.categories) {
    yield line(category, ...coverage.states.map((state) => counts[state] ?? 0), eligible);
  }
  const { total } = coverage;
  yield line('Total', ...coverage.states.map((state) => total.counts[state] ?? 0), total.eligible);
  for (const [index, tally] of tallies.entries()) {
    const { question, counts, rows, ranks } = tally;
    yield line();
    yield figures(`${index + 1}. ${question.ask}`, 'Responses', 'Parties represented', ...COUNTED_AS);
    for (const { label, responses, parties, by } of counts) {
      yield line(label, responses, parties, ...COUNTED_AS.map((one) => by[one]));
    }
    if (question.type === 'multiple-choice') yield line(SEVERAL_CHOSEN);
    if (question.type === 'ranking') yield* rankRows(ranks);
    if (rows.length === 0) continue;
    const options = chosenIn(tally);
    yield figures('', ...options);
    for (const row of rows) yield line(row.label, ...options.map((option) => row.chosen[option] ?? 0));
  }
}

function* rankRows(ranks: Tally['ranks']) {
  yield figures('Put first by', 'Responses', 'Parties represented', ...COUNTED_AS, 'Mean rank (1 is first)');
  for (const { label, responses, parties, by, mean } of ranks) {
    const rounded = mean === undefined ? '' : Math.round(mean * 100) / 100;
    yield line(label, responses, parties, ...COUNTED_AS.map((one) => by[one]), rounded);
  }
}

/** One row for each comment on a clause or a budget line, so that the sheet can be sorted and filtered by line. */
function linesSheet(bulk: Db, report: Report): Sheet {
  const questions = report.questions.filter(({ type }) => type === 'rows');
  const columns = Math.max(...questions.map((question) => question.columns?.length ?? 1));
  return {
    name: 'By line',
    widths: [34, 30, ...Array.from({ length: columns }, () => 40), 40],
    table: true,
    async *rows() {
      const names =
        questions.length === 1 ? (questions[0]!.columns ?? []) : ['Line', 'Comment', 'Further columns'];
      const filled = (cells: string[]) => Array.from({ length: columns }, (_, index) => cells[index] ?? '');
      yield heading('Question', 'Respondent', ...filled(names), 'SECAS comment on the line');
      for await (const told of toldIn(bulk, report)) {
        for (const { key, ask } of questions) {
          const answer = told.answers[key];
          if (answer?.withheld) yield line(ask, told.name, answer.placeholder);
          else if (answer)
            for (const cells of rowsOf(answer.value)) {
              const comment = report.lineComments[key]?.[cells[0] ?? ''] ?? '';
              yield line(ask, told.name, ...filled(cells), comment);
            }
        }
      }
    },
  };
}

function notAdmittedSheet({ late }: Report): Sheet {
  return {
    name: 'Not admitted',
    widths: [40, 16, 44, 44, 24, 60],
    table: true,
    *rows() {
      yield heading('Respondent', 'Reference', 'Arrived', 'Deadline', 'On time', 'SECAS');
      for (const { name, reference, receivedAt, deadline, how, outcome, reason } of late) {
        yield line(
          name,
          reference,
          receivedAt ? formatExact(receivedAt) : 'Withheld',
          deadline ? formatDeadline(deadline) : 'Withheld',
          how ?? 'Withheld',
          reason ? `${outcome}: ${reason}` : outcome,
        );
      }
    },
  };
}

const confidentialSheet = (bulk: Db, report: Report): Sheet => ({
  name: 'Confidential',
  widths: [40, 16, 40, 50, 60],
  table: true,
  async *rows() {
    yield heading('Respondent', 'Reference', 'What', 'Question', 'Reason given');
    for await (const told of toldIn(bulk, report)) {
      for (const one of told.asked) yield askedRow(report, told, one);
    }
  },
});

function askedRow(
  { questions }: Report,
  told: Told,
  { what, questionKey, reason }: Told['asked'][number],
): SheetRow {
  const ask = questions.find(({ key }) => key === questionKey)?.ask ?? '';
  return line(told.name, told.reference, what, ask, reason);
}
