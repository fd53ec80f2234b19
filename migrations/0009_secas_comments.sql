-- SECAS's comment beside a respondent's answer, or on a question as a whole. It remembers the submission it was
-- written on; a later comment on the same place takes the earlier one's place in reports, and both stay.
create table secas_comment (
  id uuid constraint secas_comment_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint secas_comment_consultation_fk references consultation on delete restrict,
  submission_id uuid,
  question_key text,
  text text not null,
  written_at timestamptz not null,
  written_by uuid not null constraint secas_comment_written_by_fk references person on delete restrict,
  removed_at timestamptz,
  constraint secas_comment_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict,
  constraint secas_comment_on_something check (submission_id is not null or question_key is not null),
  constraint secas_comment_text_said check (btrim(text) <> '')
);
create index secas_comment_of_consultation on secas_comment (consultation_id, question_key, written_at);
create index secas_comment_of_submission on secas_comment (submission_id);
