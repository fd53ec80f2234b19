import { Temporal } from 'temporal-polyfill';
import { formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import type { GrownRoot } from './root.js';

/** The root of a consultation as its page and its report tell it. @returns undefined: it has none */
export function rootShown(roots: GrownRoot[]) {
  const newest = roots.at(-1);
  if (!newest) return undefined;
  const made = formatMoment(Temporal.Instant.from(newest.madeAt));
  return {
    root: newest.root,
    made:
      roots.length === 1
        ? `Made at ${made}`
        : `Root ${newest.number}, made at ${made} when a late response was admitted`,
    text: 'This figure, the root, is worked out from everything that was submitted in time, or late and admitted: with one response changed, added or left out it would be another. Whoever holds the signed receipt of a response can show that it is among those that the Panel reads. Nobody can learn anything of a response from the root.',
    links: [
      { text: 'Check a receipt', href: paths.verify() },
      {
        text: 'Download the signed roots',
        href: paths.consultationProof({ reference: newest.consultation }),
      },
    ],
  };
}
