-- When a "no comment" that could not be stored first reached the portal: the same one sent again counts from here.
create table nil_arrival (
  submit_key uuid constraint nil_arrival_pk primary key,
  -- no foreign key: it is written while somebody else holds the consultation's lock
  consultation_id uuid not null,
  organisation_id uuid not null constraint nil_arrival_organisation_fk references organisation on delete cascade,
  -- on whose behalf, in order
  party_ids uuid[] not null,
  for_organisation boolean not null,
  received_at timestamptz not null
);
create index nil_arrival_of_organisation on nil_arrival (organisation_id);
create trigger nil_arrival_is_frozen before update on nil_arrival
  for each statement execute function refuse_change();
