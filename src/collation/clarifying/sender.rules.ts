import type { Suggested } from '../mails/mails.store.js';

/**
 * Whether a mail's sender is known at an organisation: by the very address, or by its domain where nobody else has that
 * address. Anybody can write any sender into a mail, so it proves nothing.
 */
export function isKnown(organisationId: string, suggested: Pick<Suggested, 'id' | 'person'>[]): boolean {
  const ours = suggested.find(({ id }) => id === organisationId);
  return ours !== undefined && (ours.person !== null || suggested.every(({ person }) => person === null));
}
