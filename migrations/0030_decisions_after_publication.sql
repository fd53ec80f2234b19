-- SECAS withdrew a consultation that had been published: it takes no more responses, and is never closed, so that the
-- Panel gets no report of it. What was submitted and what was drafted stay.
create table consultation_withdrawal (
  consultation_id uuid constraint consultation_withdrawal_pk primary key
    constraint consultation_withdrawal_consultation_fk references consultation on delete restrict,
  reason text not null,
  withdrawn_at timestamptz not null,
  withdrawn_by uuid not null constraint consultation_withdrawal_by_fk references person on delete restrict,
  constraint consultation_withdrawal_reason_said check (btrim(reason) <> '')
);
create trigger consultation_withdrawal_is_frozen before update or delete or truncate on consultation_withdrawal
  for each statement execute function refuse_change();

-- A Party that acceded after publication is added to those that are asked by a decision of SECAS, with a reason.
alter table eligible_party
  add column added_by uuid constraint eligible_party_added_by_fk references person on delete restrict,
  add constraint eligible_party_added_with_a_reason check (added_by is null or btrim(reason) <> '');
