-- A submission's receipt is signed with a key that is not in the database. Those of before this migration are not.
alter table submission
  add column key_id text,
  add column signature text,
  add constraint submission_signed_with_a_key check ((key_id is null) = (signature is null));

-- What the Panel reads of a consultation, as the leaves of a Merkle tree (RFC 9162): what counts when it is closed, and
-- after that what is admitted, each at its place for good.
create table tree_leaf (
  consultation_id uuid not null constraint tree_leaf_closure_fk references closure (consultation_id) on delete restrict,
  position integer not null,
  submission_id uuid not null constraint tree_leaf_submission_once unique,
  constraint tree_leaf_pk primary key (consultation_id, position),
  constraint tree_leaf_of_its_consultation foreign key (submission_id, consultation_id)
    references submission (id, consultation_id) on delete restrict
);

-- The roots that were published: one at the closure, one more for each admission after it.
create table tree_root (
  consultation_id uuid not null constraint tree_root_closure_fk references closure (consultation_id) on delete restrict,
  number integer not null,
  size integer not null,
  root text not null,
  made_at timestamptz not null,
  -- that the tree of the root before is the beginning of this one
  consistency text[] not null,
  key_id text not null,
  signature text not null,
  constraint tree_root_pk primary key (consultation_id, number)
);

create trigger tree_leaf_is_frozen before update or delete or truncate on tree_leaf
  for each statement execute function refuse_change();
create trigger tree_root_is_frozen before update or delete or truncate on tree_root
  for each statement execute function refuse_change();
