// Made from the migrations by `npm run schema`; a test fails when the two differ.
import type { Knex } from 'knex';
import type { Instant } from './connection.js';

export interface AccessRequestRow {
  id: string;
  name: string;
  email: string;
  organisation: string;
  message: string;
  asked_at: Instant;
  settled_at: Instant | null;
  settled_by: string | null;
}

export interface AnswerNoteRow {
  id: string;
  response_id: string;
  question_key: string;
  text: string;
  written_at: Instant;
  written_by: string;
}

export interface AnswerTextRow {
  submission_id: string;
  question_key: string;
  part: number;
  text: string;
  words: string;
}

export interface ApprovalRow {
  id: string;
  response_id: string;
  version: number;
  approved: boolean;
  note: string;
  decided_at: Instant;
  decided_by: string;
}

export interface ApprovalRequestRow {
  id: string;
  response_id: string;
  version: number;
  asked_at: Instant;
  asked_by: string;
}

export interface ArrivedMailRow {
  id: string;
  consultation_id: string;
  file_id: string;
  uploaded_at: Instant;
  uploaded_by: string;
  sender_name: string;
  sender_address: string;
  subject: string;
  header_at: Instant | null;
  delivered_at: Instant | null;
  body: string;
  body_cut: boolean;
  attachments: unknown;
  response_id: string | null;
  replied_response_id: string | null;
}

export interface AuditEntryRow {
  id: number;
  at: Instant;
  recorded_at: Instant;
  action: string;
  person_id: string | null;
  consultation_id: string | null;
  organisation_id: string | null;
  subject_id: string | null;
  detail: unknown;
}

export interface AuditLeafRow {
  entry_id: number;
  seal: number;
  hash: string;
}

export interface AuditSealRow {
  number: number;
  first_entry: number;
  last_entry: number;
  entries: number;
  previous_hash: string;
  hash: string;
  sealed_at: Instant;
}

export interface ChaseRow {
  id: string;
  consultation_id: string;
  words: string;
  sent_at: Instant;
  sent_by: string;
}

export interface ChasingRow {
  consultation_id: string;
  by_schedule: boolean;
  changed_at: Instant | null;
  changed_by: string | null;
}

export interface ClarificationEntryRow {
  id: string;
  response_id: string;
  question_key: string;
  number: number;
  kind: string;
  submission_id: string;
  consultation_id: string;
  key: string;
  text: string;
  wished_by: string | null;
  confidential: boolean;
  reason: string;
  written_at: Instant;
  written_by: string;
  mail_id: string | null;
  arrived_at: Instant | null;
}

export interface ClosingInstructionRow {
  id: string;
  response_id: string;
  left_at: Instant;
  left_by: string;
  take_over: string[];
  taken_back_at: Instant | null;
  taken_back_by: string | null;
  done_at: Instant | null;
  why_not: string | null;
}

export interface ClosureRow {
  consultation_id: string;
  last_closes_at: Instant;
  closed_at: Instant;
}

export interface CodingRow {
  id: string;
  consultation_id: string;
  submission_id: string;
  question_key: string;
  theme_id: string;
  first_theme_id: string;
  part: string | null;
  starts: number | null;
  ends: number | null;
  coded_at: Instant;
  coded_by: string;
  carried_from: string | null;
  removed_at: Instant | null;
  removed_by: string | null;
}

export interface ConsentRequestRow {
  id: string;
  submission_id: string;
  part: string;
  question_key: string | null;
  attachment_id: string | null;
  reason: string;
  asked_at: Instant;
  asked_by: string;
  answered_at: Instant | null;
  answered_by: string | null;
  agreed: boolean | null;
  note: string;
}

export interface ConsultationRow {
  id: string;
  reference: string;
  title: string;
  kind: string;
  issued_by: string;
  modification: string | null;
  summary: string;
  how_to_respond: string;
  audience: string[];
  announced_at: Instant | null;
  published_at: Instant | null;
  published_by: string | null;
  opens_at: Instant | null;
  closes_at: Instant | null;
  question_draft: unknown;
  created_at: Instant;
  created_by: string | null;
  version: number;
}

export interface ConsultationWithdrawalRow {
  consultation_id: string;
  reason: string;
  withdrawn_at: Instant;
  withdrawn_by: string;
}

export interface CutSubmissionRow {
  submission_id: string;
}

export interface DeclineNoteRow {
  consultation_id: string;
  party_id: string;
  note: string;
  noted_at: Instant;
  noted_by: string;
}

export interface DeliveryReportRow {
  mail_id: string;
  action: string;
  recipient: string;
  status: string;
  said: string;
  reported_at: Instant;
}

export interface DiscardRow {
  id: string;
  response_id: string;
  discarded_at: Instant;
  discarded_by: string;
  brought_back_at: Instant | null;
  brought_back_by: string | null;
}

export interface DismissedPassageRow {
  theme_id: string;
  submission_id: string;
  part: string;
  starts: number;
  ends: number;
  dismissed_at: Instant;
  dismissed_by: string;
}

export interface DispositionPublicationRow {
  id: string;
  consultation_id: string;
  number: number;
  mark: string;
  published_at: Instant;
  published_by: string;
}

export interface DocumentRow {
  id: string;
  consultation_id: string;
  file_id: string;
  title: string;
  position: number;
  replaces: string | null;
  note: string | null;
  added_at: Instant;
  added_by: string | null;
}

export interface DraftAnswerRow {
  response_id: string;
  question_key: string;
  value: unknown;
  confidential: boolean;
  reason: string;
  version: number;
  saved_at: Instant;
  saved_by: string;
}

export interface DraftAttachmentRow {
  id: string;
  response_id: string;
  question_key: string;
  file_id: string;
  confidential: boolean;
  reason: string;
  added_at: Instant;
  added_by: string;
}

export interface DraftPartyRow {
  response_id: string;
  party_id: string;
}

export interface EarlierAnswerRow {
  response_id: string;
  question_key: string;
  version: number;
  value: unknown;
  confidential: boolean;
  reason: string;
  saved_at: Instant;
  saved_by: string;
}

export interface EarlierMembershipRow {
  party_id: string;
  acceded_on: string | null;
  left_on: string;
  how_left: string | null;
  recorded_at: Instant;
}

export interface EditionRequestRow {
  id: string;
  consultation_id: string;
  asked_at: Instant;
  asked_by: string;
  done_at: Instant | null;
}

export interface EligiblePartyRow {
  consultation_id: string;
  party_id: string;
  organisation_id: string;
  name: string;
  category: string;
  added_at: Instant;
  reason: string | null;
  added_by: string | null;
}

export interface ExtensionRow {
  id: string;
  consultation_id: string;
  organisation_id: string | null;
  previous_closes_at: Instant;
  closes_at: Instant;
  reason: string;
  made_at: Instant;
  made_by: string;
}

export interface FileRow {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  sha256: string | null;
  begun_at: Instant;
  touched_at: Instant;
  completed_at: Instant | null;
  scan: string;
  scanned_at: Instant | null;
  scan_detail: string | null;
}

export interface FileChunkRow {
  file_id: string;
  ordinal: number;
  bytes: Buffer;
}

export interface FileCrc32Row {
  file_id: string;
  crc32: number;
}

export interface FileIndexedRow {
  file_id: string;
  outcome: string;
  indexed_at: Instant;
}

export interface FileTextRow {
  file_id: string;
  part: number;
  text: string;
  words: string;
}

export interface GroupedSubmissionRow {
  submission_id: string;
}

export interface IssuersPackForwardingRow {
  id: string;
  edition_id: string;
  forwarded_to: string;
  forwarded_on: string;
  note: string;
  recorded_at: Instant;
  recorded_by: string;
}

export interface LateDecisionRow {
  submission_id: string;
  admitted: boolean;
  reason: string;
  decided_at: Instant;
  decided_by: string;
}

export interface LiftedMarkingRow {
  id: string;
  submission_id: string;
  part: string;
  question_key: string | null;
  attachment_id: string | null;
  note: string;
  lifted_at: Instant;
  lifted_by: string;
  published_at: Instant | null;
  taken_back_at: Instant | null;
  taken_back_by: string | null;
}

export interface MeetingRow {
  id: string;
  name: string;
  starts_at: Instant;
  time_known: boolean;
  place: string;
  papers_due_at: Instant;
  version: number;
  cancelled_at: Instant | null;
  cancelled_by: string | null;
  cancelled_because: string | null;
}

export interface MeetingPackRow {
  meeting_id: string;
  consultation_id: string;
}

export interface NilArrivalRow {
  submit_key: string;
  consultation_id: string;
  organisation_id: string;
  party_ids: string[];
  for_organisation: boolean;
  received_at: Instant;
}

export interface OpeningNoticeRow {
  consultation_id: string;
  told_at: Instant;
  told: number;
}

export interface OrganisationRow {
  id: string;
  name: string;
  created_at: Instant;
}

export interface OrganisationRepresentationRow {
  consultation_id: string;
  organisation_id: string;
  submission_id: string;
  since: Instant;
}

export interface OutboxMailRow {
  id: string;
  priority: number;
  kind: string;
  person_id: string | null;
  to_address: string;
  subject: string;
  body: string;
  secret: boolean;
  dedupe_key: string | null;
  written_at: Instant;
  attempts: number;
  last_error: string | null;
  next_attempt_at: Instant;
  sent_at: Instant | null;
  refused_at: Instant | null;
}

export interface OutcomeRow {
  consultation_id: string;
  recommendation: string | null;
  decision: string;
  decided_by: string;
  decided_on: string;
  implements_on: string | null;
  recorded_at: Instant;
  recorded_by: string | null;
  number: number;
  changed: string;
}

export interface ParagraphRow {
  id: string;
  consultation_id: string;
  submission_id: string;
  question_key: string;
  part: string;
  starts: number;
  ends: number;
  first_id: string;
}

export interface ParagraphBandRow {
  consultation_id: string;
  band: number;
  first_id: string;
}

export interface PartyRow {
  id: string;
  register_id: string;
  acceded_on: string | null;
  left_on: string | null;
  how_left: string | null;
  created_at: Instant;
}

export interface PartyParticularsRow {
  party_id: string;
  from_on: string;
  name: string;
  category: string;
  organisation_id: string;
  recorded_at: Instant;
}

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  created_at: Instant;
}

export interface PointRow {
  id: string;
  consultation_id: string;
  question_key: string | null;
  line: string | null;
  theme_id: string | null;
  summary: string;
  reply: string;
  outcome: string | null;
  changed: string;
  finished: boolean;
  discreet: boolean;
  version: number;
  made_at: Instant;
  made_by: string;
  edited_at: Instant;
  edited_by: string;
  removed_at: Instant | null;
  removed_by: string | null;
}

export interface PointApprovalWantedRow {
  consultation_id: string;
  set_at: Instant;
  set_by: string;
}

export interface PointDecisionRow {
  point_id: string;
  version: number;
  approved: boolean;
  note: string;
  written_by: string;
  decided_at: Instant;
  decided_by: string;
}

export interface PointRaisedRow {
  point_id: string;
  consultation_id: string;
  submission_id: string;
  added_at: Instant;
  added_by: string;
}

export interface PointWordingRow {
  point_id: string;
  version: number;
  line: string | null;
  summary: string;
  reply: string;
  outcome: string | null;
  changed: string;
  written_at: Instant;
  written_by: string;
}

export interface PortalClockRow {
  id: boolean;
  ahead: unknown;
  set_to: Instant | null;
}

export interface PublishedPointRow {
  publication_id: string;
  point_id: string;
  place: number;
  version: number;
  ask: string | null;
  line: string | null;
  summary: string;
  reply: string;
  outcome: string;
  changed: string;
  responses: number | null;
}

export interface PublishedPointRaisedRow {
  publication_id: string;
  point_id: string;
  response_id: string;
}

export interface PublishedSummaryRow {
  consultation_id: string;
  number: number;
  version: number;
  changed: string;
  published_at: Instant;
  published_by: string;
}

export interface QuestionIssueRow {
  id: string;
  consultation_id: string;
  number: number;
  questions: unknown;
  note: string | null;
  issued_at: Instant;
  issued_by: string | null;
}

export interface RateLimitRow {
  key: string;
  points: number;
  expire: number | null;
}

export interface ReadingMarkRow {
  submission_id: string;
  person_id: string;
  read_at: Instant;
}

export interface RedactionRow {
  id: string;
  consultation_id: string;
  submission_id: string;
  covers: string;
  question_key: string | null;
  part: string | null;
  starts: number | null;
  ends: number | null;
  attachment_id: string | null;
  reason: string;
  note: string;
  marked_at: Instant;
  marked_by: string;
  carried_from: string | null;
  lifted_at: Instant | null;
  lifted_by: string | null;
}

export interface ReleaseRow {
  consultation_id: string;
  reason: string;
  released_at: Instant;
  released_by: string;
}

export interface ReminderRow {
  id: string;
  consultation_id: string;
  person_id: string;
  for_day: string;
  occasion: string;
  chase_id: string | null;
  response_id: string | null;
  written_at: Instant;
  mail_key: string;
}

export interface ReminderPartyRow {
  reminder_id: string;
  party_id: string;
}

export interface ReportEditionRow {
  id: string;
  consultation_id: string;
  version: string;
  major: number;
  minor: number;
  frozen_at: Instant;
  frame: unknown;
  changes: unknown;
  digest: string;
  consents: string[];
}

export interface ReportEditionFileRow {
  edition_id: string;
  path: string;
  position: number;
  file_id: string | null;
  respondent: string;
  note: string;
}

export interface ReportEditionResponseRow {
  edition_id: string;
  position: number;
  submission_id: string;
  digest: string;
}

export interface ReportFreezeRow {
  consultation_id: string;
  closed: boolean;
  through: number;
  changes: number;
  files_waiting: number;
}

export interface ReportMakingRow {
  edition_id: string;
  claimed_until: Instant | null;
  files_made: number;
  files_wanted: number;
  failures: number;
  completed_at: Instant | null;
}

export interface RepresentationRow {
  consultation_id: string;
  party_id: string;
  submission_id: string;
  since: Instant;
}

export interface ResponseRow {
  id: string;
  consultation_id: string;
  organisation_id: string;
  entered_by_secas: boolean;
  arrived_at: Instant | null;
  arrived_how: string | null;
  original_file_id: string | null;
  version: number;
  for_organisation: boolean;
  confidential: boolean;
  confidential_reason: string;
  name_confidential: boolean;
  name_confidential_reason: string;
  started_at: Instant;
  started_by: string;
  saved_at: Instant;
  submitted_version: number | null;
  whole_saved_at: Instant | null;
}

export interface ResponsePresenceRow {
  response_id: string;
  person_id: string;
  section: string;
  seen_at: Instant;
}

export interface ResponsePublicationRow {
  id: string;
  consultation_id: string;
  number: number;
  note: string;
  published_at: Instant;
  published_by: string;
  mark: string | null;
}

export interface ResponseTakedownRow {
  publication_id: string;
  reason: string;
  taken_down_at: Instant;
  taken_down_by: string;
}

export interface RoleGrantRow {
  id: string;
  person_id: string;
  role: string;
  organisation_id: string | null;
  may_submit: boolean;
  granted_at: Instant;
  granted_by: string | null;
  ended_at: Instant | null;
  ended_by: string | null;
  may_manage: boolean;
}

export interface SampleLoadRow {
  name: string;
  loaded_at: Instant;
}

export interface ScheduledPublicationRow {
  id: string;
  consultation_id: string;
  publish_at: Instant;
  mark: string;
  made_at: Instant;
  made_by: string;
  taken_back_at: Instant | null;
  taken_back_by: string | null;
  done_at: Instant | null;
  why_not: string | null;
}

export interface SecasCommentRow {
  id: string;
  consultation_id: string;
  submission_id: string | null;
  question_key: string | null;
  text: string;
  written_at: Instant;
  written_by: string;
  removed_at: Instant | null;
  line: string | null;
  confidential: boolean;
}

export interface SentenceRow {
  submission_id: string;
  question_key: string;
  part: string;
  starts: number;
  ends: number;
  words: string[];
}

export interface SessionRow {
  sid: string;
  sess: unknown;
  expire: Instant;
}

export interface SignInAttemptRow {
  id: string;
  email: string;
  started_at: Instant;
  tries: number;
}

export interface SignInCodeRow {
  id: string;
  person_id: string;
  code_hmac: string;
  issued_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
  read_out_by: string | null;
}

export interface SignOffRow {
  organisation_id: string;
  approver_id: string;
  set_at: Instant;
  set_by: string;
}

export interface SubmissionRow {
  id: string;
  reference: string;
  response_id: string;
  consultation_id: string;
  organisation_id: string;
  number: number;
  kind: string;
  submit_key: string;
  question_issue_id: string | null;
  organisation_name: string;
  submitted_by: string;
  for_organisation: boolean;
  confidential: boolean;
  confidential_reason: string;
  name_confidential: boolean;
  name_confidential_reason: string;
  received_at: Instant;
  recorded_at: Instant;
  entered_by_secas: boolean;
  arrived_how: string | null;
  deadline: Instant;
  standing: string;
  nonce: string;
  record: string;
  digest: string;
  approved_by: string | null;
  key_id: string | null;
  signature: string | null;
}

export interface SubmissionAnswerRow {
  submission_id: string;
  question_key: string;
  position: number;
  question: unknown;
  value: unknown;
  confidential: boolean;
  reason: string;
  in_words: boolean;
}

export interface SubmissionAttachmentRow {
  id: string;
  submission_id: string;
  question_key: string;
  file_id: string;
  name: string;
  media_type: string;
  bytes: number;
  sha256: string;
  confidential: boolean;
  reason: string;
  position: number;
}

export interface SubmissionIndexedRow {
  submission_id: string;
  indexed_at: Instant;
}

export interface SubmissionPartyRow {
  submission_id: string;
  party_id: string;
  name: string;
  category: string;
}

export interface SubmitArrivalRow {
  submit_key: string;
  response_id: string;
  version: number;
  received_at: Instant;
}

export interface SubmitterRow {
  submission_id: string;
  name: string;
  approver_name: string | null;
}

export interface SummaryDraftRow {
  consultation_id: string;
  version: number;
  asked: string;
  said: string;
  next_steps: string;
  saved_at: Instant;
  saved_by: string;
}

export interface ThemeRow {
  id: string;
  consultation_id: string;
  question_key: string;
  name: string;
  description: string;
  position: number;
  version: number;
  made_at: Instant;
  made_by: string;
  ended_at: Instant | null;
  ended_by: string | null;
  merged_into: string | null;
}

export interface ToldResponseRow {
  digest: string;
  told: unknown;
  facts: unknown;
}

export interface TranscriptionAskedRow {
  submission_id: string;
  person_id: string;
  asked_at: Instant;
}

export interface TranscriptionReviewRow {
  id: string;
  submission_id: string;
  reviewed_at: Instant;
  reviewed_by: string;
  confirmed: boolean;
  wrong: string;
}

export interface TreeLeafRow {
  consultation_id: string;
  position: number;
  submission_id: string;
}

export interface TreeRootRow {
  consultation_id: string;
  number: number;
  size: number;
  root: string;
  made_at: Instant;
  consistency: string[];
  key_id: string;
  signature: string;
  replaced: number;
}

export interface WithdrawalRow {
  submission_id: string;
  reason: string;
  withdrawn_at: Instant;
  withdrawn_by: string;
}

export interface WorkerHeartbeatRow {
  worker_id: string;
  beat_at: Instant;
}

/** Rows as they are read; what has a default may be left out of an insert. */
type Table<Row, Optional extends keyof Row> = Knex.CompositeTableType<
  Row,
  Omit<Row, Optional> & Partial<Pick<Row, Optional>>,
  Partial<Row>
>;

declare module 'knex/types/tables.js' {
  interface Tables {
    access_request: Table<AccessRequestRow, 'id' | 'settled_at' | 'settled_by'>;
    answer_note: Table<AnswerNoteRow, 'id'>;
    answer_text: Table<AnswerTextRow, 'words'>;
    approval: Table<ApprovalRow, 'id' | 'note'>;
    approval_request: Table<ApprovalRequestRow, 'id'>;
    arrived_mail: Table<ArrivedMailRow, 'id' | 'header_at' | 'delivered_at' | 'response_id' | 'replied_response_id'>;
    audit_entry: Table<AuditEntryRow, 'id' | 'recorded_at' | 'person_id' | 'consultation_id' | 'organisation_id' | 'subject_id' | 'detail'>;
    audit_leaf: Table<AuditLeafRow, never>;
    audit_seal: Table<AuditSealRow, never>;
    chase: Table<ChaseRow, never>;
    chasing: Table<ChasingRow, 'by_schedule' | 'changed_at' | 'changed_by'>;
    clarification_entry: Table<ClarificationEntryRow, 'id' | 'text' | 'wished_by' | 'reason' | 'mail_id' | 'arrived_at'>;
    closing_instruction: Table<ClosingInstructionRow, 'id' | 'take_over' | 'taken_back_at' | 'taken_back_by' | 'done_at' | 'why_not'>;
    closure: Table<ClosureRow, never>;
    coding: Table<CodingRow, 'id' | 'part' | 'starts' | 'ends' | 'carried_from' | 'removed_at' | 'removed_by'>;
    consent_request: Table<ConsentRequestRow, 'id' | 'question_key' | 'attachment_id' | 'answered_at' | 'answered_by' | 'agreed' | 'note'>;
    consultation: Table<ConsultationRow, 'id' | 'modification' | 'summary' | 'how_to_respond' | 'announced_at' | 'published_at' | 'published_by' | 'opens_at' | 'closes_at' | 'question_draft' | 'created_by' | 'version'>;
    consultation_withdrawal: Table<ConsultationWithdrawalRow, never>;
    cut_submission: Table<CutSubmissionRow, never>;
    decline_note: Table<DeclineNoteRow, never>;
    delivery_report: Table<DeliveryReportRow, 'reported_at'>;
    discard: Table<DiscardRow, 'id' | 'brought_back_at' | 'brought_back_by'>;
    dismissed_passage: Table<DismissedPassageRow, never>;
    disposition_publication: Table<DispositionPublicationRow, 'id'>;
    document: Table<DocumentRow, 'id' | 'replaces' | 'note' | 'added_by'>;
    draft_answer: Table<DraftAnswerRow, 'confidential' | 'reason' | 'version'>;
    draft_attachment: Table<DraftAttachmentRow, 'id' | 'confidential' | 'reason'>;
    draft_party: Table<DraftPartyRow, never>;
    earlier_answer: Table<EarlierAnswerRow, never>;
    earlier_membership: Table<EarlierMembershipRow, 'acceded_on' | 'how_left'>;
    edition_request: Table<EditionRequestRow, 'id' | 'done_at'>;
    eligible_party: Table<EligiblePartyRow, 'reason' | 'added_by'>;
    extension: Table<ExtensionRow, 'id' | 'organisation_id'>;
    file: Table<FileRow, 'id' | 'bytes' | 'sha256' | 'begun_at' | 'touched_at' | 'completed_at' | 'scan' | 'scanned_at' | 'scan_detail'>;
    file_chunk: Table<FileChunkRow, never>;
    file_crc32: Table<FileCrc32Row, never>;
    file_indexed: Table<FileIndexedRow, never>;
    file_text: Table<FileTextRow, 'words'>;
    grouped_submission: Table<GroupedSubmissionRow, never>;
    issuers_pack_forwarding: Table<IssuersPackForwardingRow, 'id'>;
    late_decision: Table<LateDecisionRow, never>;
    lifted_marking: Table<LiftedMarkingRow, 'id' | 'question_key' | 'attachment_id' | 'published_at' | 'taken_back_at' | 'taken_back_by'>;
    meeting: Table<MeetingRow, 'id' | 'place' | 'version' | 'cancelled_at' | 'cancelled_by' | 'cancelled_because'>;
    meeting_pack: Table<MeetingPackRow, never>;
    nil_arrival: Table<NilArrivalRow, never>;
    opening_notice: Table<OpeningNoticeRow, never>;
    organisation: Table<OrganisationRow, 'id'>;
    organisation_representation: Table<OrganisationRepresentationRow, never>;
    outbox_mail: Table<OutboxMailRow, 'id' | 'priority' | 'person_id' | 'secret' | 'dedupe_key' | 'written_at' | 'attempts' | 'last_error' | 'next_attempt_at' | 'sent_at' | 'refused_at'>;
    outcome: Table<OutcomeRow, 'recommendation' | 'implements_on' | 'recorded_by' | 'number' | 'changed'>;
    paragraph: Table<ParagraphRow, 'id'>;
    paragraph_band: Table<ParagraphBandRow, never>;
    party: Table<PartyRow, 'id' | 'acceded_on' | 'left_on' | 'how_left'>;
    party_particulars: Table<PartyParticularsRow, never>;
    person: Table<PersonRow, 'id'>;
    point: Table<PointRow, 'id' | 'question_key' | 'line' | 'theme_id' | 'reply' | 'outcome' | 'changed' | 'finished' | 'discreet' | 'version' | 'removed_at' | 'removed_by'>;
    point_approval_wanted: Table<PointApprovalWantedRow, never>;
    point_decision: Table<PointDecisionRow, 'note'>;
    point_raised: Table<PointRaisedRow, never>;
    point_wording: Table<PointWordingRow, 'line' | 'outcome'>;
    portal_clock: Table<PortalClockRow, 'id' | 'ahead' | 'set_to'>;
    published_point: Table<PublishedPointRow, 'ask' | 'line' | 'responses'>;
    published_point_raised: Table<PublishedPointRaisedRow, never>;
    published_summary: Table<PublishedSummaryRow, never>;
    question_issue: Table<QuestionIssueRow, 'id' | 'note' | 'issued_by'>;
    rate_limit: Table<RateLimitRow, 'points' | 'expire'>;
    reading_mark: Table<ReadingMarkRow, never>;
    redaction: Table<RedactionRow, 'id' | 'question_key' | 'part' | 'starts' | 'ends' | 'attachment_id' | 'note' | 'carried_from' | 'lifted_at' | 'lifted_by'>;
    release: Table<ReleaseRow, never>;
    reminder: Table<ReminderRow, 'id' | 'chase_id' | 'response_id'>;
    reminder_party: Table<ReminderPartyRow, never>;
    report_edition: Table<ReportEditionRow, 'id'>;
    report_edition_file: Table<ReportEditionFileRow, 'file_id' | 'respondent' | 'note'>;
    report_edition_response: Table<ReportEditionResponseRow, never>;
    report_freeze: Table<ReportFreezeRow, never>;
    report_making: Table<ReportMakingRow, 'claimed_until' | 'files_made' | 'files_wanted' | 'failures' | 'completed_at'>;
    representation: Table<RepresentationRow, never>;
    response: Table<ResponseRow, 'id' | 'entered_by_secas' | 'arrived_at' | 'arrived_how' | 'original_file_id' | 'version' | 'for_organisation' | 'confidential' | 'confidential_reason' | 'name_confidential' | 'name_confidential_reason' | 'submitted_version' | 'whole_saved_at'>;
    response_presence: Table<ResponsePresenceRow, never>;
    response_publication: Table<ResponsePublicationRow, 'id' | 'mark'>;
    response_takedown: Table<ResponseTakedownRow, never>;
    role_grant: Table<RoleGrantRow, 'id' | 'organisation_id' | 'may_submit' | 'granted_by' | 'ended_at' | 'ended_by' | 'may_manage'>;
    sample_load: Table<SampleLoadRow, never>;
    scheduled_publication: Table<ScheduledPublicationRow, 'id' | 'taken_back_at' | 'taken_back_by' | 'done_at' | 'why_not'>;
    secas_comment: Table<SecasCommentRow, 'id' | 'submission_id' | 'question_key' | 'removed_at' | 'line' | 'confidential'>;
    sentence: Table<SentenceRow, never>;
    session: Table<SessionRow, never>;
    sign_in_attempt: Table<SignInAttemptRow, 'id' | 'started_at' | 'tries'>;
    sign_in_code: Table<SignInCodeRow, 'id' | 'issued_at' | 'used_at' | 'read_out_by'>;
    sign_off: Table<SignOffRow, never>;
    submission: Table<SubmissionRow, 'id' | 'question_issue_id' | 'arrived_how' | 'approved_by' | 'key_id' | 'signature'>;
    submission_answer: Table<SubmissionAnswerRow, 'in_words'>;
    submission_attachment: Table<SubmissionAttachmentRow, 'id'>;
    submission_indexed: Table<SubmissionIndexedRow, never>;
    submission_party: Table<SubmissionPartyRow, never>;
    submit_arrival: Table<SubmitArrivalRow, never>;
    submitter: Table<SubmitterRow, 'approver_name'>;
    summary_draft: Table<SummaryDraftRow, never>;
    theme: Table<ThemeRow, 'id' | 'description' | 'version' | 'ended_at' | 'ended_by' | 'merged_into'>;
    told_response: Table<ToldResponseRow, 'facts'>;
    transcription_asked: Table<TranscriptionAskedRow, never>;
    transcription_review: Table<TranscriptionReviewRow, 'id' | 'wrong'>;
    tree_leaf: Table<TreeLeafRow, never>;
    tree_root: Table<TreeRootRow, never>;
    withdrawal: Table<WithdrawalRow, never>;
    worker_heartbeat: Table<WorkerHeartbeatRow, never>;
  }
}
