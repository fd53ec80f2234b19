import { isOver } from '../../consultations/withdrawing/withdrawn.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Draft } from './drafts.store.js';

/**
 * Begins a response with the Parties that it is meant for, in one statement.
 * @returns false when one with this id exists already
 */
export async function insertResponse(
  trx: Db,
  start: {
    id: string;
    consultationId: string;
    organisationId: string;
    partyIds: string[];
    forOrganisation: boolean;
    personId: string;
    at: Instant;
  },
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `with r as (
       insert into response (id, consultation_id, organisation_id, for_organisation, started_at, started_by, saved_at)
       values (:id, :consultationId, :organisationId, :forOrganisation, :at, :personId, :at)
       on conflict (id) do nothing returning id
     ), parties as (
       insert into draft_party (response_id, party_id) select r.id, p from r, unnest(:partyIds::uuid[]) as p
     ) select id from r`,
    {
      id: start.id,
      consultationId: start.consultationId,
      organisationId: start.organisationId,
      forOrganisation: start.forOrganisation,
      partyIds: [...new Set(start.partyIds)],
      personId: start.personId,
      at: start.at,
    },
  );
  return rows.length === 1;
}

/** Whether a response with this id answers this consultation for this organisation. */
export async function isResponseTo(
  trx: Db,
  id: string,
  { consultationId, organisationId }: { consultationId: string; organisationId: string },
): Promise<boolean> {
  const where = { id, consultation_id: consultationId, organisation_id: organisationId };
  return (await trx('response').select('id').where(where).first()) !== undefined;
}

/** On whose behalf a draft is now, read under its lock; undefined when it is closed for good. */
export async function lockRespondents(
  trx: Db,
  responseId: string,
): Promise<{ forOrganisation: boolean; partyIds: string[] } | undefined> {
  await trx.raw('select from response where id = :responseId for update', { responseId });
  const { rows } = await trx.raw<{ rows: { forOrganisation: boolean; partyIds: string[] }[] }>(
    `select r.for_organisation as "forOrganisation",
       (select coalesce(json_agg(party_id order by party_id), '[]') from draft_party where response_id = r.id) as "partyIds"
     from response r
     where r.id = :responseId
       and (r.entered_by_secas or not ${isOver('r.consultation_id')})`,
    { responseId },
  );
  return rows[0];
}

/** Puts other respondents in the place of those before, and counts the draft's version up. */
export async function replaceRespondents(
  trx: Db,
  responseId: string,
  respondents: { partyIds: string[]; forOrganisation: boolean },
  at: Instant,
): Promise<void> {
  await trx.raw(
    `with gone as (
       delete from draft_party where response_id = :responseId::uuid and party_id <> all(:partyIds::uuid[])
     ), come as (
       insert into draft_party (response_id, party_id) select :responseId::uuid, unnest(:partyIds::uuid[])
       on conflict do nothing
     )
     update response set for_organisation = :forOrganisation, version = version + 1, saved_at = :at, whole_saved_at = :at
     where id = :responseId::uuid`,
    { responseId, partyIds: respondents.partyIds, forOrganisation: respondents.forOrganisation, at },
  );
}

export type Confidentiality = Pick<
  Draft,
  'confidential' | 'confidentialReason' | 'nameConfidential' | 'nameConfidentialReason'
>;

/**
 * Writes what is confidential of the whole response, in one statement, where it still is as it was seen.
 * @returns false when it has been changed since, or the consultation has been closed
 */
export async function replaceConfidentiality(
  db: Db,
  responseId: string,
  seen: Confidentiality,
  now: Confidentiality,
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `update response r set confidential = :confidential, confidential_reason = :confidentialReason,
       name_confidential = :nameConfidential, name_confidential_reason = :nameConfidentialReason,
       version = version + 1, saved_at = :at, whole_saved_at = :at
     where id = :responseId
       and (confidential, confidential_reason, name_confidential, name_confidential_reason) =
           (:seenConfidential, :seenConfidentialReason, :seenNameConfidential, :seenNameConfidentialReason)
       and (entered_by_secas or not ${isOver('r.consultation_id')})`,
    {
      responseId,
      at,
      confidential: now.confidential,
      confidentialReason: now.confidentialReason,
      nameConfidential: now.nameConfidential,
      nameConfidentialReason: now.nameConfidentialReason,
      seenConfidential: seen.confidential,
      seenConfidentialReason: seen.confidentialReason,
      seenNameConfidential: seen.nameConfidential,
      seenNameConfidentialReason: seen.nameConfidentialReason,
    },
  );
  return rowCount === 1;
}
