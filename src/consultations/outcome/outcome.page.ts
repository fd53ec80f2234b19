import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import type { Consultation } from '../consultations.store.js';
import { DATES, dateTyped, type OutcomeForm } from './outcomeForm.js';
import { formProblems } from '../../http/formProblems.js';
import { crumbs } from '../deskCrumbs.js';
import { summaryDueWords } from './outcome.rules.js';
import { statusWords, whyNotNote } from './summary.page.js';
import type { PublishedSummary, SummaryDraft } from './summary.store.js';

/** The outcome: the summary, which may come first, and what was decided, for everybody to see. */
export function outcomePage(
  consultation: Consultation,
  summaries: { draft: SummaryDraft | undefined; published: PublishedSummary | undefined },
  form: OutcomeForm,
  at: Instant,
  problems: Problem[] = [],
) {
  const { reference } = consultation;
  const { errors, of } = formProblems(problems);
  const corrects = form.replaces > 0;
  return {
    title: corrects ? 'Correct the outcome' : 'Record the outcome',
    errors,
    breadcrumbs: crumbs(reference, { text: 'Outcome' }),
    caption: `${reference} · ${consultation.title}`,
    whyNot: whyNotNote(consultation),
    summary: summaryPart(consultation, summaries, at),
    decision: corrects
      ? 'Everybody sees the correction, and the respondents are told by mail. What was recorded before stays in the history.'
      : 'Everybody sees it, and the respondents are told by mail. From then on nothing is taken any more, late responses neither.',
    replaces: form.replaces,
    changed: corrects
      ? {
          name: 'changed',
          label: 'What has changed',
          hint: 'Kept, shown in the history, and told to the respondents.',
          rows: 2,
          value: form.changed,
          error: of('changed'),
        }
      : undefined,
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
      { text: corrects ? 'Record the correction' : 'Record the outcome' },
      { text: 'Cancel', kind: 'link', href: paths.deskConsultation({ reference }) },
    ],
  };
}

function summaryPart(
  { reference, closesAt }: Consultation,
  { draft, published }: { draft: SummaryDraft | undefined; published: PublishedSummary | undefined },
  at: Instant,
) {
  const href = paths.deskSummary({ reference });
  const due = !published && closesAt ? summaryDueWords(closesAt, at) : undefined;
  return {
    status: statusWords({ draft, published }),
    due,
    buttons: [
      { text: draft ? 'Go on with the summary' : 'Write the summary', href, kind: 'secondary' },
      ...(draft && published?.version !== draft.version
        ? [{ text: 'Preview and publish', href: paths.deskSummaryPreview({ reference }), kind: 'link' }]
        : []),
    ],
  };
}
