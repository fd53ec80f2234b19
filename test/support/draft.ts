import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';
import type { BuiltConsultation, BuiltParty, BuiltPerson } from './build.js';

export interface BuiltDraft {
  id: string;
  consultation: BuiltConsultation;
}

/** A draft that could be submitted as it is: one Party, the required question answered. */
export async function aDraftResponse(
  db: Db,
  options: {
    consultation: BuiltConsultation;
    organisation: { id: string };
    by: BuiltPerson;
    parties?: BuiltParty[];
    forOrganisation?: boolean;
    answers?: Record<string, { value: unknown; confidential?: boolean; reason?: string }>;
  },
): Promise<BuiltDraft> {
  const savedAt = Temporal.Instant.from('2017-01-24T10:00:00Z');
  const { consultation, organisation, by } = options;
  const [row] = await db('response')
    .insert({
      consultation_id: consultation.id,
      organisation_id: organisation.id,
      for_organisation: options.forOrganisation ?? false,
      started_at: savedAt,
      started_by: by.id,
      saved_at: savedAt,
    })
    .returning('*');
  for (const party of options.parties ?? []) {
    await db('draft_party').insert({ response_id: row!.id, party_id: party.id });
  }
  const answers = options.answers ?? {
    view: { value: { choice: 'Approve', rationale: 'It is a good idea.' } },
  };
  for (const [key, answer] of Object.entries(answers)) {
    await db('draft_answer').insert({
      response_id: row!.id,
      question_key: key,
      value: JSON.stringify(answer.value),
      confidential: answer.confidential ?? false,
      reason: answer.reason ?? '',
      saved_at: savedAt,
      saved_by: by.id,
    });
  }
  return { id: row!.id, consultation };
}
