import type { Problem } from '../../errors.js';
import { formatExact } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { saidLines } from '../answers/said.js';
import { when, who } from '../../reports/formats/clarificationsShown.js';
import type { Submission } from '../submissions.store.js';
import type { Marked } from './consenting.rules.js';
import { requestWords, stateOf } from './consentWords.js';
import { markOf, type Revealed } from './visible.js';

const crumbsOf = ({ consultation, responseId: id, reference }: Submission, ...more: { text: string }[]) => [
  { text: 'Your responses', href: paths.responses() },
  { text: reference, href: paths.submission({ id, reference }) },
  ...(more.length > 0
    ? [{ text: 'Confidentiality', href: paths.consent({ id, reference }) }, ...more]
    : [{ text: `Confidentiality, ${consultation.reference}` }]),
];

interface Around {
  maySubmit: boolean;
  /** responses to the consultation have been published, in a version that does not hold what is lifted now */
  published: boolean;
}

/** Until when a consent can be taken back. */
const untilPublished = (published: boolean): string =>
  published
    ? 'until SECAS publishes another version of the responses, or replies to what they say'
    : 'until the responses, or replies to what they say, are published';

/** Every marking of a submission, for its organisation: what SECAS asks, what is lifted, and what can be done. */
export function consentsPage(
  submission: Submission,
  marked: Marked[],
  { maySubmit, published }: Around,
  problems: Problem[] = [],
) {
  const { responseId: id, reference, closed } = submission;
  const action = paths.consent({ id, reference });
  return {
    title: 'What of your response is confidential',
    caption: `${submission.consultation.reference} · ${reference}`,
    breadcrumbs: crumbsOf(submission),
    errors: problems.map(({ text }) => ({ text })),
    note: closed
      ? maySubmit
        ? undefined
        : { text: 'You may read this. A colleague who may submit for your organisation decides it.' }
      : { text: 'Until the consultation is closed you can change your response and submit it again.' },
    lead: 'Only your organisation can lift a marking. What you submitted stays as it was, and so does its receipt.',
    action,
    parts: marked.map((one) => {
      const open = one.request && !one.request.answer && !one.lift;
      return {
        id: one.key.replaceAll(/[^\w-]/g, '-'),
        key: one.key,
        title: one.what,
        reason: one.reason,
        ...stateOf(one),
        request: one.request && {
          warning: open,
          title: open ? 'SECAS asks you not to keep this confidential any longer' : 'What SECAS asked',
          text: requestWords(one.request),
        },
        look:
          closed && !one.lift && !one.behindWhole
            ? {
                text: 'See what would become readable, and decide',
                href: `${action}?${new URLSearchParams({ part: one.key }).toString()}`,
                hidden: `(${one.what})`,
              }
            : undefined,
        takeBack: one.lift && !one.lift.published && maySubmit && closed,
        published: one.lift?.published
          ? 'It has been published, and what is published is kept as it was: it cannot be taken back any more.'
          : undefined,
      };
    }),
    takeBackWords: `It can be taken back ${untilPublished(published)}. It is then confidential again at once; what somebody has read or downloaded meanwhile cannot be called back.`,
    none: marked.length === 0 ? 'Nothing in it was marked as confidential.' : undefined,
  };
}

/** Exactly what would become readable, for whom, and the decision. */
export function consentPage(
  submission: Submission,
  marked: Marked,
  revealed: Revealed,
  { maySubmit, published }: Around,
  { note, problems }: { note: string; problems: Problem[] },
) {
  const { responseId: id, reference } = submission;
  const open = marked.request && !marked.request.answer ? marked.request : undefined;
  const action = paths.consent({ id, reference });
  return {
    title: 'What would become readable',
    caption: `${submission.consultation.reference} · ${reference} · ${marked.what}`,
    breadcrumbs: crumbsOf(submission, { text: 'What would become readable' }),
    errors: problems.map(({ field, text }) => ({ text, href: field ? `#${field}` : undefined })),
    request: open && { title: 'SECAS asks', text: requestWords(open) },
    reason: { key: 'Marked as confidential because', value: marked.reason, verbatim: true },
    whom: [
      'Every Panel member, in the version of the report for all.',
      published
        ? 'Everybody, when SECAS publishes another version of the responses.'
        : 'Everybody, when SECAS publishes the responses.',
    ],
    name: revealed.name && [
      { key: 'Name', value: revealed.name.name },
      {
        key: 'On behalf of',
        lines: revealed.name.parties.map(({ name, category }) => `${name} (${category})`),
      },
      ...(revealed.name.receivedAt
        ? [{ key: 'Received', value: formatExact(revealed.name.receivedAt) }]
        : []),
    ],
    answers: answersShown(submission, revealed),
    digest: revealed.digest,
    nothing:
      !revealed.name && answersShown(submission, revealed).length === 0
        ? 'Nothing becomes readable by this alone: something else that is confidential still covers it.'
        : undefined,
    may: maySubmit,
    until: `Your name and the time are kept with your decision. What you agree to can be taken back ${untilPublished(published)}.`,
    action,
    key: marked.key,
    mark: markOf(revealed),
    note: {
      name: 'note',
      label: 'A word to SECAS',
      optional: true,
      rows: 2,
      value: note,
      error: problems.find(({ field }) => field === 'note')?.text,
    },
    buttons: [
      { text: 'Yes, this may be read', name: 'step', value: 'lift' },
      ...(open ? [{ text: 'No, keep it confidential', name: 'step', value: 'decline' }] : []),
      { text: 'Cancel', kind: 'link', href: action },
    ],
  };
}

const askOf = ({ asked }: Submission, key: string): string =>
  asked.find((question) => question.key === key)?.ask ?? key;

/** The answers and files as they will be read, and what was asked and replied about them, by their question. */
function answersShown(submission: Submission, { answers, files, clarifications }: Revealed) {
  const { responseId: id, reference } = submission;
  const keys = [...new Set([...answers, ...files, ...clarifications].map(({ questionKey }) => questionKey))];
  return keys.map((key) => {
    const question = submission.answers.find((one) => one.question.key === key)?.question;
    const answer = answers.find(({ questionKey }) => questionKey === key);
    return {
      ask: question?.ask ?? askOf(submission, key),
      lines: [
        ...(question && answer ? saidLines(question, answer.value) : []),
        ...clarifications
          .filter(({ questionKey }) => questionKey === key)
          .flatMap(({ said }) =>
            said.map((one) => ({ heading: `${who(one)}, ${when(one)}`, text: one.text })),
          ),
      ],
      files: files
        .filter(({ questionKey }) => questionKey === key)
        .map((file) => ({
          text: file.name,
          href: paths.submissionAttachment({ id, reference, attachment: file.id }),
        })),
    };
  });
}
