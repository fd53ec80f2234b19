import { counted, inSentence } from '../../counted.js';
import { paths } from '../../paths.js';
import type { Viewer } from '../../people/viewer.js';
import { rootShown } from '../../proof/rootShown.js';
import { onTheWhole } from '../formats/answerShown.js';
import { ENDINGS, offeredOf, FORMATS, type Format } from '../formats/formats.js';
import { coverageFigures, FOLDED_IN, TOO_FEW } from '../counting/figures.rules.js';
import { countsOf, factsOf, titleOf } from '../facts.js';
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
  type ShownCell,
  type ShownTable,
} from '../formats/rowsShown.js';
import { isOutward } from '../access.rules.js';
import type { Report } from '../report.js';
import { CALLED } from '../words.js';
import { anewNote, editionShown } from './edition.page.js';
import { closerShown } from './closer.page.js';
import { figuresTable } from './figures.page.js';
import { linksOf } from './links.js';
import { questionPart } from './question.page.js';
import type { ReportRead } from './readPage.js';
import { versionNote } from './version.page.js';

/** The collated report as a document, in the shape that the industry reads (DOMAIN.md, the collated report). */
export function reportPage(read: ReportRead, viewer: Pick<Viewer, 'secas' | 'confidential'>) {
  const { report, told, closer } = read;
  const { consultation, version, everybody, coverage } = report;
  // Figures of those that one looks at, or none: never those of others beside their answers.
  const tallies = closer?.tallies ?? report.tallies;
  const countedHere = closer?.fits === undefined || closer.tallies !== undefined;
  const { answered } = report.counts;
  const { reference } = consultation;
  const top = titleOf(report);
  const outward = isOutward(version);
  const figures = coverageFigures(coverage);
  const questions = tallies.map((tally, index) => questionPart(read, tally, index + 1, countedHere));
  return {
    title: outward ? `${reference}: ${inSentence(CALLED[version])}` : `${reference}: report`,
    breadcrumbs: everybody
      ? [
          { text: 'Consultations', href: paths.front() },
          { text: reference, href: paths.consultation({ reference }) },
          { text: 'Responses' },
        ]
      : [{ text: 'Reports', href: paths.panel() }, { text: reference }],
    heading: { text: top.title, caption: top.caption },
    version: versionNote(report, viewer),
    edition: editionShown(read),
    facts: factsOf(report).map(({ term, lines }) =>
      lines.length === 1 ? { key: term, value: lines[0] } : { key: term, lines },
    ),
    stats: countsOf(report),
    downloads: downloads(report),
    root: rootShown(report.roots),
    contents: questions.map(({ id, number, title: text }) => ({ href: `#${id}`, number, text })),
    coverage: figures && { ...figuresTable(figures), empty: 'No Parties were asked.' },
    coverageNote: figures ? (coverage.folded ? FOLDED_IN : undefined) : TOO_FEW,
    respondents: table(
      RESPONDENTS,
      told.map((one) => withNote(respondentRow(one), anewNote(read, one.id)[0])),
    ),
    closer: closerShown(read),
    notAll:
      !closer?.fits && answered > told.length
        ? `This page tells ${told.length} of ${answered} responses in full; the tallies count all of them. The workbook and the CSV file have them all.`
        : undefined,
    nobody: answered === 0 ? 'Nobody answered this consultation.' : undefined,
    questions: answered === 0 ? [] : questions,
    onTheWhole: told.flatMap((one) => onTheWhole(one, report) ?? []),
    points: report.points.length > 0 ? table(POINTS, report.points.map(pointRow)) : undefined,
    // Who did not respond, and what was not admitted, is not for everybody.
    silent: outward
      ? undefined
      : coverage.silent.map(({ category, parties }) => ({
          summary: `${category}: ${counted(parties.length, 'Party', 'Parties')}`,
          list: parties,
        })),
    silentTitle: silentTitle(coverage),
    everybody: EVERYBODY_RESPONDED,
    notAdmitted: outward ? undefined : table(NOT_ADMITTED, report.late.map(lateRow)),
    confidential:
      version === 'confidential'
        ? table(
            CONFIDENTIAL,
            told.flatMap((one) => askedRows(report.questions, one)),
          )
        : undefined,
  };
}

/** @param note stands below what the row is of */
const withNote = ([first, ...rest]: ShownCell[], note: string | undefined): ShownCell[] => [
  typeof first === 'string' ? { text: first, note } : { ...first, note },
  ...rest,
];

/** What people read or edit as buttons, the pack last; what programs read in a line of links, with its schema. */
function downloads(report: Report) {
  const { edition } = report;
  if (edition && !edition.completedAt) return undefined;
  // Of what is only to be looked at there is no pack.
  const packed = edition ? [{ text: 'Everything with attachments (ZIP)', href: linksOf(report).pack }] : [];
  const { as } = linksOf(report);
  const files = offeredOf(report).map((file) => ({
    ...file,
    text: FORMATS[file.ending].offer,
    href: as(file),
    isData: (FORMATS[file.ending] as Format).data ?? false,
  }));
  const whole = files.filter(({ volume, isData }) => !volume && !isData);
  return {
    buttons: [...whole, ...packed].map(({ text, href }, index) => ({
      text,
      href,
      kind: index === 0 ? undefined : 'secondary',
    })),
    volumes: ENDINGS.map((ending) => files.filter((file) => file.ending === ending && file.volume))
      .filter((some) => some.length > 0)
      .map((some) => ({
        text: `${some[0]!.text} in ${some.length} volumes`,
        links: some.map(({ volume, href }) => ({ text: String(volume!.number), href })),
      })),
    data: files.filter(({ isData }) => isData),
    schema: paths.reportSchema(),
  };
}

const table = ({ columns, ...more }: ShownTable, rows: ShownCell[][]) => ({
  ...more,
  captionHidden: true,
  columns: columns.map((text) => ({ text })),
  rows,
});
