import { cells } from '../../responses/answers/answerTypes.js';
import type { Version } from '../access.rules.js';
import { chartOf } from '../counting/chart.js';
import { threadOnPage } from '../formats/clarificationsShown.js';
import { anewNote } from './edition.page.js';
import { linksOf } from './links.js';
import { groupByLine } from '../counting/lines.rules.js';
import { ON_TIME } from '../words.js';
import { COUNTED_AS, type CountedAs, type Told } from '../telling/redaction.rules.js';
import type { ReportRead } from './readPage.js';
import {
  chosenIn,
  COUNTED_ONCE,
  NOT_ANSWERED,
  SEVERAL_CHOSEN,
  type Count,
  type Tally,
} from '../counting/tally.rules.js';

/** One question of the report: how often what was said, then who said what, why, and SECAS's comment. */
export function questionPart(read: ReportRead, tally: Tally, number: number) {
  const { report, told } = read;
  const { question } = tally;
  const answered = told.filter((one) => one.kind === 'response');
  return {
    id: `question-${number}`,
    number,
    title: question.ask,
    comment: report.comments[question.key],
    ...figures(tally, number),
    answers: question.type === 'rows' ? undefined : answersTable(read, tally, answered),
    lines: question.type === 'rows' ? linesOf(report, tally, answered) : undefined,
    withheld: question.type === 'rows' ? withheldNote(tally, answered) : undefined,
  };
}

function figures(tally: Tally, number: number) {
  const { question, counts, ranks } = tally;
  const used = COUNTED_AS.filter((one) => counts.some(({ by }) => by[one] > 0));
  return {
    chart: chartOfQuestion(tally),
    tally: tallyTable(counts, used, number),
    several: question.type === 'multiple-choice' ? SEVERAL_CHOSEN : undefined,
    matrix: question.type === 'ranking' ? rankTable(ranks, used, number) : matrixTable(tally, number),
  };
}

const IN_CATEGORIES = 'In the table a response counts in each category that it speaks for.';

function chartOfQuestion({ question, counts, rows, ranks }: Tally) {
  const said = counts.filter(({ label }) => label !== NOT_ANSWERED);
  const bars = (of: Count[]) => of.map(({ label, once }) => ({ label, parts: once }));
  switch (question.type) {
    case 'single-choice':
      return chartOf(
        `Bars and figures count responses, each once. ${IN_CATEGORIES}`,
        COUNTED_ONCE,
        bars(said),
      );
    case 'multiple-choice':
      return chartOf(
        `Bars and figures count responses, once for each option that they chose. ${IN_CATEGORIES}`,
        COUNTED_ONCE,
        bars(said),
      );
    case 'ranking':
      return chartOf('Bars and figures count the responses that put it first.', COUNTED_ONCE, bars(ranks));
    default:
      return chartOf(
        'Bars and figures count the responses that chose something.',
        question.options ?? [],
        rows.map(({ label, chosen }) => ({ label, parts: chosen })),
      );
  }
}

/** The mean over the responses that ranked and may be read; the rest counts those that put it first. */
function rankTable(ranks: Tally['ranks'], used: CountedAs[], number: number) {
  const ranked = ranks[0]?.ranked ?? 0;
  const by = ranked === 1 ? 'one response' : `${ranked} responses`;
  const columns = ['Mean rank', 'Put first by', 'Parties represented', ...used];
  return {
    caption: `Ranking of question ${number} by ${by}: 1 is first`,
    onPhone: 'scroll',
    columns: [{ text: 'Ranked' }, ...columns.map((text) => ({ text, numeric: true }))],
    rows: ranks.map(({ label, mean, responses, parties, by: counted }) => [
      label,
      mean === undefined ? '–' : mean.toFixed(2),
      responses,
      parties,
      ...used.map((one) => counted[one]),
    ]),
  };
}

function tallyTable(counts: Tally['counts'], used: CountedAs[], number: number) {
  const columns = ['Responses', 'Parties represented', ...used];
  return {
    caption: `Tally of question ${number}`,
    captionHidden: true,
    onPhone: 'scroll',
    columns: [{ text: 'Answer' }, ...columns.map((text) => ({ text, numeric: true }))],
    rows: counts.map(({ label, responses, parties, by }) => [
      label,
      responses,
      parties,
      ...used.map((one) => by[one]),
    ]),
  };
}

function matrixTable(tally: Tally, number: number) {
  const { rows } = tally;
  if (rows.length === 0) return undefined;
  const options = chosenIn(tally);
  return {
    caption: `Responses for each row of question ${number}`,
    captionHidden: true,
    onPhone: 'scroll',
    columns: [{ text: 'Row', hidden: true }, ...options.map((text) => ({ text, numeric: true }))],
    rows: rows.map(({ label, chosen }) => [label, ...options.map((option) => chosen[option] ?? 0)]),
  };
}

function answersTable(read: ReportRead, { question }: Tally, told: Told[]) {
  const { report } = read;
  const { file } = linksOf(report);
  const rows = told.flatMap((one) => {
    const answer = one.answers[question.key];
    const files = one.files.filter(({ questionKey }) => questionKey === question.key);
    const hidden = one.filesWithheld[question.key] ?? 0;
    const clarification = threadOnPage(one.clarifications[question.key]);
    if (!answer && files.length === 0 && hidden === 0 && !clarification) return [];
    return [
      {
        respondent: respondentCell(read, one),
        answer: answerCell(question, one),
        confidential: answer?.withheld === false && answer.confidential,
        files: files.map(({ id, name }) => ({ name, href: file(id) })),
        filesWithheld: hidden > 0 ? withheldFiles(hidden, report.version) : undefined,
        clarification,
        comment: one.comments[question.key],
      },
    ];
  });
  return { caption: `What was answered to: ${question.ask}`, rows };
}

function withheldFiles(count: number, version: Version): string {
  const files = count === 1 ? 'file' : 'files';
  return version === 'public' ? `${count} ${files} not published` : `${count} confidential ${files}`;
}

function answerCell(question: Tally['question'], told: Told) {
  const answer = told.answers[question.key];
  if (!answer) return {};
  if (answer.withheld) return { placeholder: answer.placeholder };
  const said = cells(question, answer.value);
  const isReasons = ({ heading }: { heading: string }) =>
    question.rationale === true && heading === 'Reasons';
  return {
    parts: said.filter((cell) => !isReasons(cell)),
    rationale: said.find(isReasons)?.text,
  };
}

const respondentCell = (read: ReportRead, { id, name, nameWithheld, countedAs, standing }: Told) => ({
  name,
  note: [
    ...countedAs,
    ...(standing === 'in time' || nameWithheld ? [] : [ON_TIME[standing]]),
    ...anewNote(read, id),
  ].join(' · '),
});

function linesOf({ lineComments }: ReportRead['report'], { question }: Tally, told: Told[]) {
  const columns = (question.columns ?? []).slice(1);
  return groupByLine(question, told).map(({ line, comments }) => ({
    title: line,
    comment: lineComments[question.key]?.[line],
    table: {
      caption: line,
      captionHidden: true,
      columns: [{ text: 'Respondent' }, ...columns.map((text) => ({ text }))],
      rows: comments.map(({ respondent, texts }) => [
        respondent,
        ...columns.map((_, index) => ({ text: texts[index] ?? '', verbatim: true })),
      ]),
    },
  }));
}

/** Who commented on lines in confidence, and what SECAS says and asked beside such comments. */
function withheldNote({ question }: Tally, told: Told[]) {
  return told.flatMap((one) => {
    const answer = one.answers[question.key];
    const comment = one.comments[question.key];
    const clarification = threadOnPage(one.clarifications[question.key]);
    if (!answer?.withheld && comment === undefined && !clarification) return [];
    return [
      {
        name: one.name,
        placeholder: answer?.withheld ? answer.placeholder : undefined,
        clarification,
        comment,
      },
    ];
  });
}
