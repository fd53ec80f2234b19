import { randomUUID } from 'node:crypto';
import type { Typed } from '../../consultations/deadlineEntry.js';
import { paths } from '../../paths.js';
import { saidLines } from '../../responses/answers/said.js';
import { LONGEST_QUESTION, stateOf, whyNotAsked } from '../../responses/clarifying/clarifications.rules.js';
import { threadShown } from '../../responses/clarifying/threadShown.js';
import { fateWords } from '../../responses/fateWords.js';
import { fateOfSubmission, type Fate } from '../../responses/submissions.rules.js';
import { formProblems } from '../../http/formProblems.js';
import type { Problem } from '../../errors.js';
import { placeOf } from '../place.js';
import type { FoundThread } from './deskThread.js';
import { mailLinks } from './mailLinks.js';

export interface DeskThread extends FoundThread {
  /** the submission answers it, in words or by a file */
  answered: boolean;
  /** what is asked now is confidential */
  beside: boolean;
  /** nobody may submit for the organisation, so nobody can reply */
  nobody: boolean;
  again?: TypedQuestion;
}

/** A form that came back. */
export interface TypedQuestion {
  text: string;
  wished: Pick<Typed, 'day' | 'month' | 'year'>;
  problems: Problem[];
}

/** What SECAS asks about one answer: the answer, what was asked and replied, and the form to ask. */
export function deskClarificationPage(shown: DeskThread) {
  const { consultation, submission, ask, thread, again } = shown;
  const { reference } = consultation;
  const at = { reference, submission: submission.id };
  const fate = fateOfSubmission(submission);
  const whyNot = shown.answered
    ? whyNotAsked(fate, consultation.withdrawnAt)
    : 'This version does not answer the question: ask about the one that does.';
  const state = stateOf(thread);
  const action = paths.deskClarification({ ...at, question: shown.questionKey });
  const hidden = { key: randomUUID(), seen: String(thread.at(-1)?.number ?? 0) };
  const problems = formProblems(again?.problems ?? []);
  const place = placeOf(consultation, 'responses', 'Clarification');
  return {
    ...place,
    breadcrumbs: [
      ...place.breadcrumbs.slice(0, -1),
      { text: submission.organisation.name, href: paths.deskSubmission(at) },
      { text: 'Clarification' },
    ],
    title: `Clarification: ${submission.organisation.name}`,
    errors: problems.errors,
    heading: {
      text: state ? 'Clarification' : 'Ask for clarification',
      caption: `${submission.organisation.name} · ${reference} · ${submission.reference}`,
      tag: fate === 'counts' ? undefined : fateWords(fate, submission.standing),
    },
    notes: notes(shown, fate, whyNot),
    said: { ...answerSaid(shown), ask },
    thread:
      thread.length > 0
        ? threadShown(thread, submission.organisation.name, mailLinks(reference), submission.id)
        : undefined,
    entering:
      state && state !== 'closed'
        ? {
            text: 'Enter a reply that came by e-mail',
            href: paths.deskEnterReply({ ...at, question: shown.questionKey }),
          }
        : undefined,
    closing:
      state && state !== 'closed'
        ? {
            action,
            hidden,
            text: 'If the thread has what you need, close it: it then takes no more replies. You can reopen it.',
            buttons: [{ text: 'No more needed', kind: 'secondary', name: 'step', value: 'close' }],
          }
        : undefined,
    reopening:
      state === 'closed' && !whyNot
        ? {
            action,
            hidden: { ...hidden, key: randomUUID() },
            text: 'It takes no replies now. Reopen it for another reply, which the representatives are told, or ask again.',
            buttons: [{ text: 'Reopen it', kind: 'secondary', name: 'step', value: 'reopen' }],
          }
        : undefined,
    asking: whyNot
      ? undefined
      : { action, hidden: { ...hidden, key: randomUUID() }, ...askFields(shown, problems.of) },
    back: { text: 'Back to the response', href: `${paths.deskSubmission(at)}#answer-${shown.questionKey}` },
  };
}

function askFields({ thread, again, beside }: DeskThread, problemOf: (field: string) => string | undefined) {
  const first = thread.length === 0;
  return {
    text: {
      name: 'text',
      label: first ? 'What do you ask?' : 'Ask again',
      labelSize: 'm',
      hint: 'The representatives read it, and it stands in the report with the reply. It cannot be changed once it is sent.',
      rows: 5,
      value: again?.text,
      error: problemOf('text'),
      data: { limit: String(LONGEST_QUESTION) },
    },
    wished: {
      name: 'wished',
      label: 'By when do you wish a reply?',
      optional: true,
      hint: 'For example 14 2 2017. It is shown to them; a later reply is taken all the same.',
      dateOnly: true,
      value: again?.wished,
      error: problemOf('wished'),
    },
    beside: beside
      ? 'What is asked and replied here is confidential, because it may repeat what is. The report for all says in its place that something is withheld.'
      : undefined,
    buttons: [{ text: first ? 'Ask' : 'Ask again', name: 'step', value: 'ask' }],
  };
}

/** As views/responses/said.ejs takes it, but for the question's words. */
function answerSaid({ consultation: { reference }, submission, questionKey }: DeskThread) {
  const answer = submission.answers.find(({ question }) => question.key === questionKey);
  return {
    lines: answer ? saidLines(answer.question, answer.value) : [],
    none: 'Not answered in this version',
    confidential: answer?.confidential ? answer.reason : undefined,
    files: submission.attachments
      .filter((file) => file.questionKey === questionKey)
      .map((file) => ({
        text: file.name,
        href: paths.deskSubmissionAttachment({ reference, submission: submission.id, attachment: file.id }),
        confidential: file.confidential ? file.reason : undefined,
      })),
  };
}

function notes({ submission, nobody }: DeskThread, fate: Fate, whyNot: string | undefined) {
  return [
    ...(whyNot ? [{ text: whyNot }] : []),
    ...(fate === 'held' && !whyNot
      ? [{ text: 'The response was late and waits for your decision. Asking about it does not admit it.' }]
      : []),
    ...(nobody && !whyNot
      ? [
          {
            warning: true,
            title: `Nobody can reply for ${submission.organisation.name}`,
            text: 'Nobody may submit for it in the portal, so only who may draft, if anybody, is told. Invite somebody who may submit first.',
            link: { text: 'Invite somebody', href: paths.deskInvite() },
          },
        ]
      : []),
  ];
}
