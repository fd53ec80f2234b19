-- What is asked, by whom, until when. States are derived from these instants; only closure is a row.
create table consultation (
  id uuid constraint consultation_pk primary key default gen_random_uuid(),
  reference text not null constraint consultation_reference_once unique,
  title text not null,
  kind text not null,
  issued_by text not null,
  modification text,
  summary text not null default '',
  how_to_respond text not null default '',
  audience text[] not null,
  announced_at timestamptz,
  published_at timestamptz,
  published_by uuid constraint consultation_published_by_fk references person on delete restrict,
  opens_at timestamptz,
  closes_at timestamptz,
  question_draft jsonb not null default '[]',
  created_at timestamptz not null,
  created_by uuid constraint consultation_created_by_fk references person on delete restrict,
  version integer not null default 1,
  constraint consultation_reference_shape check (reference ~ '^[A-Z0-9][A-Z0-9-]{2,39}$'),
  constraint consultation_title_said check (btrim(title) <> ''),
  constraint consultation_kind_known check (kind in ('draft-budget', 'working-group', 'modification-report', 'external')),
  constraint consultation_audience_known check (audience <@ array['Large Supplier', 'Small Supplier', 'Electricity Network',
    'Gas Network', 'Other SEC Party'] and cardinality(audience) > 0),
  constraint consultation_opens_before_it_closes check (opens_at < closes_at),
  constraint consultation_published_has_a_deadline check
    (published_at is null or (opens_at is not null and closes_at is not null and announced_at is not null))
);
create index consultation_by_closing on consultation (closes_at);

-- An issued question set: immutable, numbered; a correction is a new issue.
create table question_issue (
  id uuid constraint question_issue_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint question_issue_consultation_fk references consultation on delete restrict,
  number integer not null,
  questions jsonb not null,
  note text,
  issued_at timestamptz not null,
  issued_by uuid constraint question_issue_issued_by_fk references person on delete restrict,
  constraint question_issue_number_once unique (consultation_id, number)
);

create table document (
  id uuid constraint document_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint document_consultation_fk references consultation on delete restrict,
  file_id uuid not null constraint document_file_fk references file on delete restrict,
  title text not null,
  position integer not null,
  replaces uuid constraint document_replaces_fk references document on delete restrict
    constraint document_replaced_once unique,
  note text,
  added_at timestamptz not null,
  added_by uuid constraint document_added_by_fk references person on delete restrict,
  constraint document_title_said check (btrim(title) <> '')
);
create index document_of_consultation on document (consultation_id, position);

-- A changed deadline, for all (organisation_id is null) or for one organisation.
create table extension (
  id uuid constraint extension_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint extension_consultation_fk references consultation on delete restrict,
  organisation_id uuid constraint extension_organisation_fk references organisation on delete restrict,
  previous_closes_at timestamptz not null,
  closes_at timestamptz not null,
  reason text not null,
  made_at timestamptz not null,
  made_by uuid not null constraint extension_made_by_fk references person on delete restrict,
  constraint extension_reason_said check (btrim(reason) <> '')
);
create index extension_of_consultation on extension (consultation_id, organisation_id, made_at);

-- The one stored state: written once, after the last closing instant. Everything that must not change
-- after the end depends on this row, never on the clock.
create table closure (
  consultation_id uuid constraint closure_pk primary key
    constraint closure_consultation_fk references consultation on delete restrict,
  last_closes_at timestamptz not null,
  closed_at timestamptz not null,
  constraint closure_waits_for_submits_in_flight check (closed_at >= last_closes_at + interval '20 seconds')
);

-- SECAS let the Panel read before the closure, by a recorded decision.
create table release (
  consultation_id uuid constraint release_pk primary key
    constraint release_consultation_fk references consultation on delete restrict,
  reason text not null,
  released_at timestamptz not null,
  released_by uuid not null constraint release_released_by_fk references person on delete restrict
);

create table outcome (
  consultation_id uuid constraint outcome_pk primary key
    constraint outcome_consultation_fk references consultation on delete restrict,
  recommendation text,
  decision text not null,
  decided_by text not null,
  decided_on date not null,
  implements_on date,
  recorded_at timestamptz not null,
  recorded_by uuid constraint outcome_recorded_by_fk references person on delete restrict
);

-- The Parties asked, frozen at publication; later accessions are decisions with a reason.
create table eligible_party (
  consultation_id uuid not null constraint eligible_party_consultation_fk references consultation on delete restrict,
  party_id uuid not null constraint eligible_party_party_fk references party on delete restrict,
  organisation_id uuid not null constraint eligible_party_organisation_fk references organisation on delete restrict,
  name text not null,
  category party_category not null,
  added_at timestamptz not null,
  reason text,
  constraint eligible_party_pk primary key (consultation_id, party_id),
  constraint eligible_party_in_a_category check (category <> 'DCC')
);
create index eligible_party_by_organisation on eligible_party (organisation_id);

-- SECAS was told that this Party will not answer: a note, not a submission.
create table decline_note (
  consultation_id uuid not null,
  party_id uuid not null,
  note text not null,
  noted_at timestamptz not null,
  noted_by uuid not null constraint decline_note_noted_by_fk references person on delete restrict,
  constraint decline_note_pk primary key (consultation_id, party_id),
  constraint decline_note_eligible_fk foreign key (consultation_id, party_id) references eligible_party on delete restrict
);
