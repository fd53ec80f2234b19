-- Bytes, stored once in pieces of 256 KiB and never changed. A file without completed_at is an upload under way:
-- nobody sees it, and the sweep removes it when it goes quiet.
create table file (
  id uuid constraint file_pk primary key default gen_random_uuid(),
  name text not null,
  media_type text not null,
  bytes bigint not null default 0,
  sha256 text,
  begun_at timestamptz not null default clock_timestamp(),
  touched_at timestamptz not null default clock_timestamp(),
  completed_at timestamptz,
  scan text not null default 'not needed',
  scanned_at timestamptz,
  scan_detail text,
  constraint file_name_said check (name <> ''),
  constraint file_scan_known check (scan in ('not needed', 'waiting', 'clean', 'infected')),
  constraint file_complete_is_hashed check (completed_at is null or sha256 ~ '^[0-9a-f]{64}$')
);
create index file_unfinished on file (touched_at) where completed_at is null;
create index file_to_scan on file (completed_at) where scan = 'waiting';

create table file_chunk (
  file_id uuid not null constraint file_chunk_file_fk references file on delete cascade,
  ordinal integer not null,
  bytes bytea not null,
  constraint file_chunk_pk primary key (file_id, ordinal),
  constraint file_chunk_size check (octet_length(bytes) between 1 and 262144)
);
-- File bytes do not compress (they are PDFs and ZIPs); a range is read without reading what stands before it.
alter table file_chunk alter column bytes set storage external;
