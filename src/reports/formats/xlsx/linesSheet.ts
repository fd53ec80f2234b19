import { rowsOf } from '../../../responses/answers/rows.js';
import { isOutward } from '../../access.rules.js';
import type { Report } from '../../report.js';
import { DISPOSITION, hasDispositions, lineDispositionsOf } from '../dispositionsShown.js';
import { tableSheet, type Sheet } from './sheet.js';

/** One row for each comment on a clause or a budget line, so that the sheet can be sorted and filtered by line. */
export function linesSheet(report: Report): Sheet {
  const questions = report.questions.filter(({ type }) => type === 'rows');
  const columns = Math.max(...questions.map((question) => question.columns?.length ?? 1));
  const names =
    questions.length === 1 ? (questions[0]!.columns ?? []) : ['Line', 'Comment', 'Further columns'];
  const filled = (cells: string[]) => Array.from({ length: columns }, (_, index) => cells[index] ?? '');
  const outward = isOutward(report.version);
  const raised = questions.some(({ key }) => hasDispositions(report, key));
  return tableSheet({
    name: 'By line',
    columns: [
      { heading: 'Question', width: 30 },
      { heading: 'Respondent', width: 30 },
      ...filled(names).map((heading) => ({ heading, width: 36 })),
      ...(outward
        ? []
        : [
            { heading: 'SECAS comment on the line', width: 40 },
            ...(raised ? [{ heading: DISPOSITION, width: 24 }] : []),
          ]),
    ],
    *of(told) {
      for (const { key, ask } of questions) {
        const answer = told.answers[key];
        if (answer?.withheld) yield [ask, told.name, answer.placeholder];
        else if (answer)
          for (const cells of rowsOf(answer.value)) {
            const line = cells[0] ?? '';
            const comment = report.lineComments[key]?.[line] ?? '';
            const dispositions = lineDispositionsOf(report, told, key, line).join('; ');
            const beside = [comment, ...(raised ? [dispositions] : [])];
            yield [ask, told.name, ...filled(cells), ...(outward ? [] : beside)];
          }
      }
    },
  });
}
