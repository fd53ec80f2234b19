import { formatMoment } from '../../../londonTime.js';
import { paths } from '../../../paths.js';
import type { Submission } from '../../../responses/submissions.store.js';
import { placeOf } from '../../place.js';
import { markBlock, markFieldId, type AnswerThemes, type WrongMark } from './markBlock.js';
import { beginningOf, partsOf, wordsOf } from './passages.rules.js';

const FIELD_OF: Record<string, string> = { name: 'newTheme' };

/** What the error summary says of a form that came back. */
const markErrors = (wrong: WrongMark | undefined) =>
  wrong
    ? [{ text: wrong.problem, href: `#${markFieldId(wrong.question, FIELD_OF[wrong.field] ?? wrong.field)}` }]
    : [];

/** One answer with its codings: who coded what, the way to remove each, and the form that marks another passage. */
export function markingPage(
  consultation: { reference: string; title: string },
  submission: Submission,
  given: AnswerThemes,
  wrong?: WrongMark,
) {
  const { reference } = consultation;
  const { question, value, confidential, reason } = given.answer;
  const parts = partsOf(question, value);
  const place = placeOf(consultation, 'responses', 'Themes');
  const reading = paths.deskSubmission({ reference, submission: submission.id });
  return {
    ...place,
    breadcrumbs: [
      ...place.breadcrumbs.slice(0, -1),
      { text: submission.organisation.name, href: reading },
      { text: 'Themes' },
    ],
    title: `${submission.organisation.name}: themes of “${question.ask}”`,
    errors: markErrors(wrong),
    heading: { text: question.ask, caption: `${submission.organisation.name} · ${submission.reference}` },
    confidential:
      confidential || submission.confidential ? reason || submission.confidentialReason : undefined,
    block: markBlock(given, 'marking', wrong),
    codings: given.codings.map(({ id, theme, passage, codedBy, codedAt, firstTheme }) => ({
      words: (passage && wordsOf(parts, passage)) ?? '',
      whole: passage === null ? beginningOf(question, value) : undefined,
      theme: {
        text: theme.name,
        href: paths.deskTheme({ reference, question: question.key, theme: theme.id }),
      },
      by: `${codedBy}, ${formatMoment(codedAt)}${firstTheme ? `, as “${firstTheme}”` : ''}`,
      remove: {
        action: paths.deskCoding({ reference, submission: submission.id, question: question.key }),
        coding: id,
      },
    })),
    links: [
      { text: 'Read the whole response', href: `${reading}#answer-${question.key}` },
      { text: 'The themes of this question', href: paths.deskFrame({ reference, question: question.key }) },
    ],
  };
}
