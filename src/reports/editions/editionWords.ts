import type { Change } from './edition.rules.js';
import type { Edition } from './editions.store.js';

/** In the place of its files until they are there. */
export function makingWords({ filesMade, filesWanted }: Edition): string {
  const how = filesWanted > 0 ? ` ${filesMade} of ${filesWanted} are there.` : '';
  return `The files to download are being made, and this page shows them when they are ready.${how}`;
}

/** What changed, and of whom. */
export function changeWords({ what, names, more }: Change): string {
  if (names.length === 0) return what;
  return `${what}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
