import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { commentBlock, commentErrors, type WrongComment } from './commentBlock.js';
import { LONGEST_LINE } from '../dispositions/points.rules.js';
import { raiseUrl } from '../dispositions/raiseUrl.js';
import type { LineSaid, LinesShown } from './lines.store.js';
import { placeOf } from '../place.js';

const MOST_SHOWN = 50;

/** The clauses or budget lines of a question: what was said of each, and SECAS's comment on that line. */
export function linesPage(shown: LinesShown, wrong?: WrongComment) {
  const { consultation, question, lines, comments } = shown;
  const { reference } = consultation;
  const place = placeOf(consultation, 'comments', question.ask);
  // A comment alone needs no name; beside what is proposed each says which it is.
  const [, ...columns] = question.columns && question.columns.length > 2 ? question.columns : [];
  return {
    ...place,
    title: `${reference}: comments on lines`,
    errors: commentErrors(wrong),
    heading: {
      text: question.ask,
      caption: place.caption,
      lead: 'What was said of each clause or line, and what SECAS says on it in the report.',
    },
    lines: lines.map((one) => ({
      title: one.line,
      said: one.said.slice(0, MOST_SHOWN).map((said) => ({
        respondent: {
          text: said.submission.organisation,
          href: `${paths.deskSubmission({ reference, submission: said.submission.id })}#answer-${question.key}`,
        },
        tags: [
          ...(said.confidential ? [{ text: 'In confidence', tone: 'warn' }] : []),
          ...(said.nameConfidential ? [{ text: 'Name confidential', tone: 'warn' }] : []),
        ],
        texts: said.texts.flatMap((text, at) => (text ? [{ column: columns[at] ?? '', text }] : [])),
      })),
      more:
        one.said.length > MOST_SHOWN
          ? `And ${counted(one.said.length - MOST_SHOWN, 'comment')} more.`
          : undefined,
      raise: raiseLine(reference, question.key, one),
      comment:
        one.line.trim() !== '' && one.line.length <= LONGEST_LINE
          ? commentBlock(
              {
                reference,
                submission: '',
                question: question.key,
                on: `on “${one.line}”`,
                line: { name: one.line, delicate: one.delicate },
              },
              comments.get(one.line),
              wrong,
            )
          : undefined,
    })),
    empty: {
      title: 'Nobody has spoken of a line yet',
      text: 'As soon as a response names a clause or a line, it stands here, and you can comment on it.',
      action: { text: 'Go to the comments', href: paths.deskComments({ reference }) },
    },
  };
}

const raiseLine = (reference: string, question: string, { line, said }: LineSaid) =>
  said.length > 0 && line.trim() !== '' && line.length <= LONGEST_LINE
    ? { text: 'Raise as a point', href: raiseUrl(reference, { ofLine: line, question }) }
    : undefined;
