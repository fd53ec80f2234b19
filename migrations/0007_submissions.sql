-- One frozen version of a response. Never updated, never deleted: a trigger refuses.
create table submission (
  id uuid constraint submission_pk primary key default gen_random_uuid(),
  reference text not null constraint submission_reference_once unique,
  response_id uuid not null constraint submission_response_fk references response on delete restrict,
  consultation_id uuid not null constraint submission_consultation_fk references consultation on delete restrict,
  organisation_id uuid not null constraint submission_organisation_fk references organisation on delete restrict,
  number integer not null,
  kind text not null,
  submit_key uuid not null constraint submission_key_once unique,
  question_issue_id uuid constraint submission_question_issue_fk references question_issue on delete restrict,
  organisation_name text not null,
  submitted_by uuid not null constraint submission_submitted_by_fk references person on delete restrict,
  for_organisation boolean not null,
  confidential boolean not null,
  confidential_reason text not null,
  name_confidential boolean not null,
  name_confidential_reason text not null,
  -- when it reached the portal (or, entered by SECAS, when it reached SECAS), and when it was written down
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  entered_by_secas boolean not null,
  arrived_how text,
  deadline timestamptz not null,
  standing text not null,
  nonce text not null,
  record text not null,
  digest text not null,
  constraint submission_number_once unique (response_id, number),
  constraint submission_kind_known check (kind in ('response', 'nil')),
  constraint submission_standing_known check (standing in ('in time', 'late', 'after closure')),
  constraint submission_in_time_is_before_the_deadline check ((standing = 'late') = (received_at >= deadline)),
  constraint submission_digest_of_record check (digest = encode(sha256(convert_to(record, 'UTF8')), 'hex')),
  constraint submission_confidential_says_why check (not confidential or btrim(confidential_reason) <> ''),
  constraint submission_of_its_consultation unique (id, consultation_id)
);
create index submission_of_response on submission (response_id, number);
create index submission_of_consultation on submission (consultation_id, received_at);
create index submission_of_organisation on submission (organisation_id);

-- The submitter's name stands beside the frozen record, not in it, so that it can be erased and the record verifies.
create table submitter (
  submission_id uuid constraint submitter_pk primary key
    constraint submitter_submission_fk references submission on delete restrict,
  name text not null
);

create table submission_party (
  submission_id uuid not null constraint submission_party_submission_fk references submission on delete restrict,
  party_id uuid not null constraint submission_party_party_fk references party on delete restrict,
  name text not null,
  category party_category not null,
  constraint submission_party_pk primary key (submission_id, party_id)
);

create table submission_answer (
  submission_id uuid not null constraint submission_answer_submission_fk references submission on delete restrict,
  question_key text not null,
  position integer not null,
  question jsonb not null,
  value jsonb not null,
  confidential boolean not null,
  reason text not null,
  constraint submission_answer_pk primary key (submission_id, question_key),
  constraint submission_answer_confidential_says_why check (not confidential or btrim(reason) <> '')
);

create table submission_attachment (
  id uuid constraint submission_attachment_pk primary key default gen_random_uuid(),
  submission_id uuid not null constraint submission_attachment_submission_fk references submission on delete restrict,
  question_key text not null,
  file_id uuid not null constraint submission_attachment_file_fk references file on delete restrict,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  confidential boolean not null,
  reason text not null,
  position integer not null
);
create index submission_attachment_of_submission on submission_attachment (submission_id, position);
create index submission_attachment_of_file on submission_attachment (file_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is frozen: it is never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger submission_is_frozen before update or delete or truncate on submission
  for each statement execute function refuse_change();
create trigger submission_party_is_frozen before update or delete or truncate on submission_party
  for each statement execute function refuse_change();
create trigger submission_answer_is_frozen before update or delete or truncate on submission_answer
  for each statement execute function refuse_change();
create trigger submission_attachment_is_frozen before update or delete or truncate on submission_attachment
  for each statement execute function refuse_change();
create trigger question_issue_is_frozen before update or delete or truncate on question_issue
  for each statement execute function refuse_change();
create trigger closure_is_frozen before update or delete or truncate on closure
  for each statement execute function refuse_change();

-- Bytes of a finished file are frozen too; an upload under way may be swept.
create function refuse_change_of_finished_file() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'file' and old.completed_at is not null
     and (exists (select from submission_attachment where file_id = old.id)
       or exists (select from document where file_id = old.id)) then
    raise exception 'file % is part of a submission or a document', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and old.completed_at is not null
     and (old.name, old.media_type, old.bytes, old.sha256, old.completed_at)
         is distinct from (new.name, new.media_type, new.bytes, new.sha256, new.completed_at) then
    raise exception 'file % is finished: only its scan may change', old.id using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger file_is_frozen before update or delete on file
  for each row execute function refuse_change_of_finished_file();
create trigger file_chunk_is_frozen before update on file_chunk
  for each statement execute function refuse_change();
