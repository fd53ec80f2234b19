-- "Submit what is saved when it closes": left by somebody who may submit, for the organisation's own closing instant.
create table closing_instruction (
  -- also the submit key of what it submits, so that it is done once
  id uuid constraint closing_instruction_pk primary key default gen_random_uuid(),
  response_id uuid not null constraint closing_instruction_response_fk references response on delete cascade,
  left_at timestamptz not null,
  left_by uuid not null constraint closing_instruction_left_by_fk references person on delete restrict,
  -- references of other responses' submissions whose place it may take
  take_over text[] not null default '{}',
  taken_back_at timestamptz,
  taken_back_by uuid constraint closing_instruction_taken_back_by_fk references person on delete restrict,
  done_at timestamptz,
  -- what came of it: '' it was submitted; otherwise why it was not
  why_not text,
  constraint closing_instruction_taken_back_or_done check (taken_back_at is null or done_at is null),
  constraint closing_instruction_done_says_what check ((done_at is null) = (why_not is null))
);
create unique index closing_instruction_active_once on closing_instruction (response_id)
  where taken_back_at is null and done_at is null;

-- When anything but an answer was last changed: whom it speaks for, what of the whole is confidential, the files.
-- Null: not since it was begun.
alter table response add column whole_saved_at timestamptz;
