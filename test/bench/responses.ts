import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '../../src/db/connection.js';
import { insertSessions, QUESTIONS, signedIn, type SignedIn } from './rows.js';

/** A closed consultation and somebody who may read its report. */
export interface Answered {
  id: string;
  reference: string;
  reader: SignedIn;
}

/**
 * A consultation that closed yesterday with responses to all of QUESTIONS, 200 characters each, every one for a Party
 * of its own; and a colleague at SECAS.
 * @param given.name what the organisations are called, another one for each such consultation
 * @param given.attachmentEach one of so many has an attachment of 5 kB; 0: none has
 * @param given.answers the statement that writes other answers, to the questions that are given with it
 */
export async function insertResponses(
  db: Db,
  count: number,
  { name = 'Respondent', attachmentEach = 0, questions: asked = QUESTIONS, answers = ANSWERS } = {},
): Promise<Answered> {
  const reference = `BENCH-${name.toUpperCase()}-${count}`;
  const questions = JSON.stringify(asked);
  const { rows } = await db.raw<{ rows: [{ id: string }] }>(CONSULTATION, { reference, questions });
  const { id } = rows[0];
  await db.raw(PARTIES, { id, count, name });
  await db.raw(SUBMISSIONS, { id });
  await db.raw(answers, { id });
  if (attachmentEach > 0) await db.raw(ATTACHMENTS, { id, each: attachmentEach });
  const [reader] = await db('person')
    .insert({
      name: 'Reader',
      email: `${name}@bench.example`.toLowerCase(),
      created_at: db.fn.now() as never,
    })
    .returning('id');
  await db('role_grant').insert({ person_id: reader!.id, role: 'secas', granted_at: db.fn.now() as never });
  await insertSessions(db);
  await db.raw('analyze');
  return { id, reference, reader: signedIn(reader!.id) };
}

/** Waits until the worker has made searchable, grouped and cut into sentences all that was submitted. */
export async function allRead(db: Db): Promise<void> {
  const left = `select exists (select from submission where id not in (select submission_id from submission_indexed)
    or id not in (select submission_id from grouped_submission)
    or id not in (select submission_id from cut_submission)) as some`;
  while ((await db.raw<{ rows: [{ some: boolean }] }>(left)).rows[0].some) await wait(200);
}

const CONSULTATION = `
  with c as (
    insert into consultation (reference, title, kind, issued_by, audience, announced_at, published_at, opens_at,
      closes_at, created_at)
    select :reference, 'A modification that everybody answers', 'modification-report', 'SEC Panel',
      array['Large Supplier', 'Small Supplier', 'Electricity Network', 'Gas Network', 'Other SEC Party'],
      opened, opened, opened, opened + interval '20 days', opened from (select now() - interval '21 days' as opened) o
    returning *
  ), issue as (
    insert into question_issue (consultation_id, number, questions, issued_at)
    select id, 1, :questions::jsonb, opens_at from c
  ), closed as (
    insert into closure (consultation_id, last_closes_at, closed_at)
    select id, closes_at, closes_at + interval '20 seconds' from c
  )
  select id from c`;

const PARTIES = `
  with n as (
    select n, gen_random_uuid() as organisation_id, gen_random_uuid() as party_id, (:name || ' ' || n) as name,
      (array['Large Supplier', 'Small Supplier', 'Electricity Network', 'Gas Network', 'Other SEC Party'])[n % 5 + 1]
        as category
    from generate_series(1, :count::int) n
  ), organisations as (
    insert into organisation (id, name, created_at) select organisation_id, name, now() from n
  ), parties as (
    insert into party (id, register_id, acceded_on, created_at) select party_id, :name || n, '2014-01-01', now() from n
  ), particulars as (
    insert into party_particulars (party_id, from_on, name, category, organisation_id, recorded_at)
    select party_id, '2014-01-01', name || ' Limited', category, organisation_id, now() from n
  )
  insert into eligible_party (consultation_id, party_id, organisation_id, name, category, added_at)
  select :id::uuid, party_id, organisation_id, name || ' Limited', category, now() from n`;

const SUBMISSIONS = `
  with n as (
    select e.*, c.closes_at, i.id as issue_id, gen_random_uuid() as response_id, gen_random_uuid() as submission_id,
      jsonb_build_object('party', e.party_id)::text as record,
      (select id from person order by id limit 1) as person_id, c.closes_at - random() * interval '20 days' as at
    from eligible_party e join consultation c on c.id = e.consultation_id
    join question_issue i on i.consultation_id = c.id where c.id = :id::uuid
  ), responses as (
    insert into response (id, consultation_id, organisation_id, started_at, started_by, saved_at, submitted_version)
    select response_id, consultation_id, organisation_id, at, person_id, at, 1 from n
  ), submissions as (
    insert into submission (id, reference, response_id, consultation_id, organisation_id, number, kind, submit_key,
      question_issue_id, organisation_name, submitted_by, for_organisation, confidential, confidential_reason,
      name_confidential, name_confidential_reason, received_at, recorded_at, entered_by_secas, deadline, standing,
      nonce, record, digest)
    select submission_id, left(submission_id::text, 18), response_id, consultation_id, organisation_id, 1, 'response',
      gen_random_uuid(), issue_id, replace(name, ' Limited', ''), person_id, false, false, '', false, '', at, at, false,
      closes_at, 'in time', party_id::text, record, encode(sha256(convert_to(record, 'UTF8')), 'hex') from n
  ), submitters as (
    insert into submitter (submission_id, name) select submission_id, 'Colleague' from n
  ), parties as (
    insert into submission_party (submission_id, party_id, name, category)
    select submission_id, party_id, name, category from n
  )
  insert into representation (consultation_id, party_id, submission_id, since)
  select consultation_id, party_id, submission_id, at from n`;

const ANSWERS = `
  insert into submission_answer (submission_id, question_key, position, question, value, confidential, reason)
  select s.id, q.question ->> 'key', q.position, q.question,
    jsonb_build_object('text', left('We agree, ' || s.reference || repeat(', and the lead time should be longer', 9), 200)),
    false, ''
  from submission s join question_issue i on i.id = s.question_issue_id,
    jsonb_array_elements(i.questions) with ordinality as q(question, position)
  where s.consultation_id = :id::uuid`;

const ATTACHMENTS = `
  with n as (
    select id as submission_id, gen_random_uuid() as file_id, convert_to(repeat(md5(id::text), 156), 'UTF8') as bytes
    from (select id, row_number() over (order by id) as n from submission where consultation_id = :id::uuid) s
    where n % :each = 0
  ), files as (
    insert into file (id, name, media_type, bytes, sha256, completed_at)
    select file_id, 'costs.txt', 'text/plain', length(bytes), encode(sha256(bytes), 'hex'), now() from n
  ), chunks as (
    insert into file_chunk (file_id, ordinal, bytes) select file_id, 0, bytes from n
  )
  insert into submission_attachment (submission_id, question_key, file_id, name, media_type, bytes, sha256,
    confidential, reason, position)
  select submission_id, (select i.questions -> 0 ->> 'key' from question_issue i where i.consultation_id = :id::uuid),
    file_id, 'costs.txt', 'text/plain', length(bytes), encode(sha256(bytes), 'hex'), false, '', 1 from n`;

/** 1,350 characters to each question, in two paragraphs. */
export const LONG_ANSWERS = `
  insert into submission_answer (submission_id, question_key, position, question, value, confidential, reason)
  select s.id, q.question ->> 'key', q.position, q.question,
    jsonb_build_object('text', s.reference || repeat(E' We support the change in principle, but the lead time of six months '
      || 'would not let us test the new message with each of our meters.', 5) || E'\n\n' || repeat('We support the change '
      || 'in principle, but the lead time of six months would not let us test the new message with each of our meters. ', 5)),
    false, ''
  from submission s join question_issue i on i.id = s.question_issue_id,
    jsonb_array_elements(i.questions) with ordinality as q(question, position)
  where s.consultation_id = :id::uuid`;
