import type { Db } from '../../db/connection.js';
import { MARK } from './parts.js';

/** Where a query stands in one submission. */
export interface Hits {
  /** the texts that were given, each with its hits between MARK.from and MARK.to */
  texts: string[];
  /** the attachments in which it stands */
  files: string[];
}

/** Marks a query in texts of a submission, and finds it in its files. */
export async function findHits(db: Db, submissionId: string, query: string, texts: string[]): Promise<Hits> {
  const { rows } = await db.raw<{ rows: [Hits] }>(
    `select
       (select coalesce(json_agg(ts_headline('english', text, :query::tsquery, :options) order by place), '[]')
        from unnest(:texts::text[]) with ordinality as t(text, place)) as texts,
       (select coalesce(json_agg(a.id), '[]') from submission_attachment a
        join file f on f.id = a.file_id and f.scan in ('not needed', 'clean')
        where a.submission_id = :submissionId and exists (
          select from file_text t where t.file_id = a.file_id and t.words @@ :query::tsquery)) as files`,
    {
      submissionId,
      query,
      texts,
      options: `HighlightAll=true, StartSel="${MARK.from}", StopSel="${MARK.to}"`,
    },
  );
  return rows[0];
}
