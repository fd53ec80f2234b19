-- What an answer said before it was changed, kept by the database itself: nothing that was acknowledged as saved is lost
-- by saving something else, whoever does it and however.
create table earlier_answer (
  response_id uuid not null constraint earlier_answer_response_fk references response on delete cascade,
  question_key text not null,
  version integer not null,
  value jsonb not null,
  confidential boolean not null,
  reason text not null,
  saved_at timestamptz not null,
  saved_by uuid not null constraint earlier_answer_saved_by_fk references person on delete restrict,
  constraint earlier_answer_pk primary key (response_id, question_key, version)
);

create function keep_replaced_answer() returns trigger language plpgsql as $$
begin
  insert into earlier_answer (response_id, question_key, version, value, confidential, reason, saved_at, saved_by)
  values (old.response_id, old.question_key, old.version, old.value, old.confidential, old.reason, old.saved_at,
    old.saved_by);
  return new;
end $$;

create trigger draft_answer_keeps_what_it_replaces before update on draft_answer
  for each row execute function keep_replaced_answer();
create trigger earlier_answer_is_frozen before update or truncate on earlier_answer
  for each statement execute function refuse_change();
