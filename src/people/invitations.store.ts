import type { Db } from '../db/connection.js';
import { PRIORITY, wakeMailer } from '../notices/outbox.store.js';

export interface InvitationMail {
  personId: string;
  to: string;
  /** what the person may do now, a line each */
  access: string;
}

/**
 * Writes invitations, however many, in one statement. What all of them say is sent to the database once: an import
 * may invite 20,000 people.
 */
export async function queueInvitations(
  trx: Db,
  mails: InvitationMail[],
  wording: { subject: string; before: string; after: string },
): Promise<void> {
  if (mails.length === 0) return;
  await trx.raw(
    `insert into outbox_mail (kind, priority, person_id, to_address, subject, body)
     select 'invitation', :priority, w."personId", w."to", :subject, concat(:before::text, w.access, :after::text)
     from jsonb_to_recordset(:mails::jsonb) as w("personId" uuid, "to" text, access text)`,
    { ...wording, priority: PRIORITY.notice, mails: JSON.stringify(mails) },
  );
  await wakeMailer(trx);
}
