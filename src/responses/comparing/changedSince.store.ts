import type { Db, Instant } from '../../db/connection.js';

/** An answer that was saved since an instant: what it said then and says now. */
export interface ChangedAnswer {
  key: string;
  before: Said | null;
  now: Said;
  savedAt: Instant;
  savedBy: { id: string; name: string };
}

interface Said {
  value: unknown;
  confidential: boolean;
  reason: string;
}

export interface ChangedSince {
  answers: ChangedAnswer[];
  /** when whom it speaks for, what of the whole is confidential or its files were last changed, if since then */
  wholeSavedAt: Instant | null;
}

/** What was changed in a draft since an instant, the latest first, in one statement. */
export async function listChangedSince(db: Db, responseId: string, since: Instant): Promise<ChangedSince> {
  const { rows } = await db.raw<{ rows: (ChangedAnswer & { wholeSavedAt: Instant | null })[] }>(
    `select a.question_key as key,
       json_build_object('value', a.value, 'confidential', a.confidential, 'reason', a.reason) as now,
       (select json_build_object('value', e.value, 'confidential', e.confidential, 'reason', e.reason)
        from earlier_answer e
        where e.response_id = a.response_id and e.question_key = a.question_key and e.saved_at < :since::timestamptz
        order by e.version desc limit 1) as before,
       a.saved_at as "savedAt", json_build_object('id', p.id, 'name', p.name) as "savedBy",
       case when r.whole_saved_at >= :since::timestamptz then r.whole_saved_at end as "wholeSavedAt"
     from response r
     left join draft_answer a on a.response_id = r.id and a.saved_at >= :since::timestamptz
     left join person p on p.id = a.saved_by
     where r.id = :responseId
     order by a.saved_at desc, a.question_key`,
    { responseId, since },
  );
  return {
    answers: rows.filter(({ key }) => key !== null),
    wholeSavedAt: rows[0]?.wholeSavedAt ?? null,
  };
}
