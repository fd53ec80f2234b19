-- What comes by e-mail and is entered by SECAS: the mail as it came, and what its organisation says of the transcription.

-- A mail that SECAS uploaded. Its bytes are the file, unchanged; beside them stands what was read in it, so that no page
-- parses it again. It waits until a response is entered from it, and waits again when that is discarded.
create table arrived_mail (
  id uuid constraint arrived_mail_pk primary key default gen_random_uuid(),
  consultation_id uuid not null constraint arrived_mail_consultation_fk references consultation on delete restrict,
  -- one mail is read once: the file is its own
  file_id uuid not null constraint arrived_mail_file_once unique
    constraint arrived_mail_file_fk references file on delete restrict,
  uploaded_at timestamptz not null,
  uploaded_by uuid not null constraint arrived_mail_uploaded_by_fk references person on delete restrict,
  sender_name text not null,
  sender_address text not null,
  subject text not null,
  -- what its header says, which the sender's computer wrote; null: nothing, or nothing that is a time
  header_at timestamptz,
  -- when the last mail server on its way says that it had it
  delivered_at timestamptz,
  body text not null,
  -- the body goes on in the file
  body_cut boolean not null,
  -- [{ name, bytes, mediaType }], in the order of the mail; their bytes stand in the file
  attachments jsonb not null,
  response_id uuid constraint arrived_mail_response_once unique
    constraint arrived_mail_response_fk references response on delete set null,
  constraint arrived_mail_attachments_listed check (jsonb_typeof(attachments) = 'array')
);
create index arrived_mail_of_consultation on arrived_mail (consultation_id, uploaded_at);

-- Who was asked by mail, when SECAS submitted what it had entered, whether it was typed as it was sent. No row: nobody
-- could be asked, because nobody could submit for the organisation.
create table transcription_asked (
  submission_id uuid not null constraint transcription_asked_submission_fk references submission on delete restrict,
  person_id uuid not null constraint transcription_asked_person_fk references person on delete restrict,
  asked_at timestamptz not null,
  constraint transcription_asked_pk primary key (submission_id, person_id)
);
create index transcription_asked_of_person on transcription_asked (person_id);

-- What the organisation answers: it is as it was sent, or what is wrong in it. Confirmed is confirmed: once, and last.
create table transcription_review (
  id uuid constraint transcription_review_pk primary key default gen_random_uuid(),
  submission_id uuid not null constraint transcription_review_submission_fk references submission on delete restrict,
  reviewed_at timestamptz not null,
  reviewed_by uuid not null constraint transcription_review_reviewed_by_fk references person on delete restrict,
  confirmed boolean not null,
  wrong text not null default '',
  constraint transcription_review_wrong_is_said check (confirmed = (btrim(wrong) = ''))
);
create index transcription_review_of_submission on transcription_review (submission_id, reviewed_at);
create unique index transcription_confirmed_once on transcription_review (submission_id) where confirmed;
create trigger transcription_review_is_frozen before update or delete or truncate on transcription_review
  for each statement execute function refuse_change();
