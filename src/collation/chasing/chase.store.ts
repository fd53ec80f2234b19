import { ownExtension } from '../../consultations/extending/extension.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { londonDate } from '../../londonTime.js';
import { isDiscarded } from '../../responses/discarding/discard.store.js';
import { coverageOf } from '../coverage/coverage.rules.js';
import { listCoverage } from '../coverage/coverage.store.js';
import { dueLetters, type Chaseable, type DueLetter } from './chase.rules.js';

/** Every eligible Party with its state, its own deadline and whom to remind: two statements, however many. */
export async function listChaseable(db: Db, consultationId: string, now: Instant): Promise<Chaseable[]> {
  const bindings = { consultationId, day: londonDate(now) };
  const covered = await listCoverage(db, consultationId);
  const { rows } = await db.raw<{ rows: Row[] }>(WHO, bindings);
  const who = new Map(rows.map((row) => [row.partyId, row]));
  return covered.flatMap((party) => {
    const row = who.get(party.id);
    if (!row) return []; // became eligible between the two statements
    const { partyId: _, ...rest } = row;
    const { id, name, category, entering } = party;
    return [{ id, name, category, state: coverageOf(party), entering, ...rest }];
  });
}

type Row = Pick<Chaseable, 'organisation' | 'closesAt' | 'left' | 'begun' | 'people'> & { partyId: string };

const WHO = `
  with represented as (
    select g.organisation_id,
      json_agg(json_build_object('id', w.id, 'name', w.name, 'email', w.email) order by w.email) as people
    from role_grant g join person w on w.id = g.person_id
    where g.role = 'representative' and g.ended_at is null group by g.organisation_id
  )
  select e.party_id as "partyId", json_build_object('id', o.id, 'name', o.name) as organisation,
    greatest(c.closes_at, ${ownExtension('c.id', 'o.id')}) as "closesAt",
    coalesce(p.left_on <= :day::date, false) as left,
    exists (select from response r join draft_party d on d.response_id = r.id
      where r.consultation_id = c.id and r.organisation_id = o.id and d.party_id = e.party_id
        and not r.entered_by_secas and not ${isDiscarded('r')}
        and r.submitted_version is distinct from r.version) as begun,
    coalesce(w.people, '[]') as people
  from eligible_party e
  join consultation c on c.id = e.consultation_id
  left join party_on(:day::date) p on p.party_id = e.party_id
  join organisation o on o.id = coalesce(p.organisation_id, e.organisation_id)
  left join represented w on w.organisation_id = o.id
  where e.consultation_id = :consultationId`;

/** A consultation that may be chased by schedule, and one of its deadlines: its own, or an organisation's. */
export interface OnSchedule {
  id: string;
  reference: string;
  title: string;
  /** nothing of before is made up for: it opened, or the schedule was switched on */
  since: Instant;
  closesAt: Instant;
}

/** The letters of one consultation that its schedule has due; none when it is switched off. */
export async function lettersOnSchedule(db: Db, consultationId: string, now: Instant): Promise<DueLetter[]> {
  const [on] = (await listOnSchedule(db, now)).filter(({ id }) => id === consultationId);
  return on ? dueLetters(await listChaseable(db, consultationId, now), on.since, now) : [];
}

/** Those that are open to somebody and whose schedule is not switched off, with each deadline that lies ahead. */
export async function listOnSchedule(db: Db, now: Instant): Promise<OnSchedule[]> {
  const { rows } = await db.raw<{ rows: OnSchedule[] }>(
    `select distinct c.id, c.reference, c.title, greatest(c.opens_at, k.changed_at) as since, d.closes_at as "closesAt"
     from consultation c
     left join chasing k on k.consultation_id = c.id
     cross join lateral (
       select c.closes_at
       union
       select greatest(c.closes_at, e.closes_at) from extension e
       where e.consultation_id = c.id and e.organisation_id is not null) d
     where c.published_at is not null and c.opens_at <= :now and coalesce(k.by_schedule, true)
       and d.closes_at > :now and not exists (select from closure where consultation_id = c.id)
       and not exists (select from consultation_withdrawal where consultation_id = c.id)`,
    { now },
  );
  return rows;
}
