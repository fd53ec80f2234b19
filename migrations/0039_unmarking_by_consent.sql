-- A confidential marking is frozen with its submission. The organisation may lift it, by itself or because SECAS asks;
-- what is confidential now is the frozen marking without what is lifted here.
create table consent_request (
  id uuid constraint consent_request_pk primary key default gen_random_uuid(),
  submission_id uuid not null constraint consent_request_submission_fk references submission on delete restrict,
  part text not null,
  question_key text,
  attachment_id uuid constraint consent_request_attachment_fk references submission_attachment on delete restrict,
  reason text not null,
  asked_at timestamptz not null,
  asked_by uuid not null constraint consent_request_asked_by_fk references person on delete restrict,
  answered_at timestamptz,
  answered_by uuid constraint consent_request_answered_by_fk references person on delete restrict,
  agreed boolean,
  note text not null default '',
  constraint consent_request_answer_fk foreign key (submission_id, question_key)
    references submission_answer (submission_id, question_key) on delete restrict,
  constraint consent_request_of_one_part check (case part
    when 'whole' then num_nonnulls(question_key, attachment_id) = 0
    when 'name' then num_nonnulls(question_key, attachment_id) = 0
    when 'answer' then question_key is not null and attachment_id is null
    when 'file' then attachment_id is not null and question_key is null
    else false end),
  constraint consent_request_reason_said check (btrim(reason) <> ''),
  constraint consent_request_answered_by_somebody check (num_nulls(answered_at, answered_by, agreed) in (0, 3))
);
create unique index consent_request_one_open on consent_request (submission_id, part, question_key, attachment_id)
  nulls not distinct where answered_at is null;

create table lifted_marking (
  id uuid constraint lifted_marking_pk primary key default gen_random_uuid(),
  submission_id uuid not null constraint lifted_marking_submission_fk references submission on delete restrict,
  part text not null,
  question_key text,
  attachment_id uuid constraint lifted_marking_attachment_fk references submission_attachment on delete restrict,
  note text not null,
  lifted_at timestamptz not null,
  lifted_by uuid not null constraint lifted_marking_lifted_by_fk references person on delete restrict,
  -- with it what was lifted went into something published that does not change: it is not taken back any more
  published_at timestamptz,
  taken_back_at timestamptz,
  taken_back_by uuid constraint lifted_marking_taken_back_by_fk references person on delete restrict,
  constraint lifted_marking_answer_fk foreign key (submission_id, question_key)
    references submission_answer (submission_id, question_key) on delete restrict,
  constraint lifted_marking_of_one_part check (case part
    when 'whole' then num_nonnulls(question_key, attachment_id) = 0
    when 'name' then num_nonnulls(question_key, attachment_id) = 0
    when 'answer' then question_key is not null and attachment_id is null
    when 'file' then attachment_id is not null and question_key is null
    else false end),
  constraint lifted_marking_taken_back_by_somebody check ((taken_back_at is null) = (taken_back_by is null)),
  constraint lifted_marking_published_stands check (num_nonnulls(published_at, taken_back_at) < 2)
);
create unique index lifted_marking_once on lifted_marking (submission_id, part, question_key, attachment_id)
  nulls not distinct where taken_back_at is null;
create index lifted_marking_of_submission on lifted_marking (submission_id);

-- Nobody else can: who may submit for the organisation whose submission it is, on that day.
create function assert_may_consent(submission uuid, person uuid) returns void language plpgsql as $$
begin
  if not exists (
    select from role_grant g join submission s on s.organisation_id = g.organisation_id
    where s.id = submission and g.person_id = person and g.role = 'representative' and g.may_submit
      and g.ended_at is null) then
    raise exception 'only who may submit for its organisation consents' using errcode = 'restrict_violation';
  end if;
end $$;

create function guard_lifted_marking() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.published_at, new.taken_back_at) > 0 then
      raise exception 'a marking is lifted before anything else' using errcode = 'restrict_violation';
    end if;
    perform assert_may_consent(new.submission_id, new.lifted_by);
    return new;
  end if;
  if num_nonnulls(old.published_at, old.taken_back_at) > 0
     or (to_jsonb(old) - '{published_at,taken_back_at,taken_back_by}'::text[])
        is distinct from (to_jsonb(new) - '{published_at,taken_back_at,taken_back_by}'::text[]) then
    raise exception 'lifted_marking % is frozen: it is only taken back, once', old.id using errcode = 'restrict_violation';
  end if;
  if new.taken_back_at is not null then
    perform assert_may_consent(new.submission_id, new.taken_back_by);
  end if;
  return new;
end $$;
create trigger lifted_marking_by_the_organisation before insert or update on lifted_marking
  for each row execute function guard_lifted_marking();
create trigger lifted_marking_stays before delete or truncate on lifted_marking
  for each statement execute function refuse_change();

create function guard_consent_request() returns trigger language plpgsql as $$
begin
  if old.answered_at is not null
     or (to_jsonb(old) - '{answered_at,answered_by,agreed,note}'::text[])
        is distinct from (to_jsonb(new) - '{answered_at,answered_by,agreed,note}'::text[]) then
    raise exception 'consent_request % is frozen: it is only answered, once', old.id using errcode = 'restrict_violation';
  end if;
  perform assert_may_consent(new.submission_id, new.answered_by);
  return new;
end $$;
create trigger consent_request_by_the_organisation before update on consent_request
  for each row execute function guard_consent_request();
create trigger consent_request_stays before delete or truncate on consent_request
  for each statement execute function refuse_change();
