import { ownExtension } from '../../consultations/extending/extension.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { prepared } from '../../db/prepared.js';
import { Conflict } from '../../errors.js';

/** That what is saved when it closes shall be submitted. */
export interface Instruction {
  id: string;
  responseId: string;
  leftAt: Instant;
  leftBy: { id: string; name: string; email: string };
  takeOver: string[];
}

const INSTRUCTION = `
  select i.id, i.response_id as "responseId", i.left_at as "leftAt", i.take_over as "takeOver",
    json_build_object('id', p.id, 'name', p.name, 'email', p.email) as "leftBy"
  from closing_instruction i join person p on p.id = i.left_by
  where i.taken_back_at is null and i.done_at is null`;

/** SQL for the Instruction that stands for a response, as JSON (`leftAt` in ISO 8601); null where none does. */
export const instructionOf = (response: string): string =>
  `(select row_to_json(i) from (${INSTRUCTION} and i.response_id = ${response}.id) i)`;

/** SQL for why the last instruction left for a response submitted nothing; null once something of it was submitted. */
export const whyNotOf = (response: string): string => `
  (select i.why_not from closing_instruction i where i.response_id = ${response}.id and i.why_not <> ''
     and not exists (select from submission s where s.response_id = i.response_id and s.received_at > i.left_at)
   order by i.done_at desc limit 1)`;

/** The one that stands for a response. */
export async function findInstruction(db: Db, responseId: string): Promise<Instruction | undefined> {
  const text = `${INSTRUCTION} and i.response_id = :responseId::uuid`;
  const { rows } = await prepared<Instruction>(db, 'instruction', text, { responseId });
  return rows[0];
}

/** The response that an instruction is about; undefined when it does not stand. */
export async function findResponseOf(db: Db, id: string): Promise<string | undefined> {
  const row = await db('closing_instruction')
    .select('response_id')
    .where({ id })
    .whereNull('taken_back_at')
    .whereNull('done_at')
    .first();
  return row?.response_id;
}

/** The one to be carried out, under the locks of a submit; undefined when it has been done or taken back meanwhile. */
export async function lockInstruction(trx: Db, id: string): Promise<Instruction | undefined> {
  const { rows } = await trx.raw<{ rows: Instruction[] }>(`${INSTRUCTION} and i.id = :id for update of i`, {
    id,
  });
  return rows[0];
}

/** Leaves one, in the place of one that stands already. */
export async function insertInstruction(
  trx: Db,
  instruction: { responseId: string; by: string; at: Instant; takeOver: string[] },
): Promise<void> {
  const { responseId, by, at, takeOver } = instruction;
  await takeBackInstruction(trx, responseId, by, at);
  await trx('closing_instruction').insert({
    response_id: responseId,
    left_at: at,
    left_by: by,
    take_over: takeOver,
  });
}

/** @returns whether there was one */
export async function takeBackInstruction(
  trx: Db,
  responseId: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const taken = await trx('closing_instruction')
    .where({ response_id: responseId })
    .whereNull('taken_back_at')
    .whereNull('done_at')
    .update({ taken_back_at: at, taken_back_by: by });
  return taken > 0;
}

/** @param whyNot '' when it was submitted */
export async function markDone(trx: Db, id: string, whyNot: string, at: Instant): Promise<void> {
  await trx('closing_instruction').where({ id }).update({ done_at: at, why_not: whyNot });
}

/** A draft in which something was saved after it closed is not what has been submitted. */
export async function markChangedSince(trx: Db, responseId: string, closesAt: Instant): Promise<void> {
  await trx.raw(
    `update response set submitted_version = version - 1
     where id = :responseId and exists (
       select from draft_answer where response_id = :responseId and saved_at >= :closesAt::timestamptz)`,
    { responseId, closesAt },
  );
}

/** Those that stand whose organisation's closing instant has come by `closedBy`, of one consultation or of all. */
const DUE = `
  select i.id from closing_instruction i
  join response r on r.id = i.response_id
  join consultation c on c.id = r.consultation_id
  where i.taken_back_at is null and i.done_at is null
    and greatest(c.closes_at, ${ownExtension('c.id', 'r.organisation_id')}) <= :closedBy::timestamptz`;

export async function listDueInstructions(db: Db, closedBy: Instant): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(`${DUE} order by i.left_at, i.id`, { closedBy });
  return rows.map(({ id }) => id);
}

/** Whether any of a consultation is still to be carried out. */
export async function hasDueInstructions(
  trx: Db,
  consultationId: string,
  closedBy: Instant,
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(`${DUE} and c.id = :consultationId limit 1`, {
    consultationId,
    closedBy,
  });
  return rows.length > 0;
}

/** What was saved when it closed is being submitted. */
export class BeingSubmitted extends Conflict {}

/**
 * Keeps the draft as it was when it closed until what was saved then has been submitted: whom it speaks for, what is
 * confidential of the whole, and its files. Answers have versions.
 * @throws BeingSubmitted
 */
export async function assertNotBeingSubmitted(trx: Db, responseId: string, at: Instant): Promise<void> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(`${DUE} and r.id = :responseId limit 1`, {
    responseId,
    closedBy: at,
  });
  if (rows.length > 0) {
    throw new BeingSubmitted(
      'It has closed, and what was saved then is being submitted, as was left as an instruction. Try again in half a minute.',
    );
  }
}

export interface AnswerAtClosing {
  value: unknown;
  confidential: boolean;
  reason: string;
}

/** What each answer said at an instant: the last version whose save had arrived before it. */
export async function answersAt(
  trx: Db,
  responseId: string,
  closesAt: Instant,
): Promise<{ answers: Record<string, AnswerAtClosing>; lastSave: Instant | null }> {
  const { rows } = await trx.raw<{
    rows: { answers: Record<string, AnswerAtClosing>; lastSave: Instant | null }[];
  }>(
    `with v as (
       select distinct on (question_key) question_key, value, confidential, reason, saved_at from (
         select question_key, version, value, confidential, reason, saved_at from draft_answer
         where response_id = :responseId
         union all
         select question_key, version, value, confidential, reason, saved_at from earlier_answer
         where response_id = :responseId) every_version
       where saved_at < :closesAt::timestamptz
       order by question_key, version desc)
     select coalesce(json_object_agg(question_key, json_build_object('value', value,
         'confidential', confidential, 'reason', reason)), '{}') as answers, max(saved_at) as "lastSave" from v`,
    { responseId, closesAt },
  );
  return rows[0]!;
}

/** What is known of a response at closing beside its answers. */
export interface ClosingFacts {
  /** the draft's version when it closed */
  version: number;
  /** when anything but an answer was last changed */
  wholeSavedAt: Instant;
  /** when something of it was last submitted in time, and not withdrawn */
  submittedAt: Instant | null;
  /** the version that the approver's last decision before it closed approved; null: that was no approval */
  approvedVersion: number | null;
}

/**
 * What a response is worth at closing beside its answers. Its version then is the one now without the saves that arrived
 * since; nothing but answers can have been saved since.
 */
export async function findClosingFacts(
  trx: Db,
  responseId: string,
  closesAt: Instant,
): Promise<ClosingFacts> {
  const { rows } = await trx.raw<{ rows: ClosingFacts[] }>(
    `select coalesce(r.whole_saved_at, r.started_at) as "wholeSavedAt",
       r.version - (select count(distinct v.saved_at)::int from (
           select saved_at from draft_answer where response_id = r.id
           union all select saved_at from earlier_answer where response_id = r.id) v
         where v.saved_at >= :closesAt::timestamptz) as version,
       (select max(s.recorded_at) from submission s where s.response_id = r.id and s.standing = 'in time'
          and not exists (select from withdrawal w where w.submission_id = s.id)) as "submittedAt",
       (select a.version from (
           select approval.* from approval join sign_off so on so.approver_id = approval.decided_by
           where approval.response_id = r.id and so.organisation_id = r.organisation_id
             and approval.decided_at < :closesAt::timestamptz
           order by approval.decided_at desc limit 1) a where a.approved) as "approvedVersion"
     from response r where r.id = :responseId`,
    { responseId, closesAt },
  );
  return rows[0]!;
}
