-- Mail is written in the transaction of what it tells, and sent by a job.
create table outbox_mail (
  id uuid constraint outbox_mail_pk primary key default gen_random_uuid(),
  -- smaller goes first; sign-in codes before all other mail
  priority integer not null default 10,
  kind text not null,
  person_id uuid constraint outbox_mail_person_fk references person on delete set null,
  to_address text not null,
  subject text not null,
  body text not null,
  -- erased once sent: the body holds a code
  secret boolean not null default false,
  -- makes a mail happen once however often its cause is met
  dedupe_key text constraint outbox_mail_once unique,
  written_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  last_error text,
  next_attempt_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  constraint outbox_mail_subject_is_one_line check (subject !~ '[\r\n]' and to_address !~ '[\r\n]')
);
create index outbox_mail_to_send on outbox_mail (priority, next_attempt_at) where sent_at is null;
create index outbox_mail_by_age on outbox_mail (written_at);

-- What was done, by whom, when. Entries are written unchained; a sealing job chains them by hash.
create table audit_entry (
  id bigint generated always as identity constraint audit_entry_pk primary key,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  action text not null,
  person_id uuid constraint audit_entry_person_fk references person on delete restrict,
  consultation_id uuid constraint audit_entry_consultation_fk references consultation on delete restrict,
  organisation_id uuid constraint audit_entry_organisation_fk references organisation on delete restrict,
  subject_id uuid,
  detail jsonb not null default '{}'
);
create index audit_entry_of_consultation on audit_entry (consultation_id, id);
create index audit_entry_of_subject on audit_entry (subject_id);
create trigger audit_entry_is_frozen before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();

create table audit_seal (
  number integer constraint audit_seal_pk primary key,
  first_entry bigint not null,
  last_entry bigint not null,
  entries integer not null,
  previous_hash text not null,
  hash text not null,
  sealed_at timestamptz not null,
  constraint audit_seal_ordered check (last_entry >= first_entry)
);
create trigger audit_seal_is_frozen before update or delete or truncate on audit_seal
  for each statement execute function refuse_change();

-- The portal's clock is the database's plus this (PORTAL_NOW; zero in production). One row.
create table portal_clock (
  id boolean constraint portal_clock_pk primary key default true constraint portal_clock_one_row check (id),
  ahead interval not null default '0',
  set_to timestamptz
);
insert into portal_clock default values;

create table worker_heartbeat (
  worker_id text constraint worker_heartbeat_pk primary key,
  beat_at timestamptz not null
);

-- What was loaded into an empty database, so that it is loaded once and whole.
create table sample_load (
  name text constraint sample_load_pk primary key,
  loaded_at timestamptz not null
);
