import type { Question } from '../../consultations/questions.js';
import type { Db } from '../../db/connection.js';
import { isOutward } from '../access.rules.js';
import { rowsTold, startLines, type Line } from '../counting/lines.rules.js';
import { besideLines } from '../formats/answerShown.js';
import { dispositionsOn } from '../formats/dispositionsShown.js';
import type { Report } from '../report.js';
import { toldIn } from '../telling/told.js';
import type { Block, Cell } from './blocks.js';
import { columnsOf, parts, SECAS_COMMENT, threadParts, withComment } from './parts.js';

/** So many characters of comments are held at once. */
const HELD = 8_000_000;

/**
 * The comments on legal text or a budget, clause by clause or line by line; then who commented in confidence, what
 * SECAS says and asked beside, and what came of points on no line. Responses are read once; where that would be too
 * much to hold, once more for each few lines.
 */
export async function* lineBlocks(
  bulk: Db,
  report: Report,
  question: Question,
  number: number,
): AsyncGenerator<Block> {
  const lengths = new Map<string, number>((question.lines ?? []).map((line) => [line, 0]));
  let [beside, length] = [false, 0];
  let lines: ReturnType<typeof startLines> | undefined = startLines(question);
  for await (const told of toldIn(bulk, report)) {
    for (const [line = '', ...texts] of rowsTold(question, told)) {
      const more = texts.join('').length + told.name.length;
      lengths.set(line, (lengths.get(line) ?? 0) + more);
      length += more;
    }
    if (length > HELD) lines = undefined;
    lines?.add(told);
    beside ||= besideLines(question, told, report) !== undefined;
  }
  for (const some of lines ? [] : fewAtOnce(lengths)) {
    const few = startLines(question, some);
    for await (const told of toldIn(bulk, report)) few.add(told);
    for (const line of few.result()) yield* lineOf(report, question, line);
  }
  for (const line of lines?.result() ?? []) yield* lineOf(report, question, line);
  if (beside) yield besideTable(bulk, report, question, number);
}

function fewAtOnce(lengths: Map<string, number>): string[][] {
  const batches: string[][] = [];
  let held = Infinity;
  for (const [line, length] of lengths) {
    if (length === 0) continue;
    held += length;
    if (held > HELD) {
      batches.push([]);
      held = length;
    }
    batches.at(-1)!.push(line);
  }
  return batches;
}

function* lineOf(report: Report, question: Question, { line, comments }: Line): Generator<Block> {
  const columns = (question.columns ?? []).slice(1);
  const comment = report.lineComments[question.key]?.[line];
  yield { kind: 'heading', level: 3, text: line };
  if (comment) yield { kind: 'verbatim', label: SECAS_COMMENT, text: comment };
  for (const text of dispositionsOn(report, question.key, line)) yield { kind: 'text', text, quiet: true };
  yield {
    kind: 'table',
    table: {
      caption: `Comments on ${line}`,
      columns: ['Respondent', ...columns].map((heading, index) => ({
        heading,
        share: index === 0 ? 22 : 30,
      })),
      *rows(): Generator<Cell[]> {
        for (const { respondent, texts } of comments)
          yield [respondent, ...columns.map((_, index) => parts([texts[index], 'said']))];
      },
      empty: 'There are none.',
    },
  };
}

const besideTable = (bulk: Db, report: Report, question: Question, number: number): Block => ({
  kind: 'table',
  table: {
    caption: `Beside the comments on question ${number}`,
    columns: columnsOf(
      isOutward(report.version) ? 'What is left out' : 'Said in confidence, and clarifications',
      report.version,
    ),
    async *rows(): AsyncGenerator<Cell[]> {
      for await (const told of toldIn(bulk, report)) {
        const shown = besideLines(question, told, report);
        if (!shown) continue;
        const { name, placeholder, clarification } = shown;
        const said = [...parts([placeholder, 'mark']), ...threadParts(clarification)];
        yield withComment([name, said], shown, report.version);
      }
    },
    empty: 'There is nothing.',
  },
});
