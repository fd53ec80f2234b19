-- The report as it was frozen: at the closure, and each time something of it has changed since. What the Panel reads
-- and takes away is read from here, so that every page and file of an edition is of one moment and stays as it was.

-- A response as it is told to the readers of a version. Kept once, however many editions tell it.
create table told_response (
  -- SHA-256 of the text below it, hexadecimal
  digest text constraint told_response_pk primary key,
  told jsonb not null
);

create table report_edition (
  id uuid constraint report_edition_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint report_edition_consultation_fk references consultation on delete restrict,
  -- for which readers
  version text not null,
  -- 0.1 and on: released before the closure; 1.0 at the closure; 1.1 and on: what changed since
  major integer not null,
  minor integer not null,
  frozen_at timestamptz not null,
  -- all of it but the responses, letter by letter
  frame json not null,
  -- what changed since the edition before, as its readers may know it
  changes jsonb not null,
  -- of the frame and the responses: an edition that would say the same is not made
  digest text not null,
  -- the markings that were lifted with consent when it was frozen: once one is taken back it is not read any more
  consents uuid[] not null,
  constraint report_edition_number_once unique (consultation_id, version, major, minor),
  constraint report_edition_version_known check (version in ('all', 'confidential')),
  constraint report_edition_numbered check (major in (0, 1) and minor >= 0)
);

create table report_edition_response (
  edition_id uuid not null constraint report_edition_response_edition_fk
    references report_edition on delete restrict deferrable initially deferred,
  position integer not null,
  submission_id uuid not null constraint report_edition_response_submission_fk references submission on delete restrict,
  digest text not null constraint report_edition_response_told_fk references told_response on delete restrict,
  constraint report_edition_response_pk primary key (edition_id, position)
);

-- Its files are made beside the work of others, one after the other. Who makes them says so again and again: where
-- nothing was heard for a while, another goes on.
create table report_making (
  edition_id uuid constraint report_making_pk primary key
    constraint report_making_edition_fk references report_edition on delete restrict,
  -- real time; null: nobody makes them
  claimed_until timestamptz,
  files_made integer not null default 0,
  files_wanted integer not null default 0,
  -- tries that came to nothing: what can never be made does not keep the rest from those who wait for it
  failures integer not null default 0,
  -- the portal's time; null: not all are there yet
  completed_at timestamptz
);
create index report_making_unfinished on report_making (edition_id) where completed_at is null;

-- What is in its pack: made files, attachments and documents, in their order. A file that is left out says why.
create table report_edition_file (
  edition_id uuid not null constraint report_edition_file_edition_fk references report_edition on delete restrict,
  path text not null,
  position integer not null,
  file_id uuid constraint report_edition_file_file_fk references file on delete restrict,
  respondent text not null default '',
  note text not null default '',
  constraint report_edition_file_pk primary key (edition_id, path),
  constraint report_edition_file_is_there check ((file_id is null) = (note <> ''))
);
create index report_edition_file_of_file on report_edition_file (file_id);

-- As a ZIP has it (APPNOTE 4.4.7), so that a pack's size is known before it is read.
create table file_crc32 (
  file_id uuid constraint file_crc32_pk primary key constraint file_crc32_file_fk references file on delete cascade,
  crc32 bigint not null
);

-- How far the audit trail of a consultation had come when its report was last compared with its newest edition.
create table report_freeze (
  consultation_id uuid constraint report_freeze_pk primary key
    constraint report_freeze_consultation_fk references consultation on delete restrict,
  closed boolean not null,
  through bigint not null,
  changes bigint not null,
  files_waiting integer not null
);

create trigger told_response_is_frozen before update or delete or truncate on told_response
  for each statement execute function refuse_change();
create trigger report_edition_is_frozen before update or delete or truncate on report_edition
  for each statement execute function refuse_change();
create trigger report_edition_response_is_frozen before update or delete or truncate on report_edition_response
  for each statement execute function refuse_change();
create trigger report_edition_file_is_frozen before update or delete or truncate on report_edition_file
  for each statement execute function refuse_change();

-- The bytes of a frozen file cannot go either.
create or replace function refuse_change_of_finished_file() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'file' and old.completed_at is not null
     and (exists (select from submission_attachment where file_id = old.id)
       or exists (select from document where file_id = old.id)
       or exists (select from report_edition_file where file_id = old.id)) then
    raise exception 'file % is part of a submission, a document or a report', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and old.completed_at is not null
     and (old.name, old.media_type, old.bytes, old.sha256, old.completed_at)
         is distinct from (new.name, new.media_type, new.bytes, new.sha256, new.completed_at) then
    raise exception 'file % is finished: only its scan may change', old.id using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create or replace function refuse_delete_of_linked_bytes() returns trigger language plpgsql as $$
begin
  if exists (select from submission_attachment where file_id = old.file_id)
     or exists (select from document where file_id = old.file_id)
     or exists (select from report_edition_file where file_id = old.file_id) then
    raise exception 'file % is part of a submission, a document or a report', old.file_id using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
