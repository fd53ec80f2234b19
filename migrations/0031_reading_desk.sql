-- Who of SECAS has read a submission: a mark that its reader makes and may take back, not a look (the audit trail has
-- those). One version read says nothing of the next.
create table reading_mark (
  submission_id uuid not null constraint reading_mark_submission_fk references submission on delete restrict,
  person_id uuid not null constraint reading_mark_person_fk references person on delete restrict,
  read_at timestamptz not null,
  constraint reading_mark_pk primary key (submission_id, person_id)
);
create index reading_mark_of_person on reading_mark (person_id);

-- What is searched stands beside what was submitted, written by the worker afterwards: nothing that a respondent
-- writes can make its submission slow, or fail on the limits of a tsvector. It can be emptied and is written again.
-- Long texts stand in parts, because a tsvector counts positions to 16,383 only and phrases need them.
create table submission_indexed (
  submission_id uuid constraint submission_indexed_pk primary key
    constraint submission_indexed_submission_fk references submission on delete restrict,
  indexed_at timestamptz not null
);

create table answer_text (
  submission_id uuid not null,
  question_key text not null,
  part integer not null,
  text text not null,
  words tsvector not null generated always as (to_tsvector('english', text)) stored,
  constraint answer_text_pk primary key (submission_id, question_key, part),
  constraint answer_text_answer_fk foreign key (submission_id, question_key)
    references submission_answer (submission_id, question_key) on delete restrict
);
create index answer_text_words on answer_text using gin (words);

-- What a file says, or why that could not be read. Only submitted files are read: a draft is not SECAS's to see.
create table file_indexed (
  file_id uuid constraint file_indexed_pk primary key
    constraint file_indexed_file_fk references file on delete cascade,
  outcome text not null,
  indexed_at timestamptz not null,
  constraint file_indexed_outcome_known
    check (outcome in ('read', 'begun', 'no text', 'protected', 'damaged', 'too much', 'other type'))
);
create index file_indexed_unread on file_indexed (file_id) where outcome <> 'read';

create table file_text (
  file_id uuid not null constraint file_text_file_fk references file_indexed (file_id) on delete cascade,
  part integer not null,
  text text not null,
  words tsvector not null generated always as (to_tsvector('english', text)) stored,
  constraint file_text_pk primary key (file_id, part)
);
create index file_text_words on file_text using gin (words);
