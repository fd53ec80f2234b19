import { counted } from '../../counted.js';
import type { Db } from '../../db/connection.js';
import { isOutward } from '../access.rules.js';
import { coverageFigures, FOLDED_IN, TOO_FEW } from '../counting/figures.rules.js';
import { changesTold, WHAT_CHANGED } from '../editions/editionWords.js';
import { countsOf, factsOf } from '../facts.js';
import { onTheWhole } from '../formats/answerShown.js';
import {
  askedRows,
  CONFIDENTIAL,
  EVERYBODY_RESPONDED,
  lateRow,
  NOT_ADMITTED,
  pointRow,
  POINTS,
  RESPONDENTS,
  respondentRow,
  silentTitle,
  type ShownTable,
} from '../formats/rowsShown.js';
import type { Report } from '../report.js';
import { momentWords, saidOf, versionNamed } from '../words.js';
import type { Block, Heading } from './blocks.js';
import { SECAS_COMMENT, withComment } from './parts.js';
import { answerRows, questionBlocks } from './questionBlocks.js';
import { readAhead, type ReadAhead } from './readAhead.js';
import { cellsOf, figuresBlock, tableBlock } from './tables.js';

/** What is asked for when its turn comes. */
type Blocks = AsyncIterable<Block> | Iterable<Block>;

interface Section {
  heading: Heading;
  blocks: () => Blocks;
}

/**
 * The collated report as a document (DOMAIN.md, What the collated report holds), after its title. Memory is flat:
 * responses are not held. What a version does not tell is not there.
 * @param bulk where the responses are read, page by page
 */
export async function* documentOf(bulk: Db, report: Report): AsyncGenerator<Block> {
  const ahead = readAhead(bulk, report);
  try {
    yield* frontMatter(report);
    // All of them: each table is named before the first is asked for.
    const all = [...sections(bulk, report, ahead)];
    for (const { heading, blocks } of all) {
      yield heading;
      yield* blocks();
    }
  } finally {
    await ahead.close();
  }
}

const OF_ALL = 'What is counted, who did not respond and what was not admitted is told of all responses.';

/** The headings of a document that its contents list has, in their order; nothing is read for it. */
export const contentsOf = (bulk: Db, report: Report): Heading[] =>
  [...sections(bulk, report, readAhead(bulk, report))].map(({ heading }) => heading);

function* frontMatter(report: Report): Generator<Block> {
  const moment = momentWords(report);
  // When it was published says that it was.
  const named = report.version === 'public' && moment ? [] : [versionNamed(report)];
  const version = [...named, ...(moment ? [moment] : []), saidOf(report)];
  const { volume } = report;
  const lines = volume
    ? [`${volume.number} of ${volume.of}: responses ${volume.from + 1} to ${volume.to}`, OF_ALL]
    : [];
  const parts = [
    { term: 'This version', lines: version },
    { term: WHAT_CHANGED, lines: changesTold(report.edition) },
    { term: 'This volume', lines },
  ].filter((one) => one.lines.length > 0);
  yield { kind: 'facts', facts: [...factsOf(report), ...parts] };
}

/** What SECAS says, who did not respond, and what was not admitted, is not for everybody. */
function* sections(bulk: Db, report: Report, ahead: ReadAhead): Generator<Section> {
  const { points, version, counts, coverage, late } = report;
  const outward = isOutward(version);
  yield part('Who was asked and who answered', () => askedAndAnswered(report));
  const respondents = ahead.table((told) => [cellsOf(respondentRow(told))]);
  yield part('Respondents', () => [tableBlock(RESPONDENTS, [28, 20, 26, 26], respondents)]);
  yield part('Question by question', () => (counts.answered === 0 ? [NOBODY] : []));
  if (counts.answered > 0) yield* questions(bulk, report, ahead);
  if (!outward) {
    const rows = ahead.table((told) => {
      const shown = onTheWhole(told, report);
      return shown ? [withComment([shown.name], shown, version)] : [];
    });
    yield part(ON_THE_WHOLE.caption, () => [tableBlock(ON_THE_WHOLE, [25, 75], rows)]);
  }
  if (points.length > 0) {
    const rows = () => points.map((point, index) => cellsOf(pointRow(point, index)));
    yield part(POINTS.caption, () => [tableBlock(POINTS, [24, 16, 30, 10, 20], rows, 'wide')]);
  }
  if (!outward) {
    const rows = () => late.map((one) => cellsOf(lateRow(one)));
    yield part(silentTitle(coverage), () => [silent(report)]);
    yield annex(NOT_ADMITTED.caption, () => [tableBlock(NOT_ADMITTED, [20, 24, 22, 34], rows)]);
  }
  if (version === 'confidential') {
    const rows = ahead.table((told) => askedRows(report.questions, told).map(cellsOf));
    yield annex(CONFIDENTIAL.caption, () => [tableBlock(CONFIDENTIAL, [22, 38, 40], rows)]);
  }
}

const part = (text: string, blocks: () => Blocks): Section => ({
  heading: { kind: 'heading', level: 1, text },
  blocks,
});

const annex = (text: string, blocks: () => Blocks): Section => ({
  heading: { kind: 'heading', level: 1, text, annex: true },
  blocks,
});

const NOBODY: Block = { kind: 'text', text: 'Nobody answered this consultation.' };

const ON_THE_WHOLE: ShownTable = {
  caption: 'SECAS comments on responses as a whole',
  columns: ['Respondent', SECAS_COMMENT],
  empty: 'There are none.',
};

const questions = (bulk: Db, report: Report, ahead: ReadAhead): Section[] =>
  report.tallies.map((tally, index) => {
    const { question } = tally;
    const rows = ahead.table((told) => answerRows(question, report, told));
    return {
      heading: { kind: 'heading', level: 2, text: `Question ${index + 1}: ${question.ask}` },
      blocks: () => questionBlocks(bulk, report, tally, index + 1, rows),
    };
  });

function* askedAndAnswered(report: Report): Generator<Block> {
  const { coverage } = report;
  yield {
    kind: 'facts',
    facts: countsOf(report).map(({ label, value, note }) => ({
      term: label,
      lines: [String(value), ...(note ? [note] : [])],
    })),
  };
  const figures = coverageFigures(coverage);
  if (!figures) return yield { kind: 'text', text: TOO_FEW, quiet: true };
  yield figuresBlock(figures, 'No Parties were asked.');
  if (coverage.folded) yield { kind: 'text', text: FOLDED_IN, quiet: true };
}

const silent = ({ coverage }: Report): Block =>
  coverage.silent.length === 0
    ? { kind: 'text', text: EVERYBODY_RESPONDED }
    : {
        kind: 'facts',
        facts: coverage.silent.map(({ category, parties }) => ({
          term: `${category}: ${counted(parties.length, 'Party', 'Parties')}`,
          lines: parties,
        })),
      };
