-- Who answers: organisations, and the Parties they own. A Party's name, category and organisation are dated,
-- because a submission records those held at that moment (DOMAIN.md, Party Category).
create domain party_category as text
  constraint party_category_known check (value in
    ('Large Supplier', 'Small Supplier', 'Electricity Network', 'Gas Network', 'Other SEC Party', 'DCC'));

create table organisation (
  id uuid constraint organisation_pk primary key default gen_random_uuid(),
  name text not null constraint organisation_name_once unique,
  created_at timestamptz not null,
  constraint organisation_name_said check (btrim(name) <> '')
);

create table party (
  id uuid constraint party_pk primary key default gen_random_uuid(),
  register_id text not null constraint party_register_id_once unique,
  acceded_on date,
  left_on date,
  how_left text,
  created_at timestamptz not null,
  constraint party_leaves_after_acceding check (left_on >= acceded_on),
  constraint party_how_left_needs_a_date check (how_left is null or left_on is not null)
);

create table party_particulars (
  party_id uuid not null constraint party_particulars_party_fk references party on delete restrict,
  from_on date not null,
  name text not null,
  category party_category not null,
  organisation_id uuid not null constraint party_particulars_organisation_fk references organisation on delete restrict,
  recorded_at timestamptz not null,
  constraint party_particulars_pk primary key (party_id, from_on),
  constraint party_particulars_name_said check (btrim(name) <> '')
);
create index party_particulars_by_organisation on party_particulars (organisation_id);

-- The particulars that hold on a day: the latest that began on it or before.
create function party_on(day date)
returns table (party_id uuid, register_id text, name text, category party_category, organisation_id uuid,
               acceded_on date, left_on date, how_left text)
language sql stable as $$
  select distinct on (p.id) p.id, p.register_id, q.name, q.category, q.organisation_id,
         p.acceded_on, p.left_on, p.how_left
  from party p join party_particulars q on q.party_id = p.id
  where q.from_on <= day
  order by p.id, q.from_on desc
$$;
