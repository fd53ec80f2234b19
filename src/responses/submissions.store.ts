import { ownExtension } from '../consultations/extending/extension.store.js';
import type { Question } from '../consultations/questions.js';
import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';
import type { Viewer } from '../people/viewer.js';
import type { Transcription } from './confirming/confirming.rules.js';
import { transcriptionOf } from './confirming/confirming.store.js';
import {
  answerConfidential,
  fileConfidential,
  nameConfidential,
  wholeConfidential,
} from './consenting/marking.store.js';
import { takenOverFrom } from './representation.store.js';
import type { Standing } from './submissions.rules.js';

/** A frozen submission with everything that its page shows. */
export interface Submission {
  id: string;
  reference: string;
  number: number;
  kind: 'response' | 'nil';
  responseId: string;
  consultation: { id: string; reference: string; title: string };
  organisation: { id: string; name: string };
  submitterName: string;
  /** null: nothing had to be approved */
  approverName: string | null;
  forOrganisation: boolean;
  confidential: boolean;
  confidentialReason: string;
  nameConfidential: boolean;
  nameConfidentialReason: string;
  receivedAt: Instant;
  recordedAt: Instant;
  enteredBySecas: boolean;
  arrivedHow: string | null;
  /** null: it came through the form */
  transcription: Transcription | null;
  deadline: Instant;
  standing: Standing;
  digest: string;
  record: string;
  /** null: it was submitted before receipts were signed */
  signed: { key: string; signature: string } | null;
  closed: boolean;
  /** what everybody may read of what came of the consultation */
  cameOf: { summary: boolean; outcome: boolean };
  /** SECAS asks to lift one of its markings, and waits for an answer */
  consentAsked: boolean;
  opensAt: Instant;
  /** the deadline for all, as it is now */
  closesAt: Instant;
  /** the organisation's own latest extension */
  ownExtension: Instant | null;
  decision: { admitted: boolean; reason: string } | null;
  /** `at` in ISO 8601 */
  withdrawal: { by: string; at: string; reason: string } | null;
  /** `live`: this submission speaks for the Party now */
  parties: { id: string; name: string; category: string; live: boolean }[];
  organisationLive: boolean;
  answers: { question: Question; value: unknown; confidential: boolean; reason: string }[];
  attachments: SubmittedFile[];
  /** every question of the issue that it answers, in its wording */
  asked: { key: string; ask: string }[];
  /** every submission of the same response, newest first */
  siblings: { reference: string; number: number }[];
}

export interface SubmittedFile {
  id: string;
  fileId: string;
  questionKey: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  confidential: boolean;
  reason: string;
  scan: string;
}

/**
 * A submission of an organisation that the viewer represents.
 * @throws NotFound also when it is somebody else's
 */
export async function getSubmissionFor(
  db: Db,
  viewer: Viewer,
  responseId: string,
  reference: string,
): Promise<Submission> {
  const ours = viewer.represents.map((one) => one.organisationId);
  return firstOf(
    await listSubmissions(
      db,
      `s.reference = :reference and s.response_id = :responseId and s.organisation_id = any(:ours)`,
      { reference, responseId, ours },
    ),
  );
}

/**
 * Where SECAS reads a submission of an organisation for which the viewer does not act: at the desk.
 * @returns undefined when the viewer is not SECAS, or there is no such submission
 */
export async function findAtDesk(
  db: Db,
  viewer: Viewer,
  responseId: string,
  reference: string,
): Promise<{ reference: string; submission: string } | undefined> {
  if (!viewer.secas) return undefined;
  return db('submission as s')
    .join('consultation as c', 'c.id', 's.consultation_id')
    .where({ 's.response_id': responseId, 's.reference': reference })
    .whereNotIn(
      's.organisation_id',
      viewer.represents.map((one) => one.organisationId),
    )
    .first<{ reference: string; submission: string } | undefined>('c.reference', 's.id as submission');
}

/**
 * A submission by its id, for those whose right to read it was shown otherwise (SECAS at the desk).
 * @param marks what of it is confidential: now, or as it was frozen
 * @throws NotFound
 */
export async function getSubmission(
  db: Db,
  consultationId: string,
  submissionId: string,
  marks: 'now' | 'frozen' = 'now',
): Promise<Submission> {
  const where = 's.id = :submissionId and s.consultation_id = :consultationId';
  return firstOf(await listSubmissions(db, where, { submissionId, consultationId }, MARKS[marks]));
}

function firstOf(submissions: Submission[]): Submission {
  const [submission] = submissions;
  if (!submission) throw new NotFound();
  return submission;
}

const MARKS = {
  frozen: {
    whole: 's.confidential',
    name: 's.name_confidential',
    answer: 'a.confidential',
    file: 'a.confidential',
  },
  now: {
    whole: wholeConfidential('s'),
    name: nameConfidential('s'),
    answer: answerConfidential('a'),
    file: fileConfidential('a'),
  },
};

async function listSubmissions(
  db: Db,
  where: string,
  bindings: Record<string, unknown>,
  marks = MARKS.frozen,
): Promise<Submission[]> {
  const { rows } = await db.raw<{ rows: Submission[] }>(
    `select s.id, s.reference, s.number, s.kind, s.response_id as "responseId",
       json_build_object('id', c.id, 'reference', c.reference, 'title', c.title) as consultation,
       json_build_object('id', s.organisation_id, 'name', s.organisation_name) as organisation,
       coalesce((select name from submitter where submission_id = s.id), 'somebody whose name was removed')
         as "submitterName",
       case when s.approved_by is not null then coalesce((select approver_name from submitter
         where submission_id = s.id), 'somebody whose name was removed') end as "approverName",
       s.for_organisation as "forOrganisation", ${marks.whole} as confidential, s.confidential_reason as "confidentialReason",
       ${marks.name} as "nameConfidential", s.name_confidential_reason as "nameConfidentialReason",
       s.received_at as "receivedAt", s.recorded_at as "recordedAt", s.entered_by_secas as "enteredBySecas",
       s.arrived_how as "arrivedHow", ${transcriptionOf('s')} as transcription, s.deadline, s.standing, s.digest, s.record,
       case when s.key_id is not null then json_build_object('key', s.key_id, 'signature', s.signature) end as signed,
       exists (select from closure where consultation_id = c.id) as closed,
       json_build_object('summary', exists (select from published_summary where consultation_id = c.id),
         'outcome', exists (select from outcome where consultation_id = c.id)) as "cameOf",
       exists (select from consent_request where submission_id = s.id and answered_at is null) as "consentAsked",
       c.opens_at as "opensAt", c.closes_at as "closesAt",
       ${ownExtension('c.id', 's.organisation_id')} as "ownExtension",
       (select json_build_object('admitted', admitted, 'reason', reason) from late_decision where submission_id = s.id)
         as decision,
       (select json_build_object('by', p.name, 'at', w.withdrawn_at, 'reason', w.reason)
        from withdrawal w join person p on p.id = w.withdrawn_by where w.submission_id = s.id) as withdrawal,
       (select coalesce(json_agg(json_build_object('id', p.party_id, 'name', p.name, 'category', p.category,
           'live', n.submission_id is not null) order by p.name), '[]')
        from submission_party p
        left join representation n on n.submission_id = p.submission_id and n.party_id = p.party_id
        where p.submission_id = s.id) as parties,
       exists (select from organisation_representation where submission_id = s.id) as "organisationLive",
       (select coalesce(json_agg(json_build_object('question', a.question, 'value', a.value,
           'confidential', ${marks.answer}, 'reason', a.reason) order by a.position), '[]')
        from submission_answer a where a.submission_id = s.id) as answers,
       (select coalesce(json_agg(json_build_object('id', a.id, 'fileId', a.file_id, 'questionKey', a.question_key,
           'name', a.name, 'mediaType', a.media_type, 'bytes', a.bytes, 'sha256', a.sha256,
           'confidential', ${marks.file}, 'reason', a.reason, 'scan', f.scan) order by a.position), '[]')
        from submission_attachment a join file f on f.id = a.file_id where a.submission_id = s.id) as attachments,
       (select coalesce(json_agg(json_build_object('key', q ->> 'key', 'ask', q ->> 'ask') order by place), '[]')
        from question_issue i, jsonb_array_elements(i.questions) with ordinality e(q, place)
        where i.id = s.question_issue_id) as asked,
       (select json_agg(json_build_object('reference', x.reference, 'number', x.number) order by x.number desc)
        from submission x where x.response_id = s.response_id) as siblings
     from submission s join consultation c on c.id = s.consultation_id
     where ${where}`,
    bindings,
  );
  return rows;
}

export interface HistoryLine {
  reference: string;
  number: number;
  kind: 'response' | 'nil';
  receivedAt: Instant;
  standing: Standing;
  admitted: boolean | null;
  withdrawn: boolean;
  represents: boolean;
  /** the names of those for whom another response speaks now */
  takenOver: string[];
  submitterName: string;
}

/** The submissions of one response, newest first, for who acts for its organisation; SECAS: of what SECAS entered. */
export async function listHistoryFor(db: Db, viewer: Viewer, responseId: string): Promise<HistoryLine[]> {
  const { rows } = await db.raw<{ rows: HistoryLine[] }>(
    `select s.reference, s.number, s.kind, s.received_at as "receivedAt", s.standing,
       d.admitted, w.submission_id is not null as withdrawn,
       exists (select from representation where submission_id = s.id)
         or exists (select from organisation_representation where submission_id = s.id) as represents,
       ${takenOverFrom('s')} as "takenOver",
       coalesce(n.name, 'somebody whose name was removed') as "submitterName"
     from submission s
     left join submitter n on n.submission_id = s.id
     left join late_decision d on d.submission_id = s.id
     left join withdrawal w on w.submission_id = s.id
     where s.response_id = :responseId and (s.organisation_id = any(:ours) or (s.entered_by_secas and :secas))
     order by s.number desc`,
    { responseId, ours: viewer.represents.map((one) => one.organisationId), secas: viewer.secas },
  );
  return rows;
}
