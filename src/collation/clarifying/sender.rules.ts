import type { Suggested } from '../mails/mails.store.js';

/**
 * Whether a mail's sender is known at an organisation and nowhere else as well: by the very address, or by its domain
 * where nobody has that address. Anybody can write any sender into a mail, so it proves nothing.
 */
export function isKnown(organisationId: string, suggested: Pick<Suggested, 'id' | 'person'>[]): boolean {
  const ours = suggested.find(({ id }) => id === organisationId);
  return (
    ours !== undefined &&
    suggested.every((one) => one === ours || (ours.person !== null && one.person === null))
  );
}
