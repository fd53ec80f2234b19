import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import { DATES, dateTyped, type OutcomeForm } from './outcomeForm.js';
import { shownProblems } from '../problems.page.js';
import { crumbs } from '../deskCrumbs.js';

/** What was decided, for everybody to see. */
export function outcomePage(reference: string, form: OutcomeForm, problems: Problem[] = []) {
  const { errors, of } = shownProblems(problems);
  return {
    title: 'Record the outcome',
    errors,
    breadcrumbs: crumbs(reference, { text: 'Outcome' }),
    caption: reference,
    action: paths.deskOutcome({ reference }),
    lines: [
      {
        name: 'decision',
        label: 'Decision',
        hint: 'Such as approved, rejected, or budget approved with changes',
        value: form.decision,
        error: of('decision'),
      },
      {
        name: 'decidedBy',
        label: 'Decided by',
        hint: 'Such as the SEC Panel, or the Authority (Ofgem)',
        width: 30,
        value: form.decidedBy,
        error: of('decidedBy'),
      },
    ],
    dates: [
      {
        name: 'decidedOn',
        label: DATES.decidedOn,
        dateOnly: true,
        value: dateTyped(form, 'decidedOn'),
        error: of('decidedOn'),
      },
      {
        name: 'implementsOn',
        label: DATES.implementsOn,
        optional: true,
        dateOnly: true,
        value: dateTyped(form, 'implementsOn'),
        error: of('implementsOn'),
      },
    ],
    recommendation: {
      name: 'recommendation',
      label: 'Recommendation',
      optional: true,
      rows: 2,
      hint: 'Where one was made, and by whom, such as “The Change Board recommended approval in December 2016”.',
      value: form.recommendation,
      error: of('recommendation'),
    },
    buttons: [
      { text: 'Record the outcome' },
      { text: 'Cancel', kind: 'link', href: paths.deskConsultation({ reference }) },
    ],
  };
}
