import type { Db, Instant } from '../../db/connection.js';
import type { Details, Wording } from './details.rules.js';
import type { Question } from '../questions.js';

/** @returns the new consultation's id; undefined when the reference is taken */
export async function insertConsultation(
  trx: Db,
  details: Details,
  questions: Question[],
  by: string,
  at: Instant,
): Promise<string | undefined> {
  const [row] = await trx('consultation')
    .insert({
      ...columnsOf(details),
      question_draft: JSON.stringify(questions),
      created_at: at,
      created_by: by,
    })
    .onConflict('reference')
    .ignore()
    .returning('id');
  return row?.id;
}

/** Who else has the reference. */
export async function isReferenceTaken(db: Db, reference: string, butFor: string): Promise<boolean> {
  const row = await db('consultation').select('id').where({ reference }).whereNot({ id: butFor }).first();
  return row !== undefined;
}

/** The caller holds the lock and has compared the version. */
export async function updateDetails(trx: Db, id: string, details: Details): Promise<void> {
  await trx('consultation').where({ id }).increment('version').update(columnsOf(details));
}

export async function updateWording(trx: Db, id: string, wording: Wording): Promise<void> {
  const { title, summary, howToRespond } = wording;
  await trx('consultation')
    .where({ id })
    .increment('version')
    .update({ title, summary, how_to_respond: howToRespond });
}

export const updateAnnounced = (trx: Db, id: string, at: Instant): Promise<number> =>
  trx('consultation').where({ id }).whereNull('announced_at').update({ announced_at: at });

export const updateClosesAt = (trx: Db, id: string, closesAt: Instant): Promise<number> =>
  trx('consultation').where({ id }).update({ closes_at: closesAt });

/** Who edited the text or the dates last, to tell a colleague whose form came second. */
export const findLastEdit = (
  db: Db,
  consultationId: string,
): Promise<{ name: string; at: Instant } | undefined> =>
  db('audit_entry as a')
    .join('person as p', 'p.id', 'a.person_id')
    .where('a.consultation_id', consultationId)
    .whereIn('a.action', ['consultation.edited', 'consultation.corrected'])
    .orderBy('a.id', 'desc')
    .first<{ name: string; at: Instant } | undefined>('p.name', 'a.at');

const columnsOf = (details: Details) => ({
  reference: details.reference,
  title: details.title,
  kind: details.kind,
  issued_by: details.issuedBy,
  modification: details.modification,
  summary: details.summary,
  how_to_respond: details.howToRespond,
  audience: details.audience,
  opens_at: details.opensAt,
  closes_at: details.closesAt,
});
