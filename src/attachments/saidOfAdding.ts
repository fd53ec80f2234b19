import type { Adding } from './addAttachments.js';

/** What is said once files have been sent. */
export function saidOfAdding({ added, already }: Adding): string {
  const [one] = added;
  const done = added.length === 1 ? `“${one?.name}” was added.` : `${added.length} files were added.`;
  const names = already.map(({ name }) => `“${name}”`).join(', ');
  const before = already.length === 1 ? 'stood here already and stands' : 'stood here already and stand';
  return [
    ...(added.length > 0 ? [done] : []),
    ...(already.length > 0 ? [`${names} ${before} here once.`] : []),
  ].join(' ');
}
