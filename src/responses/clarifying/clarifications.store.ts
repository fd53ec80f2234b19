import {
  answerConfidential,
  fileConfidential,
  nameConfidential,
  wholeConfidential,
} from '../consenting/marking.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Entry, EntryKind } from './clarifications.rules.js';

/** The threads of a response, each from the first question on. @param questionKey of one question only */
export async function listEntries(db: Db, responseId: string, questionKey?: string): Promise<Entry[]> {
  const { rows } = await db.raw<{ rows: Entry[] }>(
    `select e.question_key as "questionKey", e.number, e.kind, e.key, e.text, e.wished_by as "wishedBy",
       e.confidential, e.reason, e.written_at as "writtenAt",
       json_build_object('id', p.id, 'name', p.name) as "writtenBy",
       json_build_object('id', s.id, 'reference', s.reference) as submission, e.arrived_at as "arrivedAt",
       case when m.id is not null then json_build_object('id', m.id, 'senderName', m.sender_name,
         'senderAddress', m.sender_address, 'file', f.name) end as mail
     from clarification_entry e
     join person p on p.id = e.written_by
     join submission s on s.id = e.submission_id
     left join arrived_mail m on m.id = e.mail_id
     left join file f on f.id = m.file_id
     where e.response_id = :responseId and (:questionKey::text is null or e.question_key = :questionKey)
     order by e.question_key, e.number`,
    { responseId, questionKey: questionKey ?? null },
  );
  return rows;
}

/** Of a submission by its alias, as SQL: the SaidInThread[] of its response by question (clarifications.rules.ts). */
export const saidInThreads = (submission: string): string => `(
  select coalesce(json_object_agg(t.question_key, t.said), '{}') from (
    select e.question_key, json_agg(json_build_object('kind', e.kind, 'text', e.text,
      'confidential', e.confidential, 'reason', e.reason, 'at', e.written_at,
      'arrivedAt', e.arrived_at) order by e.number) as said
    from clarification_entry e where e.response_id = ${submission}.response_id and e.kind in ('asked', 'replied')
    group by e.question_key) t)`;

/** Whether any version of the response has the answer, a file of it, the whole or the name confidential. */
export async function isConfidentialInSome(
  trx: Db,
  responseId: string,
  questionKey: string,
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: [{ some: boolean }] }>(
    `select exists (select from submission s where s.response_id = :responseId and (
         ${wholeConfidential('s')} or ${nameConfidential('s')}
       or exists (select from submission_answer a where a.submission_id = s.id and a.question_key = :questionKey
         and ${answerConfidential('a')})
       or exists (select from submission_attachment a where a.submission_id = s.id and a.question_key = :questionKey
         and ${fileConfidential('a')}))) as some`,
    { responseId, questionKey },
  );
  return rows[0].some;
}

export interface NewEntry {
  responseId: string;
  consultationId: string;
  questionKey: string;
  number: number;
  kind: EntryKind;
  submissionId: string;
  key: string;
  text: string;
  wishedBy: string | null;
  confidential: boolean;
  reason: string;
  mail: { id: string; arrivedAt: Instant } | null;
  at: Instant;
  by: string;
}

/** @returns its id; undefined when its key stands in another thread */
export async function insertEntry(trx: Db, entry: NewEntry): Promise<string | undefined> {
  const [row] = await trx('clarification_entry')
    .insert({
      response_id: entry.responseId,
      consultation_id: entry.consultationId,
      question_key: entry.questionKey,
      number: entry.number,
      kind: entry.kind,
      submission_id: entry.submissionId,
      key: entry.key,
      text: entry.text,
      wished_by: entry.wishedBy,
      confidential: entry.confidential,
      reason: entry.reason,
      mail_id: entry.mail?.id ?? null,
      arrived_at: entry.mail?.arrivedAt ?? null,
      written_at: entry.at,
      written_by: entry.by,
    })
    .onConflict('key')
    .ignore()
    .returning('id');
  return row?.id;
}

/** Those at SECAS, still, who have asked in a thread. */
export async function listAskers(
  trx: Db,
  responseId: string,
  questionKey: string,
): Promise<{ personId: string; name: string; email: string }[]> {
  const { rows } = await trx.raw<{ rows: { personId: string; name: string; email: string }[] }>(
    `select p.id as "personId", p.name, p.email from person p
     where p.id in (select written_by from clarification_entry where response_id = :responseId
         and question_key = :questionKey and kind in ('asked', 'reopened'))
       and exists (select from role_grant g where g.person_id = p.id and g.role = 'secas' and g.ended_at is null)
     order by p.email`,
    { responseId, questionKey },
  );
  return rows;
}

/** The threads as they stand: whom each waits for, by what was said last (clarifications.rules.ts, stateAfter). */
const standing = (which: string): string => `
  select distinct on (e.response_id, e.question_key) e.response_id, e.question_key, e.consultation_id, e.submission_id,
    case e.kind when 'reopened' then 'asked' else e.kind end as state, e.written_at
  from clarification_entry e where ${which} order by e.response_id, e.question_key, e.number desc`;

/** Of a consultation, bound as `:consultationId`, as SQL: every thread with its response and whom it waits for. */
export const THREADS = `select response_id, state from (${standing('e.consultation_id = :consultationId')}) t`;

/** Of a response by its id, as SQL: how many of its threads are in a state. */
export const threadsIn = (response: string, state: 'asked' | 'replied'): string => `(
  select count(*) from (
    select distinct on (e.question_key) e.kind from clarification_entry e
    where e.response_id = ${response} order by e.question_key, e.number desc) t
  where t.kind ${state === 'asked' ? `in ('asked', 'reopened')` : `= 'replied'`})`;

/** One of its versions counts, or is late and held: of what was withdrawn or refused nothing is waited for. */
const STANDS = `exists (
  select from submission s where s.response_id = t.response_id
    and not exists (select from withdrawal w where w.submission_id = s.id)
    and (exists (select from representation n where n.submission_id = s.id)
      or exists (select from organisation_representation n where n.submission_id = s.id)
      or (s.standing <> 'in time' and not exists (select from late_decision d where d.submission_id = s.id))))
  and not exists (select from consultation_withdrawal x where x.consultation_id = t.consultation_id)`;

/** A thread that waits for somebody. */
export interface WaitingThread {
  responseId: string;
  submission: { id: string; reference: string };
  organisation: string;
  consultation: { reference: string; title: string };
  questionKey: string;
  /** the question, as it was answered */
  ask: string;
  /** of the question that was asked last */
  wishedBy: string | null;
  /** when it was asked, or replied to */
  since: Instant;
}

const waiting = (which: string): string => `
  select t.response_id as "responseId", json_build_object('id', s.id, 'reference', s.reference) as submission,
    s.organisation_name as organisation, json_build_object('reference', c.reference, 'title', c.title) as consultation,
    t.question_key as "questionKey", coalesce(
      (select a.question ->> 'ask' from submission_answer a where a.submission_id = s.id and a.question_key = t.question_key),
      (select q ->> 'ask' from question_issue i, jsonb_array_elements(i.questions) q
       where i.id = s.question_issue_id and q ->> 'key' = t.question_key), t.question_key) as ask,
    (select e.wished_by from clarification_entry e where e.response_id = t.response_id
       and e.question_key = t.question_key and e.kind = 'asked' order by e.number desc limit 1) as "wishedBy",
    t.written_at as since
  from (${standing(which)}) t
  join submission s on s.id = t.submission_id
  join consultation c on c.id = t.consultation_id`;

/** What SECAS waits for, of these organisations; the longest waiting first. @param responseId of one response only */
export async function listAsked(
  db: Db,
  organisationIds: string[],
  responseId?: string,
): Promise<WaitingThread[]> {
  const { rows } = await db.raw<{ rows: WaitingThread[] }>(
    `${waiting(`e.response_id in (select id from response where organisation_id = any(:organisationIds::uuid[])
       and (:responseId::uuid is null or id = :responseId))`)} where t.state = 'asked' and ${STANDS}
     order by t.written_at, t.response_id, t.question_key`,
    { organisationIds, responseId: responseId ?? null },
  );
  return rows;
}

/** The replies that SECAS has neither asked on nor closed, in whichever consultation; the longest waiting first. */
export async function listReplied(db: Db): Promise<WaitingThread[]> {
  const { rows } = await db.raw<{ rows: WaitingThread[] }>(
    `${waiting('true')} where t.state = 'replied' and ${STANDS} order by t.written_at, t.response_id, t.question_key limit 100`,
  );
  return rows;
}
