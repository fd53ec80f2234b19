-- A Party that left and acceded anew: its earlier time as a Party, so that the register's history and its statistics
-- know both. A leaving that was entered by mistake and taken back leaves none.
create table earlier_membership (
  party_id uuid not null constraint earlier_membership_party_fk references party on delete restrict,
  acceded_on date,
  left_on date not null,
  how_left text,
  recorded_at timestamptz not null,
  constraint earlier_membership_pk primary key (party_id, left_on),
  constraint earlier_membership_leaves_after_acceding check (left_on >= acceded_on)
);
