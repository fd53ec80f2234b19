import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Question } from '../consultations/questions.js';
import type { Instant } from '../db/connection.js';
import { signText, type ReceiptKeys, type Signature } from '../proof/receiptKeys.js';
import { newReference, type Standing } from './submissions.rules.js';

/** What is frozen besides its digest: everything that the respondent said, and the terms on which it was taken. */
export interface Frozen {
  kind: 'response' | 'nil';
  consultation: {
    id: string;
    reference: string;
    title: string;
    issue: { id: string; number: number } | null;
  };
  organisation: { id: string; name: string };
  parties: FrozenParty[];
  forOrganisation: boolean;
  confidential: boolean;
  confidentialReason: string;
  nameConfidential: boolean;
  nameConfidentialReason: string;
  answers: FrozenAnswer[];
  attachments: FrozenAttachment[];
  submitterId: string;
  /** who approved it; null: nothing had to be approved */
  approverId: string | null;
  receivedAt: Instant;
  recordedAt: Instant;
  enteredBySecas: boolean;
  arrivedHow: string | null;
  deadline: Instant;
  standing: Standing;
  /** the submission of the same response before this one */
  previous: string | null;
  /** when it was left to be submitted at closing; null: somebody submitted it */
  instructionLeftAt: Instant | null;
  /** required questions without an answer, which only an instruction submits; the record has their keys */
  missing: { key: string; ask: string }[];
  /** the names of those whom an instruction left out, because another response speaks for them */
  leftOut: string[];
}

export interface FrozenParty {
  id: string;
  registerId: string;
  name: string;
  category: string;
}

export interface FrozenAnswer {
  question: Question;
  value: unknown;
  confidential: boolean;
  reason: string;
}

export interface FrozenAttachment {
  fileId: string;
  questionKey: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  confidential: boolean;
  reason: string;
}

export interface Sealed {
  reference: string;
  nonce: string;
  /** the canonical record, RFC 8785 */
  record: string;
  /** SHA-256 of the record in UTF-8, hexadecimal */
  digest: string;
  /** of the record */
  signed: Signature;
}

/**
 * Seals a submission: gives it a reference, the digest of its canonical record and a signature. The record has a
 * format version and a random 256-bit nonce, so that the digest tells nothing to somebody who guesses at the answers;
 * persons stand in it by their random id, so that a name can be erased and the record still verifies.
 */
export function seal(frozen: Frozen, keys: ReceiptKeys): Sealed {
  const reference = newReference();
  const nonce = randomBytes(32).toString('hex');
  const record = canonicalize(recordOf(frozen, reference, nonce));
  if (record === undefined) throw new Error('A submission has no canonical form.');
  const digest = createHash('sha256').update(record, 'utf8').digest('hex');
  return { reference, nonce, record, digest, signed: signText(keys, record) };
}

/**
 * The record, format 2: since then with who approved it, and whether an instruction submitted it, without what and whom.
 * What is undefined is not in it, so nothing here may be undefined.
 */
function recordOf(frozen: Frozen, reference: string, nonce: string) {
  return {
    format: 'consultation-response/2',
    reference,
    nonce,
    kind: frozen.kind,
    consultation: {
      reference: frozen.consultation.reference,
      title: frozen.consultation.title,
      issue: frozen.consultation.issue?.number ?? null,
    },
    organisation: frozen.organisation,
    parties: frozen.parties.map(({ registerId, name, category }) => ({ registerId, name, category })),
    forOrganisation: frozen.forOrganisation,
    confidential: { whole: frozen.confidential, reason: frozen.confidentialReason },
    nameConfidential: { name: frozen.nameConfidential, reason: frozen.nameConfidentialReason },
    answers: frozen.answers.map(({ question, value, confidential, reason }) => ({
      key: question.key,
      ask: question.ask,
      value,
      confidential,
      reason,
    })),
    attachments: frozen.attachments.map(
      ({ questionKey, name, mediaType, bytes, sha256, confidential, reason }) => ({
        question: questionKey,
        name,
        mediaType,
        bytes,
        sha256,
        confidential,
        reason,
      }),
    ),
    submitter: frozen.submitterId,
    approver: frozen.approverId,
    receivedAt: frozen.receivedAt.toString(),
    recordedAt: frozen.recordedAt.toString(),
    enteredBySecas: frozen.enteredBySecas,
    arrivedHow: frozen.arrivedHow,
    deadline: frozen.deadline.toString(),
    standing: frozen.standing,
    previous: frozen.previous,
    instruction: frozen.instructionLeftAt?.toString() ?? null,
    missing: frozen.missing.map(({ key }) => key),
    leftOut: frozen.leftOut,
  };
}
