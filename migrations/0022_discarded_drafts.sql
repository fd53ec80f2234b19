-- A draft that was begun by mistake is put aside: out of sight, meant for nobody, and never deleted, so that it can be
-- brought back with all that was saved in it.
create table discard (
  id uuid constraint discard_pk primary key default gen_random_uuid(),
  response_id uuid not null constraint discard_response_fk references response on delete cascade,
  discarded_at timestamptz not null,
  discarded_by uuid not null constraint discard_discarded_by_fk references person on delete restrict,
  brought_back_at timestamptz,
  brought_back_by uuid constraint discard_brought_back_by_fk references person on delete restrict,
  constraint discard_brought_back_by_somebody check ((brought_back_at is null) = (brought_back_by is null))
);
create unique index discard_stands_once on discard (response_id) where brought_back_at is null;
create index discard_of_response on discard (response_id, discarded_at);
