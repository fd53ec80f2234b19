-- The wording of a point as each of those who wrote it left it, the one that stands included. Who only added a response
-- wrote nothing.
create table point_wording (
  point_id uuid not null constraint point_wording_point_fk references point on delete restrict,
  version integer not null,
  line text,
  summary text not null,
  reply text not null,
  outcome text,
  changed text not null,
  written_at timestamptz not null,
  written_by uuid not null constraint point_wording_written_by_fk references person on delete restrict,
  constraint point_wording_pk primary key (point_id, version)
);

create function keep_wording_of_point() returns trigger language plpgsql as $$
begin
  insert into point_wording (point_id, version, line, summary, reply, outcome, changed, written_at, written_by)
  values (new.id, new.version, new.line, new.summary, new.reply, new.outcome, new.changed, new.edited_at, new.edited_by);
  return null;
end $$;
create trigger point_keeps_its_first_wording after insert on point
  for each row execute function keep_wording_of_point();
create trigger point_keeps_its_wording after update on point for each row
  when ((old.line, old.summary, old.reply, old.outcome, old.changed)
    is distinct from (new.line, new.summary, new.reply, new.outcome, new.changed))
  execute function keep_wording_of_point();

-- Of what was written before, only what stands is known; who changed the point last may only have added a response.
insert into point_wording (point_id, version, line, summary, reply, outcome, changed, written_at, written_by)
select id, version, line, summary, reply, outcome, changed, edited_at, edited_by from point;

create trigger point_wording_is_frozen before update or delete or truncate on point_wording
  for each statement execute function refuse_change();
