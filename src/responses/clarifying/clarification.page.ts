import { randomUUID } from 'node:crypto';
import type { Problem } from '../../errors.js';
import { formatBytes } from '../../attachments/formatBytes.js';
import { formatDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { saidLines } from '../answers/said.js';
import type { Submission } from '../submissions.store.js';
import {
  LONGEST_REASON,
  LONGEST_REPLY,
  stateOf,
  type Entry,
  type ThreadState,
} from './clarifications.rules.js';
import { STATE_TAGS, threadShown } from './threadShown.js';

export interface ClarificationShown {
  /** that SECAS asked about last */
  submission: Submission;
  questionKey: string;
  /** the question's words */
  ask: string;
  thread: Entry[];
  /** what is said here is confidential whoever says it */
  beside: boolean;
  maySubmit: boolean;
  /** colleagues who may reply, when the viewer may not */
  colleagues: string[];
  contact: string;
  again?: TypedReply;
}

/** A form that came back. */
export interface TypedReply {
  text: string;
  confidential: boolean;
  reason: string;
  problems: Problem[];
}

/** What SECAS asks about an answer, the answer as it was submitted, and the reply of whoever may submit. */
export function clarificationPage(shown: ClarificationShown) {
  const { submission, questionKey, ask, thread, again } = shown;
  const { responseId: id, reference, consultation, organisation } = submission;
  const state = stateOf(thread)!;
  return {
    title: `Clarification: ${consultation.reference}`,
    breadcrumbs: [
      { text: 'Your responses', href: paths.responses() },
      { text: reference, href: paths.submission({ id, reference }) },
      { text: 'Clarification' },
    ],
    errors: (again?.problems ?? []).map(({ field, text }) => ({
      text,
      href: field ? `#${field}` : undefined,
    })),
    heading: {
      text: state === 'asked' ? 'SECAS asks you to clarify an answer' : 'Clarification of an answer',
      caption: `${consultation.reference} · ${consultation.title}`,
      tag: TAGS[state],
    },
    notes: notes(shown, state),
    said: { title: `What ${organisation.name} answered`, ...answerSaid(submission, questionKey, ask) },
    thread: threadShown(thread, organisation.name, ({ id: mail, file }) => [
      {
        text: `The mail as it came (${file})`,
        href: paths.clarificationMail({ id, question: questionKey, mail }),
      },
    ]),
    form: shown.maySubmit && (state !== 'closed' || again) ? form(shown, state) : undefined,
    submission: {
      text: `The whole of what was submitted, ${reference}`,
      href: paths.submission({ id, reference }),
    },
  };
}

const TAGS: typeof STATE_TAGS = { ...STATE_TAGS, asked: { text: 'Waits for your reply', tone: 'warn' } };

/** As views/responses/said.ejs takes it: the answer as it was submitted. */
function answerSaid(
  { answers, attachments, responseId: id, reference }: Submission,
  key: string,
  ask: string,
) {
  const answer = answers.find(({ question }) => question.key === key);
  return {
    ask,
    lines: answer ? saidLines(answer.question, answer.value) : [],
    confidential: answer?.confidential ? answer.reason : undefined,
    files: attachments
      .filter(({ questionKey }) => questionKey === key)
      .map((file) => ({
        text: file.name,
        href: paths.submissionAttachment({ id, reference, attachment: file.id }),
        note: formatBytes(file.bytes),
        confidential: file.confidential ? file.reason : undefined,
      })),
  };
}

function notes(
  { submission, thread, maySubmit, colleagues, contact }: ClarificationShown,
  state: ThreadState,
) {
  const { responseId: id, siblings, withdrawal } = submission;
  const [newest] = siblings;
  const wishedBy = thread.findLast(({ kind }) => kind === 'asked')?.wishedBy;
  return [
    ...(state === 'asked' && wishedBy ? [{ text: `A reply is wished by ${formatDate(wishedBy)}.` }] : []),
    ...(state === 'replied'
      ? [{ good: true, text: 'SECAS has your reply. You can add to it until SECAS closes this.' }]
      : []),
    ...(thread.at(-1)?.mail
      ? [
          {
            text: 'SECAS entered the last reply from an e-mail. See below whether it is what was sent; if it is not, say so in a reply.',
          },
        ]
      : []),
    ...(state === 'closed'
      ? [{ text: `SECAS needs no more here. If something is missing, contact ${contact}.` }]
      : []),
    ...(withdrawal ? [{ text: 'The response has been withdrawn: you need not reply.' }] : []),
    ...(newest && newest.reference !== submission.reference
      ? [
          {
            text: 'This is about a version that you have submitted again since. What SECAS asks and you reply stands beside the newer one too.',
            link: {
              text: `See ${newest.reference}`,
              href: paths.submission({ id, reference: newest.reference }),
            },
          },
        ]
      : []),
    ...(maySubmit || state === 'closed' ? [] : [{ text: whoReplies(colleagues) }]),
  ];
}

const whoReplies = (colleagues: string[]): string =>
  colleagues.length > 0
    ? `You may draft, but not submit. ${colleagues.join(' or ')} may reply.`
    : 'You may draft, but not submit, and nobody in your organisation may. Ask SECAS to let somebody submit, who can then reply.';

function form({ submission, questionKey, thread, beside, again }: ClarificationShown, state: ThreadState) {
  const problemOf = (field: string) => again?.problems.find((one) => one.field === field)?.text;
  return {
    action: paths.clarification({ id: submission.responseId, question: questionKey }),
    hidden: { key: randomUUID(), seen: String(thread.at(-1)?.number ?? 0) },
    text: {
      name: 'text',
      label: state === 'replied' ? 'Add to your reply' : 'Your reply',
      labelSize: 'm',
      hint: 'It stands beside your answer in the collated report; the answer stays as you submitted it. What you send cannot be changed.',
      rows: 6,
      value: again?.text,
      error: problemOf('text'),
      data: { limit: String(LONGEST_REPLY) },
    },
    beside: beside
      ? 'What is said here is confidential, because something of the response, or of what was said before, is. The report for all says in its place that something is withheld.'
      : undefined,
    confidential: beside
      ? undefined
      : {
          name: 'confidential',
          values: again?.confidential ? ['yes'] : [],
          items: [
            {
              value: 'yes',
              text: 'This reply is confidential',
              reveal: {
                kind: 'textarea',
                name: 'reason',
                label: 'Why is it confidential?',
                hint: 'Others see in its place that something is withheld. What is said after it here is confidential too.',
                value: again?.reason,
                error: problemOf('reason'),
                rows: 2,
                data: { limit: String(LONGEST_REASON) },
              },
            },
          ],
        },
    buttons: [{ text: 'Send the reply' }],
  };
}
