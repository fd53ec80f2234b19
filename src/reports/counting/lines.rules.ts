import type { Question } from '../../consultations/questions.js';
import { rowsOf } from '../../responses/answers/rows.js';
import type { Told } from '../telling/redaction.rules.js';

/** One respondent's comment on a clause or a budget line: the other columns of its row. */
export interface LineComment {
  respondent: string;
  texts: string[];
}

/** The comments on one clause or line; `line` is what respondents chose or typed. */
export interface Line {
  line: string;
  comments: LineComment[];
}

/**
 * Groups the rows of a `rows` question by its first column: the consultation's lines first and in its order, then
 * what respondents named themselves.
 */
export function groupByLine(question: Question, all: Told[]): Line[] {
  const groups = new Map<string, LineComment[]>((question.lines ?? []).map((line) => [line, []]));
  for (const told of all) {
    const answer = told.answers[question.key];
    if (!answer || answer.withheld) continue;
    for (const [line = '', ...texts] of rowsOf(answer.value)) {
      const comments = groups.get(line) ?? [];
      comments.push({ respondent: told.name, texts });
      groups.set(line, comments);
    }
  }
  return [...groups]
    .map(([line, comments]) => ({ line, comments }))
    .filter(({ comments }) => comments.length > 0);
}
