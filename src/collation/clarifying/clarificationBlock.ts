import { paths } from '../../paths.js';
import { stateOf, whyNotAsked } from '../../responses/clarifying/clarifications.rules.js';
import { STATE_TAGS, threadShown } from '../../responses/clarifying/threadShown.js';
import { fateOfSubmission } from '../../responses/submissions.rules.js';
import type { ReadSubmission } from '../reading/readSubmission.js';
import { mailLinks } from './mailLinks.js';

/** Beside an answer where it is read: what SECAS asked about it and was replied, or the way to ask; undefined: neither. */
export function clarificationBlock(read: ReadSubmission, question: string, ask: string) {
  const { consultation, submission, clarifications } = read;
  const thread = clarifications.get(question) ?? [];
  const state = stateOf(thread);
  const { reference } = consultation;
  const href = paths.deskClarification({ reference, submission: submission.id, question });
  const on = `on “${ask}”`;
  if (!state) {
    const may = !whyNotAsked(fateOfSubmission(submission), consultation.withdrawnAt);
    return may ? { on, way: { text: 'Ask for clarification', href } } : undefined;
  }
  return {
    on,
    ask: undefined as string | undefined,
    tag: STATE_TAGS[state],
    open: state === 'replied',
    thread: threadShown(thread, submission.organisation.name, mailLinks(reference), submission.id),
    way: {
      text:
        state === 'closed'
          ? 'Reopen it or ask again'
          : 'Ask again, close it, or enter a reply that came by e-mail',
      href,
    },
  };
}

/** What was asked about answers of an earlier version that this one no longer gives. */
export const strayClarifications = (read: ReadSubmission, here: Set<string>) =>
  [...read.clarifications.keys()].flatMap((key) => {
    if (here.has(key)) return [];
    const ask = read.submission.asked.find((one) => one.key === key)?.ask ?? key;
    const block = clarificationBlock(read, key, ask);
    return block ? [{ ...block, ask }] : [];
  });
