import { paths } from '../../../src/paths.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, aConsultationOf, db, portal, submissionOf } from '../desk.js';

export const ANSWERS = {
  view: { value: { choice: 'Reject', rationale: 'ANSWER-TEXT: too dear' } },
  other: { value: { text: 'Thank you' } },
};
/** The form that asks, and the ones that close and reopen. */
export const ASKING = { form: 'form#ask', button: ['step', 'ask'] as [string, string] };
export const stepForm = (step: string) => ({
  form: 'form.portal-thread__step',
  button: ['step', step] as [string, string],
});

/** An answer that counts, of a company whose representative is signed in, with the addresses of its thread. */
export async function anAnswer(options: Parameters<typeof submissionOf>[2] = {}) {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  const submission = await submissionOf(company, consultation, { answers: ANSWERS, ...options });
  const { reference } = consultation;
  const at = { reference, submission: submission.id };
  return {
    company,
    consultation,
    submission,
    reading: paths.deskSubmission(at),
    url: paths.deskClarification({ ...at, question: 'view' }),
    reply: paths.clarification({ id: submission.responseId, question: 'view' }),
    theirs: await signInAs(portal, company.by),
  };
}

/** What was said in the threads of a response. */
export const entriesOf = (responseId: string) =>
  db('clarification_entry').where({ response_id: responseId }).orderBy('number');
export const kindsOf = async (responseId: string) => (await entriesOf(responseId)).map(({ kind }) => kind);
