-- SECAS does not always wait until changes have settled: the Panel meets in an hour.
create table edition_request (
  id uuid constraint edition_request_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint edition_request_consultation_fk references consultation on delete restrict,
  asked_at timestamptz not null,
  asked_by uuid not null constraint edition_request_asked_by_fk references person on delete restrict,
  -- the report was looked through for it; null: not yet
  done_at timestamptz
);
-- Asked for twice it is made once.
create unique index edition_request_waiting_once on edition_request (consultation_id) where done_at is null;
create index edition_request_done on edition_request (consultation_id, done_at);
