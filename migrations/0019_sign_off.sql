-- Who in an organisation lets colleagues in and says whether responses have to be approved.
alter table role_grant add column may_manage boolean not null default false,
  add constraint role_grant_only_representatives_manage check (role = 'representative' or not may_manage);

-- An organisation requires that a named representative approves what is submitted. It holds while that person may
-- submit for the organisation: who has left cannot keep a response back.
create table sign_off (
  organisation_id uuid constraint sign_off_pk primary key
    constraint sign_off_organisation_fk references organisation on delete restrict,
  approver_id uuid not null constraint sign_off_approver_fk references person on delete restrict,
  set_at timestamptz not null,
  set_by uuid not null constraint sign_off_set_by_fk references person on delete restrict
);

-- Somebody asked the approver to look at a draft, as it was then.
create table approval_request (
  id uuid constraint approval_request_pk primary key default gen_random_uuid(),
  response_id uuid not null constraint approval_request_response_fk references response on delete cascade,
  version integer not null,
  asked_at timestamptz not null,
  asked_by uuid not null constraint approval_request_asked_by_fk references person on delete restrict
);
create index approval_request_of_response on approval_request (response_id, asked_at);

-- What the approver said of a version of the draft; the latest holds, and only for that version.
create table approval (
  id uuid constraint approval_pk primary key default gen_random_uuid(),
  response_id uuid not null constraint approval_response_fk references response on delete cascade,
  version integer not null,
  approved boolean not null,
  note text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null constraint approval_decided_by_fk references person on delete restrict,
  constraint approval_return_says_why check (approved or btrim(note) <> '')
);
create index approval_of_response on approval (response_id, decided_at);
create trigger approval_is_frozen before update or truncate on approval
  for each statement execute function refuse_change();

-- Who approved what was submitted; the name stands beside, as the submitter's does.
alter table submission add column approved_by uuid
  constraint submission_approved_by_fk references person on delete restrict;
alter table submitter add column approver_name text;
