import { setTimeout } from 'node:timers/promises';

/** Something that takes longer than a page may: done beside it, under way or finished. */
export interface Work<Result> {
  /** of what it is made from, when it began */
  state: string;
  /** how far it is, in its own measure */
  progress: number;
  failed: boolean;
  done: Promise<Result>;
  /** what it came to; until then what the one before did, made from an earlier state */
  result?: Result;
  before?: Result;
}

/** Subjects whose latest work is kept. */
const KEPT = 20;
/** Most is done by then, and its page need not be asked for twice. */
const SOON_MS = 150;

/**
 * Work beside pages, once for as long as it holds: whoever asks meanwhile has the same. Each process keeps its own, of
 * the subjects asked for last, and does one at a time for each.
 * @param holds whether what was begun in its state will do in the state of now; without it while nothing has changed
 * @returns work on a subject in its state of now, begun if need be
 */
export function keepWork<Result>(
  holds: (kept: Work<Result>, state: string) => boolean = (kept, state) => kept.state === state,
): (
  subject: string,
  state: string,
  start: (tell: (progress: number) => void) => Promise<Result>,
) => Work<Result> {
  const works = new Map<string, Work<Result>>();
  return (subject, state, start) => {
    const kept = works.get(subject);
    // One that failed is told to one who asks; the next has it made again.
    if (kept?.failed) works.delete(subject);
    if (kept && holds(kept, state)) return kept;
    const before = kept?.result ?? kept?.before;
    const tell = (progress: number): void => {
      work.progress = progress;
    };
    const afterKept = async (): Promise<Result> => {
      await kept?.done.catch(() => undefined);
      if (kept?.result !== undefined) work.before = kept.result;
      return start(tell);
    };
    const work: Work<Result> = {
      state,
      progress: 0,
      failed: false,
      done: kept ? afterKept() : start(tell),
      ...(before !== undefined && { before }),
    };
    work.done.then(
      (result) => {
        work.result = result;
        delete work.before;
      },
      () => {
        work.failed = true;
      },
    );
    works.delete(subject);
    works.set(subject, work);
    for (const oldest of [...works.keys()].slice(0, -KEPT)) works.delete(oldest);
    return work;
  };
}

/** Its result when it comes at once; else undefined, and it goes on. @throws what the work threw */
export const soon = <Result>({ done }: Work<Result>): Promise<Result | undefined> =>
  Promise.race([done, setTimeout(SOON_MS, undefined)]);
