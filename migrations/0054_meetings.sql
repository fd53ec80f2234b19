-- A meeting of the Panel, the Change Board or a Working Group, and the consultations whose report it will consider.
create table meeting (
  id uuid constraint meeting_pk primary key default gen_random_uuid(),
  -- of whom, and which: "SEC Panel Meeting 25"
  name text not null,
  -- while its time is not known yet: midnight in London, as the day begins
  starts_at timestamptz not null,
  time_known boolean not null,
  -- an address, or a link to join it
  place text not null default '',
  papers_due_at timestamptz not null,
  -- goes up with every change: two people's never overwrite each other unseen
  version integer not null default 1,
  cancelled_at timestamptz,
  cancelled_by uuid constraint meeting_cancelled_by_fk references person on delete restrict,
  cancelled_because text,
  constraint meeting_cancelled_whole check (num_nulls(cancelled_at, cancelled_by, cancelled_because) in (0, 3))
);
create index meeting_by_start on meeting (starts_at);

create function refuse_deletion() returns trigger language plpgsql as $$
begin
  raise exception '% is kept: nothing of it is deleted', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger meeting_is_kept before delete or truncate on meeting
  for each statement execute function refuse_deletion();

create table meeting_pack (
  meeting_id uuid constraint meeting_pack_meeting_fk references meeting on delete restrict,
  consultation_id uuid constraint meeting_pack_consultation_fk references consultation on delete restrict,
  constraint meeting_pack_pk primary key (meeting_id, consultation_id)
);
create index meeting_pack_of_consultation on meeting_pack (consultation_id);
