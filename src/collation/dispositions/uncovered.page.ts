import { pagesOf } from '../../consultations/pages.js';
import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { answerText } from '../../responses/answers/answerTypes.js';
import { placeOf } from '../place.js';
import { shortened } from './newPoint.page.js';
import type { Unanswered } from './raised.store.js';
import { raiseUrl } from './raiseUrl.js';

export const UNCOVERED_PER_PAGE = 50;

/** What was answered in words and is in no point yet, so that nothing is forgotten. */
export function uncoveredPage(
  consultation: { reference: string; title: string },
  answers: Unanswered[],
  { total, page }: { total: number; page: number },
) {
  const { reference } = consultation;
  const address = (number: number) => `${paths.deskUncovered({ reference })}?page=${number}`;
  const pages = pagesOf(page, Math.ceil(total / UNCOVERED_PER_PAGE), address);
  const asks = [...new Map(answers.map(({ question }) => [question.key, question.ask]))];
  const place = placeOf(consultation, 'dispositions', 'Answers without a point');
  return {
    ...place,
    title: `${reference}: answers without a point`,
    heading: {
      text: 'Answers without a point',
      caption: place.caption,
      lead:
        total > 0
          ? `${counted(total, 'answer')} in words, of responses that count, that no point covers.`
          : undefined,
    },
    groups: asks.map(([key, ask]) => ({
      ask,
      answers: answers
        .filter(({ question }) => question.key === key)
        .map(({ submission, question, value, confidential, nameConfidential }) => ({
          respondent: {
            text: submission.organisation,
            href: `${paths.deskSubmission({ reference, submission: submission.id })}#answer-${key}`,
          },
          about: submission.reference,
          tags: [
            ...(confidential ? [{ text: 'In confidence', tone: 'warn' }] : []),
            ...(nameConfidential ? [{ text: 'Name confidential', tone: 'warn' }] : []),
          ],
          words: shortened(answerText(question, value), 400),
          raise: {
            text: 'Raise as a point',
            href: raiseUrl(reference, { submission: submission.id, question: key }),
          },
        })),
    })),
    empty: {
      title: 'Nothing is left out',
      text: 'Every answer in words, of the responses that count, is in a point.',
      action: { text: 'Go to the points', href: paths.deskDispositions({ reference }) },
    },
    pagination: pages && { ...pages, label: 'Pages of answers' },
  };
}
