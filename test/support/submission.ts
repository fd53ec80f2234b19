import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { readConfig } from '../../src/config.js';
import type { Db } from '../../src/db/connection.js';
import { signText } from '../../src/proof/receiptKeys.js';
import { next, type BuiltConsultation, type BuiltParty, type BuiltPerson } from './build.js';

const at = (text: string) => Temporal.Instant.from(text);

export interface AnswerToFreeze {
  value: unknown;
  confidential?: boolean;
  reason?: string;
}

/**
 * A frozen submission put straight into the tables, for tests of what reads submissions; tests of submitting submit.
 * In time and live for its Parties unless told otherwise.
 */
export async function aSubmission(
  db: Db,
  options: {
    consultation: BuiltConsultation;
    organisation: { id: string; name: string };
    by: BuiltPerson;
    parties?: BuiltParty[];
    forOrganisation?: boolean;
    kind?: 'response' | 'nil';
    answers?: Record<string, AnswerToFreeze>;
    receivedAt?: string;
    standing?: 'in time' | 'late' | 'after closure';
    deadline?: string;
    confidential?: boolean;
    nameConfidential?: boolean;
    live?: boolean;
    enteredBySecas?: boolean;
    responseId?: string;
  },
): Promise<{ id: string; responseId: string; reference: string }> {
  const { consultation, organisation, by } = options;
  const receivedAt = at(options.receivedAt ?? '2017-01-25T10:00:00Z');
  const number = next();
  const responseId =
    options.responseId ??
    (
      await db('response')
        .insert({
          consultation_id: consultation.id,
          organisation_id: organisation.id,
          started_at: receivedAt,
          started_by: by.id,
          saved_at: receivedAt,
          submitted_version: 1,
        })
        .returning('*')
    )[0]!.id;
  const record = JSON.stringify({ test: number });
  const { key, signature } = signText(readConfig({ NODE_ENV: 'test' }).receiptKeys, record);
  const reference = `TEST-${String(number).padStart(4, '0')}`;
  const [row] = await db('submission')
    .insert({
      reference,
      response_id: responseId,
      consultation_id: consultation.id,
      organisation_id: organisation.id,
      number,
      kind: options.kind ?? 'response',
      submit_key: randomUUID(),
      question_issue_id: consultation.issueId,
      organisation_name: organisation.name,
      submitted_by: by.id,
      for_organisation: options.forOrganisation ?? false,
      confidential: options.confidential ?? false,
      confidential_reason: options.confidential ? 'commercially sensitive' : '',
      name_confidential: options.nameConfidential ?? false,
      name_confidential_reason: options.nameConfidential ? 'we may be singled out' : '',
      received_at: receivedAt,
      recorded_at: receivedAt,
      entered_by_secas: options.enteredBySecas ?? false,
      deadline: at(options.deadline ?? '2017-02-08T17:00:00Z'),
      standing: options.standing ?? 'in time',
      nonce: randomBytes(32).toString('hex'),
      record,
      digest: createHash('sha256').update(record).digest('hex'),
      key_id: key,
      signature,
    })
    .returning('*');
  const submissionId = row!.id;
  await db('submitter').insert({ submission_id: submissionId, name: by.name });
  const parties = options.parties ?? [];
  const live = options.live ?? (options.standing ?? 'in time') === 'in time';
  for (const party of parties) {
    await db('submission_party').insert({
      submission_id: submissionId,
      party_id: party.id,
      name: party.name,
      category: party.category,
    });
    if (live) {
      await db('representation')
        .insert({
          consultation_id: consultation.id,
          party_id: party.id,
          submission_id: submissionId,
          since: receivedAt,
        })
        .onConflict(['consultation_id', 'party_id'])
        .merge();
    }
  }
  if (live && options.forOrganisation) {
    await db('organisation_representation')
      .insert({
        consultation_id: consultation.id,
        organisation_id: organisation.id,
        submission_id: submissionId,
        since: receivedAt,
      })
      .onConflict(['consultation_id', 'organisation_id'])
      .merge();
  }
  const answers = Object.entries(options.answers ?? {});
  for (const [position, [questionKey, answer]] of answers.entries()) {
    await db('submission_answer').insert({
      submission_id: submissionId,
      question_key: questionKey,
      position,
      question: JSON.stringify(consultation.questions.find((one) => one.key === questionKey)),
      value: JSON.stringify(answer.value),
      confidential: answer.confidential ?? false,
      reason: answer.reason ?? (answer.confidential ? 'commercially sensitive' : ''),
    });
  }
  return { id: submissionId, responseId, reference };
}
