-- What mail servers report of a mail hours after the first of them took it (RFC 3464): that it was given up, or that it
-- is delayed. The same report twice is one.
create table delivery_report (
  mail_id uuid not null constraint delivery_report_mail_fk references outbox_mail on delete cascade,
  action text not null,
  -- where it was to end: not the portal's address of the person, where that one forwards
  recipient text not null,
  -- RFC 3463, as 5.1.1; '' where there was none
  status text not null,
  -- why, in one line, as pages show it
  said text not null,
  reported_at timestamptz not null default clock_timestamp(),
  constraint delivery_report_pk primary key (mail_id, action, recipient),
  constraint delivery_report_action_known check (action in ('failed', 'delayed')),
  constraint delivery_report_is_one_line check (said !~ '[\r\n]' and recipient !~ '[\r\n]')
);
create index delivery_report_by_age on delivery_report (reported_at);
