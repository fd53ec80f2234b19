-- What SECAS asks about an answer that was submitted, and what its organisation replies: a thread beside the answer,
-- which stays when the response is submitted again. The answer stays as it was; what was said is never changed either.
create table clarification_entry (
  id uuid constraint clarification_entry_pk primary key default gen_random_uuid(),
  response_id uuid not null constraint clarification_entry_response_fk references response on delete restrict,
  question_key text not null,
  -- its place in the thread, from 1
  number integer not null,
  kind text not null,
  -- what was read when SECAS asked; what is said after it has the same
  submission_id uuid not null,
  consultation_id uuid not null,
  -- of the form that it came by: sent twice, it is said once
  key uuid not null constraint clarification_entry_key_once unique,
  text text not null default '',
  -- a London date; nothing depends on it
  wished_by date,
  -- it was said beside something confidential, or after it, or asked to be kept so
  confidential boolean not null,
  reason text not null default '',
  written_at timestamptz not null,
  written_by uuid not null constraint clarification_entry_written_by_fk references person on delete restrict,
  constraint clarification_entry_place_once unique (response_id, question_key, number),
  constraint clarification_entry_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict,
  constraint clarification_entry_kind_known check (kind in ('asked', 'replied', 'closed', 'reopened')),
  constraint clarification_entry_says_something check ((kind in ('asked', 'replied')) = (btrim(text) <> '')),
  constraint clarification_entry_wish_of_a_question check (wished_by is null or kind = 'asked'),
  constraint clarification_entry_reason_of_a_reply check (reason = '' or (kind = 'replied' and confidential))
);
create index clarification_entry_of_consultation on clarification_entry (consultation_id);
create index clarification_entry_of_submission on clarification_entry (submission_id);
create trigger clarification_entry_is_frozen before update or delete or truncate on clarification_entry
  for each statement execute function refuse_change();
