-- The paragraphs of frozen answers, each with the first that it is nearly the same as, for seeing a campaign as one.
-- Worked out once by the worker, as submissions do not change; which of them count is asked when they are read. All
-- three tables can be emptied together, and are written again.
create table paragraph (
  id uuid constraint paragraph_pk primary key default gen_random_uuid(),
  consultation_id uuid not null,
  submission_id uuid not null,
  question_key text not null,
  -- as in coding: the part of the answer's value, and code points of it
  part text not null,
  starts integer not null,
  ends integer not null,
  -- the earliest that it is like; itself when there was none
  first_id uuid not null,
  constraint paragraph_once unique (submission_id, question_key, part, starts),
  constraint paragraph_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict,
  constraint paragraph_answer_fk foreign key (submission_id, question_key)
    references submission_answer (submission_id, question_key) on delete restrict,
  constraint paragraph_first_fk foreign key (first_id) references paragraph on delete restrict deferrable,
  constraint paragraph_has_words check (starts >= 0 and ends > starts)
);
create index paragraph_like_first on paragraph (first_id);
create index paragraph_shared on paragraph (consultation_id, first_id) where first_id <> id;

-- Numbers that are made of what a first paragraph says: what shares one with it is worth a comparison.
create table paragraph_band (
  consultation_id uuid not null,
  band integer not null,
  first_id uuid not null constraint paragraph_band_first_fk references paragraph on delete restrict deferrable,
  constraint paragraph_band_pk primary key (consultation_id, band, first_id)
);
create index paragraph_band_of_first on paragraph_band (first_id);

-- Submissions whose paragraphs are there; also those that have none.
create table grouped_submission (
  submission_id uuid constraint grouped_submission_pk primary key
    constraint grouped_submission_submission_fk references submission on delete restrict
);
