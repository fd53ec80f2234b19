import { Temporal } from 'temporal-polyfill';
import { counted } from '../counted.js';
import { formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import type { GrownRoot, Root } from './root.js';

/** The roots of a consultation as its page and its report tell them, the newest first. @returns undefined: it has none */
export function rootShown(roots: GrownRoot[]) {
  const newest = roots.at(-1);
  if (!newest) return undefined;
  return {
    text: 'This figure, the root, is worked out from everything that was submitted in time, or late and admitted: with one response changed, added or left out it would be another. Whoever holds the signed receipt of a response can show that it is among those that the Panel reads. Nobody can learn anything of a response from the root.',
    several:
      roots.length === 1
        ? undefined
        : 'Each time SECAS admits a response that was held there is a new root, which holds all that the one before held. The newest stands first.',
    roots: roots.toReversed().map((one) => ({ root: one.root, made: madeWords(one, roots.length > 1) })),
    links: [
      { text: 'Check a receipt', href: paths.verify() },
      {
        text: 'Download the signed roots',
        href: paths.consultationProof({ reference: newest.consultation }),
      },
    ],
  };
}

/** When it was made, and why: the first when it was closed, each other by one admission. */
function madeWords({ number, size, madeAt }: Root, several: boolean): string {
  const made = several ? `Root ${number}, made` : 'Made';
  const why = number === 1 ? '' : ' when SECAS admitted a response that had been held';
  return `${made} at ${formatMoment(Temporal.Instant.from(madeAt))}${why}: ${counted(size, 'submission')}`;
}

/** What it means for a submission to be in the tree of a root. @param isRead it stands behind those that were replaced */
export const inclusionWords = ({ number, consultation, size, replaced }: Root, isRead: boolean): string =>
  isRead
    ? `Yes: it is under root ${number} of ${consultation}, with ${counted(size - replaced, 'response')} in all`
    : `No: when ${consultation} closed, a later submission had taken its place, or it had been withdrawn. It is kept under root ${number}`;
