import { questionFigures, themeFigures } from '../counting/figures.rules.js';
import { startLines } from '../counting/lines.rules.js';
import type { Tally } from '../counting/tally.rules.js';
import { answerShown, besideLines } from '../formats/answerShown.js';
import { dispositionsOn } from '../formats/dispositionsShown.js';
import type { Told } from '../telling/redaction.rules.js';
import { anewNote } from './edition.page.js';
import { figuresTable } from './figures.page.js';
import { linksOf } from './links.js';
import type { ReportRead } from './readPage.js';

/**
 * One question of the report: how often what was said, then who said what, why, and SECAS's comment.
 * @param isCounted false: who said what alone
 */
export function questionPart(read: ReportRead, tally: Tally, number: number, isCounted = true) {
  const { report, told } = read;
  const { question } = tally;
  const byLine = question.type === 'rows';
  return {
    id: `question-${number}`,
    number,
    title: question.ask,
    comment: report.comments[question.key],
    ...(isCounted ? { ...figures(tally, number), themes: themesPart(read, tally, number) } : NO_FIGURES),
    answers: byLine ? undefined : answersTable(read, tally, told),
    lines: byLine ? linesOf(report, tally, told) : undefined,
    withheld: byLine ? told.flatMap((one) => besideLines(question, one, report) ?? []) : undefined,
  };
}

const NO_FIGURES = {
  chart: undefined,
  tally: undefined,
  several: undefined,
  matrix: undefined,
  themes: undefined,
};

function figures(tally: Tally, number: number) {
  const { chart, tally: counted, several, ranking, matrix } = questionFigures(tally, number);
  return {
    chart,
    tally: figuresTable(counted),
    several,
    matrix: ranking ? { ...figuresTable(ranking), captionHidden: false } : matrix && figuresTable(matrix),
  };
}

function themesPart({ report }: ReportRead, tally: Tally, number: number) {
  const themes = themeFigures(tally, number, report.version);
  return themes && { ...themes, title: 'Themes', table: figuresTable(themes.table) };
}

function answersTable(read: ReportRead, { question }: Tally, told: Told[]) {
  const { report } = read;
  const { file } = linksOf(report);
  const rows = told.flatMap((one) => {
    const shown = answerShown(question, one, report);
    if (!shown) return [];
    const { name, note } = shown.respondent;
    return [
      {
        ...shown,
        respondent: { name, note: [note, ...anewNote(read, one.id)].filter(Boolean).join(' · ') },
        files: shown.files.map(({ id, name: called }) => ({ name: called, href: file(id) })),
      },
    ];
  });
  return { caption: `What was answered to: ${question.ask}`, rows };
}

function linesOf(report: ReportRead['report'], { question }: Tally, told: Told[]) {
  const { lineComments } = report;
  const columns = (question.columns ?? []).slice(1);
  const lines = startLines(question);
  told.forEach(lines.add);
  return lines.result().map(({ line, comments }) => ({
    title: line,
    comment: lineComments[question.key]?.[line],
    dispositions: dispositionsOn(report, question.key, line),
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
