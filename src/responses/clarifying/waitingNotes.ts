import { formatDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Submission } from '../submissions.store.js';
import { byQuestion, stateOf, type Entry } from './clarifications.rules.js';
import type { WaitingThread } from './clarifications.store.js';
import { STATE_TAGS } from './threadShown.js';

/** As views/partials/note.ejs takes it: every answer that SECAS waits to have clarified, each with the way there. */
export function waitingNotes(waiting: WaitingThread[]) {
  return waiting.map(
    ({ responseId: id, questionKey: question, consultation, submission, ask, wishedBy }) => ({
      warning: true,
      title: `SECAS waits for your reply on ${consultation.reference}`,
      text: `It asks you to clarify what you answered in ${submission.reference} to: “${ask}”${wishedBy ? ` A reply is wished by ${formatDate(wishedBy)}.` : ''}`,
      link: { text: 'Read what SECAS asks, and reply', href: paths.clarification({ id, question }) },
    }),
  );
}

/** What SECAS asked about the answers of a response, as views/partials/task-list.ejs takes it; undefined: nothing. */
export function clarificationList(
  { responseId: id, asked }: Pick<Submission, 'responseId' | 'asked'>,
  entries: Entry[],
) {
  const threads = [...byQuestion(entries)];
  if (threads.length === 0) return undefined;
  return threads.map(([question, thread], index) => ({
    id: `clarification-${index + 1}`,
    text: asked.find(({ key }) => key === question)?.ask ?? question,
    href: paths.clarification({ id, question }),
    status: STATE_TAGS[stateOf(thread)!],
  }));
}
