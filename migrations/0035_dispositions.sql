-- What respondents said, point by point, with the reply and what came of it, as SECAS drafts it. It hangs on the
-- question's key, so that a corrected wording keeps it. A point that was taken out is kept as taken out.
create table point (
  id uuid constraint point_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint point_consultation_fk references consultation on delete restrict,
  -- null: on the consultation as a whole
  question_key text,
  -- the clause or the budget line
  line text,
  theme_id uuid,
  -- what was said, in SECAS's words
  summary text not null,
  reply text not null default '',
  outcome text,
  changed text not null default '',
  -- the last editor has done with it: it may be approved, or published
  finished boolean not null default false,
  -- SECAS has said that its text gives nothing away that is confidential
  discreet boolean not null default false,
  -- any change raises it: an approval is for one version, and two colleagues do not overwrite each other unseen
  version integer not null default 1,
  made_at timestamptz not null,
  made_by uuid not null constraint point_made_by_fk references person on delete restrict,
  edited_at timestamptz not null,
  edited_by uuid not null constraint point_edited_by_fk references person on delete restrict,
  removed_at timestamptz,
  removed_by uuid constraint point_removed_by_fk references person on delete restrict,
  constraint point_of_its_consultation unique (id, consultation_id),
  constraint point_theme_fk foreign key (theme_id, consultation_id, question_key)
    references theme (id, consultation_id, question_key) on delete restrict,
  constraint point_line_of_a_question check (line is null or (question_key is not null and btrim(line) <> '')),
  constraint point_says_something check (btrim(summary) <> ''),
  constraint point_outcome_known
    check (outcome in ('accepted', 'accepted in part', 'not accepted', 'noted', 'out of scope')),
  constraint point_finished_with_reply_and_outcome
    check (not finished or (btrim(reply) <> '' and outcome is not null)),
  constraint point_removed_by_somebody check ((removed_at is null) = (removed_by is null))
);
create index point_of_consultation on point (consultation_id, question_key) where removed_at is null;
create index point_of_theme on point (theme_id) where theme_id is not null;

-- Who raised it: the submission in which it was read. A response that is submitted again still raises it.
create table point_raised (
  point_id uuid not null,
  consultation_id uuid not null,
  submission_id uuid not null,
  added_at timestamptz not null,
  added_by uuid not null constraint point_raised_added_by_fk references person on delete restrict,
  constraint point_raised_pk primary key (point_id, submission_id),
  constraint point_raised_point_fk foreign key (point_id, consultation_id)
    references point (id, consultation_id) on delete restrict,
  constraint point_raised_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict
);
create index point_raised_by_submission on point_raised (submission_id);

-- A colleague approved one version of a point, or returned it with a note. Nobody decides on what they wrote last.
create table point_decision (
  point_id uuid not null constraint point_decision_point_fk references point on delete restrict,
  version integer not null,
  approved boolean not null,
  note text not null default '',
  written_by uuid not null constraint point_decision_written_by_fk references person on delete restrict,
  decided_at timestamptz not null,
  decided_by uuid not null constraint point_decision_decided_by_fk references person on delete restrict,
  constraint point_decision_pk primary key (point_id, version),
  constraint point_decision_by_another check (decided_by <> written_by),
  constraint point_decision_returned_with_a_note check (approved or btrim(note) <> '')
);

-- Whether each point of a consultation is to be approved by somebody else than who wrote it. No row: it is not.
create table point_approval_wanted (
  consultation_id uuid constraint point_approval_wanted_pk primary key
    constraint point_approval_wanted_consultation_fk references consultation on delete restrict,
  set_at timestamptz not null,
  set_by uuid not null constraint point_approval_wanted_set_by_fk references person on delete restrict
);

-- The dispositions as they were published: version after version, frozen.
create table disposition_publication (
  id uuid constraint disposition_publication_pk primary key default gen_random_uuid(),
  consultation_id uuid not null
    constraint disposition_publication_consultation_fk references consultation on delete restrict,
  number integer not null,
  -- of all that it says: what was previewed is what is published, once
  mark text not null,
  published_at timestamptz not null,
  published_by uuid not null constraint disposition_publication_by_fk references person on delete restrict,
  constraint disposition_publication_number_once unique (consultation_id, number)
);

create table published_point (
  publication_id uuid not null
    constraint published_point_publication_fk references disposition_publication on delete restrict,
  point_id uuid not null constraint published_point_point_fk references point on delete restrict,
  place integer not null,
  version integer not null,
  -- the question's wording then; null: on the consultation as a whole
  ask text,
  line text,
  summary text not null,
  reply text not null,
  outcome text not null,
  changed text not null,
  -- how many responses raised it; null: that is not told, because it could give a confidential one away
  responses integer,
  constraint published_point_pk primary key (publication_id, point_id),
  constraint published_point_place_once unique (publication_id, place)
);

-- Whose points they were, for each respondent alone.
create table published_point_raised (
  publication_id uuid not null,
  point_id uuid not null,
  response_id uuid not null constraint published_point_raised_response_fk references response on delete restrict,
  constraint published_point_raised_pk primary key (publication_id, point_id, response_id),
  constraint published_point_raised_point_fk foreign key (publication_id, point_id)
    references published_point (publication_id, point_id) on delete restrict
);
create index published_point_raised_by_response on published_point_raised (response_id);

create trigger disposition_publication_is_frozen before update or delete or truncate on disposition_publication
  for each statement execute function refuse_change();
create trigger published_point_is_frozen before update or delete or truncate on published_point
  for each statement execute function refuse_change();
create trigger published_point_raised_is_frozen before update or delete or truncate on published_point_raised
  for each statement execute function refuse_change();

-- SECAS's comment on a clause or a budget line: on all that respondents said of it together.
alter table secas_comment
  add column line text,
  -- it refers to confidential material: left out of the version for all
  add column confidential boolean not null default false,
  add constraint secas_comment_line_of_a_question
    check (line is null or (submission_id is null and question_key is not null and btrim(line) <> '')),
  add constraint secas_comment_confidential_on_a_line check (line is not null or not confidential);
