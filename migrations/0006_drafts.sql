-- A response is one organisation's thread in a consultation; its draft is mutable and holds what was typed,
-- right or wrong.
create table response (
  id uuid constraint response_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint response_consultation_fk references consultation on delete restrict,
  organisation_id uuid not null constraint response_organisation_fk references organisation on delete restrict,
  -- true: SECAS enters what came by e-mail or on paper; representatives do not see the draft
  entered_by_secas boolean not null default false,
  arrived_at timestamptz,
  arrived_how text,
  original_file_id uuid constraint response_original_file_fk references file on delete restrict,
  version integer not null default 1,
  for_organisation boolean not null default false,
  confidential boolean not null default false,
  confidential_reason text not null default '',
  name_confidential boolean not null default false,
  name_confidential_reason text not null default '',
  started_at timestamptz not null,
  started_by uuid not null constraint response_started_by_fk references person on delete restrict,
  saved_at timestamptz not null,
  -- when the draft last became equal to a submission; null: never submitted
  submitted_version integer
);
create index response_of_consultation on response (consultation_id, organisation_id);
create index response_of_organisation on response (organisation_id);

create table draft_party (
  response_id uuid not null constraint draft_party_response_fk references response on delete cascade,
  party_id uuid not null constraint draft_party_party_fk references party on delete restrict,
  constraint draft_party_pk primary key (response_id, party_id)
);

create table draft_answer (
  response_id uuid not null constraint draft_answer_response_fk references response on delete cascade,
  question_key text not null,
  value jsonb not null,
  confidential boolean not null default false,
  reason text not null default '',
  version integer not null default 1,
  saved_at timestamptz not null,
  saved_by uuid not null constraint draft_answer_saved_by_fk references person on delete restrict,
  constraint draft_answer_pk primary key (response_id, question_key)
);

create table draft_attachment (
  id uuid constraint draft_attachment_pk primary key default gen_random_uuid(),
  response_id uuid not null constraint draft_attachment_response_fk references response on delete cascade,
  question_key text not null,
  file_id uuid not null constraint draft_attachment_file_fk references file on delete restrict,
  confidential boolean not null default false,
  reason text not null default '',
  added_at timestamptz not null,
  added_by uuid not null constraint draft_attachment_added_by_fk references person on delete restrict
);
create index draft_attachment_of_response on draft_attachment (response_id, question_key);
create index draft_attachment_of_file on draft_attachment (file_id);
