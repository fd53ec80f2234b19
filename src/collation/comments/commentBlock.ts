import { createHash } from 'node:crypto';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { CommentHistory } from './comments.rules.js';
import type { Comment } from './comments.store.js';

/** A comment's form that came back. */
export interface WrongComment {
  /** '' is the question as a whole */
  submission: string;
  /** '' is the response as a whole */
  question: string;
  /** of the question; missing: not on a line */
  line?: string;
  text: string;
  confidential?: boolean;
  problem: string;
}

/** Where a block of comments stands. */
export interface BlockPlace {
  reference: string;
  /** of the submission; '' on a question as a whole */
  submission: string;
  /** the question's key; '' on a response as a whole */
  question: string;
  /** what is commented on, for those who cannot see what the block stands beside */
  on: string;
  /** what opens the form while there is no comment; “Write a comment” unless told */
  prompt?: string;
  /** what the page was narrowed to, which it still is when one comes back to it: as `?read=me` */
  query?: string;
  /** a clause or budget line; `delicate`: something was said of it in confidence, or without a name */
  line?: { name: string; delicate: boolean };
}

/** SECAS's comment in one place: what stands there, the form that changes it, and what stood there before. */
export function commentBlock(
  place: BlockPlace,
  history: CommentHistory<Comment> | undefined,
  wrong: WrongComment | undefined,
) {
  const { reference, submission, question, on, prompt = 'Write a comment', query = '', line } = place;
  const standing = history?.standing;
  const earlier = history?.earlier ?? [];
  const id = commentId(question, line?.name);
  const mine = wrong && wrong.question === question && wrong.line === line?.name ? wrong : undefined;
  const marked = mine ? mine.confidential : (standing?.confidential ?? line?.delicate);
  return {
    id,
    on,
    standing: standing && {
      text: standing.text,
      by: said(standing, submission),
      confidential: standing.confidential ? 'Left out of the version for all' : undefined,
    },
    earlier: earlier.map((comment) => ({
      text: comment.text,
      by: `${said(comment, submission)}${comment.removed ? ', removed since' : ''}`,
    })),
    form: {
      open: mine !== undefined,
      summary: standing ? 'Change the comment' : prompt,
      action: paths.deskComments({ reference }) + query,
      hidden: { submission, question, replaces: standing?.id ?? '', ...(line && { line: line.name }) },
      field: {
        name: 'text',
        id: `${id}-text`,
        label: 'SECAS comment',
        rows: 4,
        value: mine ? mine.text : standing?.text,
        error: mine?.problem,
      },
      mark: line && markField(`${id}-confidential`, marked ?? false, line.delicate),
      buttons: [
        { text: 'Save the comment', hidden: on, name: 'step', value: 'save' },
        ...(standing
          ? [{ text: 'Remove it', hidden: on, kind: 'secondary', name: 'step', value: 'remove' }]
          : []),
      ],
    },
  };
}

/** Where a block stands on its page. */
export const commentId = (question: string, line?: string): string =>
  line === undefined
    ? `comment-${question || 'whole'}`
    : `comment-line-${createHash('sha256').update(line).digest('hex').slice(0, 12)}`;

const markField = (id: string, marked: boolean, delicate: boolean) => ({
  name: 'confidential',
  id,
  values: marked ? ['yes'] : [],
  items: [
    {
      value: 'yes',
      text: 'It refers to confidential material',
      hint: `Then it is left out of the version of the report for all.${delicate ? ' Somebody spoke of this line in confidence, or without a name.' : ''}`,
    },
  ],
});

/** What the error summary says of a form that came back. */
export const commentErrors = (wrong: WrongComment | undefined) =>
  wrong ? [{ text: wrong.problem, href: `#${commentId(wrong.question, wrong.line)}-text` }] : [];

function said({ writtenBy, writtenAt, submission }: Comment, here: string): string {
  const elsewhere = submission && submission.id !== here ? `, on ${submission.reference}` : '';
  return `${writtenBy.name}, ${formatMoment(writtenAt)}${elsewhere}`;
}
