import type { Answered } from './answered.store.js';
import type { SaidInThread } from '../../responses/clarifying/clarifications.rules.js';

/** A thread as the reader of a version may see it: nothing in it may not be read by that reader. */
export interface ToldThread {
  said: (Pick<SaidInThread, 'kind' | 'text' | 'at' | 'arrivedAt'> & { confidential: boolean })[];
  /** something of it, or all, is not told */
  withheld: boolean;
}

type Threads = Pick<Answered, 'clarifications'>;

/** A thread in which nothing was asked or replied cannot be; all of each, with what is confidential marked. */
export const threadsInFull = (
  answered: Threads & Pick<Answered, 'answers' | 'confidential'>,
): Record<string, ToldThread> =>
  told(answered, (key, said) => {
    const whole = answered.confidential || (answered.answers[key]?.confidential ?? false);
    const from = firstSecret(said);
    return { said: said.map((one, index) => plain(one, whole || index >= from)), withheld: false };
  });

/**
 * What everybody may read: nothing of a thread beside something confidential, and of any other what was said before
 * the first confidential reply. What is said after it may repeat it.
 */
export const threadsForAll = (
  answered: Threads,
  hidden: (key: string) => boolean,
): Record<string, ToldThread> =>
  told(answered, (key, said) => {
    if (hidden(key)) return { said: [], withheld: true };
    const from = firstSecret(said);
    return { said: said.slice(0, from).map((one) => plain(one, false)), withheld: from < said.length };
  });

/** Something in the thread is confidential, which SECAS's comment beside it may repeat. @param key '' in any thread */
export const hasSecret = ({ clarifications }: Threads, key: string): boolean =>
  key === ''
    ? Object.values(clarifications)
        .flat()
        .some(({ confidential }) => confidential)
    : (clarifications[key] ?? []).some(({ confidential }) => confidential);

/** The replies that were asked to be kept confidential, with the reasons. */
export const askedInReplies = ({ clarifications }: Threads) =>
  Object.entries(clarifications).flatMap(([questionKey, said]) =>
    said
      .filter(({ reason }) => reason !== '')
      .map(({ reason }) => ({ what: 'A reply to a clarification', questionKey, reason })),
  );

const told = (
  { clarifications }: Threads,
  tellOne: (key: string, said: SaidInThread[]) => ToldThread,
): Record<string, ToldThread> =>
  Object.fromEntries(Object.entries(clarifications).map(([key, said]) => [key, tellOne(key, said)]));

/** Its place; where nothing is, one after the last. */
function firstSecret(said: SaidInThread[]): number {
  const found = said.findIndex(({ confidential }) => confidential);
  return found < 0 ? said.length : found;
}

const plain = ({ kind, text, at, arrivedAt }: SaidInThread, confidential: boolean) => ({
  kind,
  text,
  at,
  arrivedAt,
  confidential,
});
