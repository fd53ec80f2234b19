-- The tree holds also what had been replaced or withdrawn when the consultation was closed, before all others: so many
-- leaves. Trees of before hold none of these.
alter table tree_root add column replaced integer not null default 0;
alter table tree_root alter column replaced drop default;
