import type { Db, Instant } from '../db/connection.js';

/** What has happened to a consultation since it was announced, apart from its own instants and its documents. */
export interface HistoryRows {
  extensions: ExtensionEntry[];
  /** of a question, as it reads since; of the consultation's own words none is named */
  corrections: { at: Instant; note: string; question: string | null; by: string | null }[];
  /** Parties added to those asked */
  added: { at: Instant; name: string; category: string; reason: string; by: string | null }[];
  /** every version of what was decided, the latest last */
  outcomes: Outcome[];
  /** every version of the summary that was published */
  summaries: { number: number; at: Instant; changed: string; by: string | null }[];
  /** the versions of the responses and of the dispositions that were published, and responses that were taken down */
  published: { what: Published; number: number; at: Instant; note: string; by: string | null }[];
  withdrawal?: { at: Instant; reason: string; by: string | null };
  /** what it began as a copy of; for SECAS alone */
  copied?: { at: Instant; reference: string; by: string | null };
  /** who announced and published it and put its documents there; for SECAS alone */
  acts: { action: string; document: string | null; by: string | null }[];
}

export type Published = 'responses' | 'dispositions' | 'taken-down';

export interface ExtensionEntry {
  at: Instant;
  /** null: for all */
  organisationId: string | null;
  organisationName: string | null;
  previousClosesAt: Instant;
  closesAt: Instant;
  reason: string;
  /** who decided it; null: not for the reader */
  by: string | null;
}

/** What was decided, in short. */
export interface Decided {
  decision: string;
  decidedBy: string;
  /** `2017-01-26` */
  decidedOn: string;
}

export interface Outcome extends Decided {
  recommendation: string | null;
  implementsOn: string | null;
  recordedAt: Instant;
  /** what it says that changed since the one before; '' for the first */
  changed: string;
  /** who recorded it; null: not for the reader */
  by: string | null;
}

/** What holds of what was decided; undefined: nothing yet. */
export const outcomeOf = ({ outcomes }: Pick<HistoryRows, 'outcomes'>): Outcome | undefined =>
  outcomes.at(-1);

/**
 * @param organisationIds whose own extensions may be seen; 'all' for SECAS. Nobody else learns of one that was made
 *   for another organisation
 */
export async function listHistory(
  db: Db,
  consultationId: string,
  organisationIds: string[] | 'all',
): Promise<HistoryRows> {
  const { rows } = await db.raw<{ rows: HistoryRow[] }>(HISTORY, {
    consultationId,
    everybody: organisationIds === 'all',
    organisationIds: organisationIds === 'all' ? [] : organisationIds,
  });
  const withdrawal = rows.find((row) => row.what === 'withdrawal');
  const copied = rows.find((row) => row.what === 'copied');
  return {
    extensions: rows.filter((row) => row.what === 'extension').map(extensionFrom),
    corrections: rows
      .filter((row) => row.what === 'correction')
      .map((row) => ({
        at: row.at,
        note: row.detail['note'] ?? '',
        question: row.detail['question'] ?? null,
        by: row.detail['by'] ?? null,
      })),
    added: rows
      .filter((row) => row.what === 'added')
      .map((row) => ({
        at: row.at,
        name: row.detail['name'] ?? '',
        category: row.detail['category'] ?? '',
        reason: row.detail['reason'] ?? '',
        by: row.detail['by'] ?? null,
      })),
    outcomes: rows.filter((row) => row.what === 'outcome').map(outcomeFrom),
    summaries: rows
      .filter((row) => row.what === 'summary')
      .map(({ at, detail }) => ({
        number: Number(detail['number']),
        at,
        changed: detail['changed'] ?? '',
        by: detail['by'] ?? null,
      })),
    published: rows.filter(isPublished).map(({ what, at, detail }) => ({
      what,
      number: Number(detail['number']),
      at,
      note: detail['note'] ?? '',
      by: detail['by'] ?? null,
    })),
    withdrawal: withdrawal && {
      at: withdrawal.at,
      reason: withdrawal.detail['reason'] ?? '',
      by: withdrawal.detail['by'] ?? null,
    },
    copied: copied && {
      at: copied.at,
      reference: copied.detail['reference'] ?? '',
      by: copied.detail['by'] ?? null,
    },
    acts: rows
      .filter((row) => row.what === 'act')
      .map(({ detail }) => ({
        action: detail['action'] ?? '',
        document: detail['document'] ?? null,
        by: detail['by'] ?? null,
      })),
  };
}

interface HistoryRow {
  what:
    | 'extension'
    | 'correction'
    | 'outcome'
    | 'summary'
    | 'withdrawal'
    | 'added'
    | 'copied'
    | 'act'
    | Published;
  at: Instant;
  detail: Record<string, string | null>;
  previous_closes_at: Instant | null;
  closes_at: Instant | null;
}

const isPublished = (row: HistoryRow): row is HistoryRow & { what: Published } =>
  row.what === 'responses' || row.what === 'dispositions' || row.what === 'taken-down';

const HISTORY = `
  select 'extension' as what, e.made_at as at, e.previous_closes_at, e.closes_at,
    json_build_object('organisationId', e.organisation_id, 'organisationName', o.name, 'reason', e.reason,
      'by', case when :everybody then p.name end) as detail
  from extension e left join organisation o on o.id = e.organisation_id join person p on p.id = e.made_by
  where e.consultation_id = :consultationId
    and (e.organisation_id is null or :everybody or e.organisation_id = any(:organisationIds::uuid[]))
  union all
  select 'correction', i.issued_at, null, null, json_build_object('note', i.note, 'question', (
    select q ->> 'ask' from audit_entry a, jsonb_array_elements(i.questions) q
    where a.consultation_id = i.consultation_id and a.action = 'consultation.question-corrected'
      and a.detail ->> 'issue' = i.number::text and q ->> 'key' = a.detail ->> 'question'),
    'by', case when :everybody then p.name end)
  from question_issue i left join person p on p.id = i.issued_by
  where i.consultation_id = :consultationId and i.number > 1
  union all
  select 'correction', a.at, null, null, json_build_object('note', a.detail ->> 'note',
    'by', case when :everybody then p.name end)
  from audit_entry a left join person p on p.id = a.person_id
  where a.consultation_id = :consultationId and a.action = 'consultation.corrected'
  union all
  select 'outcome', u.recorded_at, null, null, json_build_object('recommendation', u.recommendation,
    'decision', u.decision, 'decidedBy', u.decided_by, 'decidedOn', u.decided_on, 'implementsOn', u.implements_on,
    'changed', u.changed, 'by', case when :everybody then p.name end)
  from outcome u left join person p on p.id = u.recorded_by where u.consultation_id = :consultationId
  union all
  select 'summary', s.published_at, null, null, json_build_object('number', s.number, 'changed', s.changed,
    'by', case when :everybody then p.name end)
  from published_summary s join person p on p.id = s.published_by where s.consultation_id = :consultationId
  union all
  select 'responses', n.published_at, null, null, json_build_object('number', n.number, 'note', n.note,
    'by', case when :everybody then p.name end)
  from response_publication n join person p on p.id = n.published_by where n.consultation_id = :consultationId
  union all
  select 'taken-down', t.taken_down_at, null, null, json_build_object('number', n.number,
    'note', case when :everybody then t.reason end, 'by', case when :everybody then p.name end)
  from response_takedown t join response_publication n on n.id = t.publication_id
  join person p on p.id = t.taken_down_by where n.consultation_id = :consultationId
  union all
  select 'dispositions', d.published_at, null, null, json_build_object('number', d.number,
    'by', case when :everybody then p.name end)
  from disposition_publication d join person p on p.id = d.published_by where d.consultation_id = :consultationId
  union all
  select 'withdrawal', w.withdrawn_at, null, null,
    json_build_object('reason', w.reason, 'by', case when :everybody then p.name end)
  from consultation_withdrawal w join person p on p.id = w.withdrawn_by where w.consultation_id = :consultationId
  union all
  select 'added', e.added_at, null, null, json_build_object('name', e.name, 'category', e.category, 'reason', e.reason,
    'by', case when :everybody then p.name end)
  from eligible_party e join person p on p.id = e.added_by where e.consultation_id = :consultationId
  union all
  select 'copied', a.at, null, null, json_build_object('reference', c.reference, 'by', p.name)
  from audit_entry a join consultation c on c.id::text = a.detail -> 'copiedFrom' ->> 'id'
  left join person p on p.id = a.person_id
  where a.consultation_id = :consultationId and a.action = 'consultation.created' and :everybody
  union all
  select 'act', a.at, null, null,
    json_build_object('action', a.action, 'document', a.subject_id, 'by', p.name)
  from audit_entry a join person p on p.id = a.person_id
  where a.consultation_id = :consultationId and :everybody and a.action in ('consultation.announced',
    'consultation.published', 'consultation.document-added', 'consultation.document-replaced')
  order by at`;

const extensionFrom = (row: HistoryRow): ExtensionEntry => ({
  at: row.at,
  organisationId: row.detail['organisationId'] ?? null,
  organisationName: row.detail['organisationName'] ?? null,
  previousClosesAt: row.previous_closes_at!,
  closesAt: row.closes_at!,
  reason: row.detail['reason'] ?? '',
  by: row.detail['by'] ?? null,
});

/** SQL for what was decided on a consultation, as `Decided`; null: nothing yet. */
export const decidedSql = (consultation: string): string =>
  `(select json_build_object('decision', decision, 'decidedBy', decided_by, 'decidedOn', decided_on)
    from outcome where consultation_id = ${consultation} order by number desc limit 1)`;

const outcomeFrom = (row: HistoryRow): Outcome => ({
  recommendation: row.detail['recommendation'] ?? null,
  decision: row.detail['decision'] ?? '',
  decidedBy: row.detail['decidedBy'] ?? '',
  decidedOn: row.detail['decidedOn'] ?? '',
  implementsOn: row.detail['implementsOn'] ?? null,
  recordedAt: row.at,
  changed: row.detail['changed'] ?? '',
  by: row.detail['by'] ?? null,
});
