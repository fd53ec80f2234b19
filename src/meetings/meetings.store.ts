import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';
import type { Reader, Version } from '../reports/access.rules.js';
import { NEWEST } from '../reports/panel/panel.store.js';

export interface Meeting {
  id: string;
  name: string;
  startsAt: Instant;
  timeKnown: boolean;
  place: string;
  papersDueAt: Instant;
  version: number;
  /** why it does not take place; null: it does */
  cancelledBecause: string | null;
}

/** What SECAS enters of one. */
export type MeetingDetails = Pick<Meeting, 'name' | 'startsAt' | 'timeKnown' | 'place' | 'papersDueAt'>;

const MEETING = `id, name, starts_at as "startsAt", time_known as "timeKnown", place, papers_due_at as "papersDueAt",
  version, cancelled_because as "cancelledBecause"`;

/** @throws NotFound */
export async function getMeeting(db: Db, id: string): Promise<Meeting> {
  const { rows } = await db.raw<{ rows: Meeting[] }>(`select ${MEETING} from meeting where id = :id`, { id });
  if (!rows[0]) throw new NotFound();
  return rows[0];
}

/** Keeps others from changing it. @throws NotFound */
export async function lockMeeting(trx: Db, id: string): Promise<Meeting> {
  await trx.raw('select from meeting where id = :id for update', { id });
  return getMeeting(trx, id);
}

/** Those from an instant on, the next first, cancelled ones too. */
export async function listMeetings(db: Db, from: Instant, limit: number): Promise<Meeting[]> {
  const { rows } = await db.raw<{ rows: Meeting[] }>(
    `select ${MEETING} from meeting where starts_at >= :from order by starts_at, name limit :limit`,
    { from, limit },
  );
  return rows;
}

/** @returns false: it is there already */
export async function insertMeeting(trx: Db, id: string, details: MeetingDetails): Promise<boolean> {
  const inserted = await trx('meeting')
    .insert({ id, ...columnsOf(details) })
    .onConflict('id')
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export async function updateMeeting(trx: Db, id: string, details: MeetingDetails): Promise<void> {
  await trx('meeting').where({ id }).update(columnsOf(details)).increment('version', 1);
}

const columnsOf = ({ name, startsAt, timeKnown, place, papersDueAt }: MeetingDetails) => ({
  name,
  starts_at: startsAt,
  time_known: timeKnown,
  place,
  papers_due_at: papersDueAt,
});

export async function updateCancelled(
  trx: Db,
  id: string,
  { because, by, at }: { because: string; by: string; at: Instant },
): Promise<void> {
  await trx('meeting')
    .where({ id })
    .update({ cancelled_because: because, cancelled_by: by, cancelled_at: at })
    .increment('version', 1);
}

/** A report that a meeting will consider; of what is open nothing but its deadline. */
export interface MeetingPack {
  meetingId: string;
  reference: string;
  title: string;
  closesAt: Instant;
  closed: boolean;
  withdrawn: boolean;
  /** as of a ReadyReport; while it is open null */
  version: Version;
  newest: string | null;
  frozenAt: Instant | null;
  downloaded: string | null;
}

/** What meetings will consider, with what somebody took away of it, what closes first first. */
export async function listPacks(
  db: Db,
  reader: Reader,
  meetings: Pick<Meeting, 'id'>[],
): Promise<MeetingPack[]> {
  const { rows } = await db.raw<{ rows: MeetingPack[] }>(
    `select c.*, coalesce(d.version, 'all') as version, case when c.closed then e.number end as newest,
       case when c.closed then e.frozen_at end as "frozenAt", d.edition as downloaded
     from (
       select p.meeting_id as "meetingId", c.id, c.reference, c.title, c.closes_at as "closesAt",
         k.consultation_id is not null as closed, w.consultation_id is not null as withdrawn
       from meeting_pack p join consultation c on c.id = p.consultation_id
       left join closure k on k.consultation_id = c.id
       left join consultation_withdrawal w on w.consultation_id = c.id
       where p.meeting_id = any(:meetings)) c
     ${NEWEST} order by c."closesAt", c.reference`,
    { ...reader, meetings: meetings.map(({ id }) => id) },
  );
  return rows;
}

export interface Choice {
  reference: string;
  title: string;
  closed: boolean;
}

/** What may be put on a meeting's agenda and is not on it, what closes last first. */
export async function listChoices(db: Db, meetingId: string, limit: number): Promise<Choice[]> {
  const { rows } = await db.raw<{ rows: Choice[] }>(
    `select c.reference, c.title, exists (select from closure k where k.consultation_id = c.id) as closed
     from consultation c
     where c.published_at is not null
       and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)
       and not exists (select from meeting_pack p where p.meeting_id = :meetingId and p.consultation_id = c.id)
     order by closed, c.closes_at desc, c.reference limit :limit`,
    { meetingId, limit },
  );
  return rows;
}

/** @returns false: it is on the agenda already */
export async function insertPack(trx: Db, meetingId: string, consultationId: string): Promise<boolean> {
  const inserted = await trx('meeting_pack')
    .insert({ meeting_id: meetingId, consultation_id: consultationId })
    .onConflict(['meeting_id', 'consultation_id'])
    .ignore()
    .returning('meeting_id');
  return inserted.length === 1;
}

/** @returns false: it is not on the agenda */
export async function deletePack(trx: Db, meetingId: string, consultationId: string): Promise<boolean> {
  const row = { meeting_id: meetingId, consultation_id: consultationId };
  return (await trx('meeting_pack').where(row).delete()) === 1;
}
