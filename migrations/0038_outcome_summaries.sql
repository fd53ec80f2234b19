-- What was decided stays as it was decided: a correction is a version of its own, with what changed. The latest holds.
alter table outcome
  add column number integer not null default 1,
  add column changed text not null default '',
  drop constraint outcome_pk,
  add constraint outcome_pk primary key (consultation_id, number),
  add constraint outcome_change_says_what check (number = 1 or btrim(changed) <> '');
create trigger outcome_is_frozen before update or delete or truncate on outcome
  for each statement execute function refuse_change();

-- The summary in its three parts, in Markdown, as SECAS saved it: each save is a row, so that nothing is lost.
create table summary_draft (
  consultation_id uuid not null constraint summary_draft_consultation_fk references consultation on delete restrict,
  version integer not null,
  asked text not null,
  said text not null,
  next_steps text not null,
  saved_at timestamptz not null,
  saved_by uuid not null constraint summary_draft_saved_by_fk references person on delete restrict,
  constraint summary_draft_pk primary key (consultation_id, version)
);
create trigger summary_draft_is_frozen before update or delete or truncate on summary_draft
  for each statement execute function refuse_change();

-- A draft that was published, for everybody. The latest holds; earlier ones stay and can be read.
create table published_summary (
  consultation_id uuid not null,
  number integer not null,
  version integer not null,
  changed text not null,
  published_at timestamptz not null,
  published_by uuid not null constraint published_summary_published_by_fk references person on delete restrict,
  constraint published_summary_pk primary key (consultation_id, number),
  constraint published_summary_version_once unique (consultation_id, version),
  constraint published_summary_of_a_draft_fk foreign key (consultation_id, version)
    references summary_draft (consultation_id, version) on delete restrict,
  constraint published_summary_change_says_what check (number = 1 or btrim(changed) <> '')
);
create trigger published_summary_is_frozen before update or delete or truncate on published_summary
  for each statement execute function refuse_change();
