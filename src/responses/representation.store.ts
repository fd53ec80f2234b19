import type { Db, Instant } from '../db/connection.js';
import { prepared } from '../db/prepared.js';

/**
 * Makes a submission the live one of its Parties, and of the organisation itself when it speaks for it. What an
 * earlier submission of the same response spoke for and this one does not is given up.
 * @param replacing the references of other responses' submissions that may be replaced: the respondent saw and confirmed
 *   them
 * @returns how many Parties (and the organisation, as one) it now speaks for, and what it gave up; fewer than it
 *   names when something is another submission's: then roll back
 */
export async function representSubmission(
  trx: Db,
  submissionId: string,
  replacing: string[],
  since: Instant,
): Promise<{ represented: number; gaveUp: number }> {
  const { rows } = await prepared<{ represented: number; gave_up: number }>(
    trx,
    'represent',
    `with s as (select id, consultation_id, organisation_id, response_id, for_organisation from submission where id = :submissionId::uuid),
     -- Locked by Party, so that two who take over from one another wait instead of getting stuck. By an array, so
     -- that they are looked up by index: joined, every Party that has answered would be gone through.
     held as materialized (
       select n.party_id, n.submission_id from representation n
       where n.consultation_id = (select consultation_id from s) and n.party_id = any(array(
         select p.party_id from submission x join submission_party p on p.submission_id = x.id
         where x.response_id = (select response_id from s)))
       order by n.party_id for update
     ), gave_up as (
       delete from representation n using s
       where n.consultation_id = s.consultation_id
         and n.party_id = any(array(select party_id from held))
         and n.submission_id in (select id from submission where response_id = s.response_id)
         and n.party_id not in (select party_id from submission_party where submission_id = s.id)
       returning 1
     ), gave_up_organisation as (
       delete from organisation_representation n using s
       where n.consultation_id = s.consultation_id and not s.for_organisation
         and n.submission_id in (select id from submission where response_id = s.response_id)
       returning 1
     ), parties as (
       insert into representation as n (consultation_id, party_id, submission_id, since)
       select s.consultation_id, p.party_id, s.id, :since::timestamptz
       from s join submission_party p on p.submission_id = s.id
       where (select count(*) from held) >= 0 order by p.party_id
       on conflict (consultation_id, party_id) do update
         set submission_id = excluded.submission_id, since = excluded.since
         where n.submission_id in
           (select o.id from submission o, s where o.response_id = s.response_id or o.reference = any(:replacing::text[]))
       returning 1
     ), organisation as (
       insert into organisation_representation as n (consultation_id, organisation_id, submission_id, since)
       select s.consultation_id, s.organisation_id, s.id, :since::timestamptz from s where s.for_organisation
       on conflict (consultation_id, organisation_id) do update
         set submission_id = excluded.submission_id, since = excluded.since
         where n.submission_id in
           (select o.id from submission o, s where o.response_id = s.response_id or o.reference = any(:replacing::text[]))
       returning 1
     )
     select (select count(*) from parties)::int + (select count(*) from organisation)::int as represented,
            (select count(*) from gave_up)::int + (select count(*) from gave_up_organisation)::int as gave_up`,
    { submissionId, replacing, since },
  );
  return { represented: rows[0]!.represented, gaveUp: rows[0]!.gave_up };
}

/** SQL: the names, as submitted, of those of a submission for whom another response speaks now, as a JSON array. */
export const takenOverFrom = (submission: string): string =>
  `(select coalesce(json_agg(taken.name order by taken.name), '[]') from (
     select p.name from submission_party p
     join representation n on n.consultation_id = ${submission}.consultation_id and n.party_id = p.party_id
     join submission other on other.id = n.submission_id and other.response_id <> ${submission}.response_id
     where p.submission_id = ${submission}.id
     union all
     select ${submission}.organisation_name || ' itself' from organisation_representation n
     join submission other on other.id = n.submission_id and other.response_id <> ${submission}.response_id
     where ${submission}.for_organisation and n.consultation_id = ${submission}.consultation_id
       and n.organisation_id = ${submission}.organisation_id) taken)`;

/** Who submitted what has now been taken over. */
export interface SubmittedBy {
  reference: string;
  responseId: string;
  personId: string;
  name: string;
  email: string;
  /** it still speaks for a Party, or for the organisation itself */
  stillCounts: boolean;
  /** of the organisation that has taken it over; otherwise the one from which a Party has moved there */
  ours: boolean;
}

/** Those who submitted these and still act for the organisation that they submitted it for. */
export async function listWhoSubmitted(
  trx: Db,
  references: string[],
  organisationId: string,
): Promise<SubmittedBy[]> {
  const { rows } = await trx.raw<{ rows: SubmittedBy[] }>(
    `select s.reference, s.response_id as "responseId", p.id as "personId", p.name, p.email,
       exists (select from representation where submission_id = s.id)
         or exists (select from organisation_representation where submission_id = s.id) as "stillCounts",
       s.organisation_id = :organisationId as ours
     from submission s join person p on p.id = s.submitted_by
     where s.reference = any(:references::text[])
       and exists (select from role_grant g where g.person_id = p.id and g.organisation_id = s.organisation_id
                     and g.role = 'representative' and g.ended_at is null)
     order by s.reference`,
    { references, organisationId },
  );
  return rows;
}
