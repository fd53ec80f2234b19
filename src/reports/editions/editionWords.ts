import type { Change } from './edition.rules.js';
import type { Edition } from './editions.store.js';

/** In the place of its files until they are there. */
export function makingWords({ filesMade, filesWanted }: Edition): string {
  const how = filesWanted > 0 ? ` ${filesMade} of ${filesWanted} are there.` : '';
  return `The files to download are being made, and this page shows them when they are ready.${how}`;
}

export const WHAT_CHANGED = 'What changed since the version before';

/** What changed since the edition before, thing by thing, and of whom; nothing of a first one. */
export const changesTold = (edition: Pick<Edition, 'changes'> | undefined): string[] =>
  (edition?.changes ?? []).map(changeWords);

function changeWords({ what, names, more }: Change): string {
  if (names.length === 0) return what;
  return `${what}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
