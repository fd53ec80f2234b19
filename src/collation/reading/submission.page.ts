import { formatBytes } from '../../attachments/formatBytes.js';
import { asksSomething, type Question } from '../../consultations/questions.js';
import { counted } from '../../counted.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { fateWords } from '../../responses/fateWords.js';
import { fateOf, fateOfSubmission } from '../../responses/submissions.rules.js';
import type { Submission, SubmittedFile } from '../../responses/submissions.store.js';
import { submittedSections } from '../../responses/submittedSections.js';
import { commentBlock, commentErrors, type WrongComment } from '../comments/commentBlock.js';
import { queryOf, submissionUrl } from './filters.js';
import { around, marking } from './marks.page.js';
import { raiseUrl } from '../dispositions/raiseUrl.js';
import { placeOf } from '../place.js';
import type { ReadSubmission } from './readSubmission.js';
import { clarificationBlock, strayClarifications } from '../clarifying/clarificationBlock.js';
import { submissionFacts } from './submissionFacts.js';
import { submissionNotes } from './submissionNotes.js';
import { carryBlock } from '../themes/coding/carryBlock.js';
import { markBlock } from '../themes/coding/markBlock.js';

/** One submission as SECAS reads it: what it says, what of it is confidential, and SECAS's comments beside it. */
export function submissionPage(read: ReadSubmission, wrong?: WrongComment) {
  const { consultation, submission, comments } = read;
  const { reference } = consultation;
  const fate = fateOfSubmission(submission);
  return {
    ...placeOf(consultation, 'responses', submission.organisation.name),
    title: `${submission.organisation.name}: ${submission.reference}`,
    errors: commentErrors(wrong),
    heading: {
      text: submission.organisation.name,
      caption: `${reference} · ${consultation.title}`,
      tag: fateWords(fate, submission.standing),
    },
    around: around(read),
    marking: marking(read),
    notes: submissionNotes(read, fate),
    carry: carryBlock(reference, submission.id, read.carry),
    facts: submissionFacts(read),
    buttons: buttons(reference, submission),
    whole: commentBlock(
      {
        reference,
        submission: submission.id,
        question: '',
        on: 'on the response as a whole',
        query: queryOf(read.seen.filters),
        prompt: 'Comment on the whole',
      },
      comments.get(''),
      wrong,
    ),
    sections: sections(read, wrong),
    said: submission.kind === 'nil' ? 'It answers “no comment”.' : undefined,
    unanswered: unanswered(read),
    stray: stray(read),
    clarifications: strayClarifications(read, new Set(questionsIn(read).map(({ key }) => key))),
    versions: versions(read),
  };
}

/** SECAS corrects what SECAS entered by submitting it again; the earlier one stays. */
const buttons = (
  consultation: string,
  { id, enteredBySecas, responseId, siblings, reference }: Submission,
) => [
  ...(enteredBySecas && siblings[0]?.reference === reference
    ? [{ text: 'Correct what was entered', kind: 'secondary', href: paths.response({ id: responseId }) }]
    : []),
  {
    text: 'Redact for the public version',
    kind: 'secondary',
    href: paths.deskRedactions({ reference: consultation, submission: id }),
  },
];

function sections(read: ReadSubmission, wrong: WrongComment | undefined) {
  const { consultation, submission, comments } = read;
  return submittedSections(submission, questionsIn(read)).map(({ title, answers }) => ({
    title,
    answers: answers.map(({ question: { key, ask }, answer, files }) => {
      const themes = answer && markBlock(themesOf(read, answer), 'reading');
      return {
        said: {
          id: `answer-${key}`,
          ask,
          lines: themes?.lines ?? [],
          confidential: answer?.confidential ? answer.reason : undefined,
          files: files.map((file) => fileShown(read, file)),
        },
        themes,
        clarification: key ? clarificationBlock(read, key, ask) : undefined,
        raise: key
          ? {
              text: 'Raise as a point',
              on: `: “${ask}”`,
              href: raiseUrl(consultation.reference, { submission: submission.id, question: key }),
            }
          : undefined,
        // What stands at the end belongs to no question of this wording.
        comment: key
          ? commentBlock(
              {
                reference: consultation.reference,
                submission: submission.id,
                question: key,
                on: `on “${ask}”`,
                query: queryOf(read.seen.filters),
              },
              comments.get(key),
              wrong,
            )
          : undefined,
      };
    }),
  }));
}

const themesOf = (
  { consultation: { reference }, submission, codings, themes }: ReadSubmission,
  answer: Submission['answers'][number],
) => {
  const own = <One extends { questionKey: string }>(list: One[]) =>
    list.filter(({ questionKey }) => questionKey === answer.question.key);
  return { reference, submission: submission.id, answer, codings: own(codings), themes: own(themes) };
};

/** What was answered, in words or by a file, with the wording that was answered, in the order of the questions. */
function questionsIn({ submission, questions }: ReadSubmission): Question[] {
  const answered = submission.answers.map(({ question }) => question);
  const known = new Set(answered.map(({ key }) => key));
  const files = new Set(submission.attachments.map(({ questionKey }) => questionKey));
  const byFile = questions.filter(({ key }) => files.has(key) && !known.has(key));
  const rank = (key: string) => questions.findIndex((question) => question.key === key);
  return [...answered, ...byFile].toSorted((one, other) => rank(one.key) - rank(other.key));
}

const fileShown = ({ consultation: { reference }, submission }: ReadSubmission, file: SubmittedFile) => ({
  id: file.id,
  text: file.name,
  href: paths.deskSubmissionAttachment({ reference, submission: submission.id, attachment: file.id }),
  note: fileNote(file),
  confidential: file.confidential ? file.reason : undefined,
});

const fileNote = ({ bytes, scan }: SubmittedFile): string =>
  [
    formatBytes(bytes),
    ...(scan === 'waiting' ? ['waits for its virus scan'] : []),
    ...(scan === 'infected' ? ['a virus was found in it'] : []),
  ].join(' · ');

/** What was left empty, or was not asked because of another answer. */
function unanswered(read: ReadSubmission) {
  if (read.submission.kind === 'nil') return undefined;
  const answered = new Set(questionsIn(read).map(({ key }) => key));
  const list = read.questions
    .filter((question) => asksSomething(question) && !answered.has(question.key))
    .map(({ ask }) => ask);
  if (list.length === 0) return undefined;
  return {
    summary: `${counted(list.length, 'question')} not answered, or not asked`,
    list,
  };
}

/** Comments on answers of an earlier version that this one no longer gives. */
function stray(read: ReadSubmission) {
  const here = new Set(['', ...questionsIn(read).map(({ key }) => key)]);
  const asks = new Map(read.questions.map(({ key, ask }) => [key, ask]));
  return [...read.comments].flatMap(([key, { standing }]) =>
    here.has(key) || !standing
      ? []
      : [
          {
            key: asks.get(key) ?? key,
            value: standing.text,
            verbatim: true,
            note: `${standing.writtenBy.name}, ${formatMoment(standing.writtenAt)}${standing.submission ? `, on ${standing.submission.reference}` : ''}`,
          },
        ],
  );
}

function versions({ consultation: { reference }, submission, thread, seen }: ReadSubmission) {
  if (thread.length < 2) return undefined;
  return {
    caption: 'Every version of this response',
    columns: [{ text: 'Receipt' }, { text: 'Received' }, { text: 'Submitted by' }, { text: 'Status' }],
    rows: thread.map((one) => [
      one.id === submission.id
        ? { text: one.reference, note: 'this one' }
        : { text: one.reference, href: submissionUrl(reference, one.id, seen.filters) },
      { text: formatMoment(one.receivedAt), time: one.receivedAt.toString() },
      one.submitter,
      { tag: fateWords(fateOf(one), one.standing) },
    ]),
  };
}
