import { counted } from '../../counted.js';
import type { Db } from '../../db/connection.js';
import { coverageFigures, FOLDED_IN, TOO_FEW } from '../counting/figures.rules.js';
import { countsOf, factsOf } from '../facts.js';
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
} from '../formats/rowsShown.js';
import type { Report } from '../report.js';
import { toldIn } from '../telling/told.js';
import { publishedWords, SAID_OF, versionNamed } from '../words.js';
import type { Block, Cell, Heading } from './blocks.js';
import { questionBlocks } from './questionBlocks.js';
import { figuresBlock, tableBlock } from './tables.js';

/** What is asked for when its turn comes. */
type Blocks = AsyncIterable<Block> | Iterable<Block>;

interface Section {
  heading: Heading;
  blocks: () => Blocks;
}

/**
 * The collated report as a document (DOMAIN.md, What the collated report holds), after its title. Memory is flat: the
 * rows of a table are read when its turn comes, and responses are not held. What a version does not tell is not there.
 * @param bulk where the responses are read, page by page
 */
export async function* documentOf(bulk: Db, report: Report): AsyncGenerator<Block> {
  yield* frontMatter(report);
  for (const { heading, blocks } of sectionsOf(bulk, report)) {
    yield heading;
    yield* blocks();
  }
}

/** The headings of a document that its contents list has, in their order; nothing is read for it. */
export const contentsOf = (bulk: Db, report: Report): Heading[] =>
  sectionsOf(bulk, report).map(({ heading }) => heading);

function* frontMatter(report: Report): Generator<Block> {
  const { publication } = report;
  const said = publication ? [publishedWords(publication)] : [];
  const version = [versionNamed(report), ...said, SAID_OF[report.version]];
  yield { kind: 'facts', facts: [...factsOf(report), { term: 'This version', lines: version }] };
}

function sectionsOf(bulk: Db, report: Report): Section[] {
  const { tallies, points, version, counts, coverage } = report;
  const isPublic = version === 'public';
  const part = (text: string, blocks: () => Blocks): Section => ({
    heading: { kind: 'heading', level: 1, text },
    blocks,
  });
  const annex = (text: string, blocks: () => Blocks): Section => ({
    heading: { kind: 'heading', level: 1, text, annex: true },
    blocks,
  });
  const questions = tallies.map((tally, index): Section => ({
    heading: { kind: 'heading', level: 2, text: `Question ${index + 1}: ${tally.question.ask}` },
    blocks: () => questionBlocks(bulk, report, tally, index + 1),
  }));
  return [
    part('Who was asked and who answered', () => askedAndAnswered(report)),
    part('Respondents', () => [respondents(bulk, report)]),
    part('Question by question', () =>
      counts.answered === 0 ? [{ kind: 'text', text: 'Nobody answered this consultation.' }] : [],
    ),
    ...(counts.answered === 0 ? [] : questions),
    // What SECAS says, who did not respond, and what was not admitted, is not for everybody.
    ...(isPublic
      ? []
      : [part('SECAS comments on responses as a whole', () => [commentsOnTheWhole(bulk, report)])]),
    ...(points.length > 0
      ? [
          part('Points and replies', () => [
            tableBlock(POINTS, [24, 16, 30, 10, 20], pointRows(report), 'wide'),
          ]),
        ]
      : []),
    ...(isPublic ? [] : [part(silentTitle(coverage), () => [silent(report)])]),
    ...(isPublic
      ? []
      : [
          annex('Not admitted', () => [
            tableBlock(NOT_ADMITTED, [24, 26, 26, 24], () => report.late.map((one) => lateRow(one))),
          ]),
        ]),
    ...(version === 'confidential'
      ? [annex('What is confidential, and why', () => [confidential(bulk, report)])]
      : []),
  ];
}

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

const respondents = (bulk: Db, report: Report): Block =>
  tableBlock(RESPONDENTS, [30, 22, 26, 22], async function* () {
    for await (const told of toldIn(bulk, report)) yield respondentRow(told);
  });

const commentsOnTheWhole = (bulk: Db, report: Report): Block => ({
  kind: 'table',
  table: {
    caption: 'SECAS comments on responses as a whole',
    columns: [
      { heading: 'Respondent', share: 25 },
      { heading: 'SECAS comment', share: 75 },
    ],
    async *rows(): AsyncGenerator<Cell[]> {
      for await (const { name, comments } of toldIn(bulk, report))
        if (comments['']) yield [name, [{ text: comments[''], look: 'said' }]];
    },
    empty: 'There are none.',
  },
});

const pointRows = (report: Report) => () => report.points.map((point) => pointRow(point));

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

const confidential = (bulk: Db, report: Report): Block =>
  tableBlock(CONFIDENTIAL, [22, 38, 40], async function* () {
    for await (const told of toldIn(bulk, report)) yield* askedRows(report.questions, told);
  });
