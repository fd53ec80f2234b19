import type { Question } from '../../consultations/questions.js';
import { rowsOf } from '../../responses/answers/rows.js';
import type { Told } from '../telling/redaction.rules.js';

/** One respondent's comment on a clause or a budget line: the other columns of its row. */
interface LineComment {
  respondent: string;
  texts: string[];
}

/** The comments on one clause or line; `line` is what respondents chose or typed. */
export interface Line {
  line: string;
  comments: LineComment[];
}

/** What a response says of lines, row by row: the line, then the other columns; nothing where it may not be read. */
export function rowsTold({ key }: Question, { answers }: Told): string[][] {
  const answer = answers[key];
  return answer && !answer.withheld ? rowsOf(answer.value) : [];
}

/**
 * Groups the rows of a `rows` question by its first column, one response at a time: the consultation's lines first and
 * in its order, then what respondents named themselves.
 * @param only of these lines, in this order
 */
export function startLines(question: Question, only?: string[]) {
  const groups = new Map<string, LineComment[]>((only ?? question.lines ?? []).map((line) => [line, []]));
  return {
    add: (told: Told): void => {
      for (const [line = '', ...texts] of rowsTold(question, told)) {
        if (only && !groups.has(line)) continue;
        const comments = groups.get(line) ?? [];
        comments.push({ respondent: told.name, texts });
        groups.set(line, comments);
      }
    },
    result: (): Line[] =>
      [...groups]
        .map(([line, comments]) => ({ line, comments }))
        .filter(({ comments }) => comments.length > 0),
  };
}
