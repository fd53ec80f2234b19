import { isDiscarded } from '../responses/discarding/discard.store.js';
import { ownExtension } from './extending/extension.store.js';
import type { Db, Instant } from '../db/connection.js';

/** Where an organisation that the viewer represents stands in a consultation. */
export interface OrganisationStanding {
  organisationId: string;
  /** its own latest extension */
  ownExtension: Instant | null;
  /** it has a response under way or submitted */
  begun: boolean;
  /** something of it has been submitted, and not withdrawn */
  submitted: boolean;
}

/** One statement, whatever the number of organisations. */
export async function listStandings(
  db: Db,
  consultationId: string,
  organisationIds: string[],
): Promise<OrganisationStanding[]> {
  if (organisationIds.length === 0) return [];
  const { rows } = await db.raw<{ rows: StandingRow[] }>(
    `select o.id,
       ${ownExtension(':consultationId', 'o.id')} as own_extension,
       count(r.id) > 0 as begun, coalesce(bool_or(exists (
         select from submission s where s.response_id = r.id
           and not exists (select from withdrawal w where w.submission_id = s.id))), false) as submitted
     from unnest(:organisationIds::uuid[]) as o(id)
     left join response r on r.organisation_id = o.id and r.consultation_id = :consultationId
       and not r.entered_by_secas and not ${isDiscarded('r')}
     group by o.id`,
    { consultationId, organisationIds },
  );
  return rows.map((row) => ({
    organisationId: row.id,
    ownExtension: row.own_extension,
    begun: row.begun,
    submitted: row.submitted,
  }));
}

interface StandingRow {
  id: string;
  own_extension: Instant | null;
  begun: boolean;
  submitted: boolean;
}
