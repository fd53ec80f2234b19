-- What answers to a question have in common, as SECAS reads them: the frame of its themes, in order. It hangs on the
-- question's key, so that a corrected wording keeps it. A theme that was merged into another, or taken out when it was
-- empty, has ended and is kept, so that what was once coded with it still says so.
create table theme (
  id uuid constraint theme_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint theme_consultation_fk references consultation on delete restrict,
  question_key text not null,
  name text not null,
  description text not null default '',
  position integer not null,
  -- what a form saw: two colleagues do not overwrite each other unseen
  version integer not null default 1,
  made_at timestamptz not null,
  made_by uuid not null constraint theme_made_by_fk references person on delete restrict,
  ended_at timestamptz,
  ended_by uuid constraint theme_ended_by_fk references person on delete restrict,
  merged_into uuid constraint theme_merged_into_fk references theme on delete restrict,
  constraint theme_of_its_question unique (id, consultation_id, question_key),
  constraint theme_named check (btrim(name) <> ''),
  constraint theme_ended_by_somebody check ((ended_at is null) = (ended_by is null)),
  constraint theme_merged_has_ended check (merged_into is null or ended_at is not null),
  constraint theme_merged_into_another check (merged_into <> id)
);
create unique index theme_name_once on theme (consultation_id, question_key, lower(name)) where ended_at is null;
create index theme_made_by_person on theme (made_by);
create index theme_merged on theme (merged_into) where merged_into is not null;

-- A passage of a frozen answer, or the whole of it, and its theme. Offsets count code points and never shift, because
-- submissions do not. Merging and splitting change theme_id alone. A removed coding is kept as removed.
create table coding (
  id uuid constraint coding_pk primary key default gen_random_uuid(),
  consultation_id uuid not null,
  submission_id uuid not null,
  question_key text not null,
  theme_id uuid not null,
  -- the theme that it was given at first
  first_theme_id uuid not null,
  -- the part of the answer's value: 'text', 'rationale', or a row and a column from 0 as '2-1'; null: the whole answer
  part text,
  starts integer,
  ends integer,
  coded_at timestamptz not null,
  coded_by uuid not null constraint coding_coded_by_fk references person on delete restrict,
  -- of an earlier submission of the same response; each is carried over once
  carried_from uuid constraint coding_carried_from_fk references coding on delete restrict
    constraint coding_carried_once unique,
  removed_at timestamptz,
  removed_by uuid constraint coding_removed_by_fk references person on delete restrict,
  constraint coding_submission_fk foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict,
  constraint coding_answer_fk foreign key (submission_id, question_key)
    references submission_answer (submission_id, question_key) on delete restrict,
  constraint coding_theme_fk foreign key (theme_id, consultation_id, question_key)
    references theme (id, consultation_id, question_key) on delete restrict,
  constraint coding_first_theme_fk foreign key (first_theme_id, consultation_id, question_key)
    references theme (id, consultation_id, question_key) on delete restrict,
  constraint coding_whole_or_passage check (num_nulls(part, starts, ends) in (0, 3)),
  constraint coding_passage_has_words check (starts >= 0 and ends > starts),
  constraint coding_removed_by_somebody check ((removed_at is null) = (removed_by is null))
);
create index coding_of_theme on coding (theme_id) where removed_at is null;
create index coding_of_submission on coding (submission_id, question_key);
create index coding_of_consultation on coding (consultation_id, question_key);

-- A sentence that the portal proposed for a theme and SECAS did not want: it is not proposed for it again.
create table dismissed_passage (
  theme_id uuid not null constraint dismissed_passage_theme_fk references theme on delete restrict,
  submission_id uuid not null constraint dismissed_passage_submission_fk references submission on delete restrict,
  part text not null,
  starts integer not null,
  ends integer not null,
  dismissed_at timestamptz not null,
  dismissed_by uuid not null constraint dismissed_passage_dismissed_by_fk references person on delete restrict,
  constraint dismissed_passage_pk primary key (theme_id, submission_id, part, starts, ends),
  constraint dismissed_passage_has_words check (starts >= 0 and ends > starts)
);
create index dismissed_passage_of_submission on dismissed_passage (submission_id);

-- The sentences of frozen answers with the words that they hold, for finding those that read alike: worked out once by
-- the worker, and never again, because submissions do not change. Nothing but search rests on it.
create table sentence (
  submission_id uuid not null,
  question_key text not null,
  part text not null,
  starts integer not null,
  ends integer not null,
  -- without endings and without those that every sentence has, each once
  words text[] not null,
  constraint sentence_pk primary key (submission_id, question_key, part, starts),
  constraint sentence_answer_fk foreign key (submission_id, question_key)
    references submission_answer (submission_id, question_key) on delete restrict,
  constraint sentence_has_words check (starts >= 0 and ends > starts)
);

-- Submissions whose sentences are there; also those that have none.
create table cut_submission (
  submission_id uuid constraint cut_submission_pk primary key
    constraint cut_submission_submission_fk references submission on delete restrict
);
