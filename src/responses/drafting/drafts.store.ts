import { isOver, withdrawnAtOf } from '../../consultations/withdrawing/withdrawn.store.js';
import { ownExtension } from '../../consultations/extending/extension.store.js';
import type { Question } from '../../consultations/questions.js';
import type { Kind } from '../../consultations/consultations.rules.js';
import type { Db, Instant } from '../../db/connection.js';
import { prepared } from '../../db/prepared.js';
import { NotFound } from '../../errors.js';
import type { Viewer } from '../../people/viewer.js';
import { signOffOf } from '../approving/approving.store.js';
import type { Awaited } from '../awaited.rules.js';
import { instructionOf, whyNotOf } from '../closing/instructions.store.js';
import { discardedOf, type Discarded } from '../discarding/discard.store.js';
import type { Note } from './notes.store.js';
import type { LaterIssue } from './correctedSince.rules.js';

/** A response that the viewer may draft, with what it answers. Having it proves the right. */
export interface Draft extends Awaited {
  id: string;
  organisation: { id: string; name: string };
  savedAt: Instant;
  forOrganisation: boolean;
  /** the names of the Parties that it speaks for, as the register has them last */
  partyNames: string[];
  confidential: boolean;
  confidentialReason: string;
  nameConfidential: boolean;
  nameConfidentialReason: string;
  /** entered by SECAS for an organisation: SECAS drafts it, representatives do not see it */
  enteredBySecas: boolean;
  arrivedAt: Instant | null;
  consultation: { id: string; reference: string; title: string; kind: Kind; issuedBy: string };
  opensAt: Instant;
  /** the deadline for all */
  closesAt: Instant;
  /** the organisation's own latest extension */
  ownExtension: Instant | null;
  /** its outcome is recorded, or it was withdrawn: nothing changes any more. Until then a late response may still be written and held */
  decided: boolean;
  withdrawnAt: Instant | null;
  /** it was put aside; null: it was not, or was brought back */
  discarded: Discarded | null;
  /** of the issue that is current now */
  questions: Question[];
  /** made since the response was started, earliest first */
  laterIssues: LaterIssue[];
}

/** What saving answers has to know of their draft. */
export type DraftToSave = Pick<Draft, 'id' | 'enteredBySecas' | 'decided' | 'questions'>;

/**
 * The draft of a response, for whoever may work on it: a representative of its organisation; SECAS for one that SECAS
 * entered. One statement.
 * @throws NotFound also for another organisation's
 */
export async function getDraftFor(db: Db, viewer: Viewer, responseId: string): Promise<Draft> {
  const { rows } = await prepared<Draft>(
    db,
    'draft',
    `select r.id, json_build_object('id', o.id, 'name', o.name) as organisation, r.version,
       r.submitted_version as "submittedVersion", r.saved_at as "savedAt", r.for_organisation as "forOrganisation",
       array(select (select q.name from party_particulars q where q.party_id = d.party_id order by q.from_on desc limit 1)
             from draft_party d where d.response_id = r.id order by 1) as "partyNames",
       r.confidential, r.confidential_reason as "confidentialReason",
       r.name_confidential as "nameConfidential", r.name_confidential_reason as "nameConfidentialReason",
       r.entered_by_secas as "enteredBySecas", r.arrived_at as "arrivedAt",
       json_build_object('id', c.id, 'reference', c.reference, 'title', c.title, 'kind', c.kind,
         'issuedBy', c.issued_by) as consultation,
       c.opens_at as "opensAt", c.closes_at as "closesAt",
       ${ownExtension('c.id', 'r.organisation_id')} as "ownExtension",
       ${isOver('c.id')} as decided, ${withdrawnAtOf('c.id')} as "withdrawnAt",
       ${discardedOf('r')} as discarded, ${signOffOf('r')} as "signOff", ${instructionOf('r')} as instruction,
       ${whyNotOf('r')} as "whyNot",
       (select questions from question_issue where consultation_id = c.id order by number desc limit 1) as questions,
       (select coalesce(json_agg(json_build_object('at', i.issued_at, 'note', i.note, 'before', b.questions)
          order by i.number), '[]')
        from question_issue i
        join question_issue b on b.consultation_id = i.consultation_id and b.number = i.number - 1
        where i.consultation_id = c.id and i.issued_at > r.started_at) as "laterIssues"
     from response r
     join organisation o on o.id = r.organisation_id
     join consultation c on c.id = r.consultation_id
     where r.id = :responseId and ${MAY_DRAFT}`,
    { responseId, ...drafterOf(viewer) },
  );
  const [draft] = rows;
  if (!draft) throw new NotFound();
  return draft;
}

/**
 * As much of a draft as one answer is saved with, because that is done at every pause in typing.
 * @throws NotFound also for another organisation's, and for a question that is not asked
 */
export async function getDraftToSave(
  db: Db,
  viewer: Viewer,
  responseId: string,
  questionKey: string,
): Promise<DraftToSave & { question: Question }> {
  const { rows } = await prepared<Omit<DraftToSave, 'questions'> & { question: Question | null }>(
    db,
    'draft-to-save',
    `select r.id, r.entered_by_secas as "enteredBySecas",
       ${isOver('r.consultation_id')} as decided,
       (select question
        from (select questions from question_issue where consultation_id = r.consultation_id
              order by number desc limit 1) as issue, jsonb_array_elements(questions) as question
        where question ->> 'key' = :questionKey) as question
     from response r
     where r.id = :responseId and ${MAY_DRAFT}`,
    { responseId, questionKey, ...drafterOf(viewer) },
  );
  const [draft] = rows;
  if (!draft?.question) throw new NotFound();
  return { ...draft, question: draft.question, questions: [draft.question] };
}

/** Of `response r`. */
export const MAY_DRAFT =
  'case when r.entered_by_secas then :secas else r.organisation_id = any(:organisationIds::uuid[]) end';

/** What MAY_DRAFT is asked of. */
export const drafterOf = (viewer: Viewer) => ({
  secas: viewer.secas,
  organisationIds: viewer.represents.map(({ organisationId }) => organisationId),
});

export interface DraftAnswer {
  value: unknown;
  confidential: boolean;
  reason: string;
  version: number;
  /** ISO 8601 */
  savedAt: string;
  savedBy: { id: string; name: string };
}

export interface DraftAttachment {
  id: string;
  questionKey: string;
  name: string;
  bytes: number;
  confidential: boolean;
  reason: string;
  scan: string;
}

/** What a draft says: its answers by the question's key, its files; and what colleagues say about it. */
export interface DraftContent {
  answers: Record<string, DraftAnswer>;
  attachments: DraftAttachment[];
  /** by the question's key, earliest first */
  notes: Record<string, Note[]>;
}

/** The saved answers, the files and the colleagues' notes of a draft, in one statement. @param keys only these questions' */
export async function getDraftContent(db: Db, responseId: string, keys?: string[]): Promise<DraftContent> {
  const { rows } = await prepared<DraftContent>(
    db,
    'draft-content',
    `select
       (select coalesce(json_object_agg(a.question_key, json_build_object('value', a.value,
          'confidential', a.confidential, 'reason', a.reason, 'version', a.version, 'savedAt', a.saved_at,
          'savedBy', json_build_object('id', p.id, 'name', p.name))), '{}')
        from draft_answer a join person p on p.id = a.saved_by
        where a.response_id = :responseId and (:keys::text[] is null or a.question_key = any(:keys))
       ) as answers,
       (select coalesce(json_agg(json_build_object('id', a.id, 'questionKey', a.question_key, 'name', f.name,
          'bytes', f.bytes, 'confidential', a.confidential, 'reason', a.reason, 'scan', f.scan)
          order by a.added_at, a.id), '[]')
        from draft_attachment a join file f on f.id = a.file_id
        where a.response_id = :responseId and (:keys::text[] is null or a.question_key = any(:keys))
       ) as attachments,
       (select coalesce(json_object_agg(question_key, notes), '{}')
        from (select n.question_key, json_agg(json_build_object('id', n.id, 'text', n.text, 'at', n.written_at,
                'by', json_build_object('id', p.id, 'name', p.name)) order by n.written_at, n.id) as notes
              from answer_note n join person p on p.id = n.written_by
              where n.response_id = :responseId and (:keys::text[] is null or n.question_key = any(:keys))
              group by n.question_key) by_question
       ) as notes`,
    { responseId, keys: keys ?? null },
  );
  return rows[0]!;
}

export interface DraftParty {
  id: string;
  name: string;
  category: string;
}

/** The Parties that a draft is meant for, with the names that hold on a London date. */
export async function listDraftParties(db: Db, responseId: string, day: string): Promise<DraftParty[]> {
  const { rows } = await db.raw<{ rows: DraftParty[] }>(
    `select p.party_id as id, p.name, p.category from draft_party d join party_on(:day::date) p on p.party_id = d.party_id
     where d.response_id = :responseId order by p.name, p.register_id`,
    { responseId, day },
  );
  return rows;
}
