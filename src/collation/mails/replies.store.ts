import type { Db } from '../../db/connection.js';
import { ofNoOther, type ListedMail } from './mails.store.js';

/** A mail from which a reply may be entered. */
export interface OfferedMail extends ListedMail {
  /** somebody who represents the organisation has its sender's address */
  known: boolean;
  /** something of the same response is entered from it already */
  entered: boolean;
}

/**
 * Mails of a consultation from which nothing of another response is entered, those from the organisation's own
 * addresses first, then the last uploaded; at most fifty.
 */
export async function listMailsForReply(
  db: Db,
  {
    consultationId,
    responseId,
    organisationId,
  }: Record<'consultationId' | 'responseId' | 'organisationId', string>,
): Promise<OfferedMail[]> {
  const { rows } = await db.raw<{ rows: OfferedMail[] }>(
    `select m.id, m.sender_name as "senderName", m.sender_address as "senderAddress", m.subject,
       m.header_at as "headerAt", m.delivered_at as "deliveredAt", m.uploaded_at as "uploadedAt", p.name as "uploadedBy",
       exists (select from role_grant g join person r on r.id = g.person_id where g.role = 'representative'
         and g.ended_at is null and g.organisation_id = :organisationId and lower(r.email) = m.sender_address) as known,
       coalesce(m.response_id, m.replied_response_id) is not null as entered
     from arrived_mail m join person p on p.id = m.uploaded_by
     where m.consultation_id = :consultationId and ${ofNoOther('m')}
     order by known desc, m.uploaded_at desc, m.id limit 50`,
    { consultationId, responseId, organisationId },
  );
  return rows;
}
