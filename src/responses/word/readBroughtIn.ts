import type { Deps } from '../../deps.js';
import { personOf, type Viewer } from '../../people/viewer.js';
import type { Draft } from '../drafting/drafts.store.js';
import { OutcomeRecorded } from '../drafting/saveDraft.js';
import type { ChangesFacts } from './changes.page.js';
import { filledForm } from './formFacts.js';
import { readWordForm } from './formInThread.js';
import { refusalWords, wrongFormWords } from './refusalWords.js';

/** What a Word form would change in a draft, or why it cannot be read into it. */
export type BroughtIn = { draft: Draft; problem: string } | Omit<ChangesFacts, 'now'>;

/**
 * Reads a Word form that was filled in against a draft. Nothing is saved. However the file came, it is read so.
 * @param receive called once it is known that the viewer may draft
 * @throws NotFound, OutcomeRecorded, Busy
 */
export async function readBroughtIn(
  deps: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  responseId: string,
  receive: () => Promise<{ name: string; bytes: Buffer } | { problem: string }>,
): Promise<BroughtIn> {
  const { draft, content, issue, form } = await filledForm(deps, viewer, responseId);
  const received = await receive();
  if (draft.decided && !draft.enteredBySecas) throw new OutcomeRecorded();
  if ('problem' in received) return { draft, problem: received.problem };
  const { name, bytes } = received;
  const done = await readWordForm(bytes, {
    responseId: draft.id,
    questions: issue.questions,
    saved: content.answers,
    form,
    viewerId: personOf(viewer).id,
  });
  if ('refused' in done) return { draft, problem: refusalWords(name, done.refused) };
  if ('wrong' in done) {
    const here = { consultation: draft.consultation.reference, issue: issue.number, note: issue.note };
    return { draft, problem: wrongFormWords(name, done.wrong, here) };
  }
  const { proposals, tracked, ...rest } = done.reading;
  return {
    draft: { ...draft, questions: issue.questions },
    content,
    proposals,
    rest,
    notes: tracked ? [TRACKED] : [],
  };
}

const TRACKED = {
  title: 'The file has tracked changes',
  text: 'They are read as if all of them were accepted: what was inserted is there, what was deleted is not.',
};
