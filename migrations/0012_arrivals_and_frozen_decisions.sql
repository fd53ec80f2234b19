-- When a submit that could not be stored first reached the portal: sent again with the same key it counts from here.
create table submit_arrival (
  submit_key uuid constraint submit_arrival_pk primary key,
  response_id uuid not null constraint submit_arrival_response_fk references response on delete cascade,
  version integer not null,
  received_at timestamptz not null
);
create index submit_arrival_of_response on submit_arrival (response_id);
create trigger submit_arrival_is_frozen before update on submit_arrival
  for each statement execute function refuse_change();

-- What was decided stays as it was decided.
create trigger late_decision_is_frozen before update or delete or truncate on late_decision
  for each statement execute function refuse_change();
create trigger withdrawal_is_frozen before update or delete or truncate on withdrawal
  for each statement execute function refuse_change();
create trigger extension_is_frozen before update or delete or truncate on extension
  for each statement execute function refuse_change();

-- The bytes of a submitted file or a document cannot be deleted by themselves either.
create function refuse_delete_of_linked_bytes() returns trigger language plpgsql as $$
begin
  if exists (select from submission_attachment where file_id = old.file_id)
     or exists (select from document where file_id = old.file_id) then
    raise exception 'file % is part of a submission or a document', old.file_id using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
create trigger file_chunk_of_submission_stays before delete on file_chunk
  for each row execute function refuse_delete_of_linked_bytes();
