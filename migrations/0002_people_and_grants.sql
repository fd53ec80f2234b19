-- People, and what each may do: a grant is (person, role, organisation), given and ended by somebody at an instant.
create table person (
  id uuid constraint person_pk primary key default gen_random_uuid(),
  name text not null,
  email text not null,
  created_at timestamptz not null,
  constraint person_name_said check (btrim(name) <> ''),
  constraint person_email_lower check (email = lower(email) and email like '_%@_%')
);
create unique index person_email_once on person (email);

create table role_grant (
  id uuid constraint role_grant_pk primary key default gen_random_uuid(),
  person_id uuid not null constraint role_grant_person_fk references person on delete restrict,
  role text not null,
  -- for a representative the organisation acted for; for a Panel member the employer (null: independent)
  organisation_id uuid constraint role_grant_organisation_fk references organisation on delete restrict,
  may_submit boolean not null default false,
  granted_at timestamptz not null,
  granted_by uuid constraint role_grant_granted_by_fk references person on delete restrict,
  ended_at timestamptz,
  ended_by uuid constraint role_grant_ended_by_fk references person on delete restrict,
  constraint role_grant_role_known check (role in ('representative', 'secas', 'panel', 'confidential')),
  constraint role_grant_representative_acts_for_somebody check (role <> 'representative' or organisation_id is not null),
  constraint role_grant_organisation_fits check (role in ('representative', 'panel') or organisation_id is null),
  constraint role_grant_only_representatives_submit check (role = 'representative' or not may_submit)
);
create unique index role_grant_active_once on role_grant (person_id, role, organisation_id) nulls not distinct
  where ended_at is null;
create index role_grant_by_organisation on role_grant (organisation_id) where ended_at is null;

-- Somebody without a grant asked SECAS for access.
create table access_request (
  id uuid constraint access_request_pk primary key default gen_random_uuid(),
  name text not null,
  email text not null,
  organisation text not null,
  message text not null,
  asked_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid constraint access_request_settled_by_fk references person on delete restrict
);
