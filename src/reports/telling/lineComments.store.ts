import {
  answerConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import { LIVE } from '../../collation/themes/themes.store.js';
import type { Db } from '../../db/connection.js';
import type { Version } from '../access.rules.js';

/** SECAS's comments on clauses and budget lines: by the question's key, then by line. */
export type LineComments = Record<string, Record<string, string>>;

/**
 * The comments on lines that the reader of a version may see. For all one is told only when SECAS did not mark it as
 * referring to confidential material, some row of its line can be read there, and nothing was said of the line in
 * confidence, or without a name, after the comment was written: what SECAS could not know then, it did not decide on.
 */
export async function listLineComments(
  db: Db,
  consultationId: string,
  version: Version,
): Promise<LineComments> {
  const { rows } = await db.raw<{ rows: { questionKey: string; line: string; text: string }[] }>(
    `with live as (${LIVE}), standing as (
       select distinct on (question_key, line) question_key, line, text, confidential, written_at, removed_at
       from secas_comment where consultation_id = :consultationId and line is not null
       order by question_key, line, written_at desc
     ), said as (
       select a.question_key, said ->> 0 as line,
         ${wholeConfidential('s')} or ${answerConfidential('a')} as hidden,
         ${wholeConfidential('s')} or ${answerConfidential('a')} or ${nameConfidential('s')} as delicate,
         greatest(s.recorded_at, (select decided_at from late_decision d where d.submission_id = s.id),
           (select max(taken_back_at) from lifted_marking m where m.submission_id = s.id)) as delicate_since
       from live l join submission s on s.id = l.submission_id join submission_answer a on a.submission_id = s.id,
         jsonb_array_elements(case when jsonb_typeof(a.value -> 'rows') = 'array' then a.value -> 'rows' end) as said
     )
     select k.question_key as "questionKey", k.line, k.text from standing k
     where k.removed_at is null and (:inFull or (not k.confidential
       and exists (select from said d where d.question_key = k.question_key and d.line = k.line and not d.hidden)
       and not exists (select from said d where d.question_key = k.question_key and d.line = k.line
         and d.delicate and d.delicate_since > k.written_at)))`,
    { consultationId, inFull: version === 'confidential' },
  );
  const comments: LineComments = {};
  for (const { questionKey, line, text } of rows) (comments[questionKey] ??= {})[line] = text;
  return comments;
}
