import { capital, counted } from '../../counted.js';
import { formatMoment } from '../../londonTime.js';
import type { Wording } from './points.store.js';

/** So many changes are shown, the latest. */
export const MOST_CHANGES_SHOWN = 50;

/** The parts of a point's text, as views/partials/summary-list. */
export const wordingRows = ({ line, summary, reply, outcome, changed }: Omit<Wording, keyof Written>) => [
  { key: 'Clause or line', value: line ?? '', none: 'None' },
  { key: 'What was said', value: summary, verbatim: true },
  { key: 'The reply', value: reply, verbatim: true, none: 'None yet' },
  { key: 'Outcome', value: outcome ? capital(outcome) : '', none: 'None yet' },
  { key: 'What changed', value: changed, verbatim: true, none: 'Nothing' },
];
type Written = Pick<Wording, 'version' | 'writtenAt' | 'writtenBy'>;

/**
 * What a point said before it was changed, the latest change first: of each only the parts that read otherwise then.
 * @param wordings the one that stands first
 */
export function earlierWording(wordings: Wording[]) {
  const changes = wordings.slice(0, MOST_CHANGES_SHOWN).flatMap((after, index) => {
    const before = wordings[index + 1];
    if (!before) return [];
    const now = wordingRows(after);
    return [
      {
        title: `Changed by ${after.writtenBy}, ${formatMoment(after.writtenAt)}`,
        text: `Until then, as ${before.writtenBy} left it, ${formatMoment(before.writtenAt)}:`,
        rows: wordingRows(before).filter(({ value }, part) => value !== now[part]!.value),
      },
    ];
  });
  if (changes.length === 0) return undefined;
  return {
    summary: `Earlier wording: ${counted(changes.length, 'change')}`,
    changes,
    more: wordings.length > MOST_CHANGES_SHOWN + 1 ? 'Changes before these are kept too.' : undefined,
  };
}
