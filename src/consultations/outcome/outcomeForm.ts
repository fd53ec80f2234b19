import { z } from 'zod';
import { Invalid } from '../../errors.js';
import { count } from '../../http/forms.js';
import { readDate } from '../deadlineEntry.js';
import { readTexts } from '../formText.js';
import type { NewOutcome, StandingOutcome } from './outcome.store.js';
import type { Correction } from './recordOutcome.js';

const typed = z.string().default('');

export const outcomeForm = z.strictObject({
  replaces: z.union([z.literal('0').transform(() => 0), count]).default(0),
  changed: typed,
  recommendation: typed,
  decision: typed,
  decidedBy: typed,
  'decidedOn-day': typed,
  'decidedOn-month': typed,
  'decidedOn-year': typed,
  'implementsOn-day': typed,
  'implementsOn-month': typed,
  'implementsOn-year': typed,
});
export type OutcomeForm = z.infer<typeof outcomeForm>;
/** What the dates are called. */
export const DATES = { decidedOn: 'Decided on', implementsOn: 'To be implemented on' };
type DateName = keyof typeof DATES;

export const dateTyped = (form: OutcomeForm, name: DateName) => ({
  day: form[`${name}-day`],
  month: form[`${name}-month`],
  year: form[`${name}-year`],
});

/** @throws Invalid with every problem of the form */
export function readOutcome(
  form: OutcomeForm,
  consultationId: string,
): { outcome: NewOutcome; correction: Correction } {
  const read = readTexts();
  const date = (name: DateName): string | null => {
    const entry = readDate(DATES[name], dateTyped(form, name));
    if (entry && 'problem' in entry) read.problems.push({ field: name, text: entry.problem });
    return entry && 'date' in entry ? entry.date : null;
  };
  const decision = read.line('decision', form.decision, 'Decision', 300);
  if (!decision) read.problems.push({ field: 'decision', text: 'Enter what was decided' });
  const decidedBy = read.line('decidedBy', form.decidedBy, 'Decided by', 200);
  if (!decidedBy) read.problems.push({ field: 'decidedBy', text: 'Enter who decided' });
  const recommendation = read.line('recommendation', form.recommendation, 'Recommendation', 500) || null;
  const changed = read.line('changed', form.changed, 'What has changed', 1_000);
  const decidedOn = date('decidedOn');
  const implementsOn = date('implementsOn');
  const dateMissing = !decidedOn && !read.problems.some((problem) => problem.field === 'decidedOn');
  if (dateMissing) read.problems.push({ field: 'decidedOn', text: 'Enter the day of the decision' });
  if (read.problems.length > 0 || !decidedOn) throw new Invalid(read.problems);
  return {
    outcome: { consultationId, recommendation, decision, decidedBy, decidedOn, implementsOn },
    correction: { replaces: form.replaces, changed },
  };
}

/** The form as it is opened: empty, or with what was recorded. */
export function outcomeFormOf(outcome: StandingOutcome | undefined): OutcomeForm {
  return outcomeForm.parse({
    replaces: String(outcome?.number ?? 0),
    recommendation: outcome?.recommendation ?? '',
    decision: outcome?.decision ?? '',
    decidedBy: outcome?.decidedBy ?? '',
    ...dateParts('decidedOn', outcome?.decidedOn),
    ...dateParts('implementsOn', outcome?.implementsOn),
  });
}

function dateParts(name: DateName, date: string | null | undefined): Record<string, string> {
  const [year = '', month = '', day = ''] = date?.split('-') ?? [];
  const plain = (text: string) => text && String(Number(text));
  return { [`${name}-day`]: plain(day), [`${name}-month`]: plain(month), [`${name}-year`]: year };
}
