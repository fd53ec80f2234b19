import { findCurrentIssue, type Consultation } from '../../consultations/consultations.store.js';
import type { Question } from '../../consultations/questions.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { rowsOf } from '../../responses/answers/rows.js';
import {
  answerConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import { byPlace, type CommentHistory } from './comments.rules.js';
import { listCommentsOnLines, type Comment } from './comments.store.js';
import type { Shown } from '../reading/looks.js';
import { LIVE } from '../themes/themes.store.js';

/** What one respondent said of clauses or budget lines: the rows of its answer. */
interface SaidOfLines extends Shown {
  submission: Shown['submission'] & { organisation: string };
  value: unknown;
}

/** One clause or budget line, with all that was said of it in what counts. */
export interface LineSaid {
  line: string;
  said: (SaidOfLines & { texts: string[] })[];
  /** some of it in confidence, or without a name */
  delicate: boolean;
}

export interface LinesShown {
  consultation: Consultation;
  question: Question;
  said: SaidOfLines[];
  lines: LineSaid[];
  /** by line */
  comments: Map<string, CommentHistory<Comment>>;
}

/** The lines of a question of rows that somebody spoke of, or that have a comment. @throws NotFound for any other question */
export async function linesOf(db: Db, consultation: Consultation, questionKey: string): Promise<LinesShown> {
  const issue = await findCurrentIssue(db, consultation.id);
  const question = issue?.questions.find(({ key, type }) => key === questionKey && type === 'rows');
  if (!question) throw new NotFound();
  const [{ rows: said }, comments] = await Promise.all([
    db.raw<{ rows: SaidOfLines[] }>(
      `with live as (${LIVE})
       select json_build_object('id', s.id, 'reference', s.reference, 'organisation', s.organisation_name,
           'organisationId', s.organisation_id) as submission,
         ${wholeConfidential('s')} or ${answerConfidential('a')} as confidential,
         ${nameConfidential('s')} as "nameConfidential", a.value
       from live l join submission s on s.id = l.submission_id
       join submission_answer a on a.submission_id = s.id and a.question_key = :questionKey
       order by lower(s.organisation_name), s.id`,
      { consultationId: consultation.id, questionKey },
    ),
    listCommentsOnLines(db, consultation.id, questionKey),
  ]);
  const places = byPlace(comments.map((comment) => ({ ...comment, questionKey: comment.line })));
  return { consultation, question, said, lines: grouped(question, said, places), comments: places };
}

/** The consultation's own lines first and in its order, then what respondents named, then what only has a comment. */
function grouped(
  question: Question,
  all: SaidOfLines[],
  comments: Map<string, CommentHistory<Comment>>,
): LineSaid[] {
  const lines = new Map<string, LineSaid['said']>((question.lines ?? []).map((line) => [line, []]));
  for (const one of all) {
    for (const [line = '', ...texts] of rowsOf(one.value)) {
      const said = lines.get(line) ?? [];
      said.push({ ...one, texts });
      lines.set(line, said);
    }
  }
  for (const [line, { standing }] of comments) if (standing && !lines.has(line)) lines.set(line, []);
  return [...lines]
    .filter(([line, said]) => said.length > 0 || comments.get(line)?.standing)
    .map(([line, said]) => ({
      line,
      said,
      delicate: said.some(({ confidential, nameConfidential }) => confidential || nameConfidential),
    }));
}
