import type { Consultation } from '../../consultations/consultations.store.js';
import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import { mayAsk, type Marked } from '../../responses/consenting/consenting.rules.js';
import { requestWords, stateOf } from '../../responses/consenting/consentWords.js';
import type { Submission } from '../../responses/submissions.store.js';
import { formProblems } from '../../http/formProblems.js';
import { placeOf } from '../place.js';

/** Every marking of a submission as its organisation has it, and asking to lift one. SECAS lifts none itself. */
export function deskConsentPage(
  consultation: Consultation,
  submission: Submission,
  marked: Marked[],
  form: { part: string; reason: string },
  problems: Problem[] = [],
) {
  const { reference } = consultation;
  const { errors, of } = formProblems(problems);
  const at = { reference, submission: submission.id };
  const askable = submission.closed && !submission.withdrawal ? marked.filter(mayAsk) : [];
  return {
    ...placeOf(consultation, 'responses', submission.reference),
    title: `Consents: ${submission.reference}`,
    errors,
    heading: {
      text: 'What is confidential, and what they have lifted',
      caption: submission.organisation.name,
    },
    lead: 'Only the organisation can lift a marking. You may ask it, with the reason; until it agrees everything stays confidential.',
    table: {
      caption: 'What was marked as confidential',
      captionHidden: true,
      columns: [{ text: 'What' }, { text: 'Reason given' }, { text: 'Now' }, { text: 'What SECAS asked' }],
      rows: marked.map((one) => {
        const { tag, words } = stateOf(one);
        return [
          one.what,
          { text: one.reason, verbatim: true },
          { tag, note: words },
          one.request ? { text: requestWords(one.request), verbatim: true } : 'Nothing',
        ];
      }),
      empty: 'Nothing in it was marked as confidential.',
    },
    waits: submission.closed ? undefined : 'You can ask once the consultation is closed for good.',
    form:
      askable.length > 0
        ? {
            action: paths.deskConsent(at),
            part: {
              name: 'part',
              label: 'Ask them to lift',
              labelSize: 'm',
              value: form.part,
              error: of('part'),
              items: askable.map(({ key, what }) => ({ value: key, text: what })),
            },
            reason: {
              name: 'reason',
              label: 'Why you ask',
              labelSize: 'm',
              rows: 4,
              hint: 'Told to everybody who may submit for them. They see exactly what would become readable.',
              value: form.reason,
              error: of('reason'),
            },
          }
        : undefined,
    back: paths.deskSubmission(at),
  };
}
