import type { Question } from '../../consultations/questions.js';
import type { Db } from '../../db/connection.js';
import { questionFigures, themeFigures } from '../counting/figures.rules.js';
import type { Tally } from '../counting/tally.rules.js';
import { answerShown } from '../formats/answerShown.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import type { Block, Cell, Part, Table } from './blocks.js';
import { lineBlocks } from './lineBlocks.js';
import { columnsOf, parts, SECAS_COMMENT, threadParts, withComment } from './parts.js';
import { figuresBlock } from './tables.js';

/**
 * One question: SECAS's comment on it, how often what was said, its themes, then who said what, and why.
 * @param number from 1
 * @param rows of its answers
 */
export async function* questionBlocks(
  bulk: Db,
  report: Report,
  tally: Tally,
  number: number,
  rows: Table['rows'],
): AsyncGenerator<Block> {
  const { question } = tally;
  const comment = report.comments[question.key];
  if (comment) yield { kind: 'verbatim', label: SECAS_COMMENT, text: comment };
  const figures = questionFigures(tally, number);
  if (figures.chart) yield { kind: 'chart', chart: figures.chart };
  yield figuresBlock(figures.tally);
  if (figures.several) yield { kind: 'text', text: figures.several, quiet: true };
  for (const more of [figures.ranking, figures.matrix]) if (more) yield figuresBlock(more);
  const themes = themeFigures(tally, number, report.version);
  if (themes) {
    if (themes.chart) yield { kind: 'chart', chart: themes.chart };
    yield figuresBlock(themes.table);
    yield { kind: 'text', text: themes.note, quiet: true };
  }
  if (question.type === 'rows') yield* lineBlocks(bulk, report, question, number);
  else yield answers(report, number, rows);
}

const answers = ({ version }: Report, number: number, rows: Table['rows']): Block => ({
  kind: 'table',
  table: {
    caption: `What was answered to question ${number}`,
    columns: columnsOf('Answer and rationale', version),
    rows,
    empty: 'Nobody answered it.',
  },
});

/** What a response says to a question: a row, or none. */
export function answerRows(question: Question, report: Report, told: Told): Cell[][] {
  if (question.type === 'rows') return [];
  const shown = answerShown(question, told, report);
  if (!shown) return [];
  const { respondent } = shown;
  return [
    withComment(
      [parts([respondent.name, 'plain'], [respondent.note, 'note']), answerParts(shown)],
      shown,
      report.version,
    ),
  ];
}

function answerParts(shown: NonNullable<ReturnType<typeof answerShown>>): Part[] {
  const { answer, confidential, files, filesWithheld, clarification } = shown;
  const chosen = answer.rationale === undefined ? 'said' : 'label';
  return [
    ...parts([confidential && 'Confidential', 'warn'], [answer.placeholder, 'mark']),
    ...(answer.parts ?? []).flatMap(({ heading, text }) =>
      parts(heading ? [`${heading}: ${text}`, 'said'] : [text, chosen]),
    ),
    ...parts([answer.rationale, 'said']),
    ...files.flatMap(({ name }) => parts([`File: ${name}`, 'note'])),
    ...parts([filesWithheld, 'mark']),
    ...threadParts(clarification),
  ];
}
