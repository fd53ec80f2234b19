import type { Consultation } from '../../consultations/consultations.store.js';
import { asksSomething, sectionsOf, type Question } from '../../consultations/questions.js';
import { commentBlock, commentErrors, type WrongComment } from './commentBlock.js';
import type { CommentHistory } from './comments.rules.js';
import type { Comment } from './comments.store.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';

/** The questions, and what the report says on each as a whole. */
export function questionsPage(
  consultation: Consultation,
  questions: Question[],
  comments: Map<string, CommentHistory<Comment>>,
  wrong?: WrongComment,
) {
  const { reference, title } = consultation;
  return {
    ...placeOf(consultation, 'comments'),
    title: `${reference}: comments on questions`,
    errors: commentErrors(wrong),
    heading: {
      text: 'Comments on questions',
      caption: `${reference} · ${title}`,
      lead: 'What SECAS says on a question as a whole, above its answers in the report. A comment on one answer is written where the answer is read.',
    },
    sections: sectionsOf(questions.filter(asksSomething)).map((section) => ({
      title: section.title,
      questions: section.questions.map(({ key, ask, type }) => ({
        ask,
        lines:
          type === 'rows'
            ? { text: 'Comment on its clauses or lines', href: paths.deskLines({ reference, question: key }) }
            : undefined,
        comment: commentBlock(
          { reference, submission: '', question: key, on: `on “${ask}”` },
          comments.get(key),
          wrong,
        ),
      })),
    })),
    empty: { title: 'No questions', text: 'This consultation was published without a question set.' },
  };
}
