import { z } from 'zod';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { count } from '../../http/forms.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Consultation } from '../consultations.store.js';
import { crumbs } from '../deskCrumbs.js';
import { readTexts } from '../formText.js';
import { proseOf } from '../markdown.js';
import { formProblems } from '../../http/formProblems.js';
import { summaryDueWords, whyNoOutcome } from './outcome.rules.js';
import { missingParts, PARTS } from './publishSummary.js';
import { summaryParts } from './summaryShown.page.js';
import type { PublishedSummary, SummaryDraft, SummaryTexts } from './summary.store.js';

export const summaryForm = z.strictObject({
  asked: z.string(),
  said: z.string(),
  nextSteps: z.string(),
  version: z.union([z.literal('0').transform(() => 0), count]),
  step: z.enum(['save', 'preview']).default('save'),
});

const LONGEST = 20_000;

/** @returns the texts as they are kept, and what is wrong with them: a draft may be incomplete */
export function readSummary(form: SummaryTexts): { texts: SummaryTexts; problems: Problem[] } {
  const read = readTexts();
  const text = (part: keyof SummaryTexts) => read.text(part, form[part], PARTS[part], LONGEST);
  return {
    texts: { asked: text('asked'), said: text('said'), nextSteps: text('nextSteps') },
    problems: read.problems,
  };
}

interface Summaries {
  draft: SummaryDraft | undefined;
  published: PublishedSummary | undefined;
}

/** The summary as SECAS writes it. @param figures what the public version of the report counts, in Markdown */
export function summaryFormPage(
  consultation: Consultation,
  { draft, published }: Summaries,
  { texts, version, figures }: { texts: SummaryTexts; version: number; figures: string },
  at: Instant,
  problems: Problem[] = [],
  theirs?: SummaryDraft,
) {
  const { reference, closesAt } = consultation;
  const { errors, of } = formProblems(problems);
  const field = (name: keyof SummaryTexts, rows: number, hint: string) => ({
    name,
    label: PARTS[name],
    labelSize: 'm',
    rows,
    hint,
    value: texts[name],
    error: of(name),
  });
  return {
    title: 'Write the summary',
    errors,
    breadcrumbs: summaryCrumbs(reference, 'Summary'),
    caption: `${reference} · ${consultation.title}`,
    whyNot: whyNotNote(consultation),
    status: statusWords({ draft, published }),
    due: !published && closesAt ? summaryDueWords(closesAt, at).text : undefined,
    action: paths.deskSummary({ reference }),
    version,
    fields: [
      field('asked', 8, 'Filled in with what the consultation says it is about, until you save.'),
      field(
        'said',
        12,
        'Filled in with the figures of the responses as everybody may read them, until you save. A number below 3 is not told: it could give a respondent away.',
      ),
      field('nextSteps', 6, 'Such as who decides, and when.'),
    ],
    figures: proseOf(figures),
    theirs: theirs && { title: `What ${theirs.savedBy} saved`, parts: summaryParts(theirs) },
    buttons: [
      { text: 'Save and see it as readers will', name: 'step', value: 'preview' },
      { text: 'Save the draft', kind: 'secondary', name: 'step', value: 'save' },
      { text: 'Cancel', kind: 'link', href: paths.deskOutcome({ reference }) },
    ],
  };
}

/**
 * The draft as readers will see it, to be published or written on.
 * @param told how many are told by mail, and whether less may be told than when it was saved
 */
export function summaryPreviewPage(
  consultation: Consultation,
  draft: SummaryDraft,
  published: PublishedSummary | undefined,
  changed: string,
  told: { people: number; less: boolean },
  problems: Problem[] = [],
) {
  const { reference } = consultation;
  const { errors, of } = formProblems(problems);
  const missing = missingParts(draft);
  const isPublished = published?.version === draft.version;
  return {
    title: 'The summary as readers will see it',
    errors,
    breadcrumbs: summaryCrumbs(reference, 'Preview'),
    caption: `${reference} · ${consultation.title}`,
    whyNot: whyNotNote(consultation),
    summary: { published: statusWords({ draft, published }), parts: summaryParts(draft) },
    missing:
      missing.length > 0
        ? { warning: true, title: 'It cannot be published yet', paragraphs: missing.map(({ text }) => text) }
        : undefined,
    less: told.less
      ? {
          warning: true,
          title: 'Less may be told than when this was saved',
          text: 'Since then something was redacted, or an organisation has taken a consent back. Compare what you wrote with the figures of now.',
          link: { text: 'Go on writing', href: paths.deskSummary({ reference }) },
        }
      : undefined,
    action: paths.deskSummaryPreview({ reference }),
    version: draft.version,
    mayPublish: missing.length === 0 && !isPublished,
    changed: published && {
      name: 'changed',
      label: 'What has changed',
      hint: 'Kept, shown to everybody, and told to the respondents. The version before can still be read.',
      rows: 2,
      value: changed,
      error: of('changed'),
    },
    consequence:
      `Everybody will be able to read it, and the respondents are told by mail: ${told.people === 1 ? 'one person' : `${told.people} people`}.` +
      (consultation.decided ? '' : ' Late responses are still taken until the decision is recorded.'),
    buttons: [
      { text: published ? 'Publish the change' : 'Publish the summary' },
      { text: 'Go on writing', kind: 'link', href: paths.deskSummary({ reference }) },
    ],
    back: [{ text: 'Go on writing', kind: 'secondary', href: paths.deskSummary({ reference }) }],
  };
}

export const whyNotNote = (consultation: Consultation) => {
  const text = whyNoOutcome(consultation);
  return text === undefined ? undefined : { warning: true, title: 'Not yet', text };
};

/** What has been saved and what everybody reads. */
export function statusWords({ draft, published }: Summaries): string {
  if (!draft) return 'Nothing has been written yet.';
  const saved = `saved by ${draft.savedBy} at ${formatMoment(draft.savedAt)}`;
  if (!published) return `A draft, ${saved}. Nobody but SECAS sees it.`;
  const at = formatMoment(published.publishedAt);
  return published.version === draft.version
    ? `Published at ${at}.`
    : `Published at ${at}. What has been changed since, ${saved}, is a draft that nobody but SECAS sees.`;
}

const summaryCrumbs = (reference: string, text: string) =>
  crumbs(reference, { text: 'Outcome', href: paths.deskOutcome({ reference }) }, { text });
