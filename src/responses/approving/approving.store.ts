import type { Db, Instant } from '../../db/connection.js';

/** The approver whom an organisation requires, and who may submit for it now. */
const REQUIRED = `sign_off so join person ap on ap.id = so.approver_id
    join role_grant g on g.person_id = ap.id and g.organisation_id = so.organisation_id
      and g.role = 'representative' and g.may_submit and g.ended_at is null`;

/** SQL for who has to approve what an organisation submits, as JSON; null where nothing has to be approved. */
export const approverOf = (organisation: string): string =>
  `(select json_build_object('id', ap.id, 'name', ap.name) from ${REQUIRED} where so.organisation_id = ${organisation})`;

/**
 * SQL for the SignOff of a draft as JSON (approving.rules.ts); null where nothing has to be approved. What somebody
 * decided who was the approver before is not the approval of who is now.
 */
export const signOffOf = (response: string): string => `(
  select json_build_object('approver', json_build_object('id', ap.id, 'name', ap.name, 'email', ap.email),
    'asked', (select json_build_object('version', q.version, 'at', q.asked_at,
        'by', json_build_object('id', qp.id, 'name', qp.name))
      from approval_request q join person qp on qp.id = q.asked_by
      where q.response_id = ${response}.id order by q.asked_at desc limit 1),
    'decision', (select json_build_object('version', d.version, 'approved', d.approved, 'note', d.note,
        'at', d.decided_at)
      from approval d where d.response_id = ${response}.id and d.decided_by = ap.id
      order by d.decided_at desc limit 1))
  from ${REQUIRED}
  where so.organisation_id = ${response}.organisation_id and not ${response}.entered_by_secas)`;

export async function insertApprovalRequest(
  trx: Db,
  request: { responseId: string; version: number; by: string; at: Instant },
): Promise<void> {
  await trx('approval_request').insert({
    response_id: request.responseId,
    version: request.version,
    asked_at: request.at,
    asked_by: request.by,
  });
}

export async function insertApproval(
  trx: Db,
  approval: {
    responseId: string;
    version: number;
    approved: boolean;
    note: string;
    by: string;
    at: Instant;
  },
): Promise<void> {
  await trx('approval').insert({
    response_id: approval.responseId,
    version: approval.version,
    approved: approval.approved,
    note: approval.note,
    decided_at: approval.at,
    decided_by: approval.by,
  });
}
