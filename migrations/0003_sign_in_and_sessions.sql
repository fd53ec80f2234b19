-- One-time codes and sessions. Codes and sessions expire by real time, not by the portal's clock.
create table sign_in_code (
  id uuid constraint sign_in_code_pk primary key default gen_random_uuid(),
  person_id uuid not null constraint sign_in_code_person_fk references person on delete cascade,
  code_hmac text not null,
  issued_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  -- set when a SECAS colleague read the code out by telephone
  read_out_by uuid constraint sign_in_code_read_out_by_fk references person on delete restrict
);
create index sign_in_code_of_person on sign_in_code (person_id, expires_at);

-- One browser's asking for a code: its tries are counted here, so that nobody can use up another's.
create table sign_in_attempt (
  id uuid constraint sign_in_attempt_pk primary key default gen_random_uuid(),
  email text not null,
  started_at timestamptz not null default clock_timestamp(),
  tries integer not null default 0
);
create index sign_in_attempt_by_age on sign_in_attempt (started_at);

create table session (
  sid text constraint session_pk primary key,
  sess jsonb not null,
  expire timestamptz not null
);
create index session_by_expiry on session (expire);
create index session_of_person on session ((sess ->> 'personId'));

create table rate_limit (
  key text constraint rate_limit_pk primary key,
  points integer not null default 0,
  expire bigint
);
