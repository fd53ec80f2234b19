-- Whom SECAS has reminded of a consultation that they have not answered, or the portal for it. A reminder is a mail to
-- one person for one day, however many Parties it names; the row makes it happen once, whoever tries.

-- Whether reminders go by schedule. No row: they do, and nobody has changed it. Whoever writes reminders of a
-- consultation holds the row's lock, so that by schedule, by hand and warnings of drafts know of one another.
create table chasing (
  consultation_id uuid constraint chasing_pk primary key
    constraint chasing_consultation_fk references consultation on delete restrict,
  by_schedule boolean not null default true,
  changed_at timestamptz,
  changed_by uuid constraint chasing_changed_by_fk references person on delete restrict,
  constraint chasing_changed_by_somebody check ((changed_at is null) = (changed_by is null))
);

-- Sent by hand. Its id is the key of the preview that was sent, so that a second press sends nothing more.
create table chase (
  id uuid constraint chase_pk primary key,
  consultation_id uuid not null constraint chase_consultation_fk references consultation on delete restrict,
  -- what SECAS added to the text
  words text not null,
  sent_at timestamptz not null,
  sent_by uuid not null constraint chase_sent_by_fk references person on delete restrict
);
create index chase_of_consultation on chase (consultation_id, sent_at);

create table reminder (
  id uuid constraint reminder_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint reminder_consultation_fk references consultation on delete restrict,
  person_id uuid not null constraint reminder_person_fk references person on delete restrict,
  -- the London day that it is for: when it was due, also where a worker that was down comes to it later
  for_day date not null,
  occasion text not null,
  chase_id uuid constraint reminder_chase_fk references chase on delete restrict,
  -- the draft whose holders are warned that it is not submitted; null: it is about Parties
  response_id uuid constraint reminder_response_fk references response on delete cascade,
  written_at timestamptz not null,
  -- the mail that it is, which is written after it in the same transaction: there is no reminder without its mail
  mail_key text not null constraint reminder_mail_once unique
    constraint reminder_mail_fk references outbox_mail (dedupe_key) on delete restrict deferrable initially deferred,
  constraint reminder_once_a_day unique nulls not distinct (consultation_id, person_id, for_day, response_id),
  constraint reminder_occasion_known check (occasion in ('by hand', '5 Working Days', '1 Working Day', '2 hours')),
  constraint reminder_by_hand_has_its_chase check ((occasion = 'by hand') = (chase_id is not null))
);

-- The Parties that it names.
create table reminder_party (
  reminder_id uuid not null constraint reminder_party_reminder_fk references reminder on delete cascade,
  party_id uuid not null constraint reminder_party_party_fk references party on delete restrict,
  constraint reminder_party_pk primary key (reminder_id, party_id)
);
create index reminder_party_by_party on reminder_party (party_id);

-- When the mail server refused this very mail for good (a reply of 5xx), as of an address that does not exist. It is
-- still tried, less and less often; null again once it has been taken.
alter table outbox_mail add column refused_at timestamptz;
