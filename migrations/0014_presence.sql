-- Who has a response open now, by real time. It says nothing that outlives a minute: it need not survive a crash, and
-- has no foreign keys, whose locks would wait for a submit.
create unlogged table response_presence (
  response_id uuid not null,
  person_id uuid not null,
  section text not null,
  seen_at timestamptz not null,
  constraint response_presence_pk primary key (response_id, person_id)
);
