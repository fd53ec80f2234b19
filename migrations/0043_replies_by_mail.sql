-- A reply to a clarification that came by e-mail: SECAS enters it in the thread from the mail, which is kept as it came.
-- One mail may reply in several threads of one response. What stands in them is read by that response's organisation,
-- and so is the whole mail: it is nobody else's.
alter table arrived_mail
  -- in whose threads replies are entered from it
  add column replied_response_id uuid
    constraint arrived_mail_replied_response_fk references response on delete restrict,
  add constraint arrived_mail_of_one_response
    check (response_id is null or replied_response_id is null or response_id = replied_response_id),
  add constraint arrived_mail_with_replied_response unique (id, replied_response_id);
create index arrived_mail_of_replied_response on arrived_mail (replied_response_id);

alter table clarification_entry
  add column mail_id uuid,
  -- when the mail reached SECAS, as SECAS found; it was entered when it was written
  add column arrived_at timestamptz,
  add constraint clarification_entry_mail_fk foreign key (mail_id, response_id)
    references arrived_mail (id, replied_response_id) on delete restrict,
  add constraint clarification_entry_mail_of_a_reply
    check ((mail_id is null) = (arrived_at is null) and (mail_id is null or kind = 'replied'));
create index clarification_entry_of_mail on clarification_entry (mail_id);
