import type { Db } from '../../db/connection.js';
import { questionFigures } from '../counting/figures.rules.js';
import type { Tally } from '../counting/tally.rules.js';
import { answerShown } from '../formats/answerShown.js';
import type { Report } from '../report.js';
import { toldIn } from '../telling/told.js';
import type { Block, Part } from './blocks.js';
import { lineBlocks } from './lineBlocks.js';
import { parts, SECAS_COMMENT, threadParts } from './parts.js';
import { figuresBlock } from './tables.js';

/** One question: SECAS's comment on it, how often what was said, then who said what, and why. @param number from 1 */
export async function* questionBlocks(
  bulk: Db,
  report: Report,
  tally: Tally,
  number: number,
): AsyncGenerator<Block> {
  const { question } = tally;
  const comment = report.comments[question.key];
  if (comment) yield { kind: 'verbatim', label: SECAS_COMMENT, text: comment };
  const figures = questionFigures(tally, number);
  if (figures.chart) yield { kind: 'chart', chart: figures.chart };
  yield figuresBlock(figures.tally);
  if (figures.several) yield { kind: 'text', text: figures.several, quiet: true };
  for (const more of [figures.ranking, figures.matrix]) if (more) yield figuresBlock(more);
  if (question.type === 'rows') yield* lineBlocks(bulk, report, question, number);
  else yield answers(bulk, report, tally, number);
}

/** SECAS has a column to write in, be it empty; in public there is none. */
function answers(bulk: Db, report: Report, { question }: Tally, number: number): Block {
  const { version } = report;
  const commented = version !== 'public';
  return {
    kind: 'table',
    table: {
      caption: `What was answered to question ${number}`,
      columns: [
        { heading: 'Respondent', share: 22 },
        { heading: 'Answer and rationale', share: commented ? 53 : 78 },
        ...(commented ? [{ heading: SECAS_COMMENT, share: 25 }] : []),
      ],
      async *rows() {
        for await (const told of toldIn(bulk, report)) {
          const shown = told.kind === 'response' && answerShown(question, told, version);
          if (!shown) continue;
          const { respondent, comment } = shown;
          yield [
            parts([respondent.name, 'plain'], [respondent.note, 'note']),
            answerParts(shown),
            ...(commented ? [parts([comment, 'said'])] : []),
          ];
        }
      },
      empty: 'Nobody answered it.',
    },
  };
}

function answerParts(shown: NonNullable<ReturnType<typeof answerShown>>): Part[] {
  const { answer, confidential, files, filesWithheld, clarification } = shown;
  const chosen = answer.rationale === undefined ? 'said' : 'label';
  return [
    ...parts([confidential && 'Confidential', 'warn'], [answer.placeholder, 'mark']),
    ...(answer.parts ?? []).flatMap(({ heading, text }) =>
      parts([heading ? `${heading}: ${text}` : text, chosen]),
    ),
    ...parts([answer.rationale, 'said']),
    ...files.flatMap(({ name }) => parts([`File: ${name}`, 'note'])),
    ...parts([filesWithheld, 'mark']),
    ...threadParts(clarification),
  ];
}
