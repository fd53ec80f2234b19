import type { Db } from '../db/connection.js';
import { prepared } from '../db/prepared.js';
import type { Frozen, Sealed } from './freeze.js';

/** Writes the frozen submission with all its parts and marks the draft as submitted, in one statement. */
export async function insertSubmission(
  trx: Db,
  responseId: string,
  key: string,
  { by, approver }: { by: { name: string }; approver: { name: string } | null },
  frozen: Frozen,
  sealed: Sealed,
): Promise<string> {
  const { rows } = await prepared<{ id: string }>(trx, 'insert-submission', INSERT, {
    responseId,
    key,
    submitterName: by.name,
    approverId: frozen.approverId,
    approverName: approver?.name ?? null,
    reference: sealed.reference,
    nonce: sealed.nonce,
    record: sealed.record,
    digest: sealed.digest,
    keyId: sealed.signed.key,
    signature: sealed.signed.signature,
    consultationId: frozen.consultation.id,
    issueId: frozen.consultation.issue?.id ?? null,
    organisationId: frozen.organisation.id,
    organisationName: frozen.organisation.name,
    kind: frozen.kind,
    submitterId: frozen.submitterId,
    forOrganisation: frozen.forOrganisation,
    confidential: frozen.confidential,
    confidentialReason: frozen.confidentialReason,
    nameConfidential: frozen.nameConfidential,
    nameConfidentialReason: frozen.nameConfidentialReason,
    receivedAt: frozen.receivedAt,
    recordedAt: frozen.recordedAt,
    enteredBySecas: frozen.enteredBySecas,
    arrivedHow: frozen.arrivedHow,
    deadline: frozen.deadline,
    standing: frozen.standing,
    parties: JSON.stringify(frozen.parties),
    answers: JSON.stringify(frozen.answers),
    attachments: JSON.stringify(frozen.attachments),
  });
  return rows[0]!.id;
}

const INSERT = `
  with s as (
    insert into submission (reference, response_id, consultation_id, organisation_id, number, kind, submit_key,
      question_issue_id, organisation_name, submitted_by, approved_by, for_organisation, confidential, confidential_reason,
      name_confidential, name_confidential_reason, received_at, recorded_at, entered_by_secas, arrived_how, deadline,
      standing, nonce, record, digest, key_id, signature)
    select :reference, :responseId::uuid, :consultationId::uuid, :organisationId::uuid,
      (select coalesce(max(number), 0) + 1 from submission where response_id = :responseId::uuid), :kind, :key::uuid,
      :issueId::uuid, :organisationName, :submitterId::uuid, :approverId::uuid, :forOrganisation, :confidential, :confidentialReason,
      :nameConfidential, :nameConfidentialReason, :receivedAt::timestamptz, :recordedAt::timestamptz,
      :enteredBySecas, :arrivedHow, :deadline::timestamptz, :standing, :nonce, :record, :digest, :keyId,
      :signature
    returning id
  ), named as (
    insert into submitter (submission_id, name, approver_name) select id, :submitterName, :approverName from s
  ), parties as (
    insert into submission_party (submission_id, party_id, name, category)
    select s.id, p.id, p.name, p.category
    from s, jsonb_to_recordset(:parties::jsonb) as p(id uuid, name text, category text)
  ), answers as (
    insert into submission_answer (submission_id, question_key, position, question, value, confidential, reason)
    select s.id, a.answer -> 'question' ->> 'key', a.position, a.answer -> 'question', a.answer -> 'value',
      (a.answer ->> 'confidential')::boolean, a.answer ->> 'reason'
    from s, jsonb_array_elements(:answers::jsonb) with ordinality as a(answer, position)
  ), attachments as (
    insert into submission_attachment (submission_id, question_key, file_id, name, media_type, bytes, sha256,
      confidential, reason, position)
    select s.id, a.file ->> 'questionKey', (a.file ->> 'fileId')::uuid, a.file ->> 'name', a.file ->> 'mediaType',
      (a.file ->> 'bytes')::bigint, a.file ->> 'sha256', (a.file ->> 'confidential')::boolean, a.file ->> 'reason',
      a.position
    from s, jsonb_array_elements(:attachments::jsonb) with ordinality as a(file, position)
  ), submitted as (
    update response set submitted_version = version where id = :responseId::uuid
  )
  select id from s`;
