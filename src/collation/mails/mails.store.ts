import type { Db, Instant } from '../../db/connection.js';
import { Conflict, NotFound } from '../../errors.js';
import type { MailAttachment, MailFacts } from './mailFacts.js';

export interface ArrivedMail {
  id: string;
  senderName: string;
  senderAddress: string;
  subject: string;
  headerAt: Instant | null;
  deliveredAt: Instant | null;
  uploadedAt: Instant;
  uploadedBy: string;
  body: string;
  bodyCut: boolean;
  attachments: MailAttachment[];
  file: { id: string; name: string; mediaType: string; bytes: number; sha256: string; scan: string };
  /** what is entered from it; null: it waits */
  response: { id: string; organisation: string; submitted: boolean } | null;
  /** the threads in which replies are entered from it, all of one response; null: none */
  replied: {
    responseId: string;
    organisation: string;
    threads: { submission: string; questionKey: string }[];
  } | null;
}

export interface NewMail {
  consultationId: string;
  fileId: string;
  facts: MailFacts;
}

/** @returns its id */
export async function insertMail(
  trx: Db,
  { consultationId, fileId, facts }: NewMail,
  by: string,
  at: Instant,
): Promise<string> {
  const { rows } = await trx.raw<{ rows: [{ id: string }] }>(
    `insert into arrived_mail (consultation_id, file_id, uploaded_at, uploaded_by, sender_name, sender_address, subject,
       header_at, delivered_at, body, body_cut, attachments)
     values (:consultationId, :fileId, :at::timestamptz, :by, :senderName, :senderAddress, :subject,
       :headerAt::timestamptz, :deliveredAt::timestamptz, :body, :bodyCut, :attachments::jsonb)
     returning id`,
    { consultationId, fileId, at, by, ...facts, attachments: JSON.stringify(facts.attachments) },
  );
  return rows[0].id;
}

const MAIL = `
  select m.id, m.sender_name as "senderName", m.sender_address as "senderAddress", m.subject,
    m.header_at as "headerAt", m.delivered_at as "deliveredAt", m.uploaded_at as "uploadedAt", p.name as "uploadedBy",
    m.body, m.body_cut as "bodyCut", m.attachments,
    json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes, 'sha256', f.sha256,
      'scan', f.scan) as file,
    case when r.id is not null then json_build_object('id', r.id, 'organisation', o.name,
      'submitted', r.submitted_version is not null) end as response,
    case when a.id is not null then json_build_object('responseId', a.id, 'organisation', b.name, 'threads', (
      select coalesce(json_agg(json_build_object('submission', e.submission_id, 'questionKey', e.question_key)
        order by e.question_key, e.number), '[]')
      from clarification_entry e where e.mail_id = m.id)) end as replied
  from arrived_mail m
  join file f on f.id = m.file_id
  join person p on p.id = m.uploaded_by
  left join response r on r.id = m.response_id
  left join organisation o on o.id = r.organisation_id
  left join response a on a.id = m.replied_response_id
  left join organisation b on b.id = a.organisation_id`;

/** @throws NotFound also for another consultation's */
export async function getMail(db: Db, consultationId: string, id: string): Promise<ArrivedMail> {
  const { rows } = await db.raw<{ rows: ArrivedMail[] }>(
    `${MAIL} where m.id = :id and m.consultation_id = :consultationId`,
    { id, consultationId },
  );
  if (!rows[0]) throw new NotFound();
  return rows[0];
}

/** The mail from which a response is entered; the caller has found that the viewer may read its original. */
export async function findMailOf(db: Db, responseId: string): Promise<ArrivedMail | undefined> {
  const { rows } = await db.raw<{ rows: ArrivedMail[] }>(`${MAIL} where m.response_id = :responseId`, {
    responseId,
  });
  return rows[0];
}

export type ListedMail = Pick<
  ArrivedMail,
  'id' | 'senderName' | 'senderAddress' | 'subject' | 'headerAt' | 'deliveredAt' | 'uploadedAt' | 'uploadedBy'
>;

/** Mails of a consultation from which nothing is entered yet, the first uploaded first. */
export async function listWaitingMails(db: Db, consultationId: string): Promise<ListedMail[]> {
  const { rows } = await db.raw<{ rows: ListedMail[] }>(
    `select m.id, m.sender_name as "senderName", m.sender_address as "senderAddress", m.subject,
       m.header_at as "headerAt", m.delivered_at as "deliveredAt", m.uploaded_at as "uploadedAt", p.name as "uploadedBy"
     from arrived_mail m join person p on p.id = m.uploaded_by
     where m.consultation_id = :consultationId and m.response_id is null and m.replied_response_id is null
     order by m.uploaded_at, m.id limit 200`,
    { consultationId },
  );
  return rows;
}

/** One with the same bytes that was uploaded before, for this consultation. */
export async function findSameMail(
  db: Db,
  consultationId: string,
  sha256: string,
): Promise<string | undefined> {
  const row = await db('arrived_mail as m')
    .join('file as f', 'f.id', 'm.file_id')
    .where({ 'm.consultation_id': consultationId, 'f.sha256': sha256 })
    .first<{ id: string } | undefined>('m.id');
  return row?.id;
}

/**
 * Has a mail be what a response, or replies in its threads, are entered from: nothing of another response, since its
 * organisation reads all of the mail.
 * @throws Conflict when something of another response is entered from it, or it is gone
 */
export async function takeMail(
  trx: Db,
  as: 'response' | 'replies',
  { consultationId, mailId, responseId }: Record<'consultationId' | 'mailId' | 'responseId', string>,
): Promise<void> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update arrived_mail set ${as === 'response' ? 'response_id' : 'replied_response_id'} = :responseId
     where id = :mailId and consultation_id = :consultationId and ${ofNoOther('arrived_mail')}`,
    { mailId, consultationId, responseId },
  );
  if (rowCount !== 1) throw new Conflict(TAKEN);
}

/** Nothing of another response is entered from it. @throws Conflict */
export function assertMailOf({ response, replied }: ArrivedMail, responseId: string): void {
  const others = [response?.id, replied?.responseId].filter((id) => id !== undefined && id !== responseId);
  if (others.length > 0) throw new Conflict(TAKEN);
}

/** SQL: nothing of another response than `:responseId` is entered from a mail. */
export const ofNoOther = (mail: string): string =>
  `coalesce(${mail}.response_id = :responseId, true) and coalesce(${mail}.replied_response_id = :responseId, true)`;

const TAKEN =
  'Something of another response is entered from this mail already, or somebody has begun to. Open the mail to see what, and for whom.';

/** A response has another original: the mail waits again. */
export async function releaseMail(trx: Db, responseId: string): Promise<void> {
  await trx('arrived_mail').where({ response_id: responseId }).update({ response_id: null });
}

/** @returns its file, which nothing refers to any more; undefined when something is entered from it */
export async function deleteMail(
  trx: Db,
  consultationId: string,
  id: string,
): Promise<{ fileId: string; sha256: string } | undefined> {
  const { rows } = await trx.raw<{ rows: { fileId: string; sha256: string }[] }>(
    `delete from arrived_mail m using file f
     where m.id = :id and m.consultation_id = :consultationId and m.response_id is null and m.replied_response_id is null
       and f.id = m.file_id
     returning f.id as "fileId", f.sha256`,
    { id, consultationId },
  );
  return rows[0];
}

/** An organisation from which a mail may be, and why. */
export interface Suggested {
  id: string;
  name: string;
  /** a representative has this very address; otherwise one has an address of the same domain */
  person: string | null;
}

/** Mail providers whose addresses say nothing of who one works for. */
const FOR_EVERYBODY = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.uk',
  'live.com',
  'live.co.uk',
  'yahoo.com',
  'yahoo.co.uk',
  'icloud.com',
  'me.com',
  'aol.com',
  'btinternet.com',
  'protonmail.com',
  'proton.me',
  'gmx.com',
];

/** Organisations whose representatives write from a sender's address, or from its domain; at most ten. */
export async function suggestOrganisations(db: Db, address: string): Promise<Suggested[]> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const { rows } = await db.raw<{ rows: Suggested[] }>(
    `select o.id, o.name, min(p.name) filter (where lower(p.email) = :address) as person
     from role_grant g join person p on p.id = g.person_id join organisation o on o.id = g.organisation_id
     where g.role = 'representative' and g.ended_at is null
       and (lower(p.email) = :address
         or (split_part(lower(p.email), '@', 2) = :domain and not :domain = any(:forEverybody::text[])))
     group by o.id, o.name
     order by min(p.name) filter (where lower(p.email) = :address) is null, lower(o.name), o.id limit 10`,
    { address, domain, forEverybody: FOR_EVERYBODY },
  );
  return rows;
}
