import { capital } from '../../counted.js';
import { enteredWords } from '../../responses/confirming/confirming.rules.js';
import { KINDS } from '../../consultations/consultations.rules.js';
import { formatDeadline, formatExact } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Viewer } from '../../people/viewer.js';
import { rootShown } from '../../proof/rootShown.js';
import { receivedWords } from '../../responses/fateWords.js';
import { FORMATS, offeredFor } from '../formats/formats.js';
import { ON_TIME } from '../words.js';
import type { Report } from '../report.js';
import type { CoverageTold } from '../telling/coverageTold.rules.js';
import { anewNote, editionShown } from './edition.page.js';
import { pointsTable } from './points.page.js';
import { linksOf, type ReportLinks } from './links.js';
import { questionPart } from './question.page.js';
import type { ReportRead } from './readPage.js';
import type { Told } from '../telling/redaction.rules.js';
import { versionNote } from './version.page.js';

/** The collated report as a document, in the shape that the industry reads (DOMAIN.md, the collated report). */
export function reportPage(read: ReportRead, viewer: Pick<Viewer, 'secas' | 'confidential'>) {
  const { report, told } = read;
  const { consultation, version, publication, tallies, coverage } = report;
  const { answered } = report.counts;
  const { reference, title, kind } = consultation;
  const isPublic = version === 'public';
  const questions = tallies.map((tally, index) => questionPart(read, tally, index + 1));
  return {
    title: isPublic ? `${reference}: responses` : `${reference}: report`,
    breadcrumbs: publication
      ? [
          { text: 'Consultations', href: paths.front() },
          { text: reference, href: paths.consultation({ reference }) },
          { text: 'Responses' },
        ]
      : [{ text: 'Reports', href: paths.panel() }, { text: reference }],
    heading: {
      text: title,
      caption: `${isPublic ? 'Responses' : 'Collated report'} · ${reference} · ${KINDS[kind]}`,
    },
    version: versionNote(report, viewer),
    edition: editionShown(read),
    facts: factsOf(report),
    stats: statsOf(report),
    downloads: report.edition && !report.edition.completedAt ? [] : downloads(report, linksOf(report)),
    schema: paths.reportSchema(),
    root: rootShown(report.roots),
    contents: questions.map(({ id, number, title: text }) => ({ href: `#${id}`, number, text })),
    coverage: coverage.states.length > 0 ? coverageTable(coverage) : undefined,
    folded: coverage.folded,
    respondents: respondentsTable(read),
    notAll:
      answered > told.length
        ? `This page tells ${told.length} of ${answered} responses in full; the tallies count all of them. The workbook and the CSV file have them all.`
        : undefined,
    nobody: answered === 0 ? 'Nobody answered this consultation.' : undefined,
    questions: answered === 0 ? [] : questions,
    onTheWhole: told.flatMap(({ name, comments }) => (comments[''] ? [{ name, text: comments[''] }] : [])),
    points: report.points.length > 0 ? pointsTable(report.points) : undefined,
    // Who did not respond, and what was not admitted, is not for everybody.
    silent: isPublic
      ? undefined
      : coverage.silent.map(({ category, parties }) => ({
          summary: `${category}: ${parties.length} ${parties.length === 1 ? 'Party' : 'Parties'}`,
          list: parties,
        })),
    silentTitle: coverage.folded ? 'Did not respond, or the name is withheld' : 'Did not respond',
    notAdmitted: isPublic ? undefined : notAdmittedTable(report),
    confidential: version === 'confidential' ? confidentialTable(read) : undefined,
  };
}

function factsOf(report: Report) {
  const { issuedBy, opensAt, closesAt, audience, modification } = report.consultation;
  return [
    { key: 'Issued by', value: issuedBy },
    ...(modification ? [{ key: 'Modification', value: modification }] : []),
    { key: 'Opened', value: formatDeadline(opensAt) },
    { key: 'Closed', value: formatDeadline(closesAt) },
    ...(report.closedAt && report.closedAt.epochNanoseconds > closesAt.epochNanoseconds
      ? [{ key: 'Last extension', value: formatDeadline(report.closedAt) }]
      : []),
    { key: 'Who was asked', value: audience.join(', ') },
    ...(report.added.length > 0
      ? [{ key: 'Added after publication', lines: report.added.map(addedLine) }]
      : []),
  ];
}

const addedLine = ({ name, category, at, reason }: Report['added'][number]): string =>
  `${name} (${category}), at ${formatDeadline(at)}: ${reason}`;

function statsOf({ version, counts, coverage, late }: Report) {
  const { answered, nilReturns, parties } = counts;
  const note = coverage.folded ? 'without those of respondents whose name is withheld' : undefined;
  return [
    { label: 'Responses with answers', value: answered - nilReturns },
    { label: 'No comment', value: nilReturns },
    { label: 'Parties represented', value: parties, note },
    { label: 'Eligible Parties', value: coverage.total.eligible },
    ...(version === 'public' ? [] : [{ label: 'Not admitted', value: late.length }]),
  ];
}

const downloads = (report: Report, { as, pack }: ReportLinks) => [
  ...offeredFor(report).map((ending, index) => ({
    text: FORMATS[ending].offer,
    href: as(ending),
    kind: index === 0 ? undefined : 'secondary',
  })),
  { text: 'Everything with attachments (ZIP)', href: pack, kind: 'secondary' },
];

function coverageTable({ states, categories, total }: CoverageTold) {
  const row = (name: string, eligible: number, counts: Record<string, number>) => [
    name,
    ...states.map((state) => counts[state] ?? 0),
    eligible,
  ];
  return {
    caption: 'Eligible Parties, by category',
    captionHidden: true,
    onPhone: 'scroll',
    columns: [
      { text: 'Category' },
      ...states.map((state) => ({ text: capital(state), numeric: true })),
      { text: 'Eligible', numeric: true },
    ],
    rows: categories.map(({ category, eligible, counts }) => row(category, eligible, counts)),
    foot: row('Total', total.eligible, total.counts),
    empty: 'No Parties were asked.',
  };
}

function respondentsTable(read: ReportRead) {
  return {
    caption: 'Respondents',
    captionHidden: true,
    columns: [
      { text: 'Respondent' },
      { text: 'Category' },
      { text: 'Parties represented' },
      { text: 'Received' },
    ],
    rows: read.told.map((one) => [
      {
        text: one.name,
        tag: one.kind === 'nil' ? { text: 'No comment', tone: 'neutral' } : undefined,
        note: anewNote(read, one.id)[0],
      },
      one.countedAs.join(', '),
      one.nameWithheld ? 'Withheld' : partiesCell(one),
      one.receivedAt
        ? {
            text: receivedWords(one.receivedAt, one.standing),
            note: [
              ON_TIME[one.standing],
              ...(one.transcription ? [enteredWords(one.transcription)] : []),
            ].join(', '),
          }
        : 'Withheld',
    ]),
    empty: 'There are none.',
  };
}

const partiesCell = ({ parties }: Told) =>
  parties.length === 0 ? 'None: it speaks for itself' : { lines: parties.map(({ name }) => name) };

function notAdmittedTable({ late }: Report) {
  return {
    caption: 'Not admitted',
    captionHidden: true,
    columns: [{ text: 'Respondent' }, { text: 'Arrived' }, { text: 'Deadline' }, { text: 'SECAS' }],
    rows: late.map(({ name, receivedAt, deadline, how, outcome, reason }) => [
      name,
      receivedAt ? { text: formatExact(receivedAt), note: how } : 'Withheld',
      deadline ? formatDeadline(deadline) : 'Withheld',
      { text: outcome, note: reason },
    ]),
    empty: 'There are none.',
  };
}

function confidentialTable({ told, report }: ReportRead) {
  const ask = (key?: string) => report.questions.find((question) => question.key === key)?.ask;
  return {
    caption: 'What is confidential, and why',
    captionHidden: true,
    columns: [{ text: 'Respondent' }, { text: 'What' }, { text: 'Reason given' }],
    rows: told.flatMap((one) =>
      one.asked.map(({ what, questionKey, reason }) => [
        one.name,
        { text: what, note: ask(questionKey) },
        { text: reason, verbatim: true },
      ]),
    ),
    empty: 'Nobody asked for confidentiality.',
  };
}
