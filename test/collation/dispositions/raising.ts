import { Temporal } from 'temporal-polyfill';
import { paths } from '../../../src/paths.js';
import { follow, submitForm, type Browser } from '../../support/browse.js';
import { aConsultation } from '../../support/build.js';
import { aCompany, db, desk, submissionOf } from '../desk.js';

export const SAID = 'SECRET-WORDS of a respondent';

/** A consultation with its companies' responses, closed for good. */
export async function aClosedConsultation() {
  const consultation = await aConsultation(db);
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: Temporal.Instant.from('2017-01-31T17:00:00Z'),
    closed_at: Temporal.Instant.from('2017-01-31T17:00:20Z'),
  });
  return consultation;
}
export type Asked = Awaited<ReturnType<typeof aClosedConsultation>>;

type Options = Partial<Parameters<typeof submissionOf>[2]> & { said?: string; hidden?: boolean };

/** A response that says something to “Any other comments”. */
export async function aResponse(consultation: Asked, { said = SAID, hidden = false, ...more }: Options = {}) {
  const company = await aCompany();
  const submission = await submissionOf(company, consultation, {
    answers: { other: { value: { text: said }, confidential: hidden } },
    ...more,
  });
  return { ...submission, company };
}

export const newPointUrl = (
  { reference }: { reference: string },
  submission: { id: string },
  question = 'other',
): string =>
  `${paths.deskNewPoint({ reference })}?${new URLSearchParams({ submission: submission.id, question }).toString()}`;

export const TEXT = {
  summary: 'The plan costs too much.',
  reply: 'It does not.',
  outcome: 'not accepted',
  changed: '',
};

/** Raises a point from a response's answer, as a person does. @returns where it stands */
export async function aPoint(
  consultation: Asked,
  submission: { id: string },
  fields: Record<string, string> = {},
  { by = desk, step = 'finish' }: { by?: Browser; step?: 'save' | 'finish' } = {},
): Promise<string> {
  const reply = await submitForm(
    by,
    newPointUrl(consultation, submission),
    { ...TEXT, ...fields },
    { form: '#point-form', button: ['step', step] },
  );
  await follow(by, reply);
  return reply.headers['location']!;
}

export const publishUrl = ({ reference }: { reference: string }) =>
  paths.deskPublishDispositions({ reference });
export const publish = (consultation: { reference: string }) =>
  submitForm(desk, publishUrl(consultation), {}, { form: '#left form' });
