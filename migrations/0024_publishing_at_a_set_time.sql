-- A publication at a set time, as it was checked; the worker carries it out. One at a time for each consultation; those
-- that were taken back or came to nothing stay, so that it can be told who had set them and why nothing was published.
create table scheduled_publication (
  id uuid constraint scheduled_publication_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint scheduled_publication_consultation_fk references consultation on delete restrict,
  publish_at timestamptz not null,
  -- changes with what SECAS has written: its text, dates, questions and documents, not the register
  mark text not null,
  made_at timestamptz not null,
  made_by uuid not null constraint scheduled_publication_made_by_fk references person on delete restrict,
  taken_back_at timestamptz,
  taken_back_by uuid constraint scheduled_publication_taken_back_by_fk references person on delete restrict,
  done_at timestamptz,
  -- what came of it: '' it was published; otherwise why it was not
  why_not text,
  constraint scheduled_publication_lies_ahead check (publish_at > made_at),
  constraint scheduled_publication_taken_back_by_somebody check ((taken_back_at is null) = (taken_back_by is null)),
  constraint scheduled_publication_taken_back_or_done check (taken_back_at is null or done_at is null),
  constraint scheduled_publication_done_says_what check ((done_at is null) = (why_not is null))
);
create unique index scheduled_publication_one_stands on scheduled_publication (consultation_id)
  where taken_back_at is null and done_at is null;
create index scheduled_publication_due on scheduled_publication (publish_at)
  where taken_back_at is null and done_at is null;
create index scheduled_publication_of_consultation on scheduled_publication (consultation_id, made_at);

-- That the representatives were told that a consultation, published before, has opened: once.
create table opening_notice (
  consultation_id uuid constraint opening_notice_pk primary key
    constraint opening_notice_consultation_fk references consultation on delete restrict,
  told_at timestamptz not null,
  told integer not null
);
-- What opened before there were such notices is not told of now.
insert into opening_notice (consultation_id, told_at, told)
  select id, opens_at, 0 from consultation
  where published_at is not null and opens_at > published_at
    and opens_at <= clock_timestamp() + coalesce((select ahead from portal_clock), interval '0');
