-- What SECAS makes for the issuer of an external consultation is an edition too, and when and to whom it was forwarded is
-- kept.
alter table report_edition
  drop constraint report_edition_version_known,
  add constraint report_edition_version_known check (version in ('all', 'confidential', 'public', 'issuer'));

create table issuers_pack_forwarding (
  id uuid constraint issuers_pack_forwarding_pk primary key default gen_random_uuid(),
  edition_id uuid not null constraint issuers_pack_forwarding_edition_fk references report_edition on delete restrict,
  forwarded_to text not null,
  -- in London
  forwarded_on date not null,
  note text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null constraint issuers_pack_forwarding_recorded_by_fk references person on delete restrict,
  constraint issuers_pack_forwarding_to_somebody check (btrim(forwarded_to) <> '')
);
create index issuers_pack_forwarding_of_edition on issuers_pack_forwarding (edition_id);
create trigger issuers_pack_forwarding_is_frozen before update or delete or truncate on issuers_pack_forwarding
  for each statement execute function refuse_change();
