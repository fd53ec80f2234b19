import type { Db, Instant } from '../../db/connection.js';
import type { Person } from '../../people/viewer.js';

/** That a draft was put aside, and by whom. */
export interface Discarded {
  /** ISO 8601 */
  at: string;
  by: string;
}

/** SQL: whether a response has been put aside and not been brought back. */
export const isDiscarded = (response: string): string =>
  `exists (select from discard where response_id = ${response}.id and brought_back_at is null)`;

/** SQL for the Discarded of a response as JSON; null when it is not. */
export const discardedOf = (response: string): string =>
  `(select json_build_object('at', dd.discarded_at, 'by', dp.name)
    from discard dd join person dp on dp.id = dd.discarded_by
    where dd.response_id = ${response}.id and dd.brought_back_at is null)`;

export async function insertDiscard(trx: Db, responseId: string, by: string, at: Instant): Promise<void> {
  await trx('discard').insert({ response_id: responseId, discarded_at: at, discarded_by: by });
}

/** @returns whether it had been put aside */
export async function endDiscard(trx: Db, responseId: string, by: string, at: Instant): Promise<boolean> {
  const ended = await trx('discard')
    .where({ response_id: responseId })
    .whereNull('brought_back_at')
    .update({ brought_back_at: at, brought_back_by: by });
  return ended > 0;
}

/** Who has worked on a draft and represents its organisation still: who began it, saved, added files, wrote notes or left an instruction. */
export async function listWorkers(db: Db, responseId: string): Promise<Person[]> {
  const { rows } = await db.raw<{ rows: Person[] }>(
    `select p.id, p.name, p.email from person p
     where p.id in (
         select started_by from response where id = :responseId
         union select saved_by from draft_answer where response_id = :responseId
         union select saved_by from earlier_answer where response_id = :responseId
         union select added_by from draft_attachment where response_id = :responseId
         union select written_by from answer_note where response_id = :responseId
         union select left_by from closing_instruction where response_id = :responseId)
       and exists (select from role_grant g join response r on r.organisation_id = g.organisation_id
         where r.id = :responseId and g.person_id = p.id and g.role = 'representative' and g.ended_at is null)
     order by p.name, p.id`,
    { responseId },
  );
  return rows;
}

/** Whether anything of a response was ever submitted, withdrawn or not. */
export async function hasSubmissions(db: Db, responseId: string): Promise<boolean> {
  return (await db('submission').select('id').where({ response_id: responseId }).first()) !== undefined;
}
