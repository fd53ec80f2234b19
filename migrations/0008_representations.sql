-- Which live submission speaks for whom. The primary key is the promise: a Party is represented by at most one.
create table representation (
  consultation_id uuid not null,
  party_id uuid not null,
  submission_id uuid not null,
  since timestamptz not null,
  constraint representation_pk primary key (consultation_id, party_id),
  constraint representation_of_a_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict,
  constraint representation_of_a_party_named_fk foreign key (submission_id, party_id)
    references submission_party (submission_id, party_id) on delete restrict
);
create index representation_by_submission on representation (submission_id);

create table organisation_representation (
  consultation_id uuid not null,
  organisation_id uuid not null constraint organisation_representation_organisation_fk references organisation on delete restrict,
  submission_id uuid not null,
  since timestamptz not null,
  constraint organisation_representation_pk primary key (consultation_id, organisation_id),
  constraint organisation_representation_of_a_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict
);
create index organisation_representation_by_submission on organisation_representation (submission_id);

create table withdrawal (
  submission_id uuid constraint withdrawal_pk primary key
    constraint withdrawal_submission_fk references submission on delete restrict,
  reason text not null,
  withdrawn_at timestamptz not null,
  withdrawn_by uuid not null constraint withdrawal_withdrawn_by_fk references person on delete restrict
);

-- SECAS's decision on a submission that was late, or that met the closure.
create table late_decision (
  submission_id uuid constraint late_decision_pk primary key
    constraint late_decision_submission_fk references submission on delete restrict,
  admitted boolean not null,
  reason text not null,
  decided_at timestamptz not null,
  decided_by uuid not null constraint late_decision_decided_by_fk references person on delete restrict,
  constraint late_decision_reason_said check (btrim(reason) <> '')
);
