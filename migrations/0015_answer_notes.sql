-- What colleagues say to one another about an answer that they draft. Never part of what is submitted.
create table answer_note (
  id uuid constraint answer_note_pk primary key default gen_random_uuid(),
  response_id uuid not null constraint answer_note_response_fk references response on delete cascade,
  question_key text not null,
  text text not null,
  written_at timestamptz not null,
  written_by uuid not null constraint answer_note_written_by_fk references person on delete restrict,
  constraint answer_note_says_something check (btrim(text) <> '')
);
create index answer_note_by_response on answer_note (response_id, question_key, written_at);
