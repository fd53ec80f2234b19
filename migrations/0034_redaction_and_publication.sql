-- What SECAS keeps out of the public version of the responses: a passage of a frozen answer, the whole answer, a file,
-- or a file's name. The submission stays as it is. One that was lifted is kept as lifted.
alter table submission_attachment add constraint submission_attachment_with_its_submission unique (id, submission_id);

create table redaction (
  id uuid constraint redaction_pk primary key default gen_random_uuid(),
  consultation_id uuid not null,
  submission_id uuid not null,
  covers text not null,
  -- of a passage or an answer
  question_key text,
  -- of a passage: the part of the answer's value and the code points in it, as a coding has them
  part text,
  starts integer,
  ends integer,
  -- of a file or its name
  attachment_id uuid,
  reason text not null,
  -- SECAS's own words, never published
  note text not null default '',
  marked_at timestamptz not null,
  marked_by uuid not null constraint redaction_marked_by_fk references person on delete restrict,
  -- of an earlier submission of the same response; the same words may stand in several places of the newer one
  carried_from uuid constraint redaction_carried_from_fk references redaction on delete restrict,
  lifted_at timestamptz,
  lifted_by uuid constraint redaction_lifted_by_fk references person on delete restrict,
  constraint redaction_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict,
  constraint redaction_answer_fk foreign key (submission_id, question_key)
    references submission_answer (submission_id, question_key) on delete restrict,
  constraint redaction_attachment_fk foreign key (attachment_id, submission_id)
    references submission_attachment (id, submission_id) on delete restrict,
  constraint redaction_of_one_thing check (case covers
    when 'passage' then num_nulls(question_key, part, starts, ends) = 0 and attachment_id is null
    when 'answer' then question_key is not null and num_nonnulls(part, starts, ends, attachment_id) = 0
    when 'file' then attachment_id is not null and num_nonnulls(question_key, part, starts, ends) = 0
    when 'file name' then attachment_id is not null and num_nonnulls(question_key, part, starts, ends) = 0
    else false end),
  constraint redaction_passage_has_words check (starts >= 0 and ends > starts),
  constraint redaction_reason_known check (reason in ('personal', 'commercial', 'legal', 'other')),
  constraint redaction_other_says_what check (reason <> 'other' or btrim(note) <> ''),
  constraint redaction_lifted_by_somebody check ((lifted_at is null) = (lifted_by is null))
);
create index redaction_of_submission on redaction (submission_id) where lifted_at is null;
create index redaction_of_consultation on redaction (consultation_id);
create index redaction_carried on redaction (carried_from) where carried_from is not null;
create index redaction_of_attachment on redaction (attachment_id) where attachment_id is not null;

-- The responses as they were published: what everybody reads is read from here and from nowhere else, so that nothing
-- that was left out can come out, and nothing that happens later changes what was published. The responses are written
-- first, and the publication once all that it says of them is known: what refers to it is checked at the end.
create table response_publication (
  id uuid constraint response_publication_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint response_publication_consultation_fk references consultation on delete restrict,
  number integer not null,
  -- what changed since the version before
  note text not null,
  -- the questions, and who was asked and answered
  frame jsonb not null,
  published_at timestamptz not null,
  published_by uuid not null constraint response_publication_published_by_fk references person on delete restrict,
  constraint response_publication_number_once unique (consultation_id, number),
  constraint response_publication_says_what_changed check (number = 1 or btrim(note) <> '')
);

create table published_response (
  publication_id uuid not null constraint published_response_publication_fk
    references response_publication on delete restrict deferrable initially deferred,
  position integer not null,
  told jsonb not null,
  constraint published_response_pk primary key (publication_id, position)
);

create table published_file (
  publication_id uuid not null constraint published_file_publication_fk
    references response_publication on delete restrict deferrable initially deferred,
  attachment_id uuid not null constraint published_file_attachment_fk references submission_attachment on delete restrict,
  -- its own, or what stands in its place
  name text not null,
  constraint published_file_pk primary key (publication_id, attachment_id)
);
create index published_file_of_attachment on published_file (attachment_id);

-- Taken from the public, with the reason; the publication is kept.
create table response_takedown (
  publication_id uuid constraint response_takedown_pk primary key
    constraint response_takedown_publication_fk references response_publication on delete restrict,
  reason text not null,
  taken_down_at timestamptz not null,
  taken_down_by uuid not null constraint response_takedown_taken_down_by_fk references person on delete restrict,
  constraint response_takedown_says_why check (btrim(reason) <> '')
);

create trigger response_publication_is_frozen before update or delete or truncate on response_publication
  for each statement execute function refuse_change();
create trigger published_response_is_frozen before update or delete or truncate on published_response
  for each statement execute function refuse_change();
create trigger published_file_is_frozen before update or delete or truncate on published_file
  for each statement execute function refuse_change();
create trigger response_takedown_is_frozen before update or delete or truncate on response_takedown
  for each statement execute function refuse_change();
