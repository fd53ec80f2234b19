-- The hash of each sealed entry by itself, so that the first that was altered, removed or added can be named. What a
-- seal hashes is this list. It refers to no entry by a foreign key: it has to stay when an entry is gone.
create table audit_leaf (
  entry_id bigint constraint audit_leaf_pk primary key,
  seal integer not null constraint audit_leaf_seal_fk references audit_seal on delete restrict,
  hash text not null
);
create index audit_leaf_of_seal on audit_leaf (seal, entry_id);
create trigger audit_leaf_is_frozen before update or delete or truncate on audit_leaf
  for each statement execute function refuse_change();

-- The trail is searched by who did it and to which organisation, the newest first.
create index audit_entry_of_person on audit_entry (person_id, id);
create index audit_entry_of_organisation on audit_entry (organisation_id, id);
