import type { Db, Instant } from '../../db/connection.js';
import { bounceOf, delayOf } from '../../notices/bounces/bounces.store.js';

/** What is on when nobody has changed it. */
export interface Schedule {
  on: boolean;
  changedAt: Instant | null;
  changedBy: string | null;
}

export async function getSchedule(db: Db, consultationId: string): Promise<Schedule> {
  const { rows } = await db.raw<{ rows: Schedule[] }>(
    `select k.by_schedule as "on", k.changed_at as "changedAt", p.name as "changedBy"
     from chasing k left join person p on p.id = k.changed_by where k.consultation_id = :consultationId`,
    { consultationId },
  );
  return rows[0] ?? { on: true, changedAt: null, changedBy: null };
}

/**
 * Takes the lock that whoever writes reminders of a consultation holds until they are written: by schedule, by hand or
 * with a warning, so that each knows of what the others have sent. It comes after every other lock.
 */
export async function lockChasing(trx: Db, consultationId: string): Promise<void> {
  await trx('chasing').insert({ consultation_id: consultationId }).onConflict('consultation_id').ignore();
  await trx('chasing').select('consultation_id').where({ consultation_id: consultationId }).forUpdate();
}

/** @returns false when it was so already */
export async function updateSchedule(
  trx: Db,
  consultationId: string,
  on: boolean,
  by: string,
  at: Instant,
): Promise<boolean> {
  const changed = await trx('chasing')
    .where({ consultation_id: consultationId, by_schedule: !on })
    .update({ by_schedule: on, changed_at: at, changed_by: by });
  return changed > 0;
}

/** What was sent with a key: about which consultation, with which words, and how many reminders; undefined: nothing. */
export async function findChase(
  trx: Db,
  id: string,
): Promise<{ consultationId: string; words: string; reminders: number } | undefined> {
  const { rows } = await trx.raw<{ rows: { consultationId: string; words: string; reminders: number }[] }>(
    `select c.consultation_id as "consultationId", c.words,
       (select count(*)::int from reminder where chase_id = c.id) as reminders from chase c where c.id = :id`,
    { id },
  );
  return rows[0];
}

export async function insertChase(
  trx: Db,
  chase: { id: string; consultationId: string; words: string; sentAt: Instant; sentBy: string },
): Promise<void> {
  await trx('chase').insert({
    id: chase.id,
    consultation_id: chase.consultationId,
    words: chase.words,
    sent_at: chase.sentAt,
    sent_by: chase.sentBy,
  });
}

export interface NewReminder {
  personId: string;
  /** the London day that it is for */
  forDay: string;
  occasion: string;
  chaseId?: string;
  /** the draft whose holders are warned */
  responseId?: string;
  /** the dedupe key of its mail, which is to be queued in the same transaction */
  mailKey: string;
  partyIds: string[];
}

/** Writes reminders, each once. @returns the keys of the mails that are to be queued: of those that were not there yet */
export async function insertReminders(
  trx: Db,
  consultationId: string,
  reminders: NewReminder[],
  at: Instant,
): Promise<Set<string>> {
  const { rows } = await trx.raw<{ rows: { key: string }[] }>(
    `with given as (
       select * from jsonb_to_recordset(:reminders::jsonb) as g("personId" uuid, "forDay" date, occasion text,
         "chaseId" uuid, "responseId" uuid, "mailKey" text, "partyIds" jsonb)
     ), written as (
       insert into reminder (consultation_id, person_id, for_day, occasion, chase_id, response_id, written_at, mail_key)
       select :consultationId, "personId", "forDay", occasion, "chaseId", "responseId", :at, "mailKey" from given
       on conflict on constraint reminder_once_a_day do nothing
       returning id, mail_key
     ), named as (
       insert into reminder_party (reminder_id, party_id)
       select w.id, p.id::uuid from written w join given g on g."mailKey" = w.mail_key,
         jsonb_array_elements_text(g."partyIds") as p(id)
     )
     select mail_key as key from written`,
    { consultationId, reminders: JSON.stringify(reminders), at },
  );
  return new Set(rows.map(({ key }) => key));
}

/** A reminder that somebody has had, and what it was about. */
export interface Had {
  personId: string;
  /** the London day that it was for */
  day: string;
  /** when it was written */
  at: Instant;
  /** the draft that it warned of; null: it was a reminder */
  responseId: string | null;
  partyIds: string[];
}

/** What people have had about a consultation for a London day, or since. */
export async function listHad(db: Db, consultationId: string, since: string): Promise<Had[]> {
  const { rows } = await db.raw<{ rows: Had[] }>(
    `select person_id as "personId", for_day::text as day, written_at as at, response_id as "responseId",
       array(select party_id from reminder_party where reminder_id = r.id) as "partyIds"
     from reminder r where consultation_id = :consultationId and for_day >= :since::date`,
    { consultationId, since },
  );
  return rows;
}

/**
 * How a reminder fared, by the last that was heard of it. “Delivered” means that the mail server took it and nothing has
 * come back; “bounced” that it was refused for good, at once or later.
 */
export type Fate = 'delivered' | 'delayed' | 'bounced' | 'waiting';

/** A reminder as the desk shows it. */
export interface Reminder {
  id: string;
  occasion: string;
  at: Instant;
  /** it warned of a draft that is not submitted */
  warning: boolean;
  to: { name: string; address: string };
  /** who sent it; null: it went by schedule */
  by: string | null;
  fate: Fate;
  /** why it bounced, is delayed, or is still waiting */
  problem: string | null;
  partyIds: string[];
}

/** What was sent about a consultation, the latest first. @param partyId about this Party only */
export async function listReminders(
  db: Db,
  consultationId: string,
  partyId: string | null = null,
): Promise<Reminder[]> {
  const { rows } = await db.raw<{ rows: Reminder[] }>(
    `select r.id, r.occasion, r.written_at as at, r.response_id is not null as warning,
       json_build_object('name', p.name, 'address', m.to_address) as "to", w.name as "by",
       case when b.bounce is not null then 'bounced'
         when m.sent_at is not null then case when b.delay is null then 'delivered' else 'delayed' end
         when m.refused_at is not null then 'bounced' else 'waiting' end as fate,
       coalesce(b.bounce, m.last_error, b.delay) as problem, array(select party_id from reminder_party where reminder_id = r.id) as "partyIds"
     from reminder r
     join person p on p.id = r.person_id
     join outbox_mail m on m.dedupe_key = r.mail_key
     cross join lateral (select ${bounceOf('m')} as bounce, ${delayOf('m')} as delay) b
     left join chase c on c.id = r.chase_id
     left join person w on w.id = c.sent_by
     where r.consultation_id = :consultationId and (:partyId::uuid is null
       or exists (select from reminder_party where reminder_id = r.id and party_id = :partyId::uuid))
     order by r.written_at desc, p.email`,
    { consultationId, partyId },
  );
  return rows;
}
