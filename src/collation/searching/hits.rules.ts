import type { MarkedLine, Run } from '../themes/coding/marks.rules.js';
import { MARK } from './parts.js';

/** From and to in a text, in UTF-16 units. */
export interface Hit {
  from: number;
  to: number;
}

/** A text as Postgres marks hits in it without changing anything else: it takes out tags, and we have marks of our own. */
export const markable = (text: string): string =>
  text.replaceAll('<', '‹').replaceAll(/[\ue000-\ue002]/g, '�');

/** Where Postgres marked hits in a text; none when it gave back another one. */
export function hitsIn(text: string, marked: string): Hit[] {
  const hits: Hit[] = [];
  let plain = '';
  for (const piece of marked.split(MARK.from).map((one, index) => ({ one, begins: index > 0 }))) {
    const [hit = '', rest] = piece.begins ? piece.one.split(MARK.to) : ['', piece.one];
    if (piece.begins) hits.push({ from: plain.length, to: plain.length + hit.length });
    plain += hit + (rest ?? '');
  }
  return plain === text ? hits : [];
}

/** A run of which the hits are pieces of their own. */
export type HitRun = Run & { hit?: boolean };

export interface HitLine extends MarkedLine {
  rest?: NonNullable<MarkedLine['rest']> & { open?: boolean };
}

/** A line with the hits in it, unfolded where there are any; its coded passages stay as they are. */
export function withHits(line: MarkedLine, hits: Hit[]): HitLine {
  if (hits.length === 0) return line;
  return {
    ...line,
    runs: cutAt(line.runs, 0, hits),
    rest: line.rest && {
      ...line.rest,
      runs: cutAt(line.rest.runs, line.text.length, hits),
      open: hits.some(({ to }) => to > line.text.length),
    },
  };
}

function cutAt(runs: Run[], before: number, hits: Hit[]): HitRun[] {
  let at = before;
  return runs.flatMap((run) => {
    const [from, to] = [at, at + run.text.length];
    at = to;
    const cuts = [from, to, ...hits.flatMap((hit) => [hit.from, hit.to])]
      .filter((cut) => cut >= from && cut <= to)
      .toSorted((one, other) => one - other);
    const ends = [...new Set(cuts)];
    if (ends.length < 2) return [run];
    return ends.slice(0, -1).map((start, index) => {
      const end = ends[index + 1]!;
      return {
        text: run.text.slice(start - from, end - from),
        depth: run.depth,
        // Where a theme's name stands is where its passage ends.
        ending: end === to ? run.ending : [],
        hit: hits.some((hit) => hit.from <= start && hit.to >= end),
      };
    });
  });
}
